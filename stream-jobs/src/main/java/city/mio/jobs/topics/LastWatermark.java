package city.mio.jobs.topics;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Passes everything on, and at the end of its input, which is when the job is drained, says so to event time even
 * where the source has gone idle. Flink itself drops the last watermark of an idle source, and the last minutes would
 * stay in the windows.
 */
public final class LastWatermark<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private LastWatermark() {}

    /** The stream with its end made known. */
    public static <T> SingleOutputStreamOperator<T> after(DataStream<T> stream, String uid) {
        return stream.transform("end of input", stream.getType(), new LastWatermark<>()).uid(uid);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void endInput() {
        output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }
}
