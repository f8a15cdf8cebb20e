package city.mio.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written can be read back, and what was written by earlier versions still can. */
class WireFormatTest {

    @Test
    void everyTopicHasASample() {
        assertThat(SampleEvents.all().keySet()).containsExactlyInAnyOrderElementsOf(Topics.listTopics());
    }

    @Test
    void everyFieldSurvivesTheRoundTrip() throws WireException {
        for (Map.Entry<Topic<?>, Object> entry : SampleEvents.all().entrySet()) {
            assertThat(roundTrip(entry.getKey(), entry.getValue()))
                    .as(entry.getKey().name())
                    .isEqualTo(entry.getValue());
        }
    }

    /**
     * The samples stand as hex in a file a version; a file is added for each later version, none is changed. Each topic
     * has a sample from the version that brought it.
     */
    @Test
    void storedSamplesOfEveryVersionAreUnderstood() throws Exception {
        Set<Topic<?>> understood = new HashSet<>();
        for (String version : List.of("version1", "version2", "version3", "version4", "version5", "version6", "version7", "version8")) {
            Properties stored = new Properties();
            try (InputStream in = WireFormatTest.class.getResourceAsStream("/wire/" + version + ".properties")) {
                stored.load(in);
            }
            assertThat(stored).as(version).isNotEmpty();
            for (String name : stored.stringPropertyNames()) {
                Topic<?> topic = Topics.getTopic(name);
                assertThat(topic.codec().decode(HexFormat.of().parseHex(stored.getProperty(name))))
                        .as(version + ": " + name)
                        .isEqualTo(SampleEvents.asOf(version, topic));
                understood.add(topic);
            }
        }
        assertThat(understood).containsExactlyInAnyOrderElementsOf(Topics.listTopics());
    }

    @Test
    void absentNumbersStayAbsent() throws WireException {
        ProbePosition bare = ProbePosition.builder()
                .vehicleId("v")
                .time(1_795_230_000_000L)
                .lon(135.5)
                .lat(34.7)
                .build();
        ProbePosition read = Topics.PROBE_POSITION.codec().decode(Topics.PROBE_POSITION.codec().encode(bare));
        assertThat(read.speedMps()).isNaN();
        assertThat(read.headingDegrees()).isNaN();
        assertThat(read.accuracyMetres()).isNaN();
        assertThat(read.identity()).isEqualTo(bare.time());
    }

    @Test
    void unknownFieldsOfANewerWriterArePassedOver() throws Exception {
        byte[] known = Topics.PROBE_POSITION.codec().encode((ProbePosition)
                SampleEvents.all().get(Topics.PROBE_POSITION));
        byte[] newer = new byte[known.length + 3];
        System.arraycopy(known, 0, newer, 0, known.length);
        // Field 100, varint 5.
        newer[known.length] = (byte) 0xA0;
        newer[known.length + 1] = 0x06;
        newer[known.length + 2] = 0x05;
        assertThat(Topics.PROBE_POSITION.codec().decode(newer))
                .isEqualTo(SampleEvents.all().get(Topics.PROBE_POSITION));
    }

    @Test
    void badValuesAreNamed() {
        byte[] noVehicle = city.mio.events.wire.proto.ProbePosition.newBuilder()
                .setKindValue(1)
                .setTime(1_795_230_000_000L)
                .setLon(135)
                .setLat(34)
                .build()
                .toByteArray();
        assertThatThrownBy(() -> Topics.PROBE_POSITION.codec().decode(noVehicle))
                .isInstanceOfSatisfying(WireException.class, e -> {
                    assertThat(e.reason()).isEqualTo(RefusalReason.INVALID_FIELD);
                    assertThat(e).hasMessageContaining("vehicleId");
                });
    }

    @Test
    void randomBytesAreRefusedOrReadButNeverCrash() throws IOException {
        Random random = new Random(17);
        Set<RefusalReason> reasons = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            for (Topic<?> topic : Topics.listTopics()) {
                try {
                    topic.codec().decode(bytes);
                } catch (WireException e) {
                    reasons.add(e.reason());
                }
            }
        }
        assertThat(reasons).containsExactlyInAnyOrder(RefusalReason.UNDECODABLE, RefusalReason.INVALID_FIELD);
    }

    @Test
    void theKeyIsWhatTheConsumerPartitionsBy() {
        Map<Topic<?>, Object> samples = SampleEvents.all();
        assertThat(new String(
                        Topics.PROBE_POSITION.key((ProbePosition) samples.get(Topics.PROBE_POSITION)),
                        StandardCharsets.UTF_8))
                .isEqualTo("taxi-17");
    }

    static <T> T roundTrip(Topic<T> topic, Object event) throws WireException {
        return topic.codec().decode(encode(topic, event));
    }

    static <T> byte[] encode(Topic<T> topic, Object event) {
        return topic.codec().encode(topic.type().cast(event));
    }
}
