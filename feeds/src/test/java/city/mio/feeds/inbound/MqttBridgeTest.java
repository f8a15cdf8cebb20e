package city.mio.feeds.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bridge without its brokers; with them it is tested where the embedded ones live. */
class MqttBridgeTest {

    private static MqttBridgeSettings.Builder settings() {
        return MqttBridgeSettings.builder()
                .mqttUri("tcp://127.0.0.1:1883")
                .kafkaBootstrap("127.0.0.1:9092")
                .cityId("osaka")
                .plateHasher(new PlateHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void settingsNameTheFieldAtFault() {
        assertThatThrownBy(() -> settings().mqttUri("localhost").build()).hasMessageContaining("mqttUri");
        assertThatThrownBy(() -> settings().mqttUri("http://localhost:80").build()).hasMessageContaining("mqttUri");
        assertThatThrownBy(() -> settings().cityId("a/b").build()).hasMessageContaining("cityId");
        assertThatThrownBy(() -> settings().maxInFlight(0).build()).hasMessageContaining("maxInFlight");
        assertThatThrownBy(() -> settings().kafkaBootstrap(" ").build()).hasMessageContaining("kafkaBootstrap");
        assertThat(settings().credentials("u", "secret").build().toString()).doesNotContain("secret");
    }

    @Test
    void startsAndClosesWithoutAnyBroker() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (MqttBridge bridge = new MqttBridge(
                settings().mqttUri("tcp://127.0.0.1:" + free).build())) {
            bridge.start();
            assertThat(bridge.awaitConnected(Duration.ofMillis(300))).isFalse();
            assertThat(bridge.counters().connections()).isZero();
            assertThatThrownBy(bridge::start).isInstanceOf(IllegalStateException.class);
        }
    }
}
