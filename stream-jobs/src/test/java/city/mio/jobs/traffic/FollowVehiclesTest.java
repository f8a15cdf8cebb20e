package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.IntakeReceipt;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vehicles' operator: order, repeats, restore, and nothing left behind. */
class FollowVehiclesTest {

    private static final long START = Street.START;

    @TempDir
    Path directory;

    private TrafficSettings settings;

    @BeforeEach
    void writeNetwork() throws Exception {
        settings = Street.settings(directory);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Inbound<ProbePosition>, LinkTraversal> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FollowVehicles(settings)),
                inbound -> inbound.event().vehicleId(),
                Types.STRING);
    }

    private static StreamRecord<Inbound<ProbePosition>> record(ProbePosition fix) {
        return new StreamRecord<>(Inbound.of(Topics.PROBE_POSITION, fix, START), fix.time());
    }

    /** One drive over the whole street, and another 30 s behind. */
    private static List<ProbePosition> drives() {
        List<ProbePosition> fixes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            fixes.add(Street.fix("a", i + 1, 20 * i + 1, 2 * i));
            fixes.add(Street.fix("b", i + 1, 20 * i + 1, 2 * i + 30));
        }
        return fixes;
    }

    private static List<LinkTraversal> traversals(
            KeyedOneInputStreamOperatorTestHarness<String, Inbound<ProbePosition>, LinkTraversal> harness) {
        return harness.extractOutputValues();
    }

    private static List<IntakeReceipt> receipts(
            KeyedOneInputStreamOperatorTestHarness<String, Inbound<ProbePosition>, LinkTraversal> harness) {
        var output = harness.getSideOutput(TrafficJob.RECEIPTS);
        return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
    }

    private List<LinkTraversal> run(List<ProbePosition> fixes) throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (ProbePosition fix : fixes) {
                harness.processElement(record(fix));
            }
            harness.processWatermark(START + 3_600_000);
            return traversals(harness);
        }
    }

    @Test
    void drivesBecomeTraversals() throws Exception {
        List<LinkTraversal> all = run(drives());
        List<LinkTraversal> ofA = all.stream().filter(t -> t.vehicleId().equals("a")).toList();
        assertThat(ofA).extracting(LinkTraversal::linkId).containsExactly(101L, 102L, 103L, 104L, 105L);
        assertThat(ofA).extracting(LinkTraversal::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ofA.subList(1, 4)).allSatisfy(t -> {
            assertThat(t.coveredShare()).isGreaterThan(0.99f);
            assertThat(t.exitTime() - t.enterTime()).isBetween(48_000L, 52_000L);
        });
    }

    /** Drives in, stands for three minutes at 750 m, drives on. */
    private static List<ProbePosition> stopping(VehicleKind kind) {
        List<ProbePosition> fixes = new ArrayList<>();
        for (int i = 0; i <= 37; i++) {
            fixes.add(Street.fix("t", fixes.size() + 1, 20 * i + 10, 2 * i).toBuilder().kind(kind).build());
        }
        for (int second = 80; second <= 260; second += 20) {
            fixes.add(Street.fix("t", fixes.size() + 1, 750, second).toBuilder().kind(kind).speedMps(0).build());
        }
        for (int i = 1; i <= 80; i++) {
            fixes.add(Street.fix("t", fixes.size() + 1, 750 + 20 * i, 260 + 2 * i).toBuilder().kind(kind).build());
        }
        return fixes;
    }

    private static double slowestMps(List<LinkTraversal> traversals) {
        return traversals.stream()
                .filter(t -> t.coveredShare() > 0.1)
                .mapToDouble(t -> 500_000.0 * t.coveredShare() / (t.exitTime() - t.enterTime()))
                .min()
                .orElseThrow();
    }

    @Test
    void aTruckThatWaitsBesideTheRoadIsNoTraffic() throws Exception {
        ProbePosition there = Street.fix("t", 1, 790, 0);
        settings = settings.withOffStreet(List.of(new OffStreetPlace("yard", there.lon(), there.lat(), 150)));
        assertThat(slowestMps(run(stopping(VehicleKind.HAUL_TRUCK)))).isBetween(7.0, 13.0);
        assertThat(slowestMps(run(stopping(VehicleKind.TAXI)))).as("stands in traffic").isLessThan(4);
        settings = settings.withOffStreet(List.of());
        assertThat(slowestMps(run(stopping(VehicleKind.HAUL_TRUCK)))).as("no such place").isLessThan(4);
    }

    @Test
    void whatATruckSendsWhileItWaitsIsAccountedFor() throws Exception {
        ProbePosition there = Street.fix("t", 1, 790, 0);
        settings = settings.withOffStreet(List.of(new OffStreetPlace("yard", there.lon(), there.lat(), 150)));
        List<ProbePosition> fixes = stopping(VehicleKind.HAUL_TRUCK);
        try (var harness = harness()) {
            harness.open();
            for (ProbePosition fix : fixes) {
                harness.processElement(record(fix));
            }
            harness.processWatermark(START + 3_600_000);
            assertThat(receipts(harness).stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(fixes.size());
            assertThat(receipts(harness).stream().mapToInt(r -> r.matched() + r.unmatched()).sum()).isEqualTo(fixes.size());
            assertThat(receipts(harness).stream().mapToInt(IntakeReceipt::unmatched).sum()).isBetween(10, 12);
        }
    }

    @Test
    void fixesOutOfOrderGiveTheSameAsInOrder() throws Exception {
        List<ProbePosition> shuffled = drives();
        Random random = new Random(5);
        for (int from = 0; from + 6 < shuffled.size(); from += 6) {
            Collections.shuffle(shuffled.subList(from, from + 6), random);
        }
        // The first fix of a vehicle is where its count begins.
        shuffled.removeIf(fix -> fix.sequence() == 1);
        shuffled.add(0, Street.fix("b", 1, 1, 30));
        shuffled.add(0, Street.fix("a", 1, 1, 0));
        assertThat(run(shuffled)).containsExactlyInAnyOrderElementsOf(run(drives()));
    }

    @Test
    void aMissingFixHoldsTheOthersUntilTheWatermarkSaysItWillNotCome() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 100; i++) {
                if (i != 20) {
                    harness.processElement(record(Street.fix("a", i + 1, 20 * i + 1, 2 * i)));
                }
            }
            int held = traversals(harness).size();
            harness.processWatermark(START + 190_000);
            assertThat(traversals(harness).size()).isGreaterThan(held);
            harness.processElement(record(Street.fix("a", 21, 401, 40)));
            harness.processWatermark(START + 3_600_000);
            assertThat(receipts(harness).stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(100);
            assertThat(receipts(harness).stream().mapToInt(r -> r.matched() + r.unmatched()).sum()).isEqualTo(100);
        }
    }

    @Test
    void aStragglerDoesNotHoldUpItsSuccessors() throws Exception {
        assertThat(traversalsWhenTheFifteenthComesAfter(44)).isEqualTo(traversalsWhenTheFifteenthComesAfter(-1)).isEqualTo(2);
    }

    /** How many there are after 54 fixes of 25 a link, the watermark 20 s behind. */
    private int traversalsWhenTheFifteenthComesAfter(int comesAfter) throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 54; i++) {
                if (i != 14) {
                    harness.processElement(record(Street.fix("a", i + 1, 20 * i + 1, 2 * i)));
                }
                harness.processWatermark(START + 2000L * i - 20_000);
                if (i == comesAfter) {
                    harness.processElement(record(Street.fix("a", 15, 281, 28)));
                }
            }
            return traversals(harness).size();
        }
    }

    @Test
    void whatComesAfterTheTripIsOverIsCountedAndNotDrivenAgain() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 120; i++) {
                if (i != 60) {
                    harness.processElement(record(Street.fix("a", i + 1, 20 * i + 1, 2 * i)));
                }
            }
            harness.processWatermark(START + 240_000 + settings.vehicleTimeoutMillis());
            int before = traversals(harness).size();
            harness.processElement(record(Street.fix("a", 61, 1201, 120)));
            harness.processWatermark(START + 3_600_000);
            assertThat(traversals(harness)).hasSize(before);
            assertThat(receipts(harness).stream().mapToInt(IntakeReceipt::accepted).sum()).isEqualTo(120);
            assertThat(receipts(harness).stream().mapToInt(r -> r.matched() + r.unmatched()).sum()).isEqualTo(120);
        }
    }

    @Test
    void repeatsAreCountedAndLeaveNoTrace() throws Exception {
        List<ProbePosition> doubled = new ArrayList<>();
        for (ProbePosition fix : drives()) {
            doubled.add(fix);
            doubled.add(fix);
        }
        assertThat(run(doubled)).isEqualTo(run(drives()));
    }

    @Test
    void whatIsTooLateIsRefusedWithItsBytes() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processWatermark(START + 3_600_000);
            ProbePosition late = Street.fix("a", 1, 1, 0);
            harness.processElement(record(late));
            assertThat(harness.getSideOutput(TrafficJob.REFUSALS)).hasSize(1);
            assertThat(Topics.PROBE_POSITION
                            .codec()
                            .decode(harness.getSideOutput(TrafficJob.REFUSALS).peek().getValue().raw()))
                    .isEqualTo(late);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aRestoredOperatorGoesOnAsIfNothingHadHappened() throws Exception {
        List<ProbePosition> fixes = drives();
        List<LinkTraversal> expected = run(fixes);
        for (int cut : new int[] {1, 37, 120, 200}) {
            List<LinkTraversal> got = new ArrayList<>();
            OperatorSubtaskState snapshot;
            try (var first = harness()) {
                first.open();
                for (ProbePosition fix : fixes.subList(0, cut)) {
                    first.processElement(record(fix));
                }
                snapshot = first.snapshot(1, 1);
                got.addAll(traversals(first));
            }
            try (var second = harness()) {
                second.initializeState(snapshot);
                second.open();
                for (ProbePosition fix : fixes.subList(cut, fixes.size())) {
                    second.processElement(record(fix));
                }
                second.processWatermark(START + 3_600_000);
                got.addAll(traversals(second));
            }
            assertThat(got).as("cut at " + cut).isEqualTo(expected);
        }
    }

    @Test
    void nothingIsLeftWhenAllIsOver() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (ProbePosition fix : drives()) {
                harness.processElement(record(fix));
            }
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            harness.processWatermark(START + 3_600_000);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
