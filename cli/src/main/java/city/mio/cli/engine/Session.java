package city.mio.cli.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of an engine from the first event to the summary. One thread. */
public final class Session {

    private static final Duration STATUS_PERIOD = Duration.ofSeconds(5);
    private static final int MOST_REMARKS = 5;

    private final Engine engine;
    private final EventFeeder feeder;
    private final Consumer<String> say;
    private final StopSignal stop;

    /**
     * A session that is not yet begun; the engine's brokers are started, its parts are not.
     *
     * @param say takes the lines for people
     * @param stop ends it early
     */
    public Session(Engine engine, EventFeeder feeder, Consumer<String> say, StopSignal stop) {
        this.engine = engine;
        this.feeder = feeder;
        this.say = say;
        this.stop = stop;
    }

    /**
     * Feeds the running engine until the time is up or the feeder has no more, then lets everything run through.
     *
     * @param duration wall time; empty for as long as the feeder sends
     * @return the summary; empty if it was stopped early
     */
    public Optional<Summary> run(Optional<Duration> duration) throws InterruptedException {
        StatusLine status = new StatusLine(engine.city().places().timezone(), System.nanoTime());
        feeder.start();
        say.accept(feeder.describe());
        long end = duration.map(length -> System.nanoTime() + length.toNanos()).orElse(Long.MAX_VALUE);
        long nextStatus = System.nanoTime() + STATUS_PERIOD.toNanos();
        boolean ended = false;
        while (!ended && !stop.isRequested() && (duration.isEmpty() || System.nanoTime() < end)) {
            long wait = Math.min(nextStatus, end) - System.nanoTime();
            ended = feeder.awaitEnd(Duration.ofNanos(Math.max(1, Math.min(wait, 200_000_000L))));
            if (System.nanoTime() >= nextStatus) {
                say.accept(status.of(engine.watch().counts(), System.nanoTime()));
                nextStatus += STATUS_PERIOD.toNanos();
            }
        }
        feeder.stop();
        if (stop.isRequested()) {
            return Optional.empty();
        }
        say.accept("No more events: waiting until everything that was sent has come through");
        List<String> late = engine.drain(feeder.sensorMessages());
        late.forEach(line -> say.accept("warning: " + line));
        Settlement settlement = feeder.settle();
        settlement.remarks().stream().limit(MOST_REMARKS).forEach(say);
        say.accept(status.of(engine.watch().counts(), System.nanoTime()));
        return Optional.of(new Summary(engine.watch().counts(), settlement));
    }
}
