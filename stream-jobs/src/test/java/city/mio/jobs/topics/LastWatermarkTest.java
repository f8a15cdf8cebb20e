package city.mio.jobs.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A source's event time at its end, and at its beginning after a restore. */
class LastWatermarkTest {

    private static OneInputStreamOperatorTestHarness<Long, Long> harness() throws Exception {
        DataStream<Long> stream = StreamExecutionEnvironment.getExecutionEnvironment()
                .fromData(1L)
                .process(new org.apache.flink.streaming.api.functions.ProcessFunction<Long, Long>() {
                    @Override
                    public void processElement(
                            Long value, Context context, org.apache.flink.util.Collector<Long> out) {
                        out.collect(value);
                    }
                });
        @SuppressWarnings("unchecked")
        OneInputTransformation<Long, Long> transformation =
                (OneInputTransformation<Long, Long>) LastWatermark.after(stream, "end").getTransformation();
        return new OneInputStreamOperatorTestHarness<>(
                (OneInputStreamOperator<Long, Long>) transformation.getOperator(), Types.LONG.createSerializer(
                        new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    }

    private static OneInputStreamOperatorTestHarness<Long, Long> restored() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = harness()) {
            before.open();
            before.processElement(1L, 1);
            snapshot = before.snapshot(1, 1);
        }
        var after = harness();
        after.initializeState(snapshot);
        after.open();
        return after;
    }

    @Test
    void aFreshSourceIsIdleWhenItSaysSo() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
        }
    }

    @Test
    void aRestoredSourceIsNotIdleBeforeItsFirstRecord() throws Exception {
        try (var harness = restored()) {
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            harness.setProcessingTime(LastWatermark.PATIENCE.toMillis() - 1);
            assertThat(harness.getOutput()).isEmpty();
            harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
            harness.processElement(2L, 2);
            harness.setProcessingTime(LastWatermark.PATIENCE.toMillis() + 1);
            assertThat(harness.getOutput()).containsExactly(new StreamRecord<>(2L, 2));
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            assertThat(harness.getOutput()).endsWith(WatermarkStatus.IDLE);
        }
    }

    @Test
    void aRestoredSourceThatStaysSilentIsIdleInTheEnd() throws Exception {
        try (var harness = restored()) {
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            harness.setProcessingTime(LastWatermark.PATIENCE.toMillis());
            assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
        }
    }

    @Test
    void theEndIsSaidEvenByAnIdleSource() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            harness.endInput();
            assertThat(harness.getOutput())
                    .containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
        }
    }
}
