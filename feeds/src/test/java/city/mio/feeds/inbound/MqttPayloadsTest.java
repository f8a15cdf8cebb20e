package city.mio.feeds.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MqttPayloadsTest {

    private static final String DETECTOR_TOPIC = "mio/osaka/detector/D-001/reading";
    private static final String CAMERA_TOPIC = "mio/osaka/camera/C-01/passage";
    private static final String READING =
            """
            {"detectorId":"D-001","sequence":7,"intervalStart":"2026-11-18T07:00:00+09:00",
             "intervalEnd":"2026-11-18T07:01:00+09:00","count":12,"occupancy":0.08,"meanSpeedMps":13.5,
             "classes":{"cars":9,"trucks":2,"buses":1,"motorcycles":0}}""";
    private static final String PASSAGE =
            """
            {"cameraId":"C-01","sequence":3,"time":"2026-11-18T07:00:05.250+09:00",
             "plate":"なにわ 500 あ 12-34","vehicleClass":"HEAVY","confidence":0.93}""";

    private final PlateHasher hasher = new PlateHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final MqttPayloads payloads = new MqttPayloads("osaka", hasher);

    private ProducerRecord<byte[], byte[]> read(String topic, String payload) {
        return payloads.toRecord(topic, payload.getBytes(StandardCharsets.UTF_8), 1_700_000_000_000L);
    }

    private DeadLetter deadLetter(String topic, String payload) throws Exception {
        ProducerRecord<byte[], byte[]> record = read(topic, payload);
        assertThat(record.topic()).isEqualTo("dead.letter");
        return Topics.DEAD_LETTER.codec().decode(record.value());
    }

    @Test
    void readsADetectorReading() throws Exception {
        ProducerRecord<byte[], byte[]> record = read(DETECTOR_TOPIC, READING);

        assertThat(record.topic()).isEqualTo("detector.reading");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("D-001");
        DetectorReading reading = Topics.DETECTOR_READING.codec().decode(record.value());
        assertThat(reading)
                .isEqualTo(DetectorReading.builder()
                        .detectorId("D-001")
                        .sequence(7)
                        .intervalStart(OffsetDateTime.parse("2026-11-18T07:00:00+09:00")
                                .toInstant()
                                .toEpochMilli())
                        .intervalEnd(OffsetDateTime.parse("2026-11-18T07:01:00+09:00")
                                .toInstant()
                                .toEpochMilli())
                        .count(12)
                        .occupancy(0.08f)
                        .meanSpeedMps(13.5f)
                        .cars(9)
                        .trucks(2)
                        .buses(1)
                        .build());
    }

    @Test
    void readsAPassageAndHashesThePlate() throws Exception {
        ProducerRecord<byte[], byte[]> record = read(CAMERA_TOPIC, PASSAGE);

        assertThat(record.topic()).isEqualTo("haul.passage");
        HaulPassage passage = Topics.HAUL_PASSAGE.codec().decode(record.value());
        assertThat(passage.plateHash()).isEqualTo(hasher.hash("なにわ500あ1234"));
        assertThat(passage.vehicleClass()).isEqualTo(HaulVehicleClass.HEAVY);
        assertThat(passage.time()).isEqualTo(OffsetDateTime.parse("2026-11-17T22:00:05.250Z").toInstant().toEpochMilli());
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("なにわ").doesNotContain("1234");
    }

    @Test
    void schemasAreThemselvesValidAndNameEveryField() throws Exception {
        assertThat(schema("detector-reading").validate(new ObjectMapper().readTree(READING))).isEmpty();
        assertThat(schema("camera-passage").validate(new ObjectMapper().readTree(PASSAGE))).isEmpty();
    }

    private static JsonSchema schema(String name) throws IOException {
        try (InputStream in = MqttPayloads.class.getResourceAsStream("/schema/" + name + ".schema.json")) {
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
            JsonSchema schema = factory.getSchema(in);
            schema.initializeValidators();
            return schema;
        }
    }

    /** One change each; whether it makes the payload bad is the schema's to say, and the parser has to agree. */
    static Stream<String[]> changes() {
        return Stream.of(
                new String[] {"reading", "\"count\":12", "\"count\":12.0"},
                new String[] {"reading", "\"count\":12", "\"count\":12.5"},
                new String[] {"reading", "\"count\":12", "\"count\":-1"},
                new String[] {"reading", "\"count\":12", "\"count\":1e2"},
                new String[] {"reading", "\"count\":12", "\"count\":100001"},
                new String[] {"reading", "\"count\":12", "\"count\":\"12\""},
                new String[] {"reading", "\"count\":12,", ""},
                new String[] {"reading", "\"count\":12", "\"count\":null"},
                new String[] {"reading", "\"count\":12", "\"count\":true"},
                new String[] {"reading", "\"occupancy\":0.08", "\"occupancy\":1.01"},
                new String[] {"reading", "\"occupancy\":0.08", "\"occupancy\":-0.01"},
                new String[] {"reading", "\"occupancy\":0.08", "\"occupancy\":1"},
                new String[] {"reading", "\"meanSpeedMps\":13.5", "\"meanSpeedMps\":null"},
                new String[] {"reading", "\"meanSpeedMps\":13.5,", ""},
                new String[] {"reading", "\"meanSpeedMps\":13.5", "\"meanSpeedMps\":141"},
                new String[] {"reading", "\"meanSpeedMps\":13.5", "\"meanSpeedMps\":\"fast\""},
                new String[] {"reading", "\"sequence\":7", "\"sequence\":0"},
                new String[] {"reading", "\"sequence\":7", "\"sequence\":9007199254740992"},
                new String[] {"reading", "\"sequence\":7,", "\"sequence\":7,\"colour\":1,"},
                new String[] {"reading", "\"cars\":9", "\"cars\":-9"},
                new String[] {"reading", "\"cars\":9,", ""},
                new String[] {"reading", "\"cars\":9", "\"cars\":null"},
                new String[] {"reading", "\"cars\":9", "\"vans\":9"},
                new String[] {"reading", "{\"cars\":9,\"trucks\":2,\"buses\":1,\"motorcycles\":0}", "null"},
                new String[] {"reading", "{\"cars\":9,\"trucks\":2,\"buses\":1,\"motorcycles\":0}", "[]"},
                new String[] {"reading", "\"D-001\"", "\"\""},
                new String[] {"reading", "\"D-001\"", "17"},
                new String[] {"reading", "07:00:00+09:00", "07:00:00"},
                new String[] {"reading", "07:00:00+09:00", "07:00:00+0900"},
                new String[] {"reading", "07:00:00+09:00", "06:60:00+09:00"},
                new String[] {"reading", "07:00:00+09:00", "07:00:00.123456789+09:00"},
                new String[] {"reading", "2026-11-18T07:00", "2026-02-30T07:00"},
                new String[] {"reading", "2026-11-18T07:00:00+09:00", "2026-11-17T22:00:00Z"},
                new String[] {"passage", "\"HEAVY\"", "\"heavy\""},
                new String[] {"passage", "\"HEAVY\"", "\"TANK\""},
                new String[] {"passage", "\"HEAVY\"", "null"},
                new String[] {"passage", "0.93", "1.5"},
                new String[] {"passage", "0.93", "\"0.93\""},
                new String[] {"passage", "\"なにわ 500 あ 12-34\"", "\"\""},
                new String[] {"passage", "\"なにわ 500 あ 12-34\"", "null"},
                new String[] {"passage", "\"なにわ 500 あ 12-34\"", "\"" + "あ".repeat(64) + "\""},
                new String[] {"passage", "\"なにわ 500 あ 12-34\"", "\"" + "あ".repeat(65) + "\""},
                new String[] {"passage", "\"sequence\":3,", ""});
    }

    @ParameterizedTest
    @MethodSource("changes")
    void parserAgreesWithTheSchema(String what, String from, String to) throws Exception {
        boolean reading = what.equals("reading");
        String sample = reading ? READING : PASSAGE;
        String changed = sample.replace(from, to);
        assertThat(changed).isNotEqualTo(sample);
        boolean valid = schema(reading ? "detector-reading" : "camera-passage")
                .validate(
                        new ObjectMapper().readTree(changed),
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .isEmpty();

        String topic = read(reading ? DETECTOR_TOPIC : CAMERA_TOPIC, changed).topic();

        assertThat(topic).isEqualTo(!valid ? "dead.letter" : reading ? "detector.reading" : "haul.passage");
    }

    @Test
    void refusesWhatNoSchemaCanSay() throws Exception {
        assertThat(deadLetter(DETECTOR_TOPIC, READING.replace("07:01:00", "07:00:00")).detail())
                .startsWith("intervalEnd");
        assertThat(deadLetter(DETECTOR_TOPIC, READING.replace("07:01:00", "09:01:00")).detail())
                .startsWith("intervalEnd");
        assertThat(deadLetter(DETECTOR_TOPIC, READING.replace("\"cars\":9", "\"cars\":99")).detail())
                .startsWith("classes add up to 102");
        assertThat(deadLetter(DETECTOR_TOPIC, READING.replace("D-001", "D-002")).detail())
                .isEqualTo("detectorId is not the one in the MQTT topic");
        assertThat(deadLetter(DETECTOR_TOPIC, READING.replace("\"count\":12", "\"count\":12,\"count\":13")).reason())
                .isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(deadLetter(DETECTOR_TOPIC, READING + "{}").reason()).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(deadLetter(DETECTOR_TOPIC, "[]").reason()).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(deadLetter(DETECTOR_TOPIC, "").reason()).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(deadLetter("mio/osaka/detector/D-001", READING).reason()).isEqualTo(RefusalReason.UNKNOWN_TOPIC);
        assertThat(deadLetter("mio/kobe/detector/D-001/reading", READING).reason())
                .isEqualTo(RefusalReason.UNKNOWN_TOPIC);
    }

    @Test
    void deadLetterKeepsTheBytesOfADetector() throws Exception {
        DeadLetter letter = deadLetter(DETECTOR_TOPIC, "{\"detectorId\":");

        assertThat(letter.source()).isEqualTo(DETECTOR_TOPIC);
        assertThat(letter.deviceId()).isEqualTo("D-001");
        assertThat(letter.raw()).asString(StandardCharsets.UTF_8).isEqualTo("{\"detectorId\":");
        assertThat(letter.receivedAt()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void cutsAPayloadThatIsTooLong() throws Exception {
        DeadLetter letter = deadLetter(DETECTOR_TOPIC, "x".repeat(MqttPayloads.LONGEST_PAYLOAD + 1));

        assertThat(letter.raw()).hasSize(MqttPayloads.LONGEST_PAYLOAD);
        assertThat(letter.detail()).contains("longer than");
    }

    @Test
    void noRefusedPayloadLetsAPlateThrough() throws Exception {
        String plate = "なにわ 500 あ 12-34";
        for (String bad : new String[] {
            PASSAGE.replace("0.93", "7.5"),
            PASSAGE.replace("}", ""),
            PASSAGE.replace("\"plate\"", "\"Plate\""),
            PASSAGE.replace("\"plate\":\"" + plate + "\"", "\"plate\":{\"text\":\"" + plate + "\"}"),
            PASSAGE.replace("\"plate\":\"" + plate + "\"", "\"" + plate + "\":true"),
            PASSAGE.replace("\"2026-11-18T07:00:05.250+09:00\"", "\"" + plate + "\""),
            PASSAGE.replace("\"C-01\"", "\"" + plate + "\""),
            PASSAGE.replace("\"HEAVY\"", "\"" + plate + "\""),
            plate,
            "[\"" + plate + "\"]"
        }) {
            DeadLetter letter = deadLetter(CAMERA_TOPIC, bad);
            String told = letter.detail() + new String(letter.raw(), StandardCharsets.UTF_8);
            assertThat(told).doesNotContain("なにわ").doesNotContain("500").doesNotContain("12-34");
        }
        assertThat(deadLetter("mio/osaka/camera/C-01/passages", PASSAGE).raw())
                .asString(StandardCharsets.UTF_8)
                .contains("\"plate\":\"***\"")
                .contains("\"vehicleClass\":\"HEAVY\"");
    }

    @Test
    void everyHostilePayloadEndsInOneRecord() {
        Random random = new Random(20261118);
        byte[] sample = PASSAGE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] hostile = sample.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
            }
            assertThat(payloads.toRecord(CAMERA_TOPIC, hostile, 1).topic()).isIn("haul.passage", "dead.letter");
            assertThat(payloads.toRecord(DETECTOR_TOPIC, hostile, 1).topic()).isEqualTo("dead.letter");
        }
        for (String hostile : new String[] {
            "[".repeat(60_000),
            "{\"a\":".repeat(10_000),
            READING.replace("12", "1e999999999"),
            READING.replace("12", "1e-999999999"),
            READING.replace("12", "9".repeat(5_000)),
            READING.replace("0.08", "NaN"),
            "\u0000",
            "null"
        }) {
            assertThat(read(DETECTOR_TOPIC, hostile).topic()).isEqualTo("dead.letter");
        }
    }
}
