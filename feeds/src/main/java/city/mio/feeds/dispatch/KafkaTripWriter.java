package city.mio.feeds.dispatch;

import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topic {@code trip.request}, acknowledged by all replicas. Thread-safe. */
public final class KafkaTripWriter implements TripWriter, AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Producer<byte[], byte[]> producer;

    /** @param bootstrap {@code host:port}, several with commas */
    public KafkaTripWriter(String bootstrap) {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletableFuture<Void> write(TripRequest request) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            producer.send(
                    new ProducerRecord<>(
                            Topics.TRIP_REQUEST.name(),
                            Topics.TRIP_REQUEST.key(request),
                            Topics.TRIP_REQUEST.codec().encode(request)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            written.completeAsync(() -> null);
                        } else {
                            written.completeExceptionally(notTaken(failure));
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            written.completeExceptionally(notTaken(e));
        }
        return written;
    }

    private static IOException notTaken(Exception e) {
        return new IOException("Kafka did not take the request: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
