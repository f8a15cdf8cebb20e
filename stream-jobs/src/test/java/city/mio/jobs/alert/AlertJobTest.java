package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.link;
import static city.mio.jobs.alert.TestCity.passage;
import static city.mio.jobs.alert.TestCity.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.RefusalReason;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a mini-cluster, from lists to lists: a morning in which everything goes wrong once. */
class AlertJobTest {

    @TempDir
    Path folder;

    private record Told(List<Alert> alerts, List<DeadLetter> refusals, List<IntakeReceipt> receipts) {}

    private record Morning(
            List<LinkState> links,
            List<DetectorReading> readings,
            List<RoadEvent> events,
            List<HaulPassage> passages) {}

    private AlertSettings settings() throws Exception {
        return TestCity.settings(folder).withTimes(EIGHT - 1440 * MINUTE, EIGHT + 1440 * MINUTE);
    }

    private static Morning morning() {
        Morning morning = new Morning(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int m = 0; m < 60; m++) {
            for (long link = 1; link <= 4; link++) {
                boolean jam = link <= 3 && m >= 10 && m < 30;
                morning.links.add(link(link, m, jam ? 2 : 12));
            }
            if (m < 20 || m >= 40) {
                morning.readings.add(reading("D-1", m, 5 + m % 7));
            }
            morning.readings.add(reading("D-2", m, m < 40 ? 9 : 5 + m % 7));
        }
        for (int i = 1; i <= 5; i++) {
            morning.passages.add(passage("C-2", i, 2 * i, "plate" + i));
            morning.passages.add(passage("C-2", i, 2 * i, "plate" + i));
        }
        morning.passages.add(passage("C-1", 1, 12, "stranger"));
        morning.passages.add(passage("C-7", 1, 13, "plate1"));
        morning.passages.add(passage("C-1", 2, 300 * 1440, "plate2"));
        // Where nothing happens: whether a road event is read before or after the link's states is not fixed.
        morning.events.add(RoadEvent.builder()
                .eventId("ev-1")
                .kind(RoadEventKind.ACCIDENT)
                .start(EIGHT)
                .end(EIGHT + 40 * MINUTE)
                .linkId(4)
                .build());
        return morning;
    }

    /** Link 4 is foretold to slow down, then not; link 1 too, and does at 10 minutes past. */
    private static List<Forecast> forecasts() {
        List<Forecast> forecasts = new ArrayList<>();
        for (int m = 0; m <= 40; m += 5) {
            forecasts.add(TestCity.forecast(4, m, 12, m < 20 ? 4 : 12));
            if (m < 30) {
                forecasts.add(TestCity.forecast(1, m, 12, 4));
            }
        }
        return forecasts;
    }

    private static List<ForecastQuality> qualities() {
        List<ForecastQuality> qualities = new ArrayList<>();
        for (int m = 0; m <= 40; m += 5) {
            qualities.add(TestCity.quality(m, m >= 10 && m < 30));
        }
        return qualities;
    }

    /** The job as it is built, from lists to lists, in one task each, so that lists keep their order. */
    private Told run() throws Exception {
        AlertSettings settings = settings();
        Morning morning = morning();
        List<byte[]> events = new ArrayList<>();
        morning.events.forEach(event -> events.add(Topics.ROAD_EVENT.codec().encode(event)));
        events.add("no protobuf".getBytes(StandardCharsets.UTF_8));
        ListSink<Alert> alerts = new ListSink<>();
        ListSink<IntakeReceipt> receipts = new ListSink<>();
        ListSink<DeadLetter> refusals = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        AlertJob.build(
                env,
                new AlertSources(
                        ListSource.of(Topics.LINK_STATE, morning.links, EIGHT),
                        ListSource.of(Topics.DETECTOR_READING, morning.readings, EIGHT),
                        ListSource.ofRaw(Topics.ROAD_EVENT, events, EIGHT),
                        ListSource.of(Topics.HAUL_PASSAGE, morning.passages, EIGHT),
                        ListSource.of(Topics.FORECAST, forecasts(), EIGHT),
                        ListSource.of(Topics.FORECAST_QUALITY, qualities(), EIGHT)),
                new AlertSinks(alerts, receipts, refusals),
                settings);
        env.execute("alerts");
        return new Told(alerts.written(), refusals.written(), receipts.written());
    }

