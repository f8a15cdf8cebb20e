package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * For each target and channel, whether the model or the profile is to be believed: by their mean absolute errors over
 * all horizons, older steps fading. Not for several threads.
 */
public final class TargetTrust {

    private final int targets;
    private final WatchRules rules;
    private final float[] model;
    private final float[] profile;
    private final float[] outcomes;
    private final boolean[] fallback;

    public TargetTrust(int channels, int targets, WatchRules rules) {
        this.targets = targets;
        this.rules = rules;
        model = new float[channels * targets];
        profile = new float[channels * targets];
        outcomes = new float[channels * targets];
        fallback = new boolean[channels * targets];
    }

    /** Takes the mean errors of one step's outcome. */
    public void observe(int channel, int target, float modelError, float profileError) {
        int at = channel * targets + target;
        outcomes[at] = Math.min(rules.memorySteps(), outcomes[at] + 1);
        model[at] += (modelError - model[at]) / outcomes[at];
        profile[at] += (profileError - profile[at]) / outcomes[at];
        if (outcomes[at] >= rules.fallback().outcomes()) {
            fallback[at] = model[at] > (fallback[at] ? 1 : rules.fallback().errorRatio()) * profile[at];
        }
    }

    /** Whether the profile stands in. */
    public boolean isFallback(int channel, int target) {
        return fallback[channel * targets + target];
    }

    /** Mean absolute error of the profile; NaN before the first outcome. */
    public float profileError(int channel, int target) {
        int at = channel * targets + target;
        return outcomes[at] == 0 ? Float.NaN : profile[at];
    }

    /** Begins anew, as for another model. */
    public void reset() {
        Arrays.fill(model, 0);
        Arrays.fill(profile, 0);
        Arrays.fill(outcomes, 0);
        Arrays.fill(fallback, false);
    }

    void write(DataOutput out) throws IOException {
        Forms.write(out, model);
        Forms.write(out, profile);
        Forms.write(out, outcomes);
        for (boolean each : fallback) {
            out.writeBoolean(each);
        }
    }

    /** @param targetOf for each kept target its number now, -1 if it is gone */
    void read(DataInput in, int[] targetOf) throws IOException {
        int channels = model.length / targets;
        for (float[] into : new float[][] {model, profile, outcomes}) {
            float[] kept = new float[channels * targetOf.length];
            Forms.read(in, kept);
            for (int channel = 0; channel < channels; channel++) {
                for (int from = 0; from < targetOf.length; from++) {
                    if (targetOf[from] >= 0) {
                        into[channel * targets + targetOf[from]] = kept[channel * targetOf.length + from];
                    }
                }
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            for (int from : targetOf) {
                boolean kept = in.readBoolean();
                if (from >= 0) {
                    fallback[channel * targets + from] = kept;
                }
            }
        }
    }
}
