package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * p10 and p90 round point forecasts, from how far forecasts were off lately. An error counts in units of the size to
 * expect of it, downwards and upwards each by itself ({@link ErrorSizes}). For each channel and horizon the
 * tails of the recent units are kept, with older ones fading, and each tail's level is moved as its share of misses
 * asks for (Gibbs &amp; Candès, Adaptive Conformal Inference, NeurIPS 2021). So coverage holds however the world drifts.
 *
 * <p>Used in order of time: {@link #observe} a step, then {@link #around} the forecast made at it. Not for several
 * threads.
 */
public final class AdaptiveIntervals {

    private static final double TAIL = 0.1;
    private static final double STEP = 0.02;
    private static final int BINS = 400;
    private static final float RANGE = 10f;
    /** Steps after which an error counts a third. */
    private static final double MEMORY_STEPS = 864;

    private final int channels;
    private final int targets;
    private final int horizons;
    private final ErrorSizes sizes;
    /** Recent errors in units, in bins, {@code [channel][horizon]}. */
    private final double[][][] units;
    private final double[][] low;
    private final double[][] high;
    private final Told[] told;

    /** What was said at a step; errors down count in units of one size, errors up in those of the other. */
    private record Told(int origin, PointForecast point, PointForecast down, PointForecast up, PointForecast p10,
            PointForecast p90) {}

    private AdaptiveIntervals(ErrorSizes sizes, int channels, int targets, int horizons) {
        this.sizes = sizes;
        this.channels = channels;
        this.targets = targets;
        this.horizons = horizons;
        units = new double[channels][horizons][BINS];
        low = new double[channels][horizons];
        high = new double[channels][horizons];
        told = new Told[horizons];
        for (int channel = 0; channel < channels; channel++) {
            Arrays.fill(low[channel], TAIL);
            Arrays.fill(high[channel], TAIL);
        }
    }

    /**
     * Learns what size of error to expect; the tails begin empty and are filled by observing.
     *
     * @param origins steps whose forecasts are learnt from, which the model has not learnt from; what is before the first
     *     of them says how much each target varies at which hour
     */
    public static AdaptiveIntervals learn(Frame frame, Forecaster model, int[] origins, int horizons) {
        return learn(frame, model, origins, horizons, 0);
    }

    /**
     * The same with a choice of what intervals are for.
     *
     * @param leastPower of the size to expect that must count, 0 to 1: 0 makes intervals that are narrowest in the mean, 1
     *     such that cover every target and hour alike
     */
    static AdaptiveIntervals learn(Frame frame, Forecaster model, int[] origins, int horizons, double leastPower) {
        Panel panel = frame.panel();
        return new AdaptiveIntervals(ErrorSizes.learn(frame, model, origins, horizons, leastPower), panel.channelCount(),
                panel.targetCount(), horizons);
    }

    double[] powers() {
        return sizes.powers();
    }

    /** The history has lost so many of its first steps: what was said counts from its new beginning. */
    public void moved(int steps) {
        Told[] before = told.clone();
        Arrays.fill(told, null);
        for (Told said : before) {
            // What was said longer ago than the longest horizon is of no use any more.
            if (said != null && steps < Integer.MAX_VALUE) {
                int origin = said.origin() - steps;
                told[Math.floorMod(origin, horizons)] =
                        new Told(origin, said.point(), said.down(), said.up(), said.p10(), said.p90());
            }
        }
    }

    /** Takes in what came at a step, for each forecast that was made of it. */
    public void observe(Panel panel, int step) {
        for (int h = 0; h < horizons; h++) {
            Told said = told[Math.floorMod(step - 1 - h, horizons)];
            if (said == null || said.origin() != step - 1 - h) {
                continue;
            }
            for (int channel = 0; channel < channels; channel++) {
                observe(panel, channel, h, step, said);
            }
        }
    }

    private void observe(Panel panel, int channel, int h, int step, Told said) {
        int below = 0;
        int above = 0;
        int seen = 0;
        double[] bins = units[channel][h];
        for (int bin = 0; bin < BINS; bin++) {
            bins[bin] *= 1 - 1 / MEMORY_STEPS;
        }
        for (int target = 0; target < targets; target++) {
            float outcome = panel.value(channel, step, target);
            if (Float.isNaN(outcome)) {
                continue;
            }
            seen++;
            below += outcome < said.p10().get(channel, target, h) ? 1 : 0;
            above += outcome > said.p90().get(channel, target, h) ? 1 : 0;
            float error = outcome - said.point().get(channel, target, h);
            float unit = error / (error < 0 ? said.down() : said.up()).get(channel, target, h);
            int bin = (int) ((unit + RANGE) / (2 * RANGE) * BINS);
            bins[Math.min(BINS - 1, Math.max(0, bin))]++;
        }
        // By the number seen: every outcome counts alike, not every step.
        low[channel][h] = moved(low[channel][h], below, seen);
        high[channel][h] = moved(high[channel][h], above, seen);
    }

    private double moved(double level, int missed, int seen) {
        return Math.min(0.4, Math.max(0.002, level + STEP * (TAIL * seen - missed) / targets));
    }

    /** Fills p10 and p90 of a forecast made at a step; p10 is never above the point, p90 never below. */
    public void around(Frame frame, int origin, PointForecast point, PointForecast p10, PointForecast p90) {
        PointForecast down = new PointForecast(channels, targets, horizons);
        PointForecast up = new PointForecast(channels, targets, horizons);
        PointForecast kept = new PointForecast(channels, targets, horizons);
        PointForecast keptLow = new PointForecast(channels, targets, horizons);
        PointForecast keptHigh = new PointForecast(channels, targets, horizons);
        ErrorSizes.Row row = sizes.row();
        float[] from = new float[horizons];
        float[] to = new float[horizons];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                from[h] = Math.min(0, quantile(units[channel][h], low[channel][h], -2));
                to[h] = Math.max(0, quantile(units[channel][h], 1 - high[channel][h], 2));
            }
            for (int target = 0; target < targets; target++) {
                row.at(frame, channel, origin, target);
                for (int h = 0; h < horizons; h++) {
                    float middle = point.get(channel, target, h);
                    row.ahead(h, middle);
                    float below = row.unit(ErrorSizes.DOWN);
                    float above = row.unit(ErrorSizes.UP);
                    down.set(channel, target, h, below);
                    up.set(channel, target, h, above);
                    kept.set(channel, target, h, middle);
                    keptLow.set(channel, target, h, middle + from[h] * below);
                    keptHigh.set(channel, target, h, middle + to[h] * above);
                    p10.set(channel, target, h, middle + from[h] * below);
                    p90.set(channel, target, h, middle + to[h] * above);
                }
            }
        }
        told[Math.floorMod(origin, horizons)] = new Told(origin, kept, down, up, keptLow, keptHigh);
    }

    /** The unit below which a share of what was seen lies; {@code other} if nothing was seen. */
    private static float quantile(double[] bins, double share, float other) {
        double all = 0;
        for (double bin : bins) {
            all += bin;
        }
        if (all < 1) {
            return other;
        }
        double wanted = share * all;
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (sum + bins[bin] >= wanted) {
                double within = bins[bin] == 0 ? 0 : (wanted - sum) / bins[bin];
                return (float) ((bin + within) / BINS * 2 * RANGE - RANGE);
            }
            sum += bins[bin];
        }
        return RANGE;
    }

    /** What is learnt and observed; forecasts whose outcome is still to come are not kept. */
    void write(DataOutputStream out) throws IOException {
        sizes.write(out);
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                out.writeDouble(low[channel][h]);
                out.writeDouble(high[channel][h]);
                Parts.writeDoubles(out, units[channel][h]);
            }
        }
    }

    static AdaptiveIntervals read(DataInputStream in, int channels, int targets, int horizons) throws IOException {
        int first = in.readInt();
        if (first != ErrorSizes.SECOND_FORM) {
            return readFirstForm(in, first, channels, targets, horizons);
        }
        AdaptiveIntervals read =
                new AdaptiveIntervals(ErrorSizes.read(in, channels, targets, horizons), channels, targets, horizons);
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                read.low[channel][h] = in.readDouble();
                read.high[channel][h] = in.readDouble();
                Parts.readDoubles(in, read.units[channel][h]);
            }
        }
        return read;
    }

    /** Models that were made before errors down and up had sizes of their own, which began with a number of targets. */
    private static AdaptiveIntervals readFirstForm(
            DataInputStream in, int first, int channels, int targets, int horizons) throws IOException {
        ErrorSizes sizes = ErrorSizes.alike(channels, targets, horizons);
        AdaptiveIntervals read = new AdaptiveIntervals(sizes, channels, targets, horizons);
        for (int channel = 0; channel < channels; channel++) {
            sizes.readAlike(in, channel, channel == 0 ? first : in.readInt());
            for (int h = 0; h < horizons; h++) {
                sizes.readAlike(in, channel, h, in.readInt());
                read.low[channel][h] = in.readDouble();
                read.high[channel][h] = in.readDouble();
                Parts.readDoubles(in, read.units[channel][h]);
            }
        }
        return read;
    }
}
