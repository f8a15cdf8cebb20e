package city.mio.cli.record;

import city.mio.cli.embedded.StartFailure;
import city.mio.cli.engine.StopSignal;
import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code link.state}, {@code detector.reading}, {@code road.event} and {@code haul.declaration}, only what is committed, from the beginning. A step is closed
 * when every partition has come so far that even corrections of it are in. One thread.
 */
public final class TopicRecorder {

    /** Longer than corrections come, and than a device keeps readings back while it has no network. */
    private static final long LATE_MILLIS = 2 * 3_600_000L;
    /** How far a partition may run ahead of the slowest before it has to wait: what is open lies in memory. */
    private static final long AHEAD_MILLIS = 2 * 3_600_000L;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Topic<?>> READ = List.of(Topics.LINK_STATE, Topics.DETECTOR_READING, Topics.ROAD_EVENT, Topics.HAUL_DECLARATION);
    /** Those whose records come in the order of time, roughly; the others speak of times to come. */
    private static final Set<String> PACED = Set.of(Topics.LINK_STATE.name(), Topics.DETECTOR_READING.name());

    private final String bootstrap;
    private final boolean storedOnly;
    private final StopSignal stop;
    private final Map<TopicPartition, Long> newest = new HashMap<>();
    private long read;
    private long undecodable;

    /**
     * A recorder that has not begun.
     *
     * @param storedOnly end with what is on the topics when it begins
     */
    public TopicRecorder(String bootstrap, boolean storedOnly, StopSignal stop) {
        this.bootstrap = bootstrap;
        this.storedOnly = storedOnly;
        this.stop = stop;
    }

    /** Records that could not be decoded. */
    public long undecodable() {
        return undecodable;
    }

    /**
     * Reads until the span is over, somebody asks to stop, or there is no more.
     *
     * @param watcher told how many records were read
     * @throws StartFailure if no broker answers or a topic is not there
     */
    public void run(Recording recording, Recording.Span span, LongConsumer watcher) throws IOException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "default.api.timeout.ms", (int) PATIENCE.toMillis(),
                "request.timeout.ms", 10_000,
                "max.poll.records", 5000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!stop.isRequested()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    take(record, recording);
                }
                watcher.accept(read);
                boolean stored = isAtEnd(consumer, ends);
                if (storedOnly && stored) {
                    return;
                }
                if (!storedOnly) {
                    ends = consumer.endOffsets(partitions);
                }
                long slowest = slowest(consumer, ends);
                recording.closeBefore(slowest - LATE_MILLIS);
                if (slowest - LATE_MILLIS >= span.untilMillis() && isAtEnd(consumer, unpaced(ends))) {
                    return;
                }
                holdBack(consumer, slowest);
            }
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailure("Kafka: cannot read from " + bootstrap + " (--kafka HOST:PORT): " + cause.getMessage(), e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : READ) {
            List<PartitionInfo> found = consumer.partitionsFor(topic.name(), PATIENCE);
            if (found == null || found.isEmpty()) {
                throw new StartFailure("Kafka: there is no topic " + topic.name() + "; mio topics makes it", null);
            }
            for (PartitionInfo partition : found) {
                partitions.add(new TopicPartition(topic.name(), partition.partition()));
            }
        }
        return partitions;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Recording recording) {
        read++;
        try {
            if (record.topic().equals(Topics.ROAD_EVENT.name())) {
                recording.add(Topics.ROAD_EVENT.codec().decode(record.value()));
                return;
            }
            if (record.topic().equals(Topics.HAUL_DECLARATION.name())) {
                recording.add(Topics.HAUL_DECLARATION.codec().decode(record.value()));
                return;
            }
            long time;
            if (record.topic().equals(Topics.LINK_STATE.name())) {
                LinkState state = Topics.LINK_STATE.codec().decode(record.value());
                recording.add(state);
                time = state.minute();
            } else {
                DetectorReading reading = Topics.DETECTOR_READING.codec().decode(record.value());
                recording.add(reading);
                time = reading.intervalStart();
            }
            newest.merge(new TopicPartition(record.topic(), record.partition()), time, Math::max);
        } catch (WireException e) {
            // Devices may send anything; the jobs have put it to the dead letters.
            undecodable++;
        }
    }

    private static Map<TopicPartition, Long> unpaced(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> others = new HashMap<>(ends);
        others.keySet().removeIf(partition -> PACED.contains(partition.topic()));
        return others;
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** How far the slowest partition has come that has more to tell; all together if none has. */
    private long slowest(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long slowest = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (PACED.contains(end.getKey().topic()) && consumer.position(end.getKey()) < end.getValue()) {
                slowest = Math.min(slowest, newest.getOrDefault(end.getKey(), Long.MIN_VALUE / 2));
            }
        }
        if (slowest == Long.MAX_VALUE) {
            slowest = newest.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE / 2);
        }
        return slowest;
    }

    private void holdBack(KafkaConsumer<byte[], byte[]> consumer, long slowest) {
        for (TopicPartition partition : consumer.assignment()) {
            if (!PACED.contains(partition.topic())) {
                continue;
            }
            long time = newest.getOrDefault(partition, Long.MIN_VALUE / 2);
            // Halves, so that "not begun" cannot overflow.
            if (time / 2 - AHEAD_MILLIS / 2 > slowest / 2) {
                consumer.pause(List.of(partition));
            } else {
                consumer.resume(List.of(partition));
            }
        }
    }
}
