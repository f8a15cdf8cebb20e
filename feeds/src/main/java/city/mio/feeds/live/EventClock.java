package city.mio.feeds.live;

import java.util.Arrays;

/**
 * How late it is in event time. States and alerts come validated and move it directly; times that devices claim
 * for themselves move it by the median of the last few, so that a device with a wrong clock does not. Never goes
 * back. Not thread-safe.
 */
final class EventClock {

    private static final int WINDOW = 15;

    private final long[] claims = new long[WINDOW];
    private final long[] sorted = new long[WINDOW];
    private int seen;
    private long now;

    /** A time that the engine has checked. */
    void anchor(long time) {
        now = Math.max(now, time);
    }

    /** A time that a device claims. */
    void claim(long time) {
        claims[seen++ % WINDOW] = time;
        int n = Math.min(seen, WINDOW);
        System.arraycopy(claims, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        now = Math.max(now, sorted[(n - 1) / 2]);
    }

    /** UTC epoch milliseconds; 0 before anything was heard. */
    long now() {
        return now;
    }
}
