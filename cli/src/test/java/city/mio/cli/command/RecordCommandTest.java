package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.forecast.Matrix;
import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {

    private static final long START =
            OffsetDateTime.parse("2026-10-12T06:00+09:00").toInstant().toEpochMilli();
    private static final int MINUTE = 60_000;
    private static final int STEPS = 160;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void recordsTheTopicsAsAHistoryThatIsLearntFrom() throws Exception {
        Path data = folder.resolve("history");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", 0),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                produce(producer);
            }
            assertThat(run("record", "--bootstrap", kafka.bootstrap(), "--out", data.toString(), "--stored", "--json",
                            "--from", "2026-10-12T06:05"))
                    .as(err.toString())
                    .isZero();
            JsonNode told = new ObjectMapper().readTree(out.toString());
            assertThat(told.get("steps").asInt()).isEqualTo(STEPS - 1);
            assertThat(told.get("undecodable").asInt()).isEqualTo(1);
            assertThat(told.get("longerThanAStep").asInt()).isEqualTo(1);
            assertThat(told.get("outside").asInt()).isEqualTo(15);

            assertThat(run("record", "--kafka", kafka.bootstrap(), "--out", folder.resolve("none").toString(), "--stored",
                            "--until", "2020-01-01T00:00"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("nothing was recorded");
            assertThat(folder.resolve("none").resolve("recording.part")).doesNotExist();
        }

        Matrix flow = Matrix.read(data.resolve("detector_flow.csv.gz"));
        assertThat(flow.targets()).containsExactly("d1", "d2");
        assertThat(flow.values()[0]).isEqualTo(50);
        // The first two minutes of the second step are missing of d2: 30 in three minutes.
        assertThat(flow.values()[3]).isEqualTo(50);
        // All but one of the third: too little to say.
        assertThat(flow.values()[5]).isNaN();
        Matrix speed = Matrix.read(data.resolve("detector_speed.csv.gz"));
        assertThat(speed.values()[0]).isBetween(10f, 20f);
        Matrix links = Matrix.read(data.resolve("link_speed.csv.gz"));
        assertThat(links.targets()).containsExactly("7");
        // Ten drove 5 m/s, thirty 15 m/s: 40 / (10 / 5 + 30 / 15), after the correction of the first.
        assertThat(links.values()[0]).isCloseTo(10f, within(0.01f));
        assertThat(links.values()[1]).isNaN();
        assertThat(Files.list(data).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "detector_flow.csv.gz", "detector_speed.csv.gz", "link_speed.csv.gz", "history.json");

        assertThat(run("train", "--simple", "--data", data.toString(), "--out", folder.resolve("model").toString()))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("model/model.json")).exists();
    }

    @Test
    void saysWhatItWasAskedWrongly() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run("record", "--kafka", "nowhere", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--kafka: is not HOST:PORT");
        assertThat(run("record", "--kafka", "localhost:1", "--out", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is a file");
        assertThat(run("record", "--kafka", "localhost:1", "--out", folder.toString(), "--step", "7")).isEqualTo(2);
        assertThat(err.toString()).contains("--step");
        assertThat(run("record", "--kafka", "localhost:1", "--out", folder.toString(), "--from", "noon")).isEqualTo(2);
        assertThat(err.toString()).contains("--from: is no time");
        assertThat(run("record", "--kafka", "localhost:1", "--out", folder.toString(), "--timezone", "Mars")).isEqualTo(2);
        assertThat(err.toString()).contains("--timezone").hasLineCount(1);
    }

    private static void produce(KafkaProducer<byte[], byte[]> producer) throws Exception {
        Random random = new Random(3);
        for (int minute = 0; minute < STEPS * 5; minute++) {
            long time = START + (long) minute * MINUTE;
            send(producer, Topics.DETECTOR_READING, reading("d1", time, 1, 10, 15 + (float) random.nextGaussian()));
            boolean silent = minute >= 10 && minute < 12 || minute >= 15 && minute < 19;
            if (!silent) {
                send(producer, Topics.DETECTOR_READING, reading("d2", time, 1, 10, 12 + (float) random.nextGaussian()));
            }
        }
        // Said twice, over too long, by a device that stammers, and from before the time asked for.
        send(producer, Topics.DETECTOR_READING, reading("d1", START + 5 * MINUTE, 1, 10, 15));
        send(producer, Topics.DETECTOR_READING, reading("d2", START + 5 * MINUTE, 15, 99, 15));
        producer.send(new ProducerRecord<>(Topics.DETECTOR_READING.name(), new byte[] {1}, new byte[] {9, 9, 9}))
                .get();
        for (int minute = 0; minute < 5; minute++) {
            send(producer, Topics.LINK_STATE, state(START + (long) minute * MINUTE, 1, 3, 0));
        }
        send(producer, Topics.LINK_STATE, state(START + 5 * MINUTE, 10, 5, 1));
        send(producer, Topics.LINK_STATE, state(START + 5 * MINUTE, 10, 30, 0));
        send(producer, Topics.LINK_STATE, state(START + 8 * MINUTE, 30, 15, 0));
    }

    /** Waits until the broker has it: what is sent again after a topic was just made must not overtake what follows. */
    private static <T> void send(KafkaProducer<byte[], byte[]> producer, Topic<T> topic, T event) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event)))
                .get();
    }

    private static DetectorReading reading(String detector, long time, int minutes, int count, float speed) {
        return DetectorReading.builder()
                .detectorId(detector)
                .intervalStart(time)
                .intervalEnd(time + (long) minutes * MINUTE)
                .count(count)
                .cars(count)
                .meanSpeedMps(speed)
                .build();
    }

    private static LinkState state(long minute, int samples, float speed, int revision) {
        return LinkState.builder()
                .linkId(7)
                .minute(minute)
                .speedMps(speed)
                .travelTimeSeconds(100 / speed)
                .freeFlowSpeedMps(15)
                .samples(samples)
                .confidence(1)
                .source(SpeedSource.PROBE)
                .revision(revision)
                .build();
    }
}
