package city.mio.feeds.live;

import city.mio.events.LinkState;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link LiveCity} up to date from Kafka on a thread of its own. It belongs to no consumer group: every feeds
 * server hears everything. At its start it reads the end of each topic again (all of {@code alert}), so that a
 * restarted server knows the city; where Kafka is away or a topic not there yet, it tries on and goes on where it
 * was.
 */
public final class LiveConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_FOR_PARTITIONS_MILLIS = 5_000;
    private static final long SHORTEST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** What is done with a topic's records, and how many of each partition's last are read again at the start. */
    private record Reading(long tail, Decoder decoder) {}

    @FunctionalInterface
    private interface Decoder {
        void take(byte[] value, long recordTime) throws WireException;
    }

    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final LongConsumer latencyMillis;
    private final InstantSource wallClock;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final AtomicLong undecodable = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "live-city");
    private final long startedAt;
    /** Only touched on the thread. */
    private long pause = SHORTEST_PAUSE_MILLIS;
    private volatile org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> current;
    private volatile boolean connected;

    /**
     * @param consumers makes a consumer without a group, read-committed; asked again after a failure
     * @param latencyMillis told, for each new link state, how long ago the broker had the input that made it
     */
    public LiveConsumer(
            LiveCity city,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            LongConsumer latencyMillis,
            InstantSource wallClock) {
        this.consumers = Objects.requireNonNull(consumers, "consumers");
        this.latencyMillis = Objects.requireNonNull(latencyMillis, "latencyMillis");
        this.wallClock = Objects.requireNonNull(wallClock, "wallClock");
        this.startedAt = wallClock.millis();
        // Alerts whole: an open one may be old. Of the others, what fills the past day and the map.
        add(Topics.ALERT, Long.MAX_VALUE, city::apply);
        add(Topics.FORECAST, 400_000, city::apply);
        // All days are told after midnight, today each half hour: what a day brings of 1,000 links and detectors.
        add(Topics.FORECAST_SLOT, 200_000, city::apply);
        add(Topics.FORECAST_QUALITY, 2_000, city::apply);
        readings.put(Topics.LINK_STATE.name(), new Reading(800_000, (value, recordTime) -> {
            LinkState state = Topics.LINK_STATE.codec().decode(value);
            city.apply(state);
            if (recordTime >= startedAt && state.ingestedAt() > 0) {
                latencyMillis.accept(Math.max(0, wallClock.millis() - state.ingestedAt()));
            }
        }));
        add(Topics.DETECTOR_READING, 100_000, city::apply);
        add(Topics.HAUL_PASSAGE, 2_000, city::apply);
        add(Topics.PROBE_POSITION, 5_000, city::apply);
        thread.setDaemon(true);
    }

    private <T> void add(Topic<T> topic, long tail, Consumer<T> sink) {
        readings.put(topic.name(), new Reading(tail, (value, recordTime) -> sink.accept(topic.codec().decode(value))));
    }

    /**
     * Listens to another topic as well; before the start.
     *
     * @param tail how many of each partition's last records are read again at the start
     * @param sink called on the thread that listens
     */
    public <T> void hear(Topic<T> topic, long tail, Consumer<T> sink) {
        if (readings.putIfAbsent(topic.name(), new Reading(tail, (value, at) -> sink.accept(topic.codec().decode(value)))) != null) {
            throw new IllegalArgumentException("topic " + topic.name() + " is listened to already");
        }
    }

    /** Begins to listen and returns at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                listen(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (KafkaException | IllegalStateException e) {
                connected = false;
                LOG.warn("the live city hears nothing from Kafka, next try in {} ms: {}", pause, e.getMessage());
                if (awaitClosed(pause)) {
                    return;
                }
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    private boolean awaitClosed(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void listen(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        long lastLook = Long.MIN_VALUE;
        while (closed.getCount() > 0) {
            long now = System.nanoTime() / 1_000_000;
            if (lastLook == Long.MIN_VALUE || now - lastLook > LOOK_FOR_PARTITIONS_MILLIS) {
                assign(consumer);
                lastLook = now;
            }
            if (consumer.assignment().isEmpty()) {
                awaitClosed(POLL.toMillis());
                lastLook = Long.MIN_VALUE;
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private void assign(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : readings.keySet()) {
            for (PartitionInfo info : partitions(consumer, topic)) {
                all.add(new TopicPartition(topic, info.partition()));
            }
        }
        if (!consumer.assignment().isEmpty()) {
            // What partitionsFor says may be remembered; this asks the broker itself.
            consumer.endOffsets(List.of(consumer.assignment().iterator().next()), PATIENCE);
        }
        connected = true;
        pause = SHORTEST_PAUSE_MILLIS;
        List<TopicPartition> fresh = new ArrayList<>(all);
        fresh.removeAll(consumer.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        all.addAll(consumer.assignment());
        consumer.assign(all.stream().distinct().toList());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(fresh, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, PATIENCE);
        for (TopicPartition partition : fresh) {
            long begin = begins.get(partition);
            long end = ends.get(partition);
            long tail = Math.min(end - begin, readings.get(partition.topic()).tail());
            long known = positions.getOrDefault(partition, end - tail);
            // A known position beyond the end belongs to a topic that was made anew.
            consumer.seek(partition, known < begin || known > end ? begin : known);
        }
    }

    private static List<PartitionInfo> partitions(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, String topic) {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
            return found == null ? List.of() : found;
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        } catch (TimeoutException e) {
            throw new TimeoutException("no broker answers", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            readings.get(record.topic()).decoder().take(record.value(), record.timestamp());
        } catch (WireException e) {
            // Input topics hold what devices sent, bad records included; the jobs write their dead letters.
            undecodable.incrementAndGet();
        }
    }

    /** Whether Kafka answered when it was last asked. */
    public boolean isConnected() {
        return connected;
    }

    /** Records that could not be read. */
    public long undecodable() {
        return undecodable.get();
    }

    @Override
    public void close() {
        closed.countDown();
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connected = false;
    }
}
