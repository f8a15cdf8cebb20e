package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * By how much a model's intervals must be widened to hold here and now, for each channel and horizon, moved step by step
 * as coverage asks for (Gibbs and Candès 2021, on the logarithm of the width). What something is in the way of has a
 * widening of its own, so that neither hides the other. Not for several threads.
 */
final class Widening {

    private static final double COVERAGE = 0.8;
    /** Coverage of a half instead of 0.8 widens by a sixth in a step. */
    private static final double PACE = 0.5;
    /** Outcomes in a step that count half of what many do: few say little of coverage. */
    private static final double HALF_TRUSTED = 20;

    private static final double LEAST = 0.5;
    private static final double MOST = 20;
    /**
     * Before outcomes have told: one lane closed of two leaves a third of the capacity (HCM 2010, exhibit 10-17), which no
     * model has learnt from.
     */
    private static final double FIRST_DISTURBED = 3;

    private final int horizons;
    private final double[] calm;
    private final double[] disturbed;
    private final int[][] within;
    private final int[][] asked;

    Widening(int channels, int horizons) {
        this.horizons = horizons;
        calm = new double[channels * horizons];
        disturbed = new double[channels * horizons];
        within = new int[2][channels * horizons];
        asked = new int[2][channels * horizons];
        Arrays.fill(disturbed, FIRST_DISTURBED);
        reset();
    }

    /** Begins anew for another model; what is known of disturbed targets stays. */
    void reset() {
        Arrays.fill(calm, 1);
    }

    double get(int channel, int horizon, boolean isDisturbed) {
        return (isDisturbed ? disturbed : calm)[channel * horizons + horizon];
    }

    /** The factors of undisturbed targets, copied. */
    double[] calm() {
        return calm.clone();
    }

    /** Takes whether an outcome of the step lay within its interval. */
    void observe(int channel, int horizon, boolean isDisturbed, boolean covered) {
        int kind = isDisturbed ? 1 : 0;
        int at = channel * horizons + horizon;
        within[kind][at] += covered ? 1 : 0;
        asked[kind][at]++;
    }

    /** Moves the factors by what was observed since the last call. */
    void move() {
        for (int kind = 0; kind < 2; kind++) {
            double[] factors = kind == 0 ? calm : disturbed;
            for (int at = 0; at < factors.length; at++) {
                if (asked[kind][at] > 0) {
                    double pace = PACE * asked[kind][at] / (asked[kind][at] + HALF_TRUSTED);
                    double moved = factors[at] * Math.exp(pace * (COVERAGE - within[kind][at] / (double) asked[kind][at]));
                    factors[at] = Math.min(MOST, Math.max(LEAST, moved));
                }
            }
            Arrays.fill(within[kind], 0);
            Arrays.fill(asked[kind], 0);
        }
    }

    void write(DataOutput out) throws IOException {
        Forms.write(out, calm);
        Forms.write(out, disturbed);
    }

    void read(DataInput in) throws IOException {
        Forms.read(in, calm);
        Forms.read(in, disturbed);
    }
}
