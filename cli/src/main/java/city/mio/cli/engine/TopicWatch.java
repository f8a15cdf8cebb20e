package city.mio.cli.engine;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every topic, only what is committed, from the moment it is started, and counts. What it counts is what any
 * other reader of the topics gets. Listeners are called on its own thread. Thread-safe.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    /** Longer than corrections come. */
    private static final long REMEMBERED_MILLIS = 2 * 3_600_000L;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Map<String, List<Consumer<Object>>> listeners = new HashMap<>();
    private final Map<String, Topic<?>> topics = new HashMap<>();
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    private final Object lock = new Object();
    private final Map<String, Long> records = new HashMap<>();
    private final Map<TopicPartition, Long> dataEnds = new HashMap<>();
    private final Map<RefusalReason, Long> deadLetters = new EnumMap<>(RefusalReason.class);
    private final Map<String, AlertType> alerts = new HashMap<>();
    private final Set<String> openAlerts = new HashSet<>();
    private final LatencyHistogram latency = new LatencyHistogram();
    private boolean alertsFrozen;
    private long accepted;
    private long duplicates;
    private long matched;
    private long unmatched;
    private long linkStates;
    private long corrections;
    private long newestInput;
    private long newestMinute;
    private long undecodable;
    private long repeatedLinkStates;
    private final TreeMap<Long, Set<Long>> wordsByMinute = new TreeMap<>();
    private RuntimeException fault;
    private volatile long endsAsked;
    private volatile long endsAnswered;

    /**
     * A watch that is not yet started.
     *
     * @param bootstrap {@code host:port} of Kafka; the topics must be there
     * @param clock wall clock, against which delays are measured
     */
    public TopicWatch(String bootstrap, InstantSource clock) {
        this.clock = clock;
        for (Topic<?> topic : Topics.listTopics()) {
            topics.put(topic.name(), topic);
        }
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", 100,
                        "reconnect.backoff.max.ms", 1000,
                        "max.poll.records", 5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        thread = new Thread(this::run, "topic-watch");
        thread.setDaemon(true);
    }

    /** Calls the listener, on the watch's thread, with every record of a topic; to be called before {@link #start}. */
    public <T> TopicWatch listen(Topic<T> topic, Consumer<? super T> listener) {
        listeners
                .computeIfAbsent(topic.name(), name -> new ArrayList<>())
                .add(event -> listener.accept(topic.type().cast(event)));
        return this;
    }

    /** Begins with what is written from now on. */
    public void start() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics.keySet()) {
            for (PartitionInfo partition : consumer.partitionsFor(topic, Duration.ofSeconds(30))) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    private void run() {
        try {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(250));
                long now = clock.millis();
                synchronized (lock) {
                    for (ConsumerRecord<byte[], byte[]> record : batch) {
                        take(record, now);
                    }
                    lock.notifyAll();
                }
                if (endsAsked > endsAnswered) {
                    answerWhetherAtEnd();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("watch is closing");
        } catch (RuntimeException e) {
            synchronized (lock) {
                fault = e;
                lock.notifyAll();
            }
            LOG.error("the watch over the topics ended", e);
        } finally {
            consumer.close();
            ended.countDown();
        }
    }

    private void answerWhetherAtEnd() {
        long asked = endsAsked;
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        boolean atEnd = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (atEnd) {
            synchronized (lock) {
                endsAnswered = asked;
                lock.notifyAll();
            }
        }
    }

    /**
     * Waits until everything that is committed at the time of the call has been counted, at most this long; says
     * whether it has.
     */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            long asked = ++endsAsked;
            while (endsAnswered < asked) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || fault != null) {
                    return false;
                }
                lock.wait(left);
            }
            return true;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long now) {
        Topic<?> topic = topics.get(record.topic());
        dataEnds.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        records.merge(record.topic(), 1L, Long::sum);
        Object event;
        try {
            event = topic.codec().decode(record.value());
        } catch (WireException e) {
            // Devices may send anything, the jobs put it to the dead letters; it is no event for listeners.
            undecodable++;
            return;
        }
        count(event, now);
        for (Consumer<Object> listener : listeners.getOrDefault(record.topic(), List.of())) {
            listener.accept(event);
        }
    }

    private void count(Object event, long now) {
        if (event instanceof ProbePosition position) {
            // A device's clock may be wrong by years: only what could be now moves the clock that people see.
            if (position.time() < newestInput + 3_600_000L || newestInput == 0) {
                newestInput = Math.max(newestInput, position.time());
            }
        } else if (event instanceof IntakeReceipt receipt) {
            accepted += receipt.accepted();
            duplicates += receipt.duplicates();
            if (receipt.source() == IntakeSource.PROBES) {
                matched += receipt.matched();
                unmatched += receipt.unmatched();
            }
        } else if (event instanceof DeadLetter letter) {
            deadLetters.merge(letter.reason(), 1L, Long::sum);
        } else if (event instanceof LinkState state) {
            if (!isNew(state)) {
                repeatedLinkStates++;
                return;
            }
            if (state.revision() == 0) {
                linkStates++;
            } else {
                corrections++;
            }
            newestMinute = Math.max(newestMinute, state.minute());
            if (state.ingestedAt() > 0 && state.revision() == 0) {
                latency.add(now - state.ingestedAt());
            }
        } else if (event instanceof Alert alert && !alertsFrozen) {
            alerts.put(alert.alertId(), alert.type());
            if (alert.status() == AlertStatus.CLEARED) {
                openAlerts.remove(alert.alertId());
            } else {
                openAlerts.add(alert.alertId());
            }
        }
    }

    /** Whether this word on a link's minute was not there before; what is hours old is forgotten. */
    private boolean isNew(LinkState state) {
        Set<Long> words = wordsByMinute.get(state.minute());
        if (words == null) {
            words = new HashSet<>();
            wordsByMinute.put(state.minute(), words);
            wordsByMinute.headMap(wordsByMinute.lastKey() - REMEMBERED_MILLIS).clear();
        }
        return words.add(state.linkId() * 31 + state.revision());
    }

    /** Counts no further alerts: what jobs say while they are being ended is not about the city. */
    public void freezeAlerts() {
        synchronized (lock) {
            alertsFrozen = true;
        }
    }

    /**
     * What was seen so far.
     *
     * @throws IllegalStateException if the watch broke off
     */
    public TopicCounts counts() {
        synchronized (lock) {
            return counted();
        }
    }

    private TopicCounts counted() {
        if (fault != null) {
            throw new IllegalStateException("the watch over the topics ended: " + fault.getMessage(), fault);
        }
        Map<AlertType, Long> byType = new EnumMap<>(AlertType.class);
        alerts.values().forEach(type -> byType.merge(type, 1L, Long::sum));
        return new TopicCounts(
                records,
                accepted,
                duplicates,
                deadLetters,
                matched,
                unmatched,
                linkStates,
                corrections,
                byType,
                openAlerts.size(),
                latency.quantile(0.50).orElse(-1),
                latency.quantile(0.99).orElse(-1),
                newestInput,
                newestMinute,
                undecodable,
                repeatedLinkStates);
    }

    /**
     * One past the offset of the last record seen in each partition of a topic. Unlike the partition's end this does
     * not count the marks that transactions leave behind, which readers' committed offsets do not count either.
     */
    Map<TopicPartition, Long> dataEnds(String topic) {
        synchronized (lock) {
            Map<TopicPartition, Long> ends = new HashMap<>(dataEnds);
            ends.keySet().removeIf(partition -> !partition.topic().equals(topic));
            return ends;
        }
    }

    /** A test on what the watch has counted. */
    @FunctionalInterface
    public interface Until {
        boolean holds(TopicCounts counts);
    }

    /** Waits until the counts are so, at most this long; says whether they are. The test may not call the watch. */
    public boolean await(Until until, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            while (!until.holds(counted())) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                lock.wait(left);
            }
            return true;
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            if (thread.isAlive() && !ended.await(10, TimeUnit.SECONDS)) {
                LOG.warn("the watch over the topics did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
