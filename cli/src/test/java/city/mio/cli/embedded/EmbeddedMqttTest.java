package city.mio.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMqttTest {

    private static final String TOPIC = "mio/osaka/detector/D-1/reading";

    @Test
    void keepsQos1MessagesOfASleepingSessionOverARestart(@TempDir Path data) throws Exception {
        Set<String> seen = new ConcurrentSkipListSet<>();
        IMqttMessageListener listener =
                (topic, message) -> seen.add(new String(message.getPayload(), StandardCharsets.UTF_8));
        int port;
        try (EmbeddedMqtt mqtt = EmbeddedMqtt.start(data, 0)) {
            port = Integer.parseInt(mqtt.uri().substring(mqtt.uri().lastIndexOf(':') + 1));
            assertThat(mqtt.describe()).contains(mqtt.uri());
            MqttClient sleeper = connect(mqtt.uri(), "sleeper", false);
            sleeper.subscribe("mio/+/detector/#", 1, listener);
            MqttClient sender = connect(mqtt.uri(), "sender", true);
            sender.publish(TOPIC, "awake".getBytes(StandardCharsets.UTF_8), 1, false);
            Awaitility.await().until(() -> seen.contains("awake"));
            sleeper.disconnect();
            sleeper.close();
            for (int i = 0; i < 20; i++) {
                sender.publish(TOPIC, ("asleep " + i).getBytes(StandardCharsets.UTF_8), 1, false);
            }
            sender.disconnect();
            sender.close();
        }
        try (EmbeddedMqtt mqtt = EmbeddedMqtt.start(data, port)) {
            MqttClient sleeper = new MqttClient(mqtt.uri(), "sleeper", new MemoryPersistence());
            sleeper.setCallback(new org.eclipse.paho.client.mqttv3.MqttCallback() {
                @Override
                public void connectionLost(Throwable cause) {}

                @Override
                public void messageArrived(String topic, org.eclipse.paho.client.mqttv3.MqttMessage message)
                        throws Exception {
                    listener.messageArrived(topic, message);
                }

                @Override
                public void deliveryComplete(org.eclipse.paho.client.mqttv3.IMqttDeliveryToken token) {}
            });
            sleeper.connect(options(false));
            Awaitility.await().untilAsserted(() -> assertThat(seen).hasSize(21));
            sleeper.disconnect();
            sleeper.close();
        }
    }

    @Test
    void namesTheTakenPortAndTheOption(@TempDir Path data) throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedMqtt.start(data, taken.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--mqtt-port");
        }
    }

    private static MqttClient connect(String uri, String id, boolean clean) throws Exception {
        MqttClient client = new MqttClient(uri, id, new MemoryPersistence());
        client.connect(options(clean));
        return client;
    }

    private static MqttConnectOptions options(boolean clean) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(clean);
        return options;
    }
}
