package city.mio.simulators.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When each row is due on the clock that all files share. A row is due at the newest time its file has shown, so rows
 * out of order stay so. A clock gone wild in one row must not hold up the rows after it, and a real gap must not be
 * taken for that: a jump of more than a day is believed if the rows that follow bear it out.
 */
final class DueTimes {

    /** Every gap is waited for. */
    static final Duration NO_LIMIT = Duration.ofMillis(Long.MAX_VALUE);

    /** Due before all else, and not waited for: rows before the first good one. */
    static final long AT_ONCE = Long.MIN_VALUE;

    private static final long DAY = 86_400_000L;

    /** The first row has nothing before it: only a clock that was reset or set wrong is this far off. */
    private static final long FIRST_ROW_OFF = 30 * DAY;

    /** Rows that are asked whether they bear a jump out. */
    private static final int WITNESSES = 5;

    /**
     * A row and when it is due.
     *
     * @param time event time in epoch milliseconds, or {@link #AT_ONCE}
     */
    record Due(long time, Row row) {}

    private DueTimes() {}

    /** The rows of one file, in its order. */
    static List<Due> of(List<Row> rows) {
        long[] times =
                rows.stream().filter(Row::isGood).mapToLong(row -> row.position().time()).toArray();
        List<Due> due = new ArrayList<>(rows.size());
        long newest = AT_ONCE;
        int at = 0;
        for (Row row : rows) {
            if (row.isGood()) {
                if (believed(times, at, newest)) {
                    newest = Math.max(newest, times[at]);
                }
                at++;
            }
            due.add(new Due(newest, row));
        }
        return due;
    }

    private static boolean believed(long[] times, int at, long newest) {
        long[] next = Arrays.copyOfRange(times, at + 1, Math.min(times.length, at + 1 + WITNESSES));
        Arrays.sort(next);
        if (newest == AT_ONCE) {
            return next.length == 0 || Math.abs(next[next.length / 2] - times[at]) <= FIRST_ROW_OFF;
        }
        return times[at] <= newest + DAY || next.length > 0 && next[next.length / 2] >= times[at] - DAY;
    }

    /**
     * How long after the start each row is due, milliseconds of event time.
     *
     * @param rows in the order of their time
     * @param longestGap no two rows are further apart than this
     */
    static double[] elapsedMillis(List<Due> rows, Duration longestGap) {
        long longest = longestGap.compareTo(NO_LIMIT) < 0 ? longestGap.toMillis() : Long.MAX_VALUE;
        double[] elapsed = new double[rows.size()];
        for (int i = 1; i < elapsed.length; i++) {
            long before = rows.get(i - 1).time();
            elapsed[i] = elapsed[i - 1] + (before == AT_ONCE ? 0 : Math.min(longest, rows.get(i).time() - before));
        }
        return elapsed;
    }
}
