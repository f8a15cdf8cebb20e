package city.mio.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.embedded.Ports;
import city.mio.events.DetectorReading;
import city.mio.events.wire.Topics;
import city.mio.feeds.inbound.MqttBridge;
import city.mio.feeds.inbound.MqttBridgeSettings;
import city.mio.feeds.inbound.PlateHasher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the bridge, the MQTT broker and Kafka in turn, each for 30 s, while a sensor goes on sending; whatever the MQTT
 * broker took is on Kafka in the end.
 */
class BridgeFaultTest {

    private static final Duration ABSENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private final int kafkaPort = Ports.free();
    private final int mqttPort = Ports.free();
    private BrokerProcess kafka;
    private BrokerProcess mqtt;
    private MqttBridge bridge;
    private SteadySensor sensor;

    @BeforeEach
    void startAll() throws Exception {
        kafka = BrokerProcess.kafka(data.resolve("kafka"), kafkaPort);
        mqtt = BrokerProcess.mqtt(data.resolve("mqtt"), mqttPort);
        bridge = newBridge();
        assertThat(bridge.awaitConnected(Duration.ofSeconds(30))).isTrue();
        sensor = new SteadySensor("tcp://127.0.0.1:" + mqttPort).start();
        Awaitility.await().until(() -> sensor.count() > 50);
    }

    @AfterEach
    void stopAll() throws Exception {
        sensor.close();
        bridge.close();
        mqtt.close();
        kafka.close();
    }

    private MqttBridge newBridge() {
        MqttBridge made = new MqttBridge(MqttBridgeSettings.builder()
                .mqttUri("tcp://127.0.0.1:" + mqttPort)
                .clientId("bridge-under-test")
                .kafkaBootstrap("127.0.0.1:" + kafkaPort)
                .cityId("osaka")
                .plateHasher(new PlateHasher(new byte[32]))
                .keepAlive(Duration.ofSeconds(5))
                .longestBackoff(Duration.ofMillis(500))
                .build());
        made.start();
        return made;
    }

    @Test
    void nothingIsLostWhileTheBridgeIsDead() throws Exception {
        bridge.kill();
        int before = sensor.count();
        absence();
        assertThat(sensor.count()).isGreaterThan(before + 50);
        bridge = newBridge();
        assertAllArrive();
    }

    @Test
    void nothingIsLostWhileTheMqttBrokerIsDead() throws Exception {
        mqtt.kill();
        absence();
        int before = sensor.count();
        mqtt = BrokerProcess.mqtt(data.resolve("mqtt"), mqttPort);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sensor.count() > before + 50);
        assertAllArrive();
    }

    @Test
    void nothingIsLostWhileKafkaIsDead() throws Exception {
        kafka.kill();
        int before = sensor.count();
        absence();
        assertThat(sensor.count()).isGreaterThan(before + 50);
        kafka = BrokerProcess.kafka(data.resolve("kafka"), kafkaPort);
        assertAllArrive();
    }

    /** The part stays away this long: a latch that nobody counts down. */
    private static void absence() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(ABSENCE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    private void assertAllArrive() throws Exception {
        Set<Long> sent = sensor.stop();
        Set<Long> arrived = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(Topics.DETECTOR_READING.name(), Duration.ofSeconds(30))
                    .stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await("all " + sent.size() + " readings on Kafka")
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(1))
                    // A busy machine needs long; what is lost never comes.
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                            DetectorReading reading = Topics.DETECTOR_READING.codec().decode(record.value());
                            arrived.add(reading.sequence());
                        }
                        return arrived.containsAll(sent);
                    });
        }
        assertThat(arrived).containsAll(sent);
    }
}
