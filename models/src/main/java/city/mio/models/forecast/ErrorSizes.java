package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What size of error to expect of a forecast, downwards and upwards each by itself: a log-linear model, for each channel,
 * side and horizon, of what is seen at the origin and of how much the target varied at that hour before, to a power below
 * one. With all of it every target and hour would be covered alike, by intervals that are wide in the mean; the power is
 * the one whose intervals are narrowest. Immutable.
 */
final class ErrorSizes {

    static final int DOWN = 0;
    static final int UP = 1;

    private static final int SIDES = 2;
    private static final double TAIL = 0.1;
    /** Of the target itself; then two of each channel; then two of how it varied before. */
    private static final int OWN_FEATURES = 12;
    private static final int SPREAD_FEATURES = 2;
    private static final double PENALTY = 10;
    private static final double[] POWERS = {0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1};
    private static final int LEAST_TO_CHOOSE_BY = 200;
    /** In place of the length that the first form of this part began with. */
    static final int SECOND_FORM = -2;

    private final int channels;
    private final int targets;
    private final int horizons;
    private final int features;
    /** Null in what the first form of this part held. */
    private final Spread spread;
    /** {@code [channel][side][horizon][feature]}. */
    private final double[][][][] model;
    /** {@code [channel][side][target]}. */
    private final float[][][] usual;
    /** How much of the expected size counts, and the common size that the rest is of. */
    private final double[] power;
    private final double[][] common;

    private ErrorSizes(int channels, int targets, int horizons, Spread spread) {
        this.channels = channels;
        this.targets = targets;
        this.horizons = horizons;
        this.spread = spread;
        features = OWN_FEATURES + 2 * channels + (spread == null ? 0 : SPREAD_FEATURES);
        model = new double[channels][SIDES][horizons][features];
        usual = new float[channels][SIDES][targets];
        power = new double[channels];
        common = new double[channels][SIDES];
    }

    /**
     * Learns from forecasts made at steps that the model has not learnt from.
     *
     * @param leastPower of the expected size that must count; 0 for as little as is narrowest in the mean
     */
    static ErrorSizes learn(Frame frame, Forecaster forecaster, int[] origins, int horizons, double leastPower) {
        Panel panel = frame.panel();
        int before = origins.length == 0 ? 0 : origins[0];
        ErrorSizes made = new ErrorSizes(
                panel.channelCount(), panel.targetCount(), horizons, Spread.learn(frame, before));
        PointForecast[] forecasts = new PointForecast[origins.length];
        for (int i = 0; i < origins.length; i++) {
            forecasts[i] = new PointForecast(made.channels, made.targets, horizons);
            forecaster.forecast(frame, origins[i], forecasts[i]);
        }
        for (int channel = 0; channel < made.channels; channel++) {
            made.learnTargets(panel, channel, origins, forecasts);
            made.learnModel(frame, channel, origins, forecasts);
            made.learnPower(frame, channel, origins, forecasts, leastPower);
        }
        return made;
    }

    private static int side(float error) {
        return error < 0 ? DOWN : UP;
    }

    private void learnTargets(Panel panel, int channel, int[] origins, PointForecast[] forecasts) {
        double[][] sums = new double[SIDES][targets];
        int[][] seen = new int[SIDES][targets];
        for (int target = 0; target < targets; target++) {
            for (int i = 0; i < origins.length; i++) {
                for (int h = 0; h < horizons; h++) {
                    float error = panel.value(channel, origins[i] + 1 + h, target)
                            - forecasts[i].get(channel, target, h);
                    if (!Float.isNaN(error)) {
                        sums[side(error)][target] += Math.abs(error);
                        seen[side(error)][target]++;
                    }
                }
            }
        }
        for (int side = 0; side < SIDES; side++) {
            double all = Arrays.stream(sums[side]).sum();
            long allSeen = Arrays.stream(seen[side]).sum();
            double overall = allSeen == 0 ? 1 : Math.max(1e-6, all / allSeen);
            common[channel][side] = overall;
            for (int target = 0; target < targets; target++) {
                // The common size counts as much as 50 errors of its own.
                double size = (sums[side][target] + 50 * overall) / (seen[side][target] + 50);
                usual[channel][side][target] = (float) Math.max(size, 0.02 * overall);
            }
        }
    }

