package city.mio.feeds.inbound;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what detectors and cameras publish over MQTT (QoS 1, persistent session) to Kafka, at least once: a
 * message is acknowledged to MQTT only after Kafka has acknowledged its record. If the bridge, the MQTT broker or
 * Kafka dies, whatever was not acknowledged comes again. Neither side has to be there at the start. Thread-safe.
 *
 * <p>The tie to MQTT is made anew by this class, with growing pauses, not by Paho's own reconnect: that one keeps the
 * client and its half-finished state, and does not subscribe again where the broker has lost the session.
 */
public final class MqttBridge implements AutoCloseable, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(MqttBridge.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(2);
    private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(3);

    private final MqttBridgeSettings settings;
    private final MqttPayloads payloads;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "keeper"));
    private final ScheduledExecutorService retryThread =
            Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "retry"));
    private final Forwarder forwarder;
    private final AtomicLong connections = new AtomicLong();

    private final Object lock = new Object();
    private MqttConnection connection;
    private boolean started;
    private volatile boolean closed;
    /** Only touched on the keeper's thread. */
    private Duration backoff = FIRST_BACKOFF;

    /** A bridge that is not yet started. */
    public MqttBridge(MqttBridgeSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.payloads = new MqttPayloads(settings.cityId(), settings.plateHasher());
        this.forwarder = new Forwarder(
                () -> producer(settings.kafkaBootstrap()),
                payloads,
                settings.maxInFlight(),
                RETRY_DELAY,
                retryThread,
                InstantSource.system());
    }

    private static Thread daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "mqtt-bridge-" + role);
        thread.setDaemon(true);
        return thread;
    }

    private static Producer<byte[], byte[]> producer(String bootstrap) {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Long: while Kafka is away the producer itself tries on and keeps the order. Shorter, and the Forwarder
        // would try on record by record.
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 300_000);
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        // Short: no topic or no broker must not hold the MQTT thread for long, the Forwarder tries again.
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        p.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Begins to connect and returns at once.
     *
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        synchronized (lock) {
            if (started) {
                throw new IllegalStateException("the bridge was started before");
            }
            started = true;
        }
        keeper.execute(this::connect);
        // Paho does not report every loss (not while its callback thread is held up), so look as well.
        keeper.scheduleWithFixedDelay(
                this::reviveIfDead, LOOK_AROUND.toMillis(), LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void connect() {
        if (closed || isConnected()) {
            return;
        }
        dropConnection();
        try {
            MqttConnection opened =
                    MqttConnection.open(settings, payloads.topicFilter(), forwarder, this::connectionLost);
            synchronized (lock) {
                if (closed) {
                    opened.abort();
                    return;
                }
                connection = opened;
                lock.notifyAll();
            }
            connections.incrementAndGet();
            backoff = FIRST_BACKOFF;
            LOG.info("MQTT bridge connected to {} as {}", settings.mqttUri(), settings.clientId());
        } catch (MqttException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (closed) {
                return;
            }
            LOG.warn(
                    "MQTT broker {} not reached, next try in {} ms: {}",
                    settings.mqttUri(),
                    backoff.toMillis(),
                    cause.getMessage());
            keeper.schedule(this::connect, backoff.toMillis(), TimeUnit.MILLISECONDS);
            Duration next = backoff.multipliedBy(2);
            backoff = next.compareTo(settings.longestBackoff()) > 0 ? settings.longestBackoff() : next;
        }
    }

    private void connectionLost() {
        try {
            keeper.execute(this::connect);
        } catch (RejectedExecutionException e) {
            LOG.debug("lost the connection while closing");
        }
    }

    private void reviveIfDead() {
        boolean dead;
        synchronized (lock) {
            dead = connection != null && !connection.isAlive();
        }
        if (dead) {
            connect();
        }
    }

    private void dropConnection() {
        MqttConnection old;
        synchronized (lock) {
            old = connection;
            connection = null;
        }
        if (old != null) {
            old.abort();
        }
    }

    /** Whether the bridge is connected to the MQTT broker right now. */
    public boolean isConnected() {
        synchronized (lock) {
            return connection != null && connection.isAlive();
        }
    }

    /** Waits until the bridge is connected and subscribed, at most this long; says whether it is. */
    public boolean awaitConnected(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            while (connection == null || !connection.isAlive()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || closed) {
                    return false;
                }
                lock.wait(left);
            }
            return true;
        }
    }

    /** What has been done so far. */
    public BridgeCounters counters() {
        BridgeCounters c = forwarder.counters();
        return new BridgeCounters(
                c.received(),
                c.published(),
                c.refused(),
                c.acknowledged(),
                c.abandoned(),
                c.retries(),
                connections.get(),
                c.inFlight());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "received", "Messages received over MQTT", BridgeCounters::received);
        count(registry, "published", "Messages acknowledged by Kafka", BridgeCounters::published);
        count(registry, "refused", "Messages that went to the dead letters", BridgeCounters::refused);
        count(registry, "acknowledged", "Messages acknowledged to MQTT", BridgeCounters::acknowledged);
        count(registry, "abandoned", "Messages left for redelivery", BridgeCounters::abandoned);
        count(registry, "retries", "Sends to Kafka that were tried again", BridgeCounters::retries);
        count(registry, "connections", "Connections made to the MQTT broker", BridgeCounters::connections);
        Gauge.builder("mio.bridge.in.flight", this, bridge -> bridge.counters().inFlight())
                .description("Messages between MQTT and Kafka's acknowledgement")
                .register(registry);
        Gauge.builder("mio.bridge.connected", this, bridge -> bridge.isConnected() ? 1 : 0)
                .description("1 while connected to the MQTT broker")
                .register(registry);
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<BridgeCounters> value) {
        FunctionCounter.builder("mio.bridge." + name, this, bridge -> value.applyAsDouble(bridge.counters()))
                .description(description)
                .register(registry);
    }

    /**
     * Lets what is in flight finish for a moment, then disconnects. Whatever is unacknowledged then stays with the
     * MQTT broker for the next bridge of this client id.
     */
    @Override
    public void close() {
        shutDown(true);
    }

    /** Ends at once and without a word to the broker, as a crash would; for tests of just that. */
    public void kill() {
        shutDown(false);
    }

    private void shutDown(boolean orderly) {
        MqttConnection last;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            last = connection;
            connection = null;
            lock.notifyAll();
        }
        keeper.shutdownNow();
        if (orderly && last != null && last.isAlive()) {
            try {
                forwarder.awaitIdle(LAST_ACKNOWLEDGEMENTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            last.close();
        } else if (last != null) {
            last.abort();
        }
        retryThread.shutdownNow();
        forwarder.close();
        awaitEnd(keeper);
    }

    private static void awaitEnd(ScheduledExecutorService executor) {
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the bridge's connecting thread has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
