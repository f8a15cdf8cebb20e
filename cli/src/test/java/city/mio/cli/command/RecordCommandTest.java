package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.forecast.History;
import city.mio.cli.forecast.Matrix;
import city.mio.events.DeclarationStatus;
import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulVehicleClass;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.SpeedSource;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetworkBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {

    private static final long START =
            OffsetDateTime.parse("2026-10-12T06:00+09:00").toInstant().toEpochMilli();
    private static final int MINUTE = 60_000;
    private static final int STEPS = 160;
    private static final int WEEK = 7;
    private static final String OSAKA = Path.of("..", "config", "osaka").toString();
    /** Of Osaka's network. */
    private static final long LINK = RoadNetworkBuilder.stableId("hanshin-mae>umeda-shinmichi");

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
                            "--city", OSAKA, "--from", "2026-10-12T06:05"))
                    .as(err.toString())
                    .isZero();
            JsonNode told = new ObjectMapper().readTree(out.toString());
            assertThat(told.get("steps").asInt()).isEqualTo(STEPS - 1);
            assertThat(told.get("undecodable").asInt()).isEqualTo(1);
            assertThat(told.get("longerThanAStep").asInt()).isEqualTo(1);
            assertThat(told.get("outside").asInt()).isEqualTo(15);
            assertThat(told.get("unknown").asInt()).as("a link and a detector that Osaka does not have").isEqualTo(2);
            assertThat(told.has("rain")).as("nobody spoke of rain").isFalse();

            assertThat(run("record", "--kafka", kafka.bootstrap(), "--out", folder.resolve("none").toString(), "--stored",
                            "--city", OSAKA, "--until", "2020-01-01T00:00"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("nothing was recorded");
            assertThat(folder.resolve("none").resolve("recording.part")).doesNotExist();
        }

        Matrix flow = Matrix.read(data.resolve("detector_flow.csv.gz"));
        assertThat(flow.targets()).containsExactly("D-001", "D-002");
        assertThat(flow.values()[0]).isEqualTo(50);
        // The first two minutes of the second step are missing of d2: 30 in three minutes.
        assertThat(flow.values()[3]).isEqualTo(50);
        // All but one of the third: too little to say.
        assertThat(flow.values()[5]).isNaN();
        Matrix speed = Matrix.read(data.resolve("detector_speed.csv.gz"));
        assertThat(speed.values()[0]).isBetween(10f, 20f);
        Matrix links = Matrix.read(data.resolve("link_speed.csv.gz"));
        assertThat(links.targets()).containsExactly(Long.toString(LINK));
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

    /** Seven days, slots of half an hour; told over Kafka, recorded, learnt from. */
    @Test
    void rainAndDeclaredVehiclesAreRecordedAndLearntFrom() throws Exception {
        Path data = folder.resolve("history");
        String route;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            City osaka = CityFolder.read(Path.of(OSAKA));
            route = osaka.places().haulRoutes().get(0).id();
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", 20),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                week(producer, osaka.places().haulRoutes().get(0).linkIds().get(0), route);
            }
            assertThat(run("record", "--kafka", kafka.bootstrap(), "--out", data.toString(), "--stored", "--json",
                            "--city", OSAKA, "--step", "30"))
                    .as(err.toString())
                    .isZero();
        }
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.get("rain").asInt()).isEqualTo(1);
        assertThat(told.get("haul").asInt()).isEqualTo(1);
        assertThat(told.get("unknown").asInt()).isZero();
        float[] rain = Matrix.read(data.resolve("rain.csv.gz")).values();
        assertThat(rain).hasSize(WEEK * 48);
        assertThat(rain[0]).isZero();
        assertThat(rain[48 + 20]).as("as the later word has it").isEqualTo(4f);
        assertThat(rain[48 + 21]).as("for half of the slot").isEqualTo(2f);
        assertThat(rain[48 + 22]).isZero();
        Matrix haul = Matrix.read(data.resolve("haul.csv.gz"));
        assertThat(haul.targets()).containsExactly(route);
        assertThat(haul.values()[2 * 48 + 18]).as("two declared, one of them cancelled").isEqualTo(1f);
        assertThat(haul.values()[3 * 48 + 18]).isEqualTo(2f);
        assertThat(haul.values()[3 * 48 + 19]).isZero();

        assertThat(run("train", "slots", "--data", data.toString(), "--series", "link_speed", "--city", OSAKA,
                        "--held-out", "0", "--out", folder.resolve("slots").toString(), "--json"))
                .as(err.toString())
                .isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).get("conditions"))
                .extracting(JsonNode::asText)
                .containsExactly("calendar", "rain", "haul");
        assertThat(run("train", "--simple", "--data", data.toString(), "--series", "link_speed", "--out",
                        folder.resolve("model").toString()))
                .as(err.toString())
                .isZero();
        assertThat(History.read(data, List.of("link_speed")).rain(48 + 20)).as("what mio train learns from").isEqualTo(4f);
    }

    private static void week(KafkaProducer<byte[], byte[]> producer, long link, String route) throws Exception {
        Random random = new Random(5);
        long midnight = START - 6 * 60 * MINUTE;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int slot = 0; slot < WEEK * 48; slot++) {
            for (int minute = 0; minute < 30; minute += 10) {
                LinkState state = state(midnight + (slot * 30L + minute) * MINUTE, 3, 12 + (float) random.nextGaussian(), 0);
                sent.add(queue(producer, Topics.LINK_STATE, state.toBuilder().linkId(link).build()));
            }
        }
        long shower = midnight + (48 + 20) * 30L * MINUTE;
        for (float millimetres : new float[] {9, 4}) {
            send(producer, Topics.ROAD_EVENT, RoadEvent.builder()
                    .eventId("rain-1")
                    .kind(RoadEventKind.RAIN)
                    .start(shower)
                    .end(shower + 45 * MINUTE)
                    .magnitude(millimetres)
                    .build());
        }
        for (int day = 2; day < 6; day++) {
            long slot = midnight + (day * 48 + 18) * 30L * MINUTE;
            for (int trip = 0; trip < 2; trip++) {
                HaulDeclaration declared = HaulDeclaration.builder()
                        .declarationId("d" + day + "-" + trip)
                        .contractor("c")
                        .siteId("s")
                        .routeId(route)
                        .slotStart(slot)
                        .slotEnd(slot + 30 * MINUTE)
                        .vehicleClass(HaulVehicleClass.HEAVY)
                        .status(DeclarationStatus.FIRM)
                        .build();
                send(producer, Topics.HAUL_DECLARATION, declared);
                if (day == 2 && trip == 1) {
                    send(producer, Topics.HAUL_DECLARATION, declared.toBuilder().status(DeclarationStatus.CANCELLED).build());
                }
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private static <T> Future<RecordMetadata> queue(KafkaProducer<byte[], byte[]> producer, Topic<T> topic, T event) {
        return producer.send(new ProducerRecord<>(topic.name(), topic.key(event), topic.codec().encode(event)));
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
            send(producer, Topics.DETECTOR_READING, reading("D-001", time, 1, 10, 15 + (float) random.nextGaussian()));
            boolean silent = minute >= 10 && minute < 12 || minute >= 15 && minute < 19;
            if (!silent) {
                send(producer, Topics.DETECTOR_READING, reading("D-002", time, 1, 10, 12 + (float) random.nextGaussian()));
            }
        }
        send(producer, Topics.DETECTOR_READING, reading("nobodys", START + 10 * MINUTE, 1, 10, 15));
        send(producer, Topics.LINK_STATE, state(START + 10 * MINUTE, 10, 5, 0).toBuilder().linkId(7).build());
        // Said twice, over too long, by a device that stammers, and from before the time asked for.
        send(producer, Topics.DETECTOR_READING, reading("D-001", START + 5 * MINUTE, 1, 10, 15));
        send(producer, Topics.DETECTOR_READING, reading("D-002", START + 5 * MINUTE, 15, 99, 15));
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
                .linkId(LINK)
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
