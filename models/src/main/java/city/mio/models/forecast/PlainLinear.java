package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The linear model of the textbook, the yardstick that others and their intervals are held to: at each horizon one linear
 * function, the same for all targets, of the last twelve values as they stand, of which of them are missing (the profile
 * stands in for those) and of the profile at the time to come. {@link PlainLinearFit} learns it. Immutable; may be shared.
 */
public final class PlainLinear implements Forecaster {

    static final int WINDOW = 12;
    /** Twelve values, twelve times whether missing, the profile ahead. */
    static final int FEATURES = 2 * WINDOW + 1;

    private final int horizons;
    /** {@code [channel][horizon * (FEATURES + 1) + feature]}, the intercept last; in standard deviations of the channel. */
    private final float[][] coefficients;

    PlainLinear(int horizons, float[][] coefficients) {
        this.horizons = horizons;
        this.coefficients = coefficients;
    }

    @Override
    public String name() {
        return "plain ridge";
    }

    /** Fills a row, in standard deviations of the channel. */
    static void fill(Frame frame, int channel, int origin, int target, int horizon, float[] row) {
        Panel panel = frame.panel();
        Normalisation normalisation = frame.normalisation();
        float mean = normalisation.channelMean(channel);
        float deviation = normalisation.channelDeviation(channel);
        for (int lag = 0; lag < WINDOW; lag++) {
            int step = origin - lag;
            float value = step < 0 ? Float.NaN : panel.value(channel, step, target);
            boolean missing = Float.isNaN(value);
            row[lag] = ((missing ? frame.expected(channel, Math.max(0, step), target) : value) - mean) / deviation;
            row[WINDOW + lag] = missing ? 1 : 0;
        }
        row[2 * WINDOW] = (frame.expected(channel, origin + 1 + horizon, target) - mean) / deviation;
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        Normalisation normalisation = frame.normalisation();
        float[] row = new float[FEATURES];
        for (int channel = 0; channel < out.channels(); channel++) {
            float mean = normalisation.channelMean(channel);
            float deviation = normalisation.channelDeviation(channel);
            for (int target = 0; target < out.targets(); target++) {
                fill(frame, channel, origin, target, 0, row);
                for (int h = 0; h < out.horizons(); h++) {
                    row[2 * WINDOW] = (frame.expected(channel, origin + 1 + h, target) - mean) / deviation;
                    int base = h * (FEATURES + 1);
                    float sum = coefficients[channel][base + FEATURES];
                    for (int i = 0; i < FEATURES; i++) {
                        sum += coefficients[channel][base + i] * row[i];
                    }
                    out.set(channel, target, h, mean + sum * deviation);
                }
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(horizons);
        out.writeInt(coefficients.length);
        for (float[] part : coefficients) {
            Parts.writeFloats(out, part);
        }
    }

    /** Reads what {@link #write} wrote of a model of so many channels and horizons. */
    static PlainLinear read(DataInputStream in, int channels, int horizons) throws IOException {
        if (in.readInt() != horizons || in.readInt() != channels) {
            throw new IOException("the plain ridge is of other channels or horizons than the model");
        }
        float[][] coefficients = new float[channels][horizons * (FEATURES + 1)];
        for (float[] part : coefficients) {
            Parts.readFloats(in, part);
        }
        return new PlainLinear(horizons, coefficients);
    }
}
