package city.mio.models.forecast;

import java.util.TreeMap;

/** How well intervals of one channel held, by horizon and by week. Not for several threads. */
public final class IntervalTally {

    private final long[] seen;
    private final long[] held;
    private final double[] width;
    private final double[] pinball;
    private final TreeMap<Integer, long[]> weeks = new TreeMap<>();

    /** Shares of outcomes within, mean widths, mean pinball loss over p10, p50 and p90. */
    public record Held(double coverage, double width, double pinball) {}

    public IntervalTally(int horizons) {
        seen = new long[horizons];
        held = new long[horizons];
        width = new double[horizons];
        pinball = new double[horizons];
    }

    /** Scores one interval; nothing if the outcome is NaN. */
    public void add(int horizon, int week, float outcome, float p10, float p50, float p90) {
        if (Float.isNaN(outcome)) {
            return;
        }
        boolean within = outcome >= p10 && outcome <= p90;
        long[] counts = weeks.computeIfAbsent(week, none -> new long[2]);
        seen[horizon]++;
        counts[0]++;
        if (within) {
            held[horizon]++;
            counts[1]++;
        }
        width[horizon] += p90 - p10;
        pinball[horizon] += (loss(0.1, outcome - p10) + loss(0.5, outcome - p50) + loss(0.9, outcome - p90)) / 3;
    }

    private static double loss(double level, double error) {
        return error >= 0 ? level * error : (level - 1) * error;
    }

    /** Over horizons {@code from} to {@code to}, from 0, the latter not included. */
    public Held held(int from, int to) {
        long all = 0;
        long within = 0;
        double widths = 0;
        double losses = 0;
        for (int h = from; h < to; h++) {
            all += seen[h];
            within += held[h];
            widths += width[h];
            losses += pinball[h];
        }
        return new Held(within / (double) all, widths / all, losses / all);
    }

    /** The share of outcomes within in each week, in order. */
    public double[] coverageByWeek() {
        return weeks.values().stream().mapToDouble(counts -> counts[1] / (double) counts[0]).toArray();
    }
}
