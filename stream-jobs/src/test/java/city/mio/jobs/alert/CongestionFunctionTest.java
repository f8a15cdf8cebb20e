package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.link;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CongestionFunctionTest {

    @TempDir
    Path folder;

    private AlertSettings settings;

    @BeforeEach
    void city() throws Exception {
        settings = TestCity.settings(folder);
    }

    private KeyedTwoInputStreamOperatorTestHarness<Long, LinkState, RoadEvent, Alert> harness(
            OperatorSubtaskState restored) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<Long, LinkState, RoadEvent, Alert> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new CongestionFunction(new CityContext(settings))),
                        LinkState::linkId,
                        RoadEvent::linkId,
                        Types.LONG);
        harness.setup(SerializerType.ofEvents(Topics.ALERT).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private static void watermark(KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness, long time)
            throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    @Test
    void tellsOpeningAndClearingWithPlaceEvidenceAndSentences() throws Exception {
        try (var harness = harness(null)) {
            for (int m = 0; m < 3; m++) {
                harness.processElement1(link(2, m, 3), EIGHT + (m + 1) * MINUTE);
            }
            for (int m = 3; m < 6; m++) {
                harness.processElement1(link(2, m, 12), EIGHT + (m + 1) * MINUTE);
            }
            List<Alert> alerts = harness.extractOutputValues();
            assertThat(alerts).extracting(Alert::status).containsExactly(AlertStatus.OPENED, AlertStatus.CLEARED);
            Alert opened = alerts.get(0);
            assertThat(opened.alertId()).isEqualTo("congestion-2-20261117T230000Z");
            assertThat(alerts.get(1).alertId()).isEqualTo(opened.alertId());
            assertThat(opened.type()).isEqualTo(AlertType.CONGESTION);
            assertThat(opened.since()).isEqualTo(EIGHT);
            assertThat(opened.time()).isEqualTo(EIGHT + 3 * MINUTE);
            assertThat(opened.placeJa()).isEqualTo("御堂筋（淀屋橋→本町）");
            assertThat(opened.lon()).isBetween(135.505, 135.507);
            assertThat(opened.evidence())
                    .containsEntry("speedMps", "3.0")
                    .containsEntry("speedRatio", "0.21")
                    .containsEntry("basis", "FREE_FLOW")
                    .doesNotContainKey("usualSpeedMps");
            assertThat(opened.sentenceEn())
                    .isEqualTo("Congestion on Midosuji (Yodoyabashi to Hommachi) since 08:00: traffic moves at about"
                            + " 11 km/h, 21 % of free flow.");
            assertThat(opened.sentenceJa())
                    .isEqualTo("御堂筋（淀屋橋→本町）では8時00分頃から渋滞しており、速度は時速約11km（閑散時の21%）です。");
            assertThat(alerts.get(1).evidence()).containsEntry("ending", "RECOVERED");
            assertThat(harness.getSideOutput(CongestionFunction.NEWS)).hasSize(2);
        }
    }

    @Test
    void namesTheRoadEventThatIsKnownThere() throws Exception {
        try (var harness = harness(null)) {
            harness.processElement2(
                    RoadEvent.builder()
                            .eventId("ev-1")
                            .kind(RoadEventKind.ACCIDENT)
                            .start(EIGHT)
                            .end(EIGHT + 60 * MINUTE)
                            .linkId(2)
                            .build(),
                    0);
            for (int m = 0; m < 3; m++) {
                harness.processElement1(link(2, m, 3), EIGHT + (m + 1) * MINUTE);
            }
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.evidence()).containsEntry("roadEventId", "ev-1");
                assertThat(alert.sentenceJa()).endsWith("です（事故の情報あり）。");
            });
        }
    }

    @Test
    void carriesOnFromASnapshotAndTakesCorrections() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            harness.processElement1(link(2, 0, 3), EIGHT + MINUTE);
            harness.processElement1(link(2, 2, 3), EIGHT + 3 * MINUTE);
            harness.processElement1(link(2, 1, 13), EIGHT + 2 * MINUTE);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processElement1(link(2, 1, 3).toBuilder().revision(1).build(), EIGHT + 2 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
                assertThat(alert.since()).isEqualTo(EIGHT);
            });
        }
    }

    @Test
    void endsWhenTheNewsRunsOutAndLeavesNothingBehind() throws Exception {
        try (var harness = harness(null)) {
            harness.processElement2(
                    RoadEvent.builder()
                            .eventId("ev-1")
                            .kind(RoadEventKind.WORKS)
                            .start(EIGHT)
                            .end(EIGHT + 300 * MINUTE)
                            .linkId(2)
                            .build(),
                    0);
            for (int m = 0; m < 3; m++) {
                harness.processElement1(link(2, m, 3), EIGHT + (m + 1) * MINUTE);
            }
            watermark(harness, EIGHT + 17 * MINUTE);
            assertThat(harness.extractOutputValues()).hasSize(1);
            watermark(harness, EIGHT + 18 * MINUTE);
            assertThat(harness.extractOutputValues()).hasSize(2).last().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertStatus.CLEARED);
                assertThat(alert.evidence()).containsEntry("ending", "NO_NEWS");
                assertThat(alert.sentenceJa()).isEqualTo("御堂筋（淀屋橋→本町）の渋滞は、15分間データが得られないため、終了したものとして扱います。");
            });
            watermark(harness, EIGHT + 70 * 1440 * MINUTE);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void linksThatTheNetworkDoesNotHoldAreLeftOut() throws Exception {
        try (var harness = harness(null)) {
            harness.processElement1(link(99, 0, 3), EIGHT);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }
}
