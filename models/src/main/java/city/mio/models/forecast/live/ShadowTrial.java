package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A new model against the one that speaks, on the same outcomes. It wins if its mean absolute error, as a share of the
 * other's and averaged over the channels, is no larger than the rule allows. Not for several threads.
 */
public final class ShadowTrial {

    /** How the trial stands. */
    public enum Verdict {
        OPEN,
        NO_WORSE,
        WORSE
    }

    private final WatchRules.Trial rule;
    private final double[] active;
    private final double[] shadow;
    private final double[] outcomes;

    public ShadowTrial(int channels, WatchRules.Trial rule) {
        this.rule = rule;
        active = new double[channels];
        shadow = new double[channels];
        outcomes = new double[channels];
    }

    /** Takes the absolute errors of both for one outcome. */
    public void observe(int channel, float activeError, float shadowError) {
        active[channel] += activeError;
        shadow[channel] += shadowError;
        outcomes[channel]++;
    }

    public Verdict verdict() {
        double all = 0;
        for (double each : outcomes) {
            all += each;
        }
        if (all < rule.outcomes()) {
            return Verdict.OPEN;
        }
        return ratio() <= rule.mostErrorRatio() ? Verdict.NO_WORSE : Verdict.WORSE;
    }

    /** The new model's error as a share of the other's; 1 before the first outcome. */
    public double ratio() {
        double sum = 0;
        int judged = 0;
        for (int channel = 0; channel < outcomes.length; channel++) {
            if (outcomes[channel] > 0) {
                sum += shadow[channel] / Math.max(1e-9, active[channel]);
                judged++;
            }
        }
        return judged == 0 ? 1 : sum / judged;
    }

    void write(DataOutput out) throws IOException {
        Forms.write(out, active);
        Forms.write(out, shadow);
        Forms.write(out, outcomes);
    }

    void read(DataInput in) throws IOException {
        Forms.read(in, active);
        Forms.read(in, shadow);
        Forms.read(in, outcomes);
    }
}
