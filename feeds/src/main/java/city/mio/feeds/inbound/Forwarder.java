package city.mio.feeds.inbound;

import city.mio.events.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The core of the bridge: message to record to acknowledgement. A message is acknowledged to MQTT only after Kafka
 * has acknowledged its record; while Kafka is away it is tried again and again, and what waits is bounded, so that
 * back-pressure reaches the MQTT broker, which keeps the rest. Thread-safe.
 */
public final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final Duration LOOK_AT_CONNECTION = Duration.ofMillis(200);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final MqttPayloads payloads;
    private final int maxInFlight;
    private final Semaphore permits;
    private final Duration retryDelay;
    private final ScheduledExecutorService retryThread;
    private final InstantSource clock;

    private final Object producerLock = new Object();
    private Producer<byte[], byte[]> producer;
    private volatile boolean closed;
    private volatile boolean failing;

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();

    /**
     * @param producers makes a producer (acks=all, idempotent); asked again after an error that a producer does not
     *     recover from
     * @param maxInFlight messages that may wait for Kafka at once, at least 1
     * @param retryDelay before a failed send is tried again
     * @param retryThread runs the retries; belongs to the caller
     */
    public Forwarder(
            Supplier<Producer<byte[], byte[]>> producers,
            MqttPayloads payloads,
            int maxInFlight,
            Duration retryDelay,
            ScheduledExecutorService retryThread,
            InstantSource clock) {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight is less than 1: " + maxInFlight);
        }
        this.producers = Objects.requireNonNull(producers, "producers");
        this.payloads = Objects.requireNonNull(payloads, "payloads");
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
        this.retryDelay = Objects.requireNonNull(retryDelay, "retryDelay");
        this.retryThread = Objects.requireNonNull(retryThread, "retryThread");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Takes one message on; returns when it is on its way. Blocks while too many wait for Kafka, but no longer than
     * the message's connection stands.
     *
     * @throws InterruptedException if interrupted while waiting; the message then stays unacknowledged
     */
    public void accept(String mqttTopic, byte[] payload, Delivery delivery) throws InterruptedException {
        received.incrementAndGet();
        while (!permits.tryAcquire(LOOK_AT_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)) {
            if (closed || !delivery.isAlive()) {
                abandoned.incrementAndGet();
                return;
            }
        }
        ProducerRecord<byte[], byte[]> record;
        try {
            record = payloads.toRecord(mqttTopic, payload, clock.millis());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
        send(record, delivery);
    }

    private void send(ProducerRecord<byte[], byte[]> record, Delivery delivery) {
        if (closed || !delivery.isAlive()) {
            abandon();
            return;
        }
        Producer<byte[], byte[]> current = null;
        try {
            current = producer();
            Producer<byte[], byte[]> used = current;
            current.send(record, (metadata, failure) -> {
                if (failure == null) {
                    succeeded(record, delivery);
                } else {
                    failed(record, delivery, used, failure);
                }
            });
        } catch (InterruptException e) {
            // Kafka has set the interrupt flag again. The message stays unacknowledged and comes again.
            abandon();
        } catch (KafkaException | IllegalStateException e) {
            failed(record, delivery, current, e);
        }
    }

    private void succeeded(ProducerRecord<byte[], byte[]> record, Delivery delivery) {
        published.incrementAndGet();
        if (record.topic().equals(Topics.DEAD_LETTER.name())) {
            refused.incrementAndGet();
        }
        if (failing) {
            failing = false;
            LOG.info("Kafka takes records again");
        }
        if (delivery.isAlive()) {
            delivery.acknowledge();
            acknowledged.incrementAndGet();
        } else {
            abandoned.incrementAndGet();
        }
        permits.release();
    }

    private void failed(
            ProducerRecord<byte[], byte[]> record, Delivery delivery, Producer<byte[], byte[]> used, Exception failure) {
        if (closed) {
            abandon();
            return;
        }
        if (!failing) {
            failing = true;
            LOG.warn("Kafka does not take records, trying on: {}", failure.toString());
        }
        boolean renew = used != null && !(failure instanceof RetriableException);
        retries.incrementAndGet();
        try {
            // On the retry thread, because a producer must not be closed from its own callback.
            retryThread.schedule(
                    () -> {
                        if (renew) {
                            discard(used);
                        }
                        send(record, delivery);
                    },
                    retryDelay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            abandon();
        }
    }

    private void abandon() {
        permits.release();
        abandoned.incrementAndGet();
    }

    private Producer<byte[], byte[]> producer() {
        synchronized (producerLock) {
            if (producer == null) {
                producer = producers.get();
            }
            return producer;
        }
    }

    private void discard(Producer<byte[], byte[]> broken) {
        synchronized (producerLock) {
            if (producer != broken) {
                return;
            }
            producer = null;
        }
        broken.close(Duration.ZERO);
    }

    /** Waits until nothing is in flight, at most this long; says whether that is so. */
    public boolean awaitIdle(Duration longest) throws InterruptedException {
        boolean idle = permits.tryAcquire(maxInFlight, longest.toMillis(), TimeUnit.MILLISECONDS);
        if (idle) {
            permits.release(maxInFlight);
        }
        return idle;
    }

    /** What has been done so far; {@code connections} is 0 here. */
    public BridgeCounters counters() {
        return new BridgeCounters(
                received.get(),
                published.get(),
                refused.get(),
                acknowledged.get(),
                abandoned.get(),
                retries.get(),
                0,
                maxInFlight - permits.availablePermits());
    }

    /** Gives up what is still in flight: it stays unacknowledged and is delivered again to the next bridge. */
    @Override
    public void close() {
        closed = true;
        Producer<byte[], byte[]> last;
        synchronized (producerLock) {
            last = producer;
            producer = null;
        }
        if (last != null) {
            last.close(Duration.ofSeconds(1));
        }
    }
}
