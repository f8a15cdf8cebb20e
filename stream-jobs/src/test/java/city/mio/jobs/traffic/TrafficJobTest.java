package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from lists to lists. */
class TrafficJobTest {

    private static final long START = Street.START;

    @Test
    void everyRecordIsAccountedForAndSpeedsAreTrue(@TempDir Path directory) throws Exception {
        List<byte[]> probes = new ArrayList<>();
        List<ProbePosition> good = new ArrayList<>();
        for (int second = 0; second <= 240; second += 2) {
            for (int vehicle = 0; vehicle < 5; vehicle++) {
                ProbePosition fix = Street.fix("v" + vehicle, second / 2 + 1, 10 * second + 1, second + vehicle);
                good.add(fix);
            }
        }
        // Two fixes of a vehicle change places, one comes twice.
        good.set(50, good.set(55, good.get(50)));
        good.forEach(fix -> probes.add(Topics.PROBE_POSITION.codec().encode(fix)));
        probes.add(300, probes.get(290));
        probes.add(100, "no protobuf".getBytes(StandardCharsets.UTF_8));
        probes.add(200, Topics.PROBE_POSITION.codec().encode(
                good.get(0).toBuilder().vehicleId("far").lon(0).lat(0).build()));
        probes.add(210, Topics.PROBE_POSITION.codec().encode(
                good.get(0).toBuilder().vehicleId("wild").time(START + 86_400_000L * 300).build()));

        List<DetectorReading> readings = new ArrayList<>();
        for (int minute = 0; minute < 4; minute++) {
            readings.add(DetectorReading.builder()
                    .detectorId("D1").sequence(minute + 1)
                    .intervalStart(START + minute * 60_000L).intervalEnd(START + minute * 60_000L + 60_000)
                    .count(20 + minute).occupancy(0.1f).meanSpeedMps(10.4f).cars(20 + minute)
                    .build());
        }
        readings.add(readings.get(0).toBuilder().detectorId("unknown").build());

        ListSink<LinkTraversal> traversals = new ListSink<>();
        ListSink<LinkState> states = new ListSink<>();
        ListSink<IntakeReceipt> receipts = new ListSink<>();
        ListSink<DeadLetter> refusals = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        TrafficJob.build(
                env,
                new TrafficSources(
                        ListSource.ofRaw(Topics.PROBE_POSITION, probes, START),
                        ListSource.of(Topics.DETECTOR_READING, readings, START)),
                new TrafficSinks(traversals, states, receipts, refusals),
                Street.settings(directory));
        env.execute();

        assertThat(refusals.written().stream().map(DeadLetter::reason))
                .containsExactlyInAnyOrder(
                        RefusalReason.UNDECODABLE,
                        RefusalReason.OUTSIDE_CITY,
                        RefusalReason.TIME_OUT_OF_RANGE,
                        RefusalReason.UNKNOWN_DEVICE);

        Map<IntakeSource, List<IntakeReceipt>> bySource =
                receipts.written().stream().collect(Collectors.groupingBy(IntakeReceipt::source));
        List<IntakeReceipt> ofProbes = bySource.get(IntakeSource.PROBES);
        assertThat(ofProbes.stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(good.size());
        assertThat(ofProbes.stream().mapToInt(IntakeReceipt::duplicates).sum()).isEqualTo(1);
        assertThat(ofProbes.stream().mapToInt(r -> r.matched() + r.unmatched()).sum()).isEqualTo(good.size());
        assertThat(ofProbes.stream().mapToInt(IntakeReceipt::matched).sum()).isGreaterThan(good.size() * 9 / 10);
        assertThat(ofProbes.stream().mapToLong(IntakeReceipt::digest).sum())
                .isEqualTo(good.stream().mapToLong(f -> IntakeReceipt.digestOf(f.identity())).sum());
        assertThat(bySource.get(IntakeSource.DETECTORS).stream().mapToInt(IntakeReceipt::accepted).sum())
                .isEqualTo(4);

        assertThat(traversals.written().stream().filter(t -> t.coveredShare() > 0.99).count())
                .isGreaterThanOrEqualTo(5 * 3);
        assertThat(states.written()).isNotEmpty().allSatisfy(state -> {
            assertThat(state.speedMps()).isBetween(9f, 11f);
            assertThat(state.confidence()).isBetween(0.1f, 1f);
        });
        assertThat(states.written().stream()
                        .map(state -> state.linkId() + "/" + state.minute() + "/" + state.revision()))
                .doesNotHaveDuplicates();
        assertThat(states.written()).anySatisfy(state -> {
            assertThat(state.linkId()).isEqualTo(103);
            assertThat(state.flowVph()).isGreaterThan(1000);
        });
    }

    @Test
    void theEstimatorWithoutFlinkComesToTheSameStates(@TempDir Path directory) throws Exception {
        List<ProbePosition> probes = new ArrayList<>();
        for (int second = 0; second <= 400; second += 4) {
            for (int vehicle = 0; vehicle < 4; vehicle++) {
                probes.add(Street.fix("v" + vehicle, second / 4 + 1, (6 + vehicle) * second + 1, second + vehicle));
            }
        }
        probes.set(80, probes.set(84, probes.get(80)));
        probes.add(120, probes.get(100));
        List<DetectorReading> readings = new ArrayList<>();
        for (int minute = 0; minute < 7; minute++) {
            readings.add(DetectorReading.builder()
                    .detectorId("D1").sequence(minute + 1)
                    .intervalStart(START + minute * 60_000L).intervalEnd(START + minute * 60_000L + 60_000)
                    .count(20 + minute).occupancy(0.1f).meanSpeedMps(9 + minute).cars(20 + minute)
                    .build());
        }
        TrafficSettings settings = Street.settings(directory);
        ListSink<LinkState> states = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        TrafficJob.build(
                env,
                new TrafficSources(
                        ListSource.of(Topics.PROBE_POSITION, probes, START),
                        ListSource.of(Topics.DETECTOR_READING, readings, START)),
                new TrafficSinks(new ListSink<>(), states, new ListSink<>(), new ListSink<>()),
                settings);
        env.execute();

        List<LinkState> told = new ArrayList<>();
        RoadNetwork street = Street.network();
        TrafficEstimator estimator = new TrafficEstimator(street, new LinkIndex(street), settings, told::add);
        probes.forEach(estimator::accept);
        assertThat(estimator.accept(readings.get(0))).isTrue();
        assertThat(estimator.accept(readings.get(0))).isFalse();
        assertThat(estimator.accept(readings.get(1).toBuilder().detectorId("unknown").build())).isFalse();
        readings.subList(1, readings.size()).forEach(estimator::accept);
        estimator.advance(START + 3_600_000);
        assertThat(estimator.refused()).isEqualTo(1);
        assertThat(newest(told)).isNotEmpty().isEqualTo(newest(states.written()));
    }

    /** Speeds of the last word on each link and minute, in hundredths. */
    private static Map<String, Long> newest(List<LinkState> states) {
        Map<String, Long> speeds = new TreeMap<>();
        Map<String, Integer> revisions = new TreeMap<>();
        for (LinkState state : states) {
            String at = state.linkId() + "/" + state.minute();
            if (revisions.getOrDefault(at, -1) < state.revision()) {
                revisions.put(at, state.revision());
                speeds.put(at, Math.round(100.0 * state.speedMps()));
            }
        }
        return speeds;
    }
}
