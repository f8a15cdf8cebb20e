package city.mio.bench.pipeline;

import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed results as they come and notes how long ago the broker had the position behind each. Only between
 * {@link #begin} and {@link #close}.
 */
final class LatencyProbe implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Thread thread;
    private final AtomicBoolean noting = new AtomicBoolean();
    private long[] traversalMillis = new long[1 << 16];
    private int traversals;
    private long[] stateMillis = new long[1 << 16];
    private int states;

    LatencyProbe(String bootstrap, InstantSource clock) {
        this.clock = clock;
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "latency-" + UUID.randomUUID());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.LINK_TRAVERSAL.name(), Topics.LINK_STATE.name()));
        thread = new Thread(this::read, "latency-probe");
        thread.setDaemon(true);
        thread.start();
    }

    /** Notes from now on. */
    void begin() {
        noting.set(true);
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    if (noting.get()) {
                        note(record);
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (WireException e) {
            throw new IllegalStateException("the job wrote what cannot be read: " + e.getMessage(), e);
        } finally {
            consumer.close();
        }
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) throws WireException {
        long now = clock.millis();
        if (record.topic().equals(Topics.LINK_TRAVERSAL.name())) {
            LinkTraversal traversal = Topics.LINK_TRAVERSAL.codec().decode(record.value());
            if (traversals == traversalMillis.length) {
                traversalMillis = Arrays.copyOf(traversalMillis, 2 * traversals);
            }
            traversalMillis[traversals++] = now - traversal.ingestedAt();
        } else {
            LinkState state = Topics.LINK_STATE.codec().decode(record.value());
            if (states == stateMillis.length) {
                stateMillis = Arrays.copyOf(stateMillis, 2 * states);
            }
            stateMillis[states++] = now - state.ingestedAt();
        }
    }

    synchronized Percentiles ofTraversals() {
        return Percentiles.of(traversalMillis, traversals);
    }

    synchronized Percentiles ofStates() {
        return Percentiles.of(stateMillis, states);
    }

    /** Milliseconds, from a number of records. */
    record Percentiles(int records, long p50, long p99) {
        static Percentiles of(long[] values, int count) {
            if (count == 0) {
                return new Percentiles(0, -1, -1);
            }
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return new Percentiles(count, sorted[count / 2], sorted[(int) (count * 0.99)]);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
