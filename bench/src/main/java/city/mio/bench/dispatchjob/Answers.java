package city.mio.bench.dispatchjob;

import city.mio.events.DispatchPlan;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.simulators.ondemand.OnDemandWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the job says as any other reader would, only what is committed, hands it to riders and buses, and notes when
 * each request was answered and how often. Thread-safe.
 */
final class Answers implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OnDemandWorld world;
    private final Thread thread;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final List<Long> arrivals = new ArrayList<>();
    private long[] millis = new long[1 << 12];
    private int count;
    private long words;
    private int offered;
    private int repeatedPlans;
    private boolean measuring;
    private RuntimeException fault;

    Answers(String bootstrap, OnDemandWorld world) {
        this.world = world;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", 5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.TRIP_OFFER.name(), Topics.DISPATCH_PLAN.name())) {
            consumer.partitionsFor(topic, Duration.ofSeconds(30))
                    .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = new Thread(this::read, "answers");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.topic().equals(Topics.TRIP_OFFER.name())) {
                        take(Topics.TRIP_OFFER.codec().decode(record.value()), System.currentTimeMillis());
                    } else {
                        take(Topics.DISPATCH_PLAN.codec().decode(record.value()));
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (WireException | RuntimeException e) {
            synchronized (this) {
                fault = new IllegalStateException("answers cannot be read any more: " + e.getMessage(), e);
            }
        } finally {
            consumer.close();
        }
    }

    /** A rider asks. */
    synchronized void expect(TripRequest request) {
        if (request.kind() == TripRequestKind.ASK) {
            asked.add(request.serviceKey() + "/" + request.requestId());
        }
    }

    private synchronized void take(TripOffer offer, long now) {
        words++;
        String id = offer.serviceKey() + "/" + offer.requestId();
        world.hear(offer);
        if (offer.news() != TripNews.ANSWER || !isOfAsk(offer)) {
            return;
        }
        boolean first = answers.merge(id, 1, Integer::sum) == 1;
        if (first && measuring) {
            arrivals.add(now);
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, 2 * count);
            }
            millis[count++] = now - offer.ingestedAt();
            offered += offer.status() == TripStatus.OFFERED ? 1 : 0;
        }
    }

    /** Riders' first words have the request's id as message id; what they say later has another. */
    private static boolean isOfAsk(TripOffer offer) {
        return offer.inReplyTo().equals(offer.requestId());
    }

    private synchronized void take(DispatchPlan plan) {
        world.hear(plan);
        long before = versions.getOrDefault(plan.serviceKey() + "/" + plan.vehicleId(), 0L);
        // The newest is said again to a device that acknowledges an older one: the same version is no fault, an older is.
        repeatedPlans += plan.version() < before ? 1 : 0;
        versions.merge(plan.serviceKey() + "/" + plan.vehicleId(), plan.version(), Math::max);
    }

    /** Counts delays from now on. */
    synchronized void measure() {
        measuring = true;
    }

    /** Requests without an answer. */
    synchronized int open() {
        if (fault != null) {
            throw fault;
        }
        return (int) asked.stream().filter(id -> !answers.containsKey(id)).count();
    }

    /** Waits until nothing was heard for three checkpoints, at most a minute. */
    void awaitSilence() throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        synchronized (this) {
            long before = -1;
            while (words != before && System.nanoTime() < end) {
                before = words;
                wait(1_500);
            }
        }
    }

    /** When the first answer came after a moment, wall clock; -1 if none has. */
    synchronized long nextAfter(long wallMillis) {
        return arrivals.stream().filter(at -> at > wallMillis).findFirst().orElse(-1L);
    }

    /** What was measured, in milliseconds and counts. */
    synchronized Map<String, Object> figures() {
        long[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        Map<String, Object> figures = new java.util.LinkedHashMap<>();
        figures.put("requests", asked.size());
        figures.put("answersMeasured", count);
        figures.put("offeredShare", count == 0 ? Double.NaN : offered / (double) count);
        figures.put("answerMillisP50", count == 0 ? -1 : sorted[count / 2]);
        figures.put("answerMillisP99", count == 0 ? -1 : sorted[(int) (count * 0.99)]);
        figures.put("answerMillisMost", count == 0 ? -1 : sorted[count - 1]);
        figures.put("lost", open());
        figures.put("answeredTwice", answers.values().stream().filter(times -> times > 1).count());
        figures.put("plansGoneBack", repeatedPlans);
        return figures;
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
