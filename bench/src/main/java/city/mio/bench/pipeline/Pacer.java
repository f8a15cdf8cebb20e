package city.mio.bench.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a caller go on at a steady rate; a caller that fell behind catches up. */
final class Pacer {

    /** Waits shorter than this cost more than they are worth: a few records go together. */
    private static final long LEAST_WAIT = TimeUnit.MILLISECONDS.toNanos(2);

    private final double perSecond;
    private final long began = System.nanoTime();

    /**
     * @param perSecond 0 for no limit
     */
    Pacer(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until it is time for the {@code index}th. */
    void awaitTurn(long index) {
        if (perSecond <= 0) {
            return;
        }
        long due = began + (long) (index / perSecond * 1e9);
        long wait = due - System.nanoTime();
        while (wait > LEAST_WAIT) {
            LockSupport.parkNanos(wait);
            wait = due - System.nanoTime();
        }
    }
}
