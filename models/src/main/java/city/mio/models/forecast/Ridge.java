package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Ridge regression of the deviation at each horizon on the last values' deviations and on which of them are missing.
 * Each target has its own coefficients, drawn towards those of all targets together where it has little to tell.
 */
public final class Ridge implements Forecaster {

    static final String NAME = "ridge";
    static final int WINDOW = 12;
    private static final int FEATURES = 2 * WINDOW + 1;
    private static final double PENALTY_OF_ALL = 1;
    /** How many rows the common coefficients count for a target. */
    private static final double PENALTY_OF_TARGET = 300;

    private final int horizons;
    /** {@code [channel][(target * horizons + horizon) * FEATURES + feature]}. */
    private final float[][] coefficients;
    private boolean compact;

    private Ridge(int horizons, int channels, int targets) {
        this.horizons = horizons;
        coefficients = new float[channels][targets * horizons * FEATURES];
    }

    /**
     * Learns from forecasts made at steps {@code from} to {@code to - horizons}.
     *
     * @param stride every how many steps a forecast is learnt from
     */
    public static Ridge learn(Frame frame, int from, int to, int horizons, int stride) {
        int targets = frame.panel().targetCount();
        int channels = frame.panel().channelCount();
        Ridge ridge = new Ridge(horizons, channels, targets);
        for (int channel = 0; channel < channels; channel++) {
            ridge.learnChannel(frame, channel, from, to, stride);
        }
        return ridge;
    }

    private void learnChannel(Frame frame, int channel, int from, int to, int stride) {
        int targets = frame.panel().targetCount();
        int size = FEATURES * FEATURES;
        for (int h = 0; h < horizons; h++) {
            double[] common = new double[size];
            double[] commonRight = new double[FEATURES];
            double[][] own = new double[targets][];
            double[][] ownRight = new double[targets][];
            float[] row = new float[FEATURES];
            for (int target = 0; target < targets; target++) {
                double[] left = new double[size];
                double[] right = new double[FEATURES];
                for (int origin = from + WINDOW - 1; origin + horizons < to; origin += stride) {
                    float outcome = frame.deviation(channel, origin + 1 + h, target);
                    if (Float.isNaN(outcome)) {
                        continue;
                    }
                    features(frame, channel, origin, target, 0, row);
                    for (int i = 0; i < FEATURES; i++) {
                        float value = row[i];
                        if (value != 0) {
                            right[i] += value * outcome;
                            for (int j = 0; j <= i; j++) {
                                left[i * FEATURES + j] += value * row[j];
                            }
                        }
                    }
                }
                own[target] = left;
                ownRight[target] = right;
                for (int i = 0; i < size; i++) {
                    common[i] += left[i];
                }
                for (int i = 0; i < FEATURES; i++) {
                    commonRight[i] += right[i];
                }
            }
            double[] shared = Cholesky.solve(common, commonRight, PENALTY_OF_ALL);
            for (int target = 0; target < targets; target++) {
                for (int i = 0; i < FEATURES; i++) {
                    ownRight[target][i] += PENALTY_OF_TARGET * shared[i];
                }
                double[] solved = Cholesky.solve(own[target], ownRight[target], PENALTY_OF_TARGET);
                for (int i = 0; i < FEATURES; i++) {
                    coefficients[channel][(target * horizons + h) * FEATURES + i] = (float) solved[i];
                }
            }
        }
    }

    private static void features(Frame frame, int channel, int origin, int target, int hidden, float[] row) {
        for (int lag = 0; lag < WINDOW; lag++) {
            float deviation = lag < hidden ? Float.NaN : frame.deviation(channel, origin - lag, target);
            boolean missing = Float.isNaN(deviation);
            row[lag] = missing ? 0 : deviation;
            row[WINDOW + lag] = missing ? 1 : 0;
        }
        row[2 * WINDOW] = 1;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * The forecast deviation, for models that build on this one.
     *
     * @param hidden so many of the newest values are taken for missing
     */
    void deviations(Frame frame, int channel, int origin, int target, int hidden, float[] row, float[] out) {
        features(frame, channel, origin, target, hidden, row);
        for (int h = 0; h < horizons; h++) {
            int base = (target * horizons + h) * FEATURES;
            float sum = 0;
            for (int i = 0; i < FEATURES; i++) {
                sum += coefficients[channel][base + i] * row[i];
            }
            out[h] = sum;
        }
    }

    /** A row for {@link #deviations}. */
    static float[] row() {
        return new float[FEATURES];
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        float[] row = row();
        float[] deviations = new float[horizons];
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int target = 0; target < out.targets(); target++) {
                deviations(frame, channel, origin, target, 0, row, deviations);
                for (int h = 0; h < out.horizons(); h++) {
                    out.set(channel, target, h, frame.value(channel, origin + 1 + h, target, deviations[h]));
                }
            }
        }
    }

    /** The same with rounded coefficients, which take a sixth of the room. */
    Ridge compact() {
        Ridge compact = new Ridge(horizons, coefficients.length, coefficients[0].length / (horizons * FEATURES));
        compact.compact = true;
        for (int channel = 0; channel < coefficients.length; channel++) {
            compact.coefficients[channel] = Packed.rounded(coefficients[channel]);
        }
        return compact;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(horizons);
        out.writeInt(coefficients.length);
        out.writeInt(coefficients[0].length / (horizons * FEATURES));
        out.writeBoolean(compact);
        for (float[] part : coefficients) {
            if (compact) {
                Packed.writeRounded(out, part);
            } else {
                Parts.writeFloats(out, part);
            }
        }
    }

    static Ridge read(DataInputStream in) throws IOException {
        int horizons = Parts.readCount(in, "horizons");
        int channels = Parts.readCount(in, "channels");
        Ridge ridge = new Ridge(horizons, channels, Parts.readCount(in, "targets"));
        ridge.compact = in.readBoolean();
        for (float[] part : ridge.coefficients) {
            if (ridge.compact) {
                Packed.readRounded(in, part);
            } else {
                Parts.readFloats(in, part);
            }
        }
        return ridge;
    }
}
