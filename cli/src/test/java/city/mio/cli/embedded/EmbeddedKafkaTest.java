package city.mio.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @Test
    void keepsWhatWasCommittedOverARestartAndHidesWhatWasNot(@TempDir Path data) throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0)) {
            port = Integer.parseInt(kafka.bootstrap().split(":")[1]);
            assertThat(kafka.describe()).contains("Kafka 4.2.2").contains(kafka.bootstrap());
            assertThat(EmbeddedKafka.createTopics(kafka.bootstrap())).hasSize(Topics.listTopics().size());
            assertThat(EmbeddedKafka.createTopics(kafka.bootstrap())).isEmpty();
            try (KafkaProducer<byte[], byte[]> producer = producer(kafka.bootstrap())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(record("committed"));
                producer.commitTransaction();
                producer.beginTransaction();
                producer.send(record("aborted"));
                producer.abortTransaction();
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, port)) {
            assertThat(kafka.bootstrap()).endsWith(":" + port);
            assertThat(EmbeddedKafka.createTopics(kafka.bootstrap())).isEmpty();
            assertThat(readAll(kafka.bootstrap())).containsExactly("committed");
        }
    }

    @Test
    void namesTheTakenPortAndTheOption(@TempDir Path data) throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data, taken.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--kafka-port");
        }
        assertThat(Files.list(data)).isEmpty();
    }

    @Test
    void saysSoWhenNoBrokerIsThere() {
        assertThatThrownBy(() -> EmbeddedKafka.createTopics("no-such-host.invalid:1"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no-such-host.invalid:1")
                .hasMessageContaining("--kafka");
    }

    private static ProducerRecord<byte[], byte[]> record(String text) {
        return new ProducerRecord<>(
                Topics.DEAD_LETTER.name(), 0, new byte[0], text.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "test"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static List<String> readAll(String bootstrap) {
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition all = new TopicPartition(Topics.DEAD_LETTER.name(), 0);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).get(all);
            while (consumer.position(all) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(r -> texts.add(new String(r.value(), StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }
}
