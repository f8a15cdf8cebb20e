package city.mio.cli.engine;

import java.util.OptionalInt;

/** Counts delays in steps of a millisecond up to ten minutes; longer ones count as ten minutes. Not thread-safe. */
final class LatencyHistogram {

    private static final int LONGEST_MILLIS = 600_000;

    private int[] counts = new int[1024];
    private long total;

    void add(long millis) {
        int at = (int) Math.max(0, Math.min(LONGEST_MILLIS, millis));
        if (at >= counts.length) {
            counts = java.util.Arrays.copyOf(counts, Math.min(LONGEST_MILLIS + 1, Math.max(at + 1, counts.length * 2)));
        }
        counts[at]++;
        total++;
    }

    /** The least delay that a share of all delays does not exceed (nearest rank); empty without delays. */
    OptionalInt quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (total > 0 && seen >= rank) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
