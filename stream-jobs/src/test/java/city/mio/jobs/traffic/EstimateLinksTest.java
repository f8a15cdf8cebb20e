package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.SpeedSource;
import city.mio.events.VehicleKind;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links' operator: minutes, corrections, restore, and nothing left behind. */
class EstimateLinksTest {

    private static final long START = Street.START;

    @TempDir
    Path directory;

    private TrafficSettings settings;

    @BeforeEach
    void writeNetwork() throws Exception {
        settings = Street.settings(directory);
    }

    private KeyedTwoInputStreamOperatorTestHarness<Long, LinkTraversal, DetectorEvidence, LinkState> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new EstimateLinks(settings)),
                LinkTraversal::linkId,
                DetectorEvidence::linkId,
                Types.LONG);
    }

    /** The whole of a link, from and to these seconds. */
    private static StreamRecord<LinkTraversal> drive(String vehicle, long link, double from, double to) {
        LinkTraversal traversal = LinkTraversal.builder()
                .vehicleId(vehicle)
                .kind(VehicleKind.CAR)
                .sequence(1)
                .linkId(link)
                .enterTime(START + (long) (from * 1000))
                .exitTime(START + (long) (to * 1000))
                .coveredShare(1)
                .positions(5)
                .ingestedAt(START)
                .build();
        return new StreamRecord<>(traversal, traversal.exitTime());
    }

    private static void watermark(
            KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness, double second) throws Exception {
        long time = START + (long) (second * 1000);
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    @Test
    void aMinuteIsPublishedWhenTheWatermarkHasPassedIt() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement1(drive("a", 101, 0, 50));
            watermark(harness, 59.9);
            assertThat(harness.extractOutputValues()).isEmpty();
            watermark(harness, 60);
            LinkState state = harness.extractOutputValues().get(0);
            assertThat(state.minute()).isEqualTo(START);
            assertThat(state.speedMps()).isCloseTo(10, within(0.05f));
            assertThat(state.travelTimeSeconds()).isCloseTo(50, within(0.3f));
            assertThat(state.revision()).isZero();
            assertThat(state.source()).isEqualTo(SpeedSource.PROBE);
        }
    }

    @Test
    void aDriveOverTwoMinutesCountsInBoth() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement1(drive("a", 101, 30, 80));
            watermark(harness, 120);
            assertThat(harness.extractOutputValues())
                    .extracting(LinkState::minute)
                    .containsExactly(START, START + 60_000);
        }
    }

    @Test
    void lateDataCorrectsWhatWasPublished() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement1(drive("a", 101, 0, 50));
            watermark(harness, 100);
            harness.processElement1(drive("b", 101, 5, 30));
            watermark(harness, 119);
            assertThat(harness.extractOutputValues()).hasSize(1);
            watermark(harness, 120);
            LinkState corrected = harness.extractOutputValues().get(1);
            assertThat(corrected.minute()).isEqualTo(START);
            assertThat(corrected.revision()).isEqualTo(1);
            assertThat(corrected.samples()).isEqualTo(2);
            assertThat(corrected.speedMps()).isCloseTo(1000f / 75, within(0.1f));
        }
    }

    @Test
    void nothingIsTooLateForTheEndOfTime() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement1(drive("a", 101, 0, 50));
            harness.processElement1(drive("a", 102, 50, 100));
            watermark(harness, 30);
            harness.processWatermark1(Watermark.MAX_WATERMARK);
            harness.processWatermark2(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues())
                    .extracting(LinkState::linkId, LinkState::minute, LinkState::revision)
                    .containsExactlyInAnyOrder(
                            tuple(101L, START, 0), tuple(102L, START, 0), tuple(102L, START + 60_000, 0));
            // Of a subtask that was idle, and ends the trips of its vehicles only now.
            harness.processElement1(drive("b", 101, 5, 30));
            harness.processElement1(drive("b", 103, 30, 55));
            assertThat(harness.extractOutputValues().subList(3, 5))
                    .extracting(LinkState::linkId, LinkState::minute, LinkState::revision, LinkState::samples)
                    .containsExactly(tuple(101L, START, 1, 2), tuple(103L, START, 0, 1));
        }
    }

    @Test
    void theEndOfTimeBeginsNoForgottenMinuteAnew() throws Exception {
        try (var harness = harness()) {
            harness.open();
            double later = settings.latenessMillis() / 1000.0 + 180;
            harness.processElement1(drive("a", 101, 0, 50));
            harness.processElement1(drive("b", 101, later - 60, later - 20));
            watermark(harness, later);
            harness.processWatermark1(Watermark.MAX_WATERMARK);
            harness.processWatermark2(Watermark.MAX_WATERMARK);
            // One that had stood there all the time, and whose trip ends only now.
            harness.processElement1(drive("c", 101, 5, later + 20));
            assertThat(harness.extractOutputValues())
                    .extracting(LinkState::minute, LinkState::revision)
                    .doesNotHaveDuplicates()
                    .contains(tuple(START, 0))
                    .contains(tuple(START + (long) later / 60 * 60_000, 0));
        }
    }

    @Test
    void detectorsAloneAndWithProbes() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int minute = 0; minute < 2; minute++) {
                harness.processElement2(new StreamRecord<>(
                        new DetectorEvidence(103, START + minute * 60_000L, 20, 1200, 0.2f, 10, true, START), START));
            }
            harness.processElement1(drive("a", 103, 70, 110));
            watermark(harness, 120);
            List<LinkState> states = harness.extractOutputValues();
            assertThat(states).extracting(LinkState::source).containsExactly(SpeedSource.DETECTOR, SpeedSource.FUSED);
            assertThat(states.get(0).speedMps()).isCloseTo(9.6f, within(0.01f));
            assertThat(states.get(0).flowVph()).isEqualTo(1200);
            assertThat(states.get(1).speedMps()).isBetween(9.6f, 12.5f);
            assertThat(states.get(1).confidence()).isGreaterThan(states.get(0).confidence());
        }
    }

    @Test
    void aRestoredOperatorGoesOnAsIfNothingHadHappened() throws Exception {
        OperatorSubtaskState snapshot;
        try (var first = harness()) {
            first.open();
            first.processElement1(drive("a", 101, 0, 50));
            watermark(first, 60);
            first.processElement1(drive("b", 101, 10, 40));
            snapshot = first.snapshot(1, 1);
        }
        try (var second = harness()) {
            second.initializeState(snapshot);
            second.open();
            watermark(second, 120);
            assertThat(second.extractOutputValues()).singleElement().satisfies(state -> {
                assertThat(state.revision()).isEqualTo(1);
                assertThat(state.samples()).isEqualTo(2);
            });
        }
    }

    @Test
    void nothingIsLeftWhenAllIsOver() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 20; i++) {
                harness.processElement1(drive("v" + i, 101 + i % 5, 10 * i, 10 * i + 70));
            }
            watermark(harness, 3600);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
