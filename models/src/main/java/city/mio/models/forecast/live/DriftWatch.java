package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells when errors have become larger than they used to be: the test of Page and Hinkley (Page, Continuous inspection
 * schemes, Biometrika 1954) on the mean error of each step, in half widths of the intervals, so that a rush hour is no
 * drift. It ends when the errors of the last steps are again what they used to be. Not for several threads.
 */
public final class DriftWatch {

    private static final int LATELY_STEPS = 12;

    private final WatchRules.Drift rules;
    private double mean;
    private double lately;
    private double sum;
    private int steps;
    private boolean drifting;

    public DriftWatch(WatchRules.Drift rules) {
        this.rules = rules;
    }

    /** Takes the mean error of a step. */
    public void observe(double error) {
        steps++;
        lately += (error - lately) / Math.min(steps, LATELY_STEPS);
        if (!drifting) {
            // What is learnt first would else be set by a single step; what is learnt later moves within two days.
            mean += (error - mean) / Math.min(steps, 576);
        }
        if (steps <= rules.learnSteps()) {
            return;
        }
        sum = Math.max(0, sum + error - mean - rules.slack());
        if (!drifting && sum > rules.limit()) {
            drifting = true;
        } else if (drifting && lately < mean + rules.slack()) {
            drifting = false;
            sum = 0;
        }
    }

    public boolean isDrifting() {
        return drifting;
    }

    /** Begins anew, as for another model. */
    public void reset() {
        mean = 0;
        lately = 0;
        sum = 0;
        steps = 0;
        drifting = false;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(mean);
        out.writeDouble(lately);
        out.writeDouble(sum);
        out.writeInt(steps);
        out.writeBoolean(drifting);
    }

    void read(DataInput in) throws IOException {
        mean = in.readDouble();
        lately = in.readDouble();
        sum = in.readDouble();
        steps = in.readInt();
        drifting = in.readBoolean();
    }
}
