package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.forecast;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.Forecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.incident.LinkCongestion;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictedFunctionTest {

    @TempDir
    Path folder;

    private KeyedTwoInputStreamOperatorTestHarness<Long, Forecast, CongestionNews, Alert> harness(
            OperatorSubtaskState restored) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<Long, Forecast, CongestionNews, Alert> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new PredictedFunction(new CityContext(TestCity.settings(folder)))),
                        told -> Long.valueOf(told.targetId()),
                        news -> news.change().linkId(),
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
    void announcesCongestionWithItsLeadTimeAndTellsThatItCameTrueAfterARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            harness.processElement1(forecast(2, 0, 12, 5), 0);
            harness.processElement1(forecast(2, 5, 12, 5), 0);
            watermark(harness, EIGHT + 5 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.alertId()).isEqualTo("predicted-2-20261117T230500Z");
                assertThat(alert.severity()).isEqualTo(AlertSeverity.WARNING);
                assertThat(alert.evidence())
                        .containsEntry("likelihood", "EXPECTED")
                        .containsEntry("leadSeconds", "2100")
                        .containsEntry("startsAt", "2026-11-17T23:40:00Z");
                assertThat(alert.sentenceEn())
                        .isEqualTo("Congestion is expected on Midosuji (Yodoyabashi to Hommachi) from about 08:40, in"
                                + " 35 min: about 18 km/h, 36 % of free flow.");
                assertThat(alert.sentenceJa())
                        .isEqualTo("御堂筋（淀屋橋→本町）では8時40分頃（約35分後）から渋滞が予想されます。予測速度は時速約18km（閑散時の36%）です。");
            });
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            long begun = EIGHT + 23 * MINUTE;
            harness.processElement2(new CongestionNews(new LinkCongestion(2, true, begun, begun), "", ""), 0);
            watermark(harness, begun);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertStatus.CLEARED);
                assertThat(alert.evidence()).containsEntry("ending", "CAME_TRUE").containsEntry("durationSeconds", "1080");
                assertThat(alert.sentenceEn()).endsWith("has begun, 18 min after the first notice.");
            });
            harness.processElement1(forecast(2, 25, 5, 5), 0);
            harness.processElement1(forecast(2, 30, 5, 5), 0);
            watermark(harness, EIGHT + 40 * MINUTE);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aSlowTenthPercentileIsANoticeThatBecomesAWarning() throws Exception {
        try (var harness = harness(null)) {
            // Free flow is 14 m/s: congested below 5.6; the tenth percentile is 1 m/s below the median.
            harness.processElement1(forecast(2, 0, 12, 6), 0);
            harness.processElement1(forecast(2, 5, 12, 6), 0);
            harness.processElement1(forecast(2, 10, 12, 5), 0);
            watermark(harness, EIGHT + 10 * MINUTE);
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::severity)
                    .containsExactly(AlertSeverity.NOTICE, AlertSeverity.WARNING);
            assertThat(harness.extractOutputValues().get(0).sentenceEn()).startsWith("Congestion is possible on ");
            assertThat(harness.extractOutputValues().get(1).status()).isEqualTo(AlertStatus.UPDATED);
        }
    }

    @Test
    void oneForecastAloneIsNoAlertAndNothingStaysBehindWhenForecastsEnd() throws Exception {
        try (var harness = harness(null)) {
            harness.processElement1(forecast(2, 0, 12, 5), 0);
            harness.processElement1(forecast(2, 5, 12, 12), 0);
            harness.processElement1(forecast(2, 10, 12, 5), 0);
            watermark(harness, EIGHT + 10 * MINUTE);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processElement1(forecast(2, 15, 12, 5), 0);
            watermark(harness, EIGHT + 34 * MINUTE);
            assertThat(harness.extractOutputValues()).hasSize(1);
            watermark(harness, EIGHT + 40 * MINUTE);
            List<Alert> alerts = harness.extractOutputValues();
            assertThat(alerts).hasSize(2);
            assertThat(alerts.get(1).evidence()).containsEntry("ending", "NO_NEWS");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
