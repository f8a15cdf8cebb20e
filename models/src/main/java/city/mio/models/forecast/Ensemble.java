package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Several forecasters as one: for each channel and horizon a mean with weights that are not negative and sum to one,
 * learnt by exponentiated gradient (Kivinen &amp; Warmuth 1997) on forecasts that no member learnt from. The loss is the
 * absolute error and, a quarter as strong, the squared one: the median's forecast, drawn a little to the mean's.
 */
public final class Ensemble implements Forecaster {

    private static final int ROUNDS = 300;
    private static final double RATE = 2;
    private static final double SQUARED_SHARE = 0.25;

    private final List<Forecaster> members;
    /** {@code [channel][horizon][member]}. */
    private final double[][][] weights;

    private Ensemble(List<Forecaster> members, double[][][] weights) {
        this.members = List.copyOf(members);
        this.weights = weights;
    }

    /**
     * Learns the weights.
     *
     * @param origins steps that forecasts are made at to learn from
     */
    public static Ensemble learn(Frame frame, List<Forecaster> members, int[] origins, int horizons) {
        if (members.isEmpty() || origins.length == 0) {
            throw new IllegalArgumentException("members and origins must not be empty");
        }
        Panel panel = frame.panel();
        int channels = panel.channelCount();
        int targets = panel.targetCount();
        int rows = origins.length * targets;
        float[][][][] told = new float[channels][horizons][members.size()][rows];
        PointForecast out = new PointForecast(channels, targets, horizons);
        for (int member = 0; member < members.size(); member++) {
            for (int i = 0; i < origins.length; i++) {
                members.get(member).forecast(frame, origins[i], out);
                for (int channel = 0; channel < channels; channel++) {
                    for (int h = 0; h < horizons; h++) {
                        for (int target = 0; target < targets; target++) {
                            told[channel][h][member][i * targets + target] = out.get(channel, target, h);
                        }
                    }
                }
            }
        }
        double[][][] weights = new double[channels][horizons][];
        float[] outcomes = new float[rows];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                for (int row = 0; row < rows; row++) {
                    outcomes[row] = panel.value(channel, origins[row / targets] + 1 + h, row % targets);
                }
                weights[channel][h] = weigh(told[channel][h], outcomes);
            }
        }
        return new Ensemble(members, weights);
    }

    /** Weights of forecasts, {@code [member][row]}, against outcomes; rows without an outcome do not count. */
    static double[] weigh(float[][] told, float[] outcomes) {
        int members = told.length;
        double[] weights = new double[members];
        Arrays.fill(weights, 1.0 / members);
        double[] mean = new double[members];
        double[] gradient = new double[members];
        double usual = 1;
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.fill(gradient, 0);
            double absolute = 0;
            int seen = 0;
            for (int row = 0; row < outcomes.length; row++) {
                if (Float.isNaN(outcomes[row])) {
                    continue;
                }
                double forecast = 0;
                for (int member = 0; member < members; member++) {
                    forecast += weights[member] * told[member][row];
                }
                double error = forecast - outcomes[row];
                double slope = Math.signum(error) + (round == 0 ? 0 : SQUARED_SHARE * error / usual);
                for (int member = 0; member < members; member++) {
                    gradient[member] += slope * (told[member][row] - forecast);
                }
                absolute += Math.abs(error);
                seen++;
            }
            if (seen == 0) {
                return weights;
            }
            usual = Math.max(1e-9, absolute / seen);
            double sum = 0;
            for (int member = 0; member < members; member++) {
                weights[member] *= Math.exp(-RATE * gradient[member] / seen / usual);
                sum += weights[member];
            }
            for (int member = 0; member < members; member++) {
                weights[member] /= sum;
                if (round >= ROUNDS / 2) {
                    mean[member] += weights[member] / (ROUNDS - ROUNDS / 2);
                }
            }
        }
        return mean;
    }

    /** The same weights of other forecasters, as many and in the same order. */
    Ensemble withMembers(List<Forecaster> others) {
        if (others.size() != members.size()) {
            throw new IllegalArgumentException("others must be " + members.size() + ": " + others.size());
        }
        return new Ensemble(others, weights);
    }

    /** The member's weight. */
    public double weight(int channel, int horizon, int member) {
        return weights[channel][horizon][member];
    }

    public List<Forecaster> members() {
        return members;
    }

    @Override
    public String name() {
        return "ensemble";
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        PointForecast[] told = new PointForecast[members.size()];
        for (int member = 0; member < told.length; member++) {
            told[member] = new PointForecast(out.channels(), out.targets(), out.horizons());
            members.get(member).forecast(frame, origin, told[member]);
        }
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int target = 0; target < out.targets(); target++) {
                for (int h = 0; h < out.horizons(); h++) {
                    double sum = 0;
                    for (int member = 0; member < told.length; member++) {
                        sum += weights[channel][h][member] * told[member].get(channel, target, h);
                    }
                    out.set(channel, target, h, (float) sum);
                }
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(members.size());
        for (double[][] channel : weights) {
            for (double[] horizon : channel) {
                Parts.writeDoubles(out, horizon);
            }
        }
    }

    static Ensemble read(DataInputStream in, List<Forecaster> members, int channels, int horizons)
            throws IOException {
        int count = in.readInt();
        if (count != members.size()) {
            throw new IOException("weights of " + count + " members for " + members.size());
        }
        double[][][] weights = new double[channels][horizons][count];
        for (double[][] channel : weights) {
            for (double[] horizon : channel) {
                Parts.readDoubles(in, horizon);
            }
        }
        return new Ensemble(members, weights);
    }
}
