package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * p10 and p90 round point forecasts, from how far forecasts were off lately. An error counts in units of the size to
 * expect of it (a log-linear model of what is seen at the origin); for each channel, horizon and group of targets the
 * tails of the recent units are kept, with older ones fading, and each tail's level is moved as its share of misses
 * asks for (Gibbs &amp; Candès, Adaptive Conformal Inference, NeurIPS 2021). So coverage holds however the world drifts.
 *
 * <p>Used in order of time: {@link #observe} a step, then {@link #around} the forecast made at it. Not for several
 * threads.
 */
public final class AdaptiveIntervals {

    private static final double TAIL = 0.1;
    private static final double STEP = 0.02;
    private static final int GROUPS = 4;
    private static final int BINS = 400;
    private static final float RANGE = 10f;
    /** Steps after which an error counts a third. */
    private static final double MEMORY_STEPS = 864;
    private static final int FEATURES = 12;
    private static final double PENALTY = 10;

    private final int channels;
    private final int targets;
    private final int horizons;
    /** {@code [channel][horizon][feature]}. */
    private final double[][][] sizeModel;
    private final float[][] usual;
    private final int[][] group;
    private final double[][][][] units;
    private final double[][][] low;
    private final double[][][] high;
    private final Told[] told;

    /** What was said at a step. */
    private record Told(int origin, PointForecast point, PointForecast size, PointForecast p10, PointForecast p90) {}

    private AdaptiveIntervals(int channels, int targets, int horizons) {
        this.channels = channels;
        this.targets = targets;
        this.horizons = horizons;
        sizeModel = new double[channels][horizons][];
        usual = new float[channels][targets];
        group = new int[channels][targets];
        units = new double[channels][horizons][GROUPS][BINS];
        low = new double[channels][horizons][GROUPS];
        high = new double[channels][horizons][GROUPS];
        told = new Told[horizons];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                Arrays.fill(low[channel][h], TAIL);
                Arrays.fill(high[channel][h], TAIL);
            }
        }
    }

    /**
     * Learns what size of error to expect; the tails begin empty and are filled by observing.
     *
     * @param origins steps whose forecasts are learnt from, which the model has not learnt from
     */
    public static AdaptiveIntervals learn(Frame frame, Forecaster model, int[] origins, int horizons) {
        Panel panel = frame.panel();
        AdaptiveIntervals made = new AdaptiveIntervals(panel.channelCount(), panel.targetCount(), horizons);
        PointForecast[] forecasts = new PointForecast[origins.length];
        for (int i = 0; i < origins.length; i++) {
            forecasts[i] = new PointForecast(made.channels, made.targets, horizons);
            model.forecast(frame, origins[i], forecasts[i]);
        }
        for (int channel = 0; channel < made.channels; channel++) {
            made.learnTargets(panel, channel, origins, forecasts);
            for (int h = 0; h < horizons; h++) {
                made.learnSize(frame, channel, h, origins, forecasts);
            }
        }
        return made;
    }

    private void learnTargets(Panel panel, int channel, int[] origins, PointForecast[] forecasts) {
        double[] sums = new double[targets];
        int[] seen = new int[targets];
        double all = 0;
        long allSeen = 0;
        for (int target = 0; target < targets; target++) {
            for (int i = 0; i < origins.length; i++) {
                for (int h = 0; h < horizons; h++) {
                    float outcome = panel.value(channel, origins[i] + 1 + h, target);
                    if (!Float.isNaN(outcome)) {
                        sums[target] += Math.abs(outcome - forecasts[i].get(channel, target, h));
                        seen[target]++;
                    }
                }
            }
            all += sums[target];
            allSeen += seen[target];
        }
        double overall = allSeen == 0 ? 1 : Math.max(1e-6, all / allSeen);
        Integer[] order = new Integer[targets];
        for (int target = 0; target < targets; target++) {
            // The common size counts as much as 50 errors of its own.
            double size = (sums[target] + 50 * overall) / (seen[target] + 50);
            usual[channel][target] = (float) Math.max(size, 0.02 * overall);
            order[target] = target;
        }
        Arrays.sort(order, (a, b) -> Float.compare(usual[channel][a], usual[channel][b]));
        for (int rank = 0; rank < targets; rank++) {
            group[channel][order[rank]] = rank * GROUPS / targets;
        }
    }

    private void learnSize(Frame frame, int channel, int h, int[] origins, PointForecast[] forecasts) {
        double[] left = new double[FEATURES * FEATURES];
        double[] right = new double[FEATURES];
        double[] row = new double[FEATURES];
        for (int i = 0; i < origins.length; i++) {
            for (int target = 0; target < targets; target++) {
                float outcome = frame.panel().value(channel, origins[i] + 1 + h, target);
                if (Float.isNaN(outcome)) {
                    continue;
                }
                float forecast = forecasts[i].get(channel, target, h);
                features(frame, channel, origins[i], target, h, forecast, row);
                double unit = Math.abs(outcome - forecast) / usual[channel][target];
                double asked = Math.log(unit + 0.2);
                for (int a = 0; a < FEATURES; a++) {
                    right[a] += row[a] * asked;
                    for (int b = 0; b <= a; b++) {
                        left[a * FEATURES + b] += row[a] * row[b];
                    }
                }
            }
        }
        sizeModel[channel][h] = Cholesky.solve(left, right, PENALTY);
    }

    private void features(
            Frame frame, int channel, int origin, int target, int h, float forecast, double[] row) {
        Normalisation normalisation = frame.normalisation();
        float ahead = (forecast - frame.expected(channel, origin + 1 + h, target)) / normalisation.scale(channel, target);
        float lately = frame.mean(channel, target, origin - 2, origin + 1);
        float hour = frame.mean(channel, target, origin - 11, origin + 1);
        double angle = 2 * Math.PI * frame.panel().binOfDay(origin + 1 + h)
                / frame.panel().timeline().stepsPerDay();
        double spread = 0;
        for (int lag = 0; lag < StidInput.WINDOW - 1; lag++) {
            float newer = frame.deviation(channel, origin - lag, target);
            float older = frame.deviation(channel, origin - lag - 1, target);
            spread += Float.isNaN(newer) || Float.isNaN(older) ? 0 : Math.abs(newer - older);
        }
        double level = forecast - normalisation.profile(channel).mean(target);
        row[0] = 1;
        row[1] = Math.sin(angle);
        row[2] = Math.cos(angle);
        row[3] = Math.sin(2 * angle);
        row[4] = Math.cos(2 * angle);
        row[5] = Math.min(3, Math.max(0, -ahead));
        row[6] = Math.min(3, Math.max(0, ahead));
        row[7] = Math.min(4, Math.abs(lately));
        row[8] = Math.min(4, Math.abs(lately - hour));
        row[9] = Math.log(1 + spread);
        row[10] = Math.max(-3, Math.min(3, level / normalisation.channelDeviation(channel)));
        row[11] = 1 - frame.seen(channel, target, origin - 11, origin + 1) / 12.0;
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
                        new Told(origin, said.point(), said.size(), said.p10(), said.p90());
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
        int[] below = new int[GROUPS];
        int[] above = new int[GROUPS];
        int[] seen = new int[GROUPS];
        for (double[] bins : units[channel][h]) {
            for (int bin = 0; bin < BINS; bin++) {
                bins[bin] *= 1 - 1 / MEMORY_STEPS;
            }
        }
        for (int target = 0; target < targets; target++) {
            float outcome = panel.value(channel, step, target);
            if (Float.isNaN(outcome)) {
                continue;
            }
            int of = group[channel][target];
            seen[of]++;
            below[of] += outcome < said.p10().get(channel, target, h) ? 1 : 0;
            above[of] += outcome > said.p90().get(channel, target, h) ? 1 : 0;
            float unit = (outcome - said.point().get(channel, target, h)) / said.size().get(channel, target, h);
            int bin = (int) ((unit + RANGE) / (2 * RANGE) * BINS);
            units[channel][h][of][Math.min(BINS - 1, Math.max(0, bin))]++;
        }
        for (int of = 0; of < GROUPS; of++) {
            if (seen[of] > 0) {
                low[channel][h][of] = moved(low[channel][h][of], below[of] / (double) seen[of]);
                high[channel][h][of] = moved(high[channel][h][of], above[of] / (double) seen[of]);
            }
        }
    }

    private static double moved(double level, double missed) {
        return Math.min(0.4, Math.max(0.002, level + STEP * (TAIL - missed)));
    }

    /** Fills p10 and p90 of a forecast made at a step; p10 is never above the point, p90 never below. */
    public void around(Frame frame, int origin, PointForecast point, PointForecast p10, PointForecast p90) {
        PointForecast size = new PointForecast(channels, targets, horizons);
        PointForecast kept = new PointForecast(channels, targets, horizons);
        PointForecast keptLow = new PointForecast(channels, targets, horizons);
        PointForecast keptHigh = new PointForecast(channels, targets, horizons);
        double[] row = new double[FEATURES];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                float[] from = new float[GROUPS];
                float[] to = new float[GROUPS];
                for (int of = 0; of < GROUPS; of++) {
                    from[of] = Math.min(0, quantile(units[channel][h][of], low[channel][h][of], -2));
                    to[of] = Math.max(0, quantile(units[channel][h][of], 1 - high[channel][h][of], 2));
                }
                for (int target = 0; target < targets; target++) {
                    float middle = point.get(channel, target, h);
                    features(frame, channel, origin, target, h, middle, row);
                    double log = 0;
                    for (int a = 0; a < FEATURES; a++) {
                        log += row[a] * sizeModel[channel][h][a];
                    }
                    float unit = usual[channel][target] * (float) Math.exp(Math.max(-4, Math.min(3, log)));
                    int of = group[channel][target];
                    size.set(channel, target, h, unit);
                    kept.set(channel, target, h, middle);
                    keptLow.set(channel, target, h, middle + from[of] * unit);
                    keptHigh.set(channel, target, h, middle + to[of] * unit);
                    p10.set(channel, target, h, middle + from[of] * unit);
                    p90.set(channel, target, h, middle + to[of] * unit);
                }
            }
        }
        told[Math.floorMod(origin, horizons)] = new Told(origin, kept, size, keptLow, keptHigh);
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
        for (int channel = 0; channel < channels; channel++) {
            Parts.writeFloats(out, usual[channel]);
            for (int target = 0; target < targets; target++) {
                out.writeByte(group[channel][target]);
            }
            for (int h = 0; h < horizons; h++) {
                Parts.writeDoubles(out, sizeModel[channel][h]);
                Parts.writeDoubles(out, low[channel][h]);
                Parts.writeDoubles(out, high[channel][h]);
                for (double[] bins : units[channel][h]) {
                    Parts.writeDoubles(out, bins);
                }
            }
        }
    }

    static AdaptiveIntervals read(DataInputStream in, int channels, int targets, int horizons) throws IOException {
        AdaptiveIntervals read = new AdaptiveIntervals(channels, targets, horizons);
        for (int channel = 0; channel < channels; channel++) {
            Parts.readFloats(in, read.usual[channel]);
            for (int target = 0; target < targets; target++) {
                read.group[channel][target] = in.readByte();
                if (read.group[channel][target] < 0 || read.group[channel][target] >= GROUPS) {
                    throw new IOException("group " + read.group[channel][target] + " of a target is none");
                }
            }
            for (int h = 0; h < horizons; h++) {
                read.sizeModel[channel][h] = new double[FEATURES];
                Parts.readDoubles(in, read.sizeModel[channel][h]);
                Parts.readDoubles(in, read.low[channel][h]);
                Parts.readDoubles(in, read.high[channel][h]);
                for (double[] bins : read.units[channel][h]) {
                    Parts.readDoubles(in, bins);
                }
            }
        }
        return read;
    }
}
