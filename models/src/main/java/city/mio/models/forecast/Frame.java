package city.mio.models.forecast;

/**
 * A history as models see it: each value as its deviation from the profile in units of the target's usual deviation,
 * with sums kept so that a mean over any stretch costs the same. Immutable; may be shared.
 */
public final class Frame {

    private static final float LARGEST = 8f;

    private final Panel panel;
    private final Normalisation normalisation;
    private final int targets;
    private final int steps;
    /** {@code [channel][target * steps + step]}. */
    private final float[][] deviations;
    /** {@code [channel][target * (steps + 1) + step]}: over steps before this one. The last target is all together. */
    private final float[][] sums;
    private final int[][] counts;

    public Frame(Panel panel, Normalisation normalisation) {
        if (normalisation.targets() != panel.targetCount() || normalisation.channels() != panel.channelCount()) {
            throw new IllegalArgumentException("panel must have the normalisation's " + normalisation.targets()
                    + " targets and " + normalisation.channels() + " channels");
        }
        this.panel = panel;
        this.normalisation = normalisation;
        targets = panel.targetCount();
        steps = panel.steps();
        int channels = panel.channelCount();
        deviations = new float[channels][targets * steps];
        sums = new float[channels][(targets + 1) * (steps + 1)];
        counts = new int[channels][(targets + 1) * (steps + 1)];
        for (int channel = 0; channel < channels; channel++) {
            fill(channel);
        }
    }

    private void fill(int channel) {
        float[] sum = sums[channel];
        int[] count = counts[channel];
        double[] sumOfAll = new double[steps];
        int[] countOfAll = new int[steps];
        for (int target = 0; target < targets; target++) {
            double running = 0;
            int seen = 0;
            int base = target * (steps + 1);
            for (int step = 0; step < steps; step++) {
                float value = panel.value(channel, step, target);
                float deviation = Float.NaN;
                if (!Float.isNaN(value)) {
                    deviation = (value - normalisation.expected(panel, channel, step, target))
                            / normalisation.scale(channel, target);
                    deviation = Math.min(LARGEST, Math.max(-LARGEST, deviation));
                    running += deviation;
                    seen++;
                    sumOfAll[step] += deviation;
                    countOfAll[step]++;
                }
                deviations[channel][target * steps + step] = deviation;
                sum[base + step + 1] = (float) running;
                count[base + step + 1] = seen;
            }
        }
        int base = targets * (steps + 1);
        double running = 0;
        int seen = 0;
        for (int step = 0; step < steps; step++) {
            if (countOfAll[step] > 0) {
                running += sumOfAll[step] / countOfAll[step];
                seen++;
            }
            sum[base + step + 1] = (float) running;
            count[base + step + 1] = seen;
        }
    }

    public Panel panel() {
        return panel;
    }

    public Normalisation normalisation() {
        return normalisation;
    }

    /** Deviation from the profile, NaN if missing or before the beginning. */
    float deviation(int channel, int step, int target) {
        return step < 0 ? Float.NaN : deviations[channel][target * steps + step];
    }

    /** Mean deviation over steps {@code from} to {@code to} (not included), 0 if there is none: the profile. */
    float mean(int channel, int target, int from, int to) {
        int first = target * (steps + 1) + Math.max(0, from);
        int last = target * (steps + 1) + Math.max(0, to);
        int seen = counts[channel][last] - counts[channel][first];
        return seen == 0 ? 0 : (sums[channel][last] - sums[channel][first]) / seen;
    }

    /** How many steps from {@code from} to {@code to} (not included) have a value. */
    int seen(int channel, int target, int from, int to) {
        int base = target * (steps + 1);
        return counts[channel][base + Math.max(0, to)] - counts[channel][base + Math.max(0, from)];
    }

    /** Mean deviation of all targets together. */
    float meanOfAll(int channel, int from, int to) {
        return mean(channel, targets, from, to);
    }

    /** The profile at a step, also a later one. */
    float expected(int channel, int step, int target) {
        return normalisation.expected(panel, channel, step, target);
    }

    /** The deviation of a later value, not clipped; NaN if it is missing. */
    float outcome(int channel, int step, int target) {
        float value = panel.value(channel, step, target);
        return (value - expected(channel, step, target)) / normalisation.scale(channel, target);
    }

    /** A deviation back in the panel's units. */
    float value(int channel, int step, int target, float deviation) {
        return expected(channel, step, target) + deviation * normalisation.scale(channel, target);
    }
}
