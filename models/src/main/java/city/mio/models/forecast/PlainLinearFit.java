package city.mio.models.forecast;

import java.util.Arrays;
import java.util.SplittableRandom;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.regression.LinearModel;
import smile.regression.RidgeRegression;

/** Learns the {@link PlainLinear} with Smile's ridge regression: a class by itself, so that a learnt one needs no Smile. */
final class PlainLinearFit {

    private static final int MOST_ROWS = 60_000;
    private static final int LEAST_ROWS = 10 * PlainLinear.FEATURES;
    private static final double PENALTY = 10;
    private static final double CONSTANT = 1e-6;
    private static final String OUTCOME = "outcome";

    private final Frame frame;
    private final int from;
    private final int origins;
    private final long pairs;

    private PlainLinearFit(Frame frame, int from, int to, int horizons) {
        this.frame = frame;
        this.from = from + PlainLinear.WINDOW - 1;
        origins = Math.max(0, to - horizons - this.from);
        pairs = (long) origins * frame.panel().targetCount();
    }

    /** Learns from forecasts made at steps {@code from} to {@code to - horizons}, up to 60,000 of them drawn by the seed. */
    static PlainLinear learn(Frame frame, int from, int to, int horizons, long seed) {
        PlainLinearFit fit = new PlainLinearFit(frame, from, to, horizons);
        int width = PlainLinear.FEATURES + 1;
        float[][] coefficients = new float[frame.panel().channelCount()][horizons * width];
        for (int channel = 0; channel < coefficients.length; channel++) {
            for (int h = 0; h < horizons; h++) {
                float[] learnt = fit.solve(fit.rows(channel, h, new SplittableRandom(seed * 31 + channel)));
                System.arraycopy(learnt, 0, coefficients[channel], h * width, width);
            }
        }
        return new PlainLinear(horizons, coefficients);
    }

    /** Rows with a known outcome, which is their last entry. */
    private double[][] rows(int channel, int h, SplittableRandom random) {
        int targets = frame.panel().targetCount();
        Normalisation normalisation = frame.normalisation();
        float[] row = new float[PlainLinear.FEATURES];
        double[][] rows = new double[(int) Math.min(pairs, MOST_ROWS)][];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            long pair = pairs <= MOST_ROWS ? i : random.nextLong(pairs);
            int origin = from + (int) (pair / targets);
            int target = (int) (pair % targets);
            float outcome = frame.panel().value(channel, origin + 1 + h, target);
            if (Float.isNaN(outcome)) {
                continue;
            }
            PlainLinear.fill(frame, channel, origin, target, h, row);
            double[] made = new double[row.length + 1];
            for (int k = 0; k < row.length; k++) {
                made[k] = row[k];
            }
            made[row.length] = (outcome - normalisation.channelMean(channel)) / normalisation.channelDeviation(channel);
            rows[count++] = made;
        }
        return Arrays.copyOf(rows, count);
    }

    /** Coefficients and, last, the intercept; with too few rows those of the profile alone. */
    private static float[] solve(double[][] rows) {
        float[] learnt = new float[PlainLinear.FEATURES + 1];
        if (rows.length < LEAST_ROWS) {
            learnt[2 * PlainLinear.WINDOW] = 1;
            return learnt;
        }
        // Smile refuses columns that never change, such as whether a value is missing where none ever is.
        int[] kept = changing(rows);
        double[][] narrow = new double[rows.length][kept.length + 1];
        String[] names = new String[kept.length + 1];
        for (int k = 0; k < kept.length; k++) {
            names[k] = "x" + kept[k];
            for (int row = 0; row < rows.length; row++) {
                narrow[row][k] = rows[row][kept[k]];
            }
        }
        names[kept.length] = OUTCOME;
        for (int row = 0; row < rows.length; row++) {
            narrow[row][kept.length] = rows[row][PlainLinear.FEATURES];
        }
        LinearModel model = RidgeRegression.fit(Formula.lhs(OUTCOME), DataFrame.of(narrow, names), PENALTY);
        for (int k = 0; k < kept.length; k++) {
            learnt[kept[k]] = (float) model.coefficients()[k];
        }
        learnt[PlainLinear.FEATURES] = (float) model.intercept();
        return learnt;
    }

    private static int[] changing(double[][] rows) {
        int[] kept = new int[PlainLinear.FEATURES];
        int count = 0;
        for (int k = 0; k < PlainLinear.FEATURES; k++) {
            double sum = 0;
            double squares = 0;
            for (double[] row : rows) {
                sum += row[k];
                squares += row[k] * row[k];
            }
            double mean = sum / rows.length;
            if (squares / rows.length - mean * mean > CONSTANT) {
                kept[count++] = k;
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
