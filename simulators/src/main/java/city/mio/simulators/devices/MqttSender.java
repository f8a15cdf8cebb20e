package city.mio.simulators.devices;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes at QoS 1 and keeps each message until the broker has acknowledged it: what was in flight when a
 * connection broke is published again on the next one, so the broker may see it twice but never not at all. A full
 * buffer blocks the sender. Thread-safe.
 */
final class MqttSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSender.class);
    private static final int BUFFER = 100_000;
    private static final int IN_FLIGHT = 400;
    private static final Duration RECONNECT = Duration.ofMillis(500);
    private static final Duration FLUSH = Duration.ofMinutes(2);

    private record Message(String topic, byte[] payload) {}

    private final OutputSettings settings;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(BUFFER);
    private final BlockingQueue<Message> again = new LinkedBlockingQueue<>();
    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Thread thread;
    private volatile boolean closing;
    private MqttAsyncClient client;

    MqttSender(OutputSettings settings) {
        this.settings = settings;
        thread = new Thread(this::run, "mqtt-sender");
        thread.setDaemon(true);
        thread.start();
    }

    void send(String topic, byte[] payload) {
        if (closing) {
            throw new IllegalStateException("the MQTT sender is closed");
        }
        accepted.incrementAndGet();
        try {
            waiting.put(new Message(topic, payload));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutputException("interrupted while MQTT was behind", e);
        }
    }

    long delivered() {
        return delivered.get();
    }

    long repeated() {
        return repeated.get();
    }

    void flush() {
        long deadline = System.nanoTime() + FLUSH.toNanos();
        lock.lock();
        try {
            while (delivered.get() < accepted.get()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new OutputException(
                            "MQTT broker " + settings.mqttUri() + " did not take "
                                    + (accepted.get() - delivered.get()) + " messages",
                            null);
                }
                progress.awaitNanos(Math.min(left, Duration.ofMillis(200).toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutputException("interrupted while waiting for MQTT", e);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Message message = null;
        try {
            while (!closing) {
                if (message == null) {
                    message = again.poll();
                }
                if (message == null) {
                    message = waiting.poll(100, TimeUnit.MILLISECONDS);
                }
                if (message != null && connected() && window.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    publish(message);
                    message = null;
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts; what is left undelivered was reported by flush().
            Thread.currentThread().interrupt();
        }
    }

    private boolean connected() throws InterruptedException {
        if (client != null && client.isConnected()) {
            return true;
        }
        try {
            if (client == null) {
                client = new MqttAsyncClient(settings.mqttUri(), settings.clientId(), new MemoryPersistence());
            }
            MqttConnectOptions options = new MqttConnectOptions();
            // A clean session, because this class itself repeats what was in flight.
            options.setCleanSession(true);
            options.setMaxInflight(IN_FLIGHT + 10);
            options.setConnectionTimeout(5);
            options.setKeepAliveInterval(15);
            if (!settings.mqttUser().isEmpty()) {
                options.setUserName(settings.mqttUser());
                options.setPassword(settings.mqttPassword().toCharArray());
            }
            client.connect(options).waitForCompletion(6_000);
            LOG.info("sensors connected to {}", settings.mqttUri());
            return true;
        } catch (MqttException e) {
            LOG.warn("no MQTT broker at {}: {}; trying again", settings.mqttUri(), e.getMessage());
            lock.lock();
            try {
                progress.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                lock.unlock();
            }
            return false;
        }
    }

    private void publish(Message message) {
        MqttMessage mqtt = new MqttMessage(message.payload);
        mqtt.setQos(1);
        try {
            client.publish(message.topic, mqtt, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    delivered.incrementAndGet();
                    done();
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    repeat(message, cause);
                }
            });
        } catch (MqttException e) {
            repeat(message, e);
        }
    }

    private void repeat(Message message, Throwable cause) {
        LOG.debug("sending again to {}: {}", message.topic, String.valueOf(cause));
        repeated.incrementAndGet();
        again.add(message);
        done();
    }

    private void done() {
        window.release();
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (client != null) {
            try {
                if (client.isConnected()) {
                    client.disconnect(1_000).waitForCompletion(2_000);
                }
                client.close(true);
            } catch (MqttException e) {
                LOG.warn("MQTT client {} did not close cleanly: {}", settings.clientId(), e.getMessage());
            }
        }
    }
}
