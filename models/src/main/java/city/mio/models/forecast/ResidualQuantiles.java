package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Intervals that stand still: for each channel and horizon the tenth and ninetieth percentile of past residuals. */
public final class ResidualQuantiles {

    private final float[][] low;
    private final float[][] high;

    private ResidualQuantiles(int channels, int horizons) {
        low = new float[channels][horizons];
        high = new float[channels][horizons];
    }

    /** Learns from forecasts made at steps that the model has not learnt from. */
    public static ResidualQuantiles learn(Frame frame, Forecaster model, int[] origins, int horizons) {
        Panel panel = frame.panel();
        int channels = panel.channelCount();
        int targets = panel.targetCount();
        ResidualQuantiles made = new ResidualQuantiles(channels, horizons);
        float[][][] residuals = new float[channels][horizons][origins.length * targets];
        int[][] seen = new int[channels][horizons];
        PointForecast out = new PointForecast(channels, targets, horizons);
        for (int origin : origins) {
            model.forecast(frame, origin, out);
            for (int channel = 0; channel < channels; channel++) {
                for (int h = 0; h < horizons; h++) {
                    for (int target = 0; target < targets; target++) {
                        float outcome = panel.value(channel, origin + 1 + h, target);
                        if (!Float.isNaN(outcome)) {
                            residuals[channel][h][seen[channel][h]++] = outcome - out.get(channel, target, h);
                        }
                    }
                }
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                int count = seen[channel][h];
                if (count > 0) {
                    Arrays.sort(residuals[channel][h], 0, count);
                    made.low[channel][h] = residuals[channel][h][(int) (0.1 * (count - 1))];
                    made.high[channel][h] = residuals[channel][h][(int) (0.9 * (count - 1))];
                }
            }
        }
        return made;
    }

    /** What to add to a forecast for its p10. */
    public float low(int channel, int horizon) {
        return low[channel][horizon];
    }

    /** What to add to a forecast for its p90. */
    public float high(int channel, int horizon) {
        return high[channel][horizon];
    }

    void write(DataOutputStream out) throws IOException {
        for (int channel = 0; channel < low.length; channel++) {
            Parts.writeFloats(out, low[channel]);
            Parts.writeFloats(out, high[channel]);
        }
    }

    static ResidualQuantiles read(DataInputStream in, int channels, int horizons) throws IOException {
        ResidualQuantiles read = new ResidualQuantiles(channels, horizons);
        for (int channel = 0; channel < channels; channel++) {
            Parts.readFloats(in, read.low[channel]);
            Parts.readFloats(in, read.high[channel]);
        }
        return read;
    }
}
