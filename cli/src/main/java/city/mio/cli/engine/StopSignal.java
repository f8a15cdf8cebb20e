package city.mio.cli.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wish to stop, which anyone may utter and which stays. Thread-safe. */
public final class StopSignal {

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks to stop. */
    public void request() {
        asked.countDown();
    }

    /** Whether somebody has asked. */
    public boolean isRequested() {
        return asked.getCount() == 0;
    }

    /** Waits for the wish, at most this long; says whether it came. */
    public boolean await(Duration longest) throws InterruptedException {
        return asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
