package city.mio.cli.command;

import city.mio.cli.engine.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C, or another request to end the process, a wish to stop, and lets the process end only once what runs has
 * been closed: it can finish its work and still speak. The process then ends with the signal's exit code.
 */
final class StopOnSignal implements AutoCloseable {

    /** 128 and the number of the signal of Ctrl-C, as shells count. */
    static final int INTERRUPTED = 130;

    private static final long LONGEST_STOP_SECONDS = 60;

    private final StopSignal asked = new StopSignal();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable stopping;
    private final Runnable stillRuns;
    private final Thread hook = new Thread(this::awaitOrderlyEnd, "stop-on-signal");

    /** Takes what is done as soon as somebody asks, and what if after a minute not all has stopped. */
    StopOnSignal(Runnable stopping, Runnable stillRuns) {
        this.stopping = stopping;
        this.stillRuns = stillRuns;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The wish. */
    StopSignal asked() {
        return asked;
    }

    /** Says that all has stopped. */
    @Override
    public void close() {
        finished.countDown();
        if (asked.isRequested()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            asked.request(); // the signal came after the work was done: nothing waits for us any more
        }
    }

    private void awaitOrderlyEnd() {
        stopping.run();
        asked.request();
        try {
            if (!finished.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                stillRuns.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
