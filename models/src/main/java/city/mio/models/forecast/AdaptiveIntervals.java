package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * p10 and p90 round point forecasts, from how far forecasts were off lately. An error counts in units of the size to
 * expect of it (a log-linear model of what is seen at the origin), to a power below one: with all of it every target and
 * hour would be covered alike, by intervals that are wide in the mean; the power is the one whose intervals are narrowest.
 * For each channel and horizon the
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
    /** Of the target itself; then two of each channel. */
    private static final int OWN_FEATURES = 12;
    private static final double PENALTY = 10;
    private static final double[] POWERS = {0, 0.15, 0.3, 0.45, 0.6, 0.75, 1};
    private static final int LEAST_TO_CHOOSE_BY = 200;

    private final int channels;
    private final int targets;
    private final int horizons;
    private final int features;
    /** {@code [channel][horizon][feature]}. */
    private final double[][][] sizeModel;
    private final float[][] usual;
    /** How much of the expected size counts, and the common size that the rest is of, {@code [channel]}. */
    private final double[] power;
    private final double[] common;
    /** Recent errors in units, in bins, {@code [channel][horizon]}. */
    private final double[][][] units;
    private final double[][] low;
    private final double[][] high;
    private final Told[] told;

    /** What was said at a step. */
    private record Told(int origin, PointForecast point, PointForecast size, PointForecast p10, PointForecast p90) {}

    private AdaptiveIntervals(int channels, int targets, int horizons) {
        this.channels = channels;
        this.targets = targets;
        this.horizons = horizons;
        features = OWN_FEATURES + 2 * channels;
        sizeModel = new double[channels][horizons][];
        usual = new float[channels][targets];
        power = new double[channels];
        common = new double[channels];
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
            made.learnPower(frame, channel, origins, forecasts);
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
        common[channel] = overall;
        for (int target = 0; target < targets; target++) {
            // The common size counts as much as 50 errors of its own.
            double size = (sums[target] + 50 * overall) / (seen[target] + 50);
            usual[channel][target] = (float) Math.max(size, 0.02 * overall);
        }
    }

    private void learnSize(Frame frame, int channel, int h, int[] origins, PointForecast[] forecasts) {
        double[] left = new double[features * features];
        double[] right = new double[features];
        double[] row = new double[features];
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
                for (int a = 0; a < features; a++) {
                    right[a] += row[a] * asked;
                    for (int b = 0; b <= a; b++) {
                        left[a * features + b] += row[a] * row[b];
                    }
                }
            }
        }
        sizeModel[channel][h] = Cholesky.solve(left, right, PENALTY);
    }

    /** Chooses the power by the mean width of intervals that leave out a tenth on each side. */
    private void learnPower(Frame frame, int channel, int[] origins, PointForecast[] forecasts) {
        int rows = origins.length * targets;
        double[] widths = new double[POWERS.length];
        float[] errors = new float[rows];
        float[] sizes = new float[rows];
        float[] scaled = new float[rows];
        double[] row = new double[features];
        for (int h = 0; h < horizons; h++) {
            int seen = 0;
            for (int i = 0; i < origins.length; i++) {
                for (int target = 0; target < targets; target++) {
                    float outcome = frame.panel().value(channel, origins[i] + 1 + h, target);
                    if (!Float.isNaN(outcome)) {
                        float forecast = forecasts[i].get(channel, target, h);
                        errors[seen] = outcome - forecast;
                        sizes[seen++] = (float) size(frame, channel, origins[i], target, h, forecast, row);
                    }
                }
            }
            if (seen < LEAST_TO_CHOOSE_BY) {
                continue;
            }
            for (int p = 0; p < POWERS.length; p++) {
                double sum = 0;
                for (int i = 0; i < seen; i++) {
                    double unit = toPower(channel, sizes[i], POWERS[p]);
                    scaled[i] = (float) (errors[i] / unit);
                    sum += unit;
                }
                Arrays.sort(scaled, 0, seen);
                float from = scaled[(int) (TAIL * (seen - 1))];
                float to = scaled[(int) ((1 - TAIL) * (seen - 1))];
                widths[p] += (to - from) * sum;
            }
        }
        int best = POWERS.length - 1;
        for (int p = 0; p < POWERS.length; p++) {
            best = widths[p] < widths[best] ? p : best;
        }
        power[channel] = POWERS[best];
    }

    double[] powers() {
        return power.clone();
    }

    /** The size of error to expect, all of it. */
    private double size(Frame frame, int channel, int origin, int target, int h, float forecast, double[] row) {
        features(frame, channel, origin, target, h, forecast, row);
        double log = 0;
        for (int a = 0; a < features; a++) {
            log += row[a] * sizeModel[channel][h][a];
        }
        return usual[channel][target] * Math.exp(Math.max(-4, Math.min(3, log)));
    }

    private double toPower(int channel, double size, double share) {
        return common[channel] * Math.pow(size / common[channel], share);
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
        int at = OWN_FEATURES;
        for (int other = 0; other < channels; other++) {
            // Few vehicles say little of their speed: how much is going on counts, relative to the target's mean.
            double later = Math.max(0, frame.expected(other, origin + 1 + h, target));
            double usually = Math.max(0, normalisation.profile(other).mean(target));
            row[at++] = Math.log((1 + later) / (1 + usually));
            row[at++] = Math.min(4, Math.max(-4, frame.mean(other, target, origin - 2, origin + 1)));
        }
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
            float unit = (outcome - said.point().get(channel, target, h)) / said.size().get(channel, target, h);
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
        PointForecast size = new PointForecast(channels, targets, horizons);
        PointForecast kept = new PointForecast(channels, targets, horizons);
        PointForecast keptLow = new PointForecast(channels, targets, horizons);
        PointForecast keptHigh = new PointForecast(channels, targets, horizons);
        double[] row = new double[features];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                float from = Math.min(0, quantile(units[channel][h], low[channel][h], -2));
                float to = Math.max(0, quantile(units[channel][h], 1 - high[channel][h], 2));
                for (int target = 0; target < targets; target++) {
                    float middle = point.get(channel, target, h);
                    double expected = size(frame, channel, origin, target, h, middle, row);
                    float unit = (float) toPower(channel, expected, power[channel]);
                    size.set(channel, target, h, unit);
                    kept.set(channel, target, h, middle);
                    keptLow.set(channel, target, h, middle + from * unit);
                    keptHigh.set(channel, target, h, middle + to * unit);
                    p10.set(channel, target, h, middle + from * unit);
                    p90.set(channel, target, h, middle + to * unit);
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
            out.writeDouble(power[channel]);
            out.writeDouble(common[channel]);
            for (int h = 0; h < horizons; h++) {
                Parts.writeDoubles(out, sizeModel[channel][h]);
                out.writeDouble(low[channel][h]);
                out.writeDouble(high[channel][h]);
                Parts.writeDoubles(out, units[channel][h]);
            }
        }
    }

    static AdaptiveIntervals read(DataInputStream in, int channels, int targets, int horizons) throws IOException {
        AdaptiveIntervals read = new AdaptiveIntervals(channels, targets, horizons);
        for (int channel = 0; channel < channels; channel++) {
            Parts.readFloats(in, read.usual[channel]);
            read.power[channel] = in.readDouble();
            read.common[channel] = in.readDouble();
            for (int h = 0; h < horizons; h++) {
                read.sizeModel[channel][h] = new double[read.features];
                Parts.readDoubles(in, read.sizeModel[channel][h]);
                read.low[channel][h] = in.readDouble();
                read.high[channel][h] = in.readDouble();
                Parts.readDoubles(in, read.units[channel][h]);
            }
        }
        return read;
    }
}
