package city.mio.cli.progress;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells how far one piece of work has come. Closed when the work is over, done or failed. One thread. */
public interface Progress extends AutoCloseable {

    /** So many units of the work are done; never fewer than before. Cheap enough to be told of each unit. */
    void reached(long done);

    /** The end of the work; nothing is told twice. */
    @Override
    void close();

    /**
     * Progress on standard error: a bar if the launcher found a terminal there (property {@code mio.terminal}), else
     * lines.
     *
     * @param task what is done, as in "matching"
     * @param unit what is counted, as in "positions"
     * @param total how many there are; negative if nobody knows
     * @param lines where lines go if there is no terminal
     */
    static Progress start(String task, String unit, long total, PrintWriter lines) {
        return Boolean.getBoolean("mio.terminal")
                ? onTerminal(task, unit, total, System.err)
                : inLines(task, unit, total, lines, System::nanoTime);
    }

    /** A bar that is drawn again in its place. */
    static Progress onTerminal(String task, String unit, long total, PrintStream terminal) {
        return new ProgressOnTerminal(task, unit, total, terminal);
    }

    /**
     * A line every {@link ProgressInLines#PERIOD five seconds}; none for work that is over before.
     *
     * @param nanos clock as {@link System#nanoTime}
     */
    static Progress inLines(String task, String unit, long total, PrintWriter lines, LongSupplier nanos) {
        return new ProgressInLines(task, unit, total, lines, nanos, Duration.ofSeconds(5));
    }
}