    /** The job's inside on two tasks each, behind sources of one. */
    private List<Alert> runOnTwo() throws Exception {
        CityContext city = new CityContext(settings());
        Morning morning = morning();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        ListSink<Alert> alerts = new ListSink<>();
        AlertJob.Inputs inputs = new AlertJob.Inputs(
                events(env, morning.links, Topics.LINK_STATE, AlertIntake.linkStates(city)),
                events(env, morning.readings, Topics.DETECTOR_READING, AlertIntake.readings(city)),
                events(env, morning.events, Topics.ROAD_EVENT, AlertIntake.known(city)),
                env.fromSource(
                                ListSource.of(Topics.HAUL_PASSAGE, morning.passages, EIGHT),
                                AlertIntake.passages(city),
                                "passages")
                        .setParallelism(1),
                events(env, forecasts(), Topics.FORECAST, AlertIntake.forecasts(city)),
                events(env, qualities(), Topics.FORECAST_QUALITY, AlertIntake.quality(city)));
        AlertJob.connect(inputs, city).alerts().sinkTo(alerts);
        env.execute("alerts");
        return alerts.written();
    }

    private static <T> DataStream<T> events(
            StreamExecutionEnvironment env, List<T> events, Topic<T> topic, WatermarkStrategy<Inbound<T>> times) {
        return AlertIntake.events(
                        env.fromSource(ListSource.of(topic, events, EIGHT), times, topic.name()).setParallelism(1), topic)
                .setParallelism(1);
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
                .containsEntry(AlertType.PREDICTED_CONGESTION, 2L)
                .containsEntry(AlertType.FORECAST_DRIFT, 1L)
                // D-1 in the middle; that the lists end is no silence.
                .containsEntry(AlertType.DETECTOR_SILENT, 1L);
        Map<String, Set<AlertStatus>> lives = new TreeMap<>();
        for (Alert alert : told.alerts()) {
            lives.computeIfAbsent(alert.alertId(), id -> new HashSet<>()).add(alert.status());
            Alert decoded = Topics.ALERT.codec().decode(Topics.ALERT.codec().encode(alert));
            assertThat(decoded).isEqualTo(alert);
        }
        assertThat(lives.values())
                .allSatisfy(life -> assertThat(life).contains(AlertStatus.OPENED, AlertStatus.CLEARED));
        assertThat(told.alerts())
                .filteredOn(a -> a.type() == AlertType.PREDICTED_CONGESTION && a.status() == AlertStatus.CLEARED)
                .extracting(Alert::linkId, a -> a.evidence().get("ending"))
                .containsExactlyInAnyOrder(tuple(4L, "RECEDED"), tuple(1L, "CAME_TRUE"));
        assertThat(told.alerts())
                .filteredOn(a -> a.type() == AlertType.QUEUE_SPILLBACK && a.status() == AlertStatus.OPENED)
                .singleElement()
                .satisfies(queue -> {
                    assertThat(queue.linkId()).isEqualTo(3);
                    assertThat(queue.evidence()).containsEntry("lengthMetres", "1200");
                });
        assertThat(told.refusals())
                .extracting(DeadLetter::source, DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        tuple("haul.passage", RefusalReason.UNKNOWN_DEVICE),
                        tuple("haul.passage", RefusalReason.TIME_OUT_OF_RANGE),
                        tuple("road.event", RefusalReason.UNDECODABLE));
        assertThat(told.refusals()).filteredOn(r -> r.reason() == RefusalReason.UNKNOWN_DEVICE).singleElement().satisfies(
                refusal -> {
                    assertThat(refusal.deviceId()).isEqualTo("C-7");
                    assertThat(refusal.offset()).isEqualTo(11);
                });
        assertThat(told.receipts().stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(6);
        assertThat(told.receipts().stream().mapToInt(IntakeReceipt::duplicates).sum()).isEqualTo(5);
    }

    @Test
    void aReplayTellsTheSameAlertsAlsoOnMoreTasks() throws Exception {
        List<Alert> once = run().alerts();
        assertThat(runOnTwo()).containsExactlyInAnyOrderElementsOf(once);
        assertThat(runOnTwo()).containsExactlyInAnyOrderElementsOf(once);
    }
}