    private void learnModel(Frame frame, int channel, int[] origins, PointForecast[] forecasts) {
        double[][][] left = new double[SIDES][horizons][features * features];
        double[][][] right = new double[SIDES][horizons][features];
        Row row = row();
        for (int i = 0; i < origins.length; i++) {
            for (int target = 0; target < targets; target++) {
                row.at(frame, channel, origins[i], target);
                for (int h = 0; h < horizons; h++) {
                    float forecast = forecasts[i].get(channel, target, h);
                    float error = frame.panel().value(channel, origins[i] + 1 + h, target) - forecast;
                    if (!Float.isNaN(error)) {
                        row.ahead(h, forecast);
                        int side = side(error);
                        double unit = Math.abs(error) / usual[channel][side][target];
                        row.add(side, Math.log(unit + 0.2), left[side][h], right[side][h]);
                    }
                }
            }
        }
        for (int side = 0; side < SIDES; side++) {
            for (int h = 0; h < horizons; h++) {
                model[channel][side][h] = Cholesky.solve(left[side][h], right[side][h], PENALTY);
            }
        }
    }

    /** Chooses the power by the mean width of intervals that leave out a tenth on each side. */
    private void learnPower(
            Frame frame, int channel, int[] origins, PointForecast[] forecasts, double leastPower) {
        int most = origins.length * targets;
        double[] widths = new double[POWERS.length];
        float[] errors = new float[most];
        double[][] logs = new double[SIDES][most];
        float[] scaled = new float[most];
        Row row = row();
        for (int h = 0; h < horizons; h++) {
            int seen = 0;
            for (int i = 0; i < origins.length; i++) {
                for (int target = 0; target < targets; target++) {
                    float forecast = forecasts[i].get(channel, target, h);
                    float error = frame.panel().value(channel, origins[i] + 1 + h, target) - forecast;
                    if (!Float.isNaN(error)) {
                        row.at(frame, channel, origins[i], target);
                        row.ahead(h, forecast);
                        errors[seen] = error;
                        logs[DOWN][seen] = row.log(DOWN);
                        logs[UP][seen++] = row.log(UP);
                    }
                }
            }
            if (seen < LEAST_TO_CHOOSE_BY) {
                continue;
            }
            for (int p = 0; p < POWERS.length; p++) {
                double[] sums = new double[SIDES];
                for (int i = 0; i < seen; i++) {
                    double below = common[channel][DOWN] * Math.exp(POWERS[p] * logs[DOWN][i]);
                    double above = common[channel][UP] * Math.exp(POWERS[p] * logs[UP][i]);
                    scaled[i] = (float) (errors[i] / (errors[i] < 0 ? below : above));
                    sums[DOWN] += below;
                    sums[UP] += above;
                }
                Arrays.sort(scaled, 0, seen);
                float from = Math.min(0, scaled[(int) (TAIL * (seen - 1))]);
                float to = Math.max(0, scaled[(int) ((1 - TAIL) * (seen - 1))]);
                widths[p] += to * sums[UP] - from * sums[DOWN];
            }
        }
        int best = POWERS.length - 1;
        for (int p = 0; p < POWERS.length; p++) {
            best = POWERS[p] >= leastPower && widths[p] < widths[best] ? p : best;
        }
        power[channel] = POWERS[best];
    }

    double[] powers() {
        return power.clone();
    }

    /** A row to look at one target after another with. */
    Row row() {
        return new Row();
    }

    /** What is seen of one target at an origin; then of one horizon after another. Not for several threads. */
    final class Row {
        private final double[] values = new double[features];
        private Frame frame;
        private int channel;
        private int origin;
        private int target;
        private int horizon;

        /** Looks at a target. */
        void at(Frame seen, int ofChannel, int atOrigin, int ofTarget) {
            frame = seen;
            channel = ofChannel;
            origin = atOrigin;
            target = ofTarget;
            float lately = seen.mean(channel, target, origin - 2, origin + 1);
            float hour = seen.mean(channel, target, origin - 11, origin + 1);
            double moved = 0;
            for (int lag = 0; lag < StidInput.WINDOW - 1; lag++) {
                float newer = seen.deviation(channel, origin - lag, target);
                float older = seen.deviation(channel, origin - lag - 1, target);
                moved += Float.isNaN(newer) || Float.isNaN(older) ? 0 : Math.abs(newer - older);
            }
            values[0] = 1;
            values[7] = Math.min(4, Math.abs(lately));
            values[8] = Math.min(4, Math.abs(lately - hour));
            values[9] = Math.log(1 + moved);
            values[11] = 1 - seen.seen(channel, target, origin - 11, origin + 1) / 12.0;
            for (int other = 0; other < channels; other++) {
                float now = seen.mean(other, target, origin - 2, origin + 1);
                values[OWN_FEATURES + 2 * other + 1] = Math.min(4, Math.max(-4, now));
            }
        }

