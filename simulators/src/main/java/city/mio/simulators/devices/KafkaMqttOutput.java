package city.mio.simulators.devices;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.ProbePosition;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends to Kafka with an idempotent producer that waits for all replicas, and to MQTT at QoS 1, where what is not
 * acknowledged is sent again after a reconnect. Blocks the sender rather than drop when a broker is away for long.
 * Thread-safe.
 */
public class KafkaMqttOutput implements DeviceOutput {

    private final Producer<byte[], byte[]> producer;
    private final MqttSender mqtt;
    private final Map<String, LongAdder> sentByTopic = new ConcurrentHashMap<>();
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** Connects to Kafka, and to MQTT if the settings name a broker; both lazily, with retries. */
    public KafkaMqttOutput(OutputSettings settings) {
        this(
                new KafkaProducer<>(producerProperties(settings)),
                settings.mqttUri().isEmpty() ? null : new MqttSender(settings));
    }

    /** With a producer that was made elsewhere; {@code mqtt} may be null if no sensor sends. */
    KafkaMqttOutput(Producer<byte[], byte[]> producer, MqttSender mqtt) {
        this.producer = producer;
        this.mqtt = mqtt;
    }

    private static Properties producerProperties(OutputSettings settings) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafkaBootstrap());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A broker that is away for minutes must not cost a record: wait as long as it takes to bring one back.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) Duration.ofMinutes(15).toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Duration.ofMinutes(15).toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return properties;
    }

    @Override
    public void probe(ProbePosition position) {
        send(Topics.PROBE_POSITION, position);
    }

    @Override
    public void rawProbe(byte[] key, byte[] value) {
        send(Topics.PROBE_POSITION.name(), key, value);
    }

    @Override
    public void sensor(String mqttTopic, byte[] payload) {
        if (mqtt == null) {
            throw new IllegalStateException("a sensor wants to send, but no MQTT broker is set");
        }
        sentByTopic.computeIfAbsent("mqtt", key -> new LongAdder()).increment();
        mqtt.send(mqttTopic, payload);
    }

    @Override
    public void declaration(HaulDeclaration declaration) {
        send(Topics.HAUL_DECLARATION, declaration);
    }

    @Override
    public void passage(HaulPassage passage) {
        send(Topics.HAUL_PASSAGE, passage);
    }

    @Override
    public void roadEvent(RoadEvent event) {
        send(Topics.ROAD_EVENT, event);
    }

    @Override
    public void tripRequest(TripRequest request) {
        send(Topics.TRIP_REQUEST, request);
    }

    @Override
    public void busStatus(BusStatus status) {
        send(Topics.BUS_STATUS, status);
    }

    @Override
    public void refused(DeadLetter letter) {
        send(Topics.DEAD_LETTER, letter);
    }

    /** An event that no device sends but a simulation knows, on the topic of its kind. */
    public final <T> void send(Topic<T> topic, T event) {
        send(topic.name(), topic.key(event), topic.codec().encode(event));
    }

    private void send(String topic, byte[] key, byte[] value) {
        throwFailure();
        sentByTopic.computeIfAbsent(topic, name -> new LongAdder()).increment();
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, error) -> {
            if (error == null) {
                acknowledged.increment();
            } else {
                failure.compareAndSet(null, error);
            }
        });
    }

    private void throwFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw new OutputException("Kafka did not take a record: " + first.getMessage(), first);
        }
    }

    /** Records handed over so far, by Kafka topic, and {@code mqtt} for all MQTT topics together. */
    public Map<String, Long> sentByTopic() {
        Map<String, Long> counts = new TreeMap<>();
        sentByTopic.forEach((topic, count) -> counts.put(topic, count.sum()));
        return counts;
    }

    /** Records that a broker has acknowledged, Kafka and MQTT together. */
    public long acknowledged() {
        return acknowledged.sum() + (mqtt == null ? 0 : mqtt.delivered());
    }

    /** Messages that were sent once more to MQTT because their delivery was not certain. */
    public long mqttRepeated() {
        return mqtt == null ? 0 : mqtt.repeated();
    }

    @Override
    public void flush() {
        producer.flush();
        if (mqtt != null) {
            mqtt.flush();
        }
        throwFailure();
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            producer.close(Duration.ofSeconds(10));
            if (mqtt != null) {
                mqtt.close();
            }
        }
    }
}
