package city.mio.bench.dispatchjob;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.HaulDeclaration;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.simulators.devices.DeviceOutput;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What riders and buses say, to Kafka; there is nothing else in this city that speaks. Thread-safe. */
final class RidersOutput implements DeviceOutput {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> fault = new AtomicReference<>();
    private final AtomicLong statuses = new AtomicLong();
    private volatile Consumer<TripRequest> listener = request -> {};

    RidersOutput(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Who is told of each request before it goes out. */
    void onRequest(Consumer<TripRequest> listener) {
        this.listener = listener;
    }

    <T> void send(Topic<T> topic, T event) {
        producer.send(
                new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event)), (metadata, error) -> {
                    if (error != null) {
                        fault.compareAndSet(null, error);
                    }
                });
    }

    @Override
    public void tripRequest(TripRequest request) {
        listener.accept(request);
        send(Topics.TRIP_REQUEST, request);
    }

    @Override
    public void busStatus(BusStatus status) {
        statuses.incrementAndGet();
        send(Topics.BUS_STATUS, status);
    }

    /** How many words of buses went out. */
    long statuses() {
        return statuses.get();
    }

    @Override
    public void probe(ProbePosition position) {
        throw new UnsupportedOperationException("no probes drive here");
    }

    @Override
    public void rawProbe(byte[] key, byte[] value) {
        throw new UnsupportedOperationException("no probes drive here");
    }

    @Override
    public void sensor(String mqttTopic, byte[] payload) {
        throw new UnsupportedOperationException("there are no sensors here");
    }

    @Override
    public void declaration(HaulDeclaration declaration) {
        throw new UnsupportedOperationException("nothing is built here");
    }

    @Override
    public void roadEvent(RoadEvent event) {
        send(Topics.ROAD_EVENT, event);
    }

    @Override
    public void refused(DeadLetter letter) {
        send(Topics.DEAD_LETTER, letter);
    }

    @Override
    public void flush() {
        producer.flush();
        Exception error = fault.get();
        if (error != null) {
            throw new IllegalStateException("Kafka did not take what riders or buses said: " + error.getMessage(), error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
