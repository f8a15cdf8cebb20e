package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.reading;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorFunctionTest {

    @TempDir
    Path folder;

    private CityContext city;

    @BeforeEach
    void city() throws Exception {
        city = new CityContext(TestCity.settings(folder));
    }

    private KeyedOneInputStreamOperatorTestHarness<String, DetectorSignal, Alert> harness(
            OperatorSubtaskState restored) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, DetectorSignal, Alert> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new DetectorFunction(city)),
                        DetectorSignal::detectorId,
                        Types.STRING);
        harness.setup(SerializerType.ofEvents(Topics.ALERT).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    @Test
    void silenceIsToldByTheWatermarkAndEndsWithGoodReadings() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            for (int m : new int[] {1, 0, 3, 2, 4, 4}) {
                harness.processElement(DetectorSignal.of(reading("D-1", m, 5 + m)), EIGHT);
            }
            harness.processWatermark(EIGHT + 9 * MINUTE);
            assertThat(harness.extractOutputValues()).isEmpty();
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            harness.processWatermark(EIGHT + 10 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.type()).isEqualTo(AlertType.DETECTOR_SILENT);
                assertThat(alert.alertId()).isEqualTo("silent-D-1-20261117T230500Z");
                assertThat(alert.linkId()).isEqualTo(2);
                assertThat(alert.sentenceEn())
                        .isEqualTo("Detector D-1 (Midosuji Yodoyabashi) has sent nothing since 08:05, for 5 min.");
                assertThat(alert.sentenceJa()).isEqualTo("車両感知器D-1（御堂筋 淀屋橋）からは、8時05分以降、5分間データが届いていません。");
            });
            for (int m = 20; m < 23; m++) {
                harness.processElement(DetectorSignal.of(reading("D-1", m, m)), EIGHT);
            }
            harness.processWatermark(EIGHT + 23 * MINUTE);
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::status)
                    .containsExactly(AlertStatus.OPENED, AlertStatus.CLEARED);
            harness.processWatermark(EIGHT + 40 * 1440 * MINUTE);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aDetectorThatRepeatsItselfIsStuck() throws Exception {
        try (var harness = harness(null)) {
            for (int m = 14; m >= 0; m--) {
                harness.processElement(DetectorSignal.of(reading("D-2", m, 7)), EIGHT);
            }
            harness.processWatermark(EIGHT + 15 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.type()).isEqualTo(AlertType.DETECTOR_STUCK);
                assertThat(alert.evidence()).containsEntry("fault", "REPEATS").containsEntry("repeats", "15");
                assertThat(alert.sentenceJa())
                        .isEqualTo("AIカメラD-2（御堂筋 本町）の計測値が15分間変化しておらず（台数7台、占有率7%）、故障の疑いがあります。");
            });
        }
    }

    @Test
    void theRollIsCalledOnceAlsoAfterARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var roll = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DetectorRoll(city)))) {
            roll.setup(StateForm.SIGNAL.typeInfo().createSerializer(null));
            roll.open();
            roll.processElement(EIGHT, EIGHT);
            roll.processElement(EIGHT + MINUTE, EIGHT);
            assertThat(roll.extractOutputValues())
                    .containsExactlyInAnyOrder(
                            DetectorSignal.expected("D-1", EIGHT), DetectorSignal.expected("D-2", EIGHT));
            snapshot = roll.snapshot(1, 1);
        }
        try (var roll = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DetectorRoll(city)))) {
            roll.setup(StateForm.SIGNAL.typeInfo().createSerializer(null));
            roll.initializeState(snapshot);
            roll.open();
            roll.processElement(EIGHT + 2 * MINUTE, EIGHT);
            assertThat(roll.extractOutputValues()).isEqualTo(List.of());
        }
    }

    @Test
    void oneThatNeverSendsIsTold() throws Exception {
        try (var harness = harness(null)) {
            harness.processElement(DetectorSignal.expected("D-1", EIGHT), EIGHT);
            harness.processElement(DetectorSignal.expected("D-9", EIGHT), EIGHT);
            harness.processWatermark(EIGHT + 5 * MINUTE);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.sentenceJa())
                            .isEqualTo("車両感知器D-1（御堂筋 淀屋橋）からは、監視を始めてから5分間、一度もデータが届いていません。"));
        }
    }
}
