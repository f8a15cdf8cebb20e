package city.mio.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line each while, with share and time left where the total is known. */
final class ProgressInLines implements Progress {

    private final String task;
    private final String unit;
    private final long total;
    private final PrintWriter lines;
    private final LongSupplier nanos;
    private final long periodNanos;
    private final long begun;
    private long next;

    ProgressInLines(String task, String unit, long total, PrintWriter lines, LongSupplier nanos, Duration period) {
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.lines = lines;
        this.nanos = nanos;
        this.periodNanos = period.toNanos();
        this.begun = nanos.getAsLong();
        this.next = begun + periodNanos;
    }

    @Override
    public void reached(long done) {
        long now = nanos.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + periodNanos;
        if (total <= 0) {
            lines.printf(Locale.ROOT, "%s: %,d %s%n", task, done, unit);
        } else {
            double secondsLeft = done == 0 ? Double.NaN : (now - begun) / 1e9 * (total - done) / done;
            lines.printf(
                    Locale.ROOT,
                    "%s: %.0f %%, %,d of %,d %s%s%n",
                    task,
                    100.0 * done / total,
                    done,
                    total,
                    unit,
                    Double.isNaN(secondsLeft) ? "" : String.format(Locale.ROOT, ", %.0f s left", secondsLeft));
        }
        lines.flush();
    }

    @Override
    public void close() {
        lines.flush();
    }
}