        /** Looks at a forecast of that target. */
        void ahead(int h, float forecast) {
            horizon = h;
            int step = origin + 1 + h;
            Normalisation normalisation = frame.normalisation();
            double angle = 2 * Math.PI * frame.panel().binOfDay(step) / frame.panel().timeline().stepsPerDay();
            float off = (forecast - frame.expected(channel, step, target)) / normalisation.scale(channel, target);
            double level = forecast - normalisation.profile(channel).mean(target);
            values[1] = Math.sin(angle);
            values[2] = Math.cos(angle);
            values[3] = Math.sin(2 * angle);
            values[4] = Math.cos(2 * angle);
            values[5] = Math.min(3, Math.max(0, -off));
            values[6] = Math.min(3, Math.max(0, off));
            values[10] = Math.max(-3, Math.min(3, level / normalisation.channelDeviation(channel)));
            for (int other = 0; other < channels; other++) {
                // Few vehicles say little of their speed: how much is going on counts, relative to the target's mean.
                double later = Math.max(0, frame.expected(other, step, target));
                double usually = Math.max(0, normalisation.profile(other).mean(target));
                values[OWN_FEATURES + 2 * other] = Math.log((1 + later) / (1 + usually));
            }
            if (spread != null) {
                values[features - 2] = spread.log(frame.panel(), channel, DOWN, step, target);
                values[features - 1] = spread.log(frame.panel(), channel, UP, step, target);
            }
        }

        private void add(int side, double asked, double[] left, double[] right) {
            for (int a = 0; a < features; a++) {
                right[a] += values[a] * asked;
                for (int b = 0; b <= a; b++) {
                    left[a * features + b] += values[a] * values[b];
                }
            }
        }

        /** The logarithm of the size to expect, all of it, as a part of the common one. */
        private double log(int side) {
            double log = 0;
            double[] weights = model[channel][side][horizon];
            for (int a = 0; a < features; a++) {
                log += values[a] * weights[a];
            }
            double own = usual[channel][side][target] / common[channel][side];
            return Math.log(own) + Math.max(-4, Math.min(3, log));
        }

        /** The unit that an error of this forecast counts in. */
        float unit(int side) {
            return (float) (common[channel][side] * Math.exp(power[channel] * log(side)));
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(SECOND_FORM);
        out.writeBoolean(spread != null);
        for (int channel = 0; channel < channels; channel++) {
            out.writeDouble(power[channel]);
            for (int side = 0; side < SIDES; side++) {
                Parts.writeFloats(out, usual[channel][side]);
                out.writeDouble(common[channel][side]);
                for (double[] weights : model[channel][side]) {
                    Parts.writeDoubles(out, weights);
                }
            }
        }
        if (spread != null) {
            spread.write(out);
        }
    }

    /** Reads what {@link #write} wrote after its first number. */
    static ErrorSizes read(DataInputStream in, int channels, int targets, int horizons) throws IOException {
        boolean spreads = in.readBoolean();
        ErrorSizes read = new ErrorSizes(
                channels, targets, horizons, spreads ? new Spread(channels, targets) : null);
        for (int channel = 0; channel < channels; channel++) {
            read.power[channel] = in.readDouble();
            for (int side = 0; side < SIDES; side++) {
                Parts.readFloats(in, read.usual[channel][side]);
                read.common[channel][side] = in.readDouble();
                for (double[] weights : read.model[channel][side]) {
                    Parts.readDoubles(in, weights);
                }
            }
        }
        if (spreads) {
            read.spread.read(in);
        }
        return read;
    }

    /** To be filled from the first form, in which both sides were one. */
    static ErrorSizes alike(int channels, int targets, int horizons) {
        return new ErrorSizes(channels, targets, horizons, null);
    }

    /** Reads what the first form held of a channel: its targets' sizes, of the length told, the power and the common size. */
    void readAlike(DataInputStream in, int channel, int length) throws IOException {
        if (length != targets) {
            throw new IOException("the intervals are of " + length + " targets where " + targets + " belong");
        }
        for (int target = 0; target < targets; target++) {
            usual[channel][DOWN][target] = in.readFloat();
        }
        usual[channel][UP] = usual[channel][DOWN];
        power[channel] = in.readDouble();
        common[channel][DOWN] = in.readDouble();
        common[channel][UP] = common[channel][DOWN];
    }

    /** Reads what the first form held of a horizon: the weights of what is seen, as many as told. */
    void readAlike(DataInputStream in, int channel, int horizon, int length) throws IOException {
        if (length != features) {
            throw new IOException("the intervals look at " + length + " values where " + features + " belong");
        }
        for (int a = 0; a < features; a++) {
            model[channel][DOWN][horizon][a] = in.readDouble();
        }
        model[channel][UP][horizon] = model[channel][DOWN][horizon];
    }
}
