package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.incident.LinkCongestion;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueFunctionTest {

    @TempDir
    Path folder;

    private AlertSettings settings;

    @BeforeEach
    void city() throws Exception {
        settings = TestCity.settings(folder);
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, CongestionNews, Alert> harness(
            OperatorSubtaskState restored) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, CongestionNews, Alert> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new QueueFunction(new CityContext(settings))),
                        news -> 0,
                        Types.INT);
        harness.setup(SerializerType.ofEvents(Topics.ALERT).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private static CongestionNews news(long linkId, boolean congested, int minute) {
        long time = EIGHT + minute * MINUTE;
        return new CongestionNews(
                new LinkCongestion(linkId, congested, time, time), linkId == 3 ? "ev-1" : "", linkId == 3 ? "ACCIDENT" : "");
    }

    private static List<Alert> queue(KeyedOneInputStreamOperatorTestHarness<Integer, CongestionNews, Alert> harness,
            CongestionNews... news) throws Exception {
        for (CongestionNews item : news) {
            harness.processElement(item, item.change().time());
        }
        harness.processWatermark(EIGHT + 3 * MINUTE);
        return harness.extractOutputValues();
    }

    @Test
    void aQueueHasItsHeadForAPlaceAndNamesItsEnd() throws Exception {
        try (var harness = harness(null)) {
            assertThat(queue(harness, news(3, true, 0), news(2, true, 1), news(1, true, 2)))
                    .singleElement()
                    .satisfies(alert -> {
                        assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
                        assertThat(alert.alertId()).isEqualTo("queue-3-20261117T230200Z");
                        assertThat(alert.placeEn()).isEqualTo("Shinsaibashi on Midosuji");
                        assertThat(alert.evidence())
                                .containsEntry("lengthMetres", "1200")
                                .containsEntry("links", "3")
                                .containsEntry("roadEventId", "ev-1");
                        assertThat(alert.sentenceEn())
                                .isEqualTo("A queue stands back 1.2 km from Shinsaibashi on Midosuji to near Umeda.");
                        assertThat(alert.sentenceJa())
                                .isEqualTo("御堂筋の心斎橋を先頭に、梅田付近まで約1.2kmにわたり渋滞の列が延伸しています。");
                    });
        }
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() throws Exception {
        CongestionNews a = news(3, true, 2);
        CongestionNews b = news(2, true, 2);
        CongestionNews c = news(1, true, 0);
        List<Alert> one;
        try (var harness = harness(null)) {
            one = queue(harness, a, b, c);
        }
        try (var harness = harness(null)) {
            assertThat(queue(harness, c, b, a)).isEqualTo(one).hasSize(1);
        }
    }

    @Test
    void carriesOnFromASnapshotAndLeavesNothingBehind() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            harness.processElement(news(3, true, 0), EIGHT);
            harness.processElement(news(2, true, 1), EIGHT);
            harness.processWatermark(EIGHT);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            assertThat(queue(harness, news(1, true, 2))).hasSize(1);
            for (int link = 1; link <= 3; link++) {
                harness.processElement(news(link, false, 10 + link), EIGHT);
            }
            harness.processWatermark(EIGHT + 60 * MINUTE);
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::status)
                    .endsWith(AlertStatus.CLEARED)
                    .startsWith(AlertStatus.OPENED);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
