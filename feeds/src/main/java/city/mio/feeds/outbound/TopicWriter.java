package city.mio.feeds.outbound;

import city.mio.events.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes single events to their topics, each as soon as it comes and safe when all replicas have it. Thread-safe.
 */
public final class TopicWriter implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;

    /** @param bootstrap {@code host:port}, several with commas */
    public TopicWriter(String bootstrap) {
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

    /**
     * Writes an event; completes when it is safe, with an {@link IOException} for people if Kafka did not take it.
     * What waits for it runs on a thread of the common pool, never on the producer's.
     */
    public <T> CompletableFuture<Void> write(Topic<T> topic, T event) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            producer.send(
                    new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event)),
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

    /**
     * Writes events and returns when all are safe.
     *
     * @throws IOException if not all of them were taken; those that were may be written again
     */
    public <T> void writeAll(Topic<T> topic, List<T> events) throws IOException {
        List<CompletableFuture<Void>> sent = new ArrayList<>(events.size());
        for (T event : events) {
            sent.add(write(topic, event));
        }
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(PATIENCE_MILLIS + 1_000L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : notTaken(e);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not take what was handed in within " + PATIENCE_MILLIS / 1_000 + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka took what was handed in", e);
        }
    }

    private static IOException notTaken(Exception e) {
        return new IOException("Kafka did not take what was handed in: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
