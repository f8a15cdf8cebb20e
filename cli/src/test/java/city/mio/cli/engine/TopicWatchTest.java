package city.mio.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.RefusalReason;
import city.mio.events.SpeedSource;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicWatchTest {

    private static final long MINUTE = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();
    private static final long NOW = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

    @Test
    void countsWhatIsCommittedFromItsStartOn(@TempDir Path data) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", "t"),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
                    TopicWatch watch = new TopicWatch(kafka.bootstrap(), () -> Instant.ofEpochMilli(NOW))) {
                List<LinkState> heard = Collections.synchronizedList(new ArrayList<>());
                watch.listen(Topics.LINK_STATE, heard::add);
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, Topics.LINK_STATE, state(1, 0));
                producer.commitTransaction();

                watch.start();
                producer.beginTransaction();
                send(producer, Topics.LINK_STATE, state(1, 0));
                send(producer, Topics.LINK_STATE, state(2, 0));
                send(producer, Topics.LINK_STATE, state(2, 1));
                send(producer, Topics.LINK_STATE, state(2, 1));
                send(producer, Topics.INTAKE_RECEIPT, receipt());
                send(
                        producer,
                        Topics.DEAD_LETTER,
                        new DeadLetter("x", RefusalReason.TOO_LATE, "d", "v", new byte[1], 0, 0, NOW));
                producer.send(new ProducerRecord<>(Topics.PROBE_POSITION.name(), new byte[] {1, 2, 3}));
                producer.commitTransaction();
                producer.beginTransaction();
                send(producer, Topics.LINK_STATE, state(3, 0));
                producer.abortTransaction();

                assertThat(watch.awaitEnd(Duration.ofSeconds(30))).isTrue();
                TopicCounts counts = watch.counts();
                assertThat(counts.linkStates()).isEqualTo(2);
                assertThat(counts.corrections()).isEqualTo(1);
                assertThat(counts.repeatedLinkStates()).isEqualTo(1);
                assertThat(counts.records(Topics.LINK_STATE.name())).isEqualTo(4);
                assertThat(counts.accepted()).isEqualTo(5);
                assertThat(counts.duplicates()).isEqualTo(2);
                assertThat(counts.matchedShare()).isEqualTo(0.75);
                assertThat(counts.deadLettered()).containsExactly(Map.entry(RefusalReason.TOO_LATE, 1L));
                assertThat(counts.undecodable()).isEqualTo(1);
                assertThat(counts.latencyP50Millis()).isEqualTo(1_500);
                assertThat(heard).hasSize(4);
            }
        }
    }

    private static <T> void send(KafkaProducer<byte[], byte[]> producer, Topic<T> topic, T event) {
        producer.send(new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event)));
    }

    private static LinkState state(long link, int revision) {
        return LinkState.builder()
                .linkId(link)
                .minute(MINUTE)
                .speedMps(10)
                .travelTimeSeconds(20)
                .freeFlowSpeedMps(14)
                .samples(3)
                .confidence(0.5f)
                .source(SpeedSource.PROBE)
                .revision(revision)
                .ingestedAt(NOW - 1_500)
                .build();
    }

    private static IntakeReceipt receipt() {
        return new IntakeReceipt(IntakeSource.PROBES, "v", MINUTE, 5, 77, 2, 3, 1);
    }
}
