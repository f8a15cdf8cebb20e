package city.mio.jobs.topics;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For inputs whose records have times but say nothing of how late it is in the city: holds event time back while a backlog is being read, then steps aside for good. It says no watermark, which holds
 * everything downstream, until nothing has come for half a second or the limit is over; from then on it is idle, which
 * holds nothing. The wall clock decides only how long to wait, never an outcome's time. Confined to its task's thread.
 */
public final class BacklogFirst<T> implements WatermarkGenerator<T> {

    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

    private final long limitNanos;
    private long firstAsked;
    private long lastEvent;
    private boolean asked;
    private boolean aside;

    /** @param limit how long the backlog is waited for at most, by the wall clock */
    public BacklogFirst(Duration limit) {
        limitNanos = limit.toNanos();
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        if (!aside) {
            lastEvent = System.nanoTime();
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = System.nanoTime();
        if (!asked) {
            asked = true;
            firstAsked = now;
            lastEvent = now;
        }
        aside |= now - lastEvent >= QUIET_NANOS || now - firstAsked >= limitNanos;
        if (aside) {
            output.markIdle();
        }
    }
}
