package city.mio.simulators.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a replay back until its next row is due. Its clock begins at the first wait. */
interface Pace {

    /**
     * Returns when so many nanoseconds have gone by since the first call; at once if they have already.
     *
     * @return false if the replay was stopped, before or while waiting
     */
    boolean await(long nanos) throws InterruptedException;

    /** Ends the wait and all that follow. From any thread. */
    void stop();

    /** By the machine's clock. */
    final class Wall implements Pace {

        private final CountDownLatch stopped = new CountDownLatch(1);
        private long begin;
        private boolean begun;

        @Override
        public boolean await(long nanos) throws InterruptedException {
            long now = System.nanoTime();
            if (!begun) {
                begun = true;
                begin = now;
            }
            long left = nanos - (now - begin);
            return left > 0 ? !stopped.await(left, TimeUnit.NANOSECONDS) : stopped.getCount() > 0;
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
