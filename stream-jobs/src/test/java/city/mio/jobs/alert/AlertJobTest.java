package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.declaration;
import static city.mio.jobs.alert.TestCity.link;
import static city.mio.jobs.alert.TestCity.passage;
import static city.mio.jobs.alert.TestCity.reading;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a mini-cluster, between lists: a morning in which everything goes wrong once. */
class AlertJobTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private record Told(List<Alert> alerts, List<DeadLetter> deadLetters, List<IntakeReceipt> receipts) {}

    private Told run() throws Exception {
        List<LinkState> links = new ArrayList<>();
        List<DetectorReading> readings = new ArrayList<>();
        for (int m = 0; m < 60; m++) {
            for (long link = 1; link <= 4; link++) {
                boolean jam = link <= 3 && m >= 10 && m < 30;
                links.add(link(link, m, jam ? 2 : 12));
            }
            if (m < 20 || m >= 40) {
                readings.add(reading("D-1", m, 5 + m % 7));
            }
            readings.add(reading("D-2", m, m < 40 ? 9 : 5 + m % 7));
        }
        List<HaulPassage> passages = new ArrayList<>();
        List<HaulDeclaration> declarations = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            declarations.add(declaration("d" + i, "plate" + i, 0));
            passages.add(passage("C-2", i, 2 * i, "plate" + i));
            passages.add(passage("C-2", i, 2 * i, "plate" + i));
        }
        passages.add(passage("C-1", 1, 12, "stranger"));
        passages.add(passage("C-7", 1, 13, "plate1"));
        List<RoadEvent> events = List.of(RoadEvent.builder()
                .eventId("ev-1")
                .kind(RoadEventKind.ACCIDENT)
                .start(EIGHT)
                .end(EIGHT + 40 * MINUTE)
                .linkId(3)
                .build());

        AlertSettings settings = TestCity.settings(folder);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        AlertSources in = new AlertSources(
                env.fromData(links, StateForm.LINK_STATE.typeInfo())
                        .assignTimestampsAndWatermarks(AlertTimes.linkStates(settings)),
                env.fromData(readings, StateForm.READING.typeInfo())
                        .assignTimestampsAndWatermarks(AlertTimes.readings(settings)),
                env.fromData(events, StateForm.ROAD_EVENT.typeInfo())
                        .assignTimestampsAndWatermarks(AlertTimes.known(settings)),
                env.fromData(declarations, StateForm.DECLARATION.typeInfo())
                        .assignTimestampsAndWatermarks(AlertTimes.known(settings)),
                env.fromData(passages, StateForm.PASSAGE.typeInfo())
                        .assignTimestampsAndWatermarks(AlertTimes.passages(settings)));
        AlertJob.Streams streams = AlertJob.connect(env, in, settings);
        CloseableIterator<Alert> alerts = streams.alerts().collectAsync();
        CloseableIterator<DeadLetter> dead = streams.deadLetters().collectAsync();
        CloseableIterator<IntakeReceipt> receipts = streams.receipts().collectAsync();
        env.execute("alerts");
        return new Told(drain(alerts), drain(dead), drain(receipts));
    }

    private static <T> List<T> drain(CloseableIterator<T> stream) throws Exception {
        List<T> items = new ArrayList<>();
        try (stream) {
            stream.forEachRemaining(items::add);
        }
        return items;
    }

    @Test
    void tellsEveryKindOfAlertFromOpenedToCleared() throws Exception {
        Told told = run();
        Map<AlertType, Long> opened = told.alerts().stream()
                .filter(a -> a.status() == AlertStatus.OPENED)
                .collect(Collectors.groupingBy(Alert::type, TreeMap::new, Collectors.counting()));
        assertThat(opened)
                .containsEntry(AlertType.CONGESTION, 3L)
                .containsEntry(AlertType.QUEUE_SPILLBACK, 1L)
                .containsEntry(AlertType.DETECTOR_STUCK, 1L)
                .containsEntry(AlertType.HAUL_SLOT_OVER_CAP, 1L)
                .containsEntry(AlertType.UNREGISTERED_PLATE, 1L)
                // D-1 in the middle, and both when the lists end.
                .containsEntry(AlertType.DETECTOR_SILENT, 3L);
        Map<String, Set<AlertStatus>> lives = new TreeMap<>();
        for (Alert alert : told.alerts()) {
            lives.computeIfAbsent(alert.alertId(), id -> new HashSet<>()).add(alert.status());
            Alert decoded = Topics.ALERT.codec().decode(Topics.ALERT.codec().encode(alert));
            assertThat(decoded).isEqualTo(alert);
        }
        assertThat(lives.values())
                .allSatisfy(life -> assertThat(life).contains(AlertStatus.OPENED, AlertStatus.CLEARED));
        assertThat(told.alerts())
                .filteredOn(a -> a.type() == AlertType.QUEUE_SPILLBACK && a.status() == AlertStatus.OPENED)
                .singleElement()
                .satisfies(queue -> {
                    assertThat(queue.linkId()).isEqualTo(3);
                    assertThat(queue.evidence())
                            .containsEntry("lengthMetres", "1200")
                            .containsEntry("roadEventId", "ev-1");
                });
        assertThat(told.alerts())
                .filteredOn(a -> a.type() == AlertType.HAUL_SLOT_OVER_CAP && a.status() == AlertStatus.CLEARED)
                .singleElement()
                .satisfies(slot -> assertThat(slot.evidence())
                        .containsEntry("passedVehicles", "5")
                        .containsEntry("declaredVehicles", "5"));

        assertThat(told.deadLetters()).extracting(DeadLetter::deviceId).containsExactly("C-7");
        assertThat(told.receipts().stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(6);
        assertThat(told.receipts().stream().mapToInt(IntakeReceipt::duplicates).sum()).isEqualTo(5);
    }

    @Test
    void aReplayTellsTheSameAlerts() throws Exception {
        Set<Alert> once = Set.copyOf(run().alerts());
        assertThat(Set.copyOf(run().alerts())).isEqualTo(once);
    }
}
