package city.mio.jobs.topics;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.function.SerializableFunction;

/** Event time of inbound records: watermarks that a wild clock or an unreadable record cannot move. */
public final class EventTime {

    /** What {@code timeOf} answers for an event that has no time to go by. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final int JUMP_WITNESSES = 20;

    /** Watermark intervals (of 200 ms) before the first watermark: time for the first clock to be contradicted. */
    private static final int SILENT_INTERVALS = 5;

    private EventTime() {}

    /**
     * Watermarks that trail the newest event by {@code disorder}.
     *
     * @param timeOf the time of a readable event, {@link #NO_TIME} if it must not move the watermark
     * @param disorder how far events may come out of order
     * @param mostJump an event farther than this ahead of the newest before it is a wild clock, and ignored, until
     *     {@value #JUMP_WITNESSES} in a row say the same
     * @param idleness wall time after which a silent partition no longer holds the others back
     */
    public static <T> WatermarkStrategy<Inbound<T>> strategy(
            SerializableFunction<T, Long> timeOf, Duration disorder, Duration mostJump, Duration idleness) {
        return WatermarkStrategy.<Inbound<T>>forGenerator(context -> new Trailing<>(disorder.toMillis(), mostJump.toMillis()))
                .withTimestampAssigner(
                        (inbound, recordTimestamp) -> inbound.isReadable() ? timeOf.apply(inbound.event()) : NO_TIME)
                .withIdleness(idleness);
    }

    private static final class Trailing<T> implements WatermarkGenerator<T> {

        private final long disorderMillis;
        private final long mostJumpMillis;
        private long newest = NO_TIME;
        private int witnesses;
        private int intervals;

        Trailing(long disorderMillis, long mostJumpMillis) {
            this.disorderMillis = disorderMillis;
            this.mostJumpMillis = mostJumpMillis;
        }

        @Override
        public void onEvent(T event, long time, WatermarkOutput output) {
            if (time == NO_TIME) {
                return;
            }
            if (intervals < SILENT_INTERVALS && newest != NO_TIME && newest - time > mostJumpMillis) {
                // The first clock was the wild one; no watermark has told of it yet.
                newest = time;
                return;
            }
            boolean jump = newest != NO_TIME && time - newest > mostJumpMillis;
            if (jump && ++witnesses < JUMP_WITNESSES) {
                return;
            }
            witnesses = 0;
            newest = Math.max(newest, time);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (newest != NO_TIME && ++intervals > SILENT_INTERVALS) {
                intervals = SILENT_INTERVALS;
                output.emitWatermark(new Watermark(newest - disorderMillis - 1));
            }
        }
    }
}
