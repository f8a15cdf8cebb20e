package city.mio.jobs.topics;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
import city.mio.events.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

/** Wild clocks, at the start and later, against the watermark. */
class EventTimeTest {

    private static final long START = 1_795_230_000_000L;
    private static final long DAY = 86_400_000;

    private final List<Long> watermarks = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    };

    private final WatermarkGenerator<Inbound<HaulPassage>> generator = EventTime.<HaulPassage>strategy(
                    HaulPassage::time, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofDays(1))
            .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                @Override
                public MetricGroup getMetricGroup() {
                    return new UnregisteredMetricsGroup();
                }

                @Override
                public RelativeClock getInputActivityClock() {
                    return SystemClock.getInstance();
                }
            });

    private void event(long time) {
        HaulPassage passage = new HaulPassage("C-01", 1, time, "ab", HaulVehicleClass.HEAVY, 0.9f);
        generator.onEvent(Inbound.of(Topics.HAUL_PASSAGE, passage, time), time, output);
    }

    private void intervals(int count) {
        for (int i = 0; i < count; i++) {
            generator.onPeriodicEmit(output);
        }
    }

    @Test
    void trailsTheNewestEvent() {
        event(START);
        event(START - 5_000);
        intervals(6);
        event(START + 1_000);
        intervals(1);
        assertThat(watermarks).containsExactly(START - 20_001, START - 19_001);
    }

    @Test
    void aWildFirstClockIsContradictedBeforeItIsTold() {
        event(START + DAY);
        intervals(2);
        event(START);
        event(START + DAY + 1);
        intervals(5);
        assertThat(watermarks).isNotEmpty().allMatch(watermark -> watermark == START - 20_001);
    }

    @Test
    void aJumpNeedsWitnesses() {
        event(START);
        intervals(6);
        for (int i = 0; i < 19; i++) {
            event(START + DAY + i);
        }
        event(START + 1);
        intervals(1);
        assertThat(watermarks).last().isEqualTo(START - 20_000);
        for (int i = 0; i < 20; i++) {
            event(START + DAY + i);
        }
        intervals(1);
        assertThat(watermarks).last().isEqualTo(START + DAY + 19 - 20_001);
    }

    @Test
    void whatHasNoTimeMovesNothing() {
        generator.onEvent(Inbound.of(Topics.HAUL_PASSAGE, 0, 0, START, new byte[] {1}), EventTime.NO_TIME, output);
        intervals(10);
        assertThat(watermarks).isEmpty();
    }
}
