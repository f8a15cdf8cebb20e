package city.mio.jobs.haul;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For inputs whose records have times but say nothing of how late it is in the city. It holds event time back while a
 * backlog is being read, at most for ten seconds on end, so that what is known is known first; then it steps aside for good. The
 * wall clock decides only how long to wait, never an outcome's time. Confined to its task's thread.
 */
final class Aside<T> implements WatermarkGenerator<T> {

    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LIMIT_NANOS = Duration.ofSeconds(10).toNanos();

    private long firstAsked;
    private long lastEvent;
    private boolean asked;
    private boolean aside;

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
        aside |= now - lastEvent >= QUIET_NANOS || now - firstAsked >= LIMIT_NANOS;
        if (aside) {
            output.markIdle();
        }
    }
}
