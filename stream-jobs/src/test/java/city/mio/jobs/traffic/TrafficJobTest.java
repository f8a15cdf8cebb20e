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
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from lists to lists. */
class TrafficJobTest {

    private static final long START = 1_795_230_000_000L / 60_000 * 60_000;
    private static final double LON = 135.5;
    private static final double LAT = 34.7;
    private static final double METRES_PER_LON = 111_195 * Math.cos(Math.toRadians(LAT));

    /** A straight street of five links of 500 m, eastwards. */
    private static RoadNetwork street() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i <= 5; i++) {
            builder.addNode(i + 1, LON + i * 500 / METRES_PER_LON, LAT, false, "", "");
        }
        for (int i = 1; i <= 5; i++) {
            builder.addLink(RoadLink.builder().linkId(100 + i).from(i).to(i + 1).freeFlowSpeedMps(15).build());
        }
        return builder.build();
    }

    private static ProbePosition fix(String vehicle, long sequence, double metres, long second) {
        return ProbePosition.builder()
                .vehicleId(vehicle)
                .sequence(sequence)
                .time(START + second * 1000)
                .lon(LON + metres / METRES_PER_LON)
                .lat(LAT)
                .speedMps(10)
                .headingDegrees(90)
                .build();
    }

    @Test
    void everyRecordIsAccountedForAndSpeedsAreTrue(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("street.mionet");
        RoadNetworkFile.write(street(), file);
        List<byte[]> probes = new ArrayList<>();
        List<ProbePosition> good = new ArrayList<>();
        for (int second = 0; second <= 240; second += 2) {
            for (int vehicle = 0; vehicle < 5; vehicle++) {
                ProbePosition fix = fix("v" + vehicle, second / 2 + 1, 10 * second + 1, second + vehicle);
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
                TrafficSettings.usual(
                        file.toString(),
                        new Bounds(135.4, 34.6, 135.6, 34.8),
                        List.of(new DetectorSite("D1", new LocalName("一", "one"), DetectorKind.LOOP, 103, 0.5)),
                        START - 3_600_000,
                        START + 86_400_000));
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
}
