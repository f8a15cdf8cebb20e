package city.mio.feeds.inbound;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the MQTT broker, from connect to loss; never used again after that. A new client for each
 * connection leaves no half-finished state of the last one behind, and makes it certain that an acknowledgement
 * goes over the connection its message came by. Thread-safe.
 */
final class MqttConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final int AT_LEAST_ONCE = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MqttAsyncClient client;
    private final AtomicBoolean alive = new AtomicBoolean(true);

    private MqttConnection(MqttAsyncClient client) {
        this.client = client;
    }

    /**
     * Connects, subscribes and from then on hands every message to the forwarder.
     *
     * @param onLost told once if the connection breaks, not if it is closed from this side
     * @throws MqttException if the broker cannot be reached or refuses
     */
    static MqttConnection open(MqttBridgeSettings settings, String topicFilter, Forwarder forwarder, Runnable onLost)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(settings.mqttUri(), settings.clientId(), new MemoryPersistence());
        MqttConnection connection = new MqttConnection(client);
        client.setManualAcks(true);
        client.setCallback(connection.new Listener(forwarder, onLost));
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setAutomaticReconnect(false);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) PATIENCE.toSeconds());
        settings.user().ifPresent(options::setUserName);
        settings.password().ifPresent(password -> options.setPassword(password.toCharArray()));
        try {
            client.connect(options).waitForCompletion(PATIENCE.toMillis());
            // Also where the session was kept: the broker may have lost it with its disk.
            client.subscribe(topicFilter, AT_LEAST_ONCE).waitForCompletion(PATIENCE.toMillis());
            return connection;
        } catch (MqttException e) {
            connection.abort();
            throw e;
        }
    }

    boolean isAlive() {
        return alive.get() && client.isConnected();
    }

    /** Says goodbye; the broker keeps the session and whatever is unacknowledged. */
    void close() {
        if (alive.getAndSet(false)) {
            try {
                client.disconnect(0).waitForCompletion(2_000);
            } catch (MqttException e) {
                LOG.debug("disconnecting: {}", e.toString());
            }
        }
        release();
    }

    /** Drops the connection without a word. */
    void abort() {
        alive.set(false);
        release();
    }

    private void release() {
        try {
            client.disconnectForcibly(0, 500, false);
        } catch (MqttException e) {
            LOG.debug("dropping the connection: {}", e.toString());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("closing the client: {}", e.toString());
        }
    }

    private final class Listener implements MqttCallback {
        private final Forwarder forwarder;
        private final Runnable onLost;

        Listener(Forwarder forwarder, Runnable onLost) {
            this.forwarder = forwarder;
            this.onLost = onLost;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            try {
                forwarder.accept(topic, message.getPayload(), new Acknowledgement(message.getId(), message.getQos()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void connectionLost(Throwable cause) {
            if (alive.getAndSet(false)) {
                LOG.warn("MQTT connection lost: {}", cause == null ? "no cause given" : cause.getMessage());
                onLost.run();
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // The bridge publishes nothing over MQTT.
        }
    }

    private final class Acknowledgement implements Delivery {
        private final int messageId;
        private final int qos;

        Acknowledgement(int messageId, int qos) {
            this.messageId = messageId;
            this.qos = qos;
        }

        @Override
        public void acknowledge() {
            if (qos == 0) {
                return;
            }
            try {
                client.messageArrivedComplete(messageId, qos);
            } catch (MqttException e) {
                // The connection went between the check and the word; the broker delivers the message again.
                LOG.debug("acknowledging {}: {}", messageId, e.toString());
            }
        }

        @Override
        public boolean isAlive() {
            return MqttConnection.this.isAlive();
        }
    }
}
