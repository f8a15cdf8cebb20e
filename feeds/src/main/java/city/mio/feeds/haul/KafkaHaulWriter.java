package city.mio.feeds.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes declarations and orders to their topics and waits until all replicas have them. Thread-safe. */
public final class KafkaHaulWriter implements HaulWriter, AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;

    /** @param bootstrap {@code host:port}, several with commas */
    public KafkaHaulWriter(String bootstrap) {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void declarations(List<HaulDeclaration> declarations) throws IOException {
        write(Topics.HAUL_DECLARATION, declarations);
    }

    @Override
    public void order(HaulOrder order) throws IOException {
        write(Topics.HAUL_ORDER, List.of(order));
    }

    private <T> void write(Topic<T> topic, List<T> events) throws IOException {
        try {
            List<Future<?>> sent = new ArrayList<>(events.size());
            for (T event : events) {
                sent.add(producer.send(
                        new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event))));
            }
            for (Future<?> one : sent) {
                one.get(PATIENCE_MILLIS + 1_000L, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka did not take what was handed in: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka took what was handed in", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
