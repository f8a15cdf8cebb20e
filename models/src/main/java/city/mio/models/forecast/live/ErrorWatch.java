package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How well what was said has held, for each channel, group of targets and horizon, older outcomes fading. Not for several
 * threads.
 */
public final class ErrorWatch {

    private static final int FIGURES = 8;
    private static final int OUTCOMES = 0;
    private static final int SAID = 1;
    private static final int PROFILE = 2;
    private static final int LAST = 3;
    private static final int SHADOW = 4;
    private static final int SHADOW_OUTCOMES = 5;
    private static final int POOR = 6;
    private static final int COVERED = 7;

    private final int groups;
    private final int horizons;
    private final double keep;
    /** {@code [((channel * groups + group) * horizons + horizon) * FIGURES + figure]}: faded sums. */
    private final double[] sums;

    /**
     * Figures of a group at a horizon; the errors are means over the outcomes, in the channel's unit.
     *
     * @param horizon steps ahead, from 1
     * @param outcomes how many the figures stand for, after fading
     * @param shadow NaN if no model is on trial
     * @param poorShare by the channel's own measure
     * @param coverage share of outcomes within the interval
     */
    public record Figures(
            int horizon,
            double outcomes,
            double said,
            double profile,
            double last,
            double shadow,
            double poorShare,
            double coverage) {}

    /** One outcome and what was said of it; {@code shadow} is NaN if no model is on trial. */
    record Outcome(float came, float said, float p10, float p90, float profile, float last, float shadow, boolean poor) {}

    ErrorWatch(int channels, int groups, int horizons, int memorySteps) {
        this.groups = groups;
        this.horizons = horizons;
        keep = Math.exp(-1.0 / memorySteps);
        sums = new double[channels * groups * horizons * FIGURES];
    }

    /** Lets what is known fade by a step. */
    void fade() {
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= keep;
        }
    }

    void observe(int channel, int group, int horizon, Outcome outcome) {
        int at = ((channel * groups + group) * horizons + horizon) * FIGURES;
        sums[at + OUTCOMES]++;
        sums[at + SAID] += Math.abs(outcome.said() - outcome.came());
        sums[at + PROFILE] += Math.abs(outcome.profile() - outcome.came());
        sums[at + LAST] += Math.abs(outcome.last() - outcome.came());
        if (!Float.isNaN(outcome.shadow())) {
            sums[at + SHADOW] += Math.abs(outcome.shadow() - outcome.came());
            sums[at + SHADOW_OUTCOMES]++;
        }
        sums[at + POOR] += outcome.poor() ? 1 : 0;
        sums[at + COVERED] += outcome.came() >= outcome.p10() && outcome.came() <= outcome.p90() ? 1 : 0;
    }

    /** The figures of the horizons that have outcomes. */
    List<Figures> figures(int channel, int group) {
        List<Figures> figures = new java.util.ArrayList<>();
        for (int h = 0; h < horizons; h++) {
            int at = ((channel * groups + group) * horizons + h) * FIGURES;
            double outcomes = sums[at + OUTCOMES];
            if (outcomes < 0.5) {
                continue;
            }
            double shadowOutcomes = sums[at + SHADOW_OUTCOMES];
            figures.add(new Figures(
                    h + 1,
                    outcomes,
                    sums[at + SAID] / outcomes,
                    sums[at + PROFILE] / outcomes,
                    sums[at + LAST] / outcomes,
                    shadowOutcomes < 0.5 ? Double.NaN : sums[at + SHADOW] / shadowOutcomes,
                    Math.min(1, sums[at + POOR] / outcomes),
                    Math.min(1, sums[at + COVERED] / outcomes)));
        }
        return figures;
    }

    /** Forgets the model on trial. */
    void endTrial() {
        for (int at = 0; at < sums.length; at += FIGURES) {
            sums[at + SHADOW] = 0;
            sums[at + SHADOW_OUTCOMES] = 0;
        }
    }

    void write(DataOutput out) throws IOException {
        Forms.write(out, sums);
    }

    void read(DataInput in) throws IOException {
        Forms.read(in, sums);
    }
}
