package city.mio.jobs.topics;

import java.time.Duration;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Passes everything on, and mends what Flink says of event time at two ends of a source's life.
 *
 * <p>At the end of its input, which is when the job is drained, it says so even where the source has gone idle: Flink
 * itself drops the last watermark of an idle source, and the last minutes would stay in the windows.
 *
 * <p>After a restore there is a backlog, and a source that has not brought its first record is not idle, it is still
 * connecting. Were it taken for idle, the others would run minutes of event time ahead of it, and its vehicles' trips be
 * ended for silence. So until its first record, and {@link #PATIENCE} at most, it is not said to be idle.
 */
public final class LastWatermark<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    /** A consumer on a machine that has just lost another finds its broker within seconds; a silent source costs so much. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private transient boolean restored;
    private transient boolean idleHeldBack;

    private LastWatermark() {}

    /** The stream with its end made known, and its beginning after a restore waited for. */
    public static <T> SingleOutputStreamOperator<T> after(DataStream<T> stream, String uid) {
        return stream.transform("end of input", stream.getType(), new LastWatermark<>()).uid(uid);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (restored) {
            getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + PATIENCE.toMillis(), this);
        }
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        restored = false;
        idleHeldBack = false;
        output.collect(element);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (restored) {
            idleHeldBack = status.isIdle();
            return;
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void onProcessingTime(long time) {
        restored = false;
        if (idleHeldBack) {
            idleHeldBack = false;
            output.emitWatermarkStatus(WatermarkStatus.IDLE);
        }
    }

    @Override
    public void endInput() {
        output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }
}
