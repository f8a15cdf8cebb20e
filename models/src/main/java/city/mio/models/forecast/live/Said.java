package city.mio.models.forecast.live;

import java.util.Map;

/**
 * What was said of every target at one step, in the channels' units. Horizon 0 is the step after the newest. Read only
 * outside this package.
 */
public final class Said {

    final long newestStep;
    final float[] p10;
    final float[] p50;
    final float[] p90;
    /** The model's own word, NaN where it has none. */
    final float[] model;
    /** What stands in: the profile, or the start of a target that is new. */
    final float[] profile;
    final float[] last;
    final boolean[] fallback;
    /** By how much the intervals are wider than the model's own, by channel and horizon. */
    final double[] widening;
    /** Whether something was in the way of the target's traffic at the step, as {@link #at}. */
    final boolean[] disturbed;
    /** The word of the model on trial; null if there is none. */
    float[] shadow;

    private final int targets;
    private final int horizons;
    private final long[] newestInput;

    Said(long newestStep, int channels, int targets, int horizons) {
        this.newestStep = newestStep;
        this.targets = targets;
        this.horizons = horizons;
        int size = channels * targets * horizons;
        p10 = new float[size];
        p50 = new float[size];
        p90 = new float[size];
        model = new float[size];
        profile = new float[size];
        last = new float[channels * targets];
        fallback = new boolean[channels * targets];
        disturbed = new boolean[size];
        widening = new double[channels * horizons];
        newestInput = new long[channels * targets];
    }

    /**
     * Marks the targets and horizons that something is in the way of; says which targets are closed at some of them: a
     * model has never seen a closed link, so the profile stands in, from nothing up to it.
     */
    boolean[] disturb(Conditions conditions, Map<String, Integer> numberOf, long stepMillis) {
        boolean[] closed = new boolean[targets];
        for (Conditions.Disturbance each : conditions.disturbances()) {
            Integer target = numberOf.get(each.targetId());
            for (int h = 0; target != null && h < horizons; h++) {
                long start = newestStep + (h + 1) * stepMillis;
                if (each.start() < start + stepMillis && each.end() > start) {
                    closed[target] |= each.closed();
                    for (int channel = 0; channel < fallback.length / targets; channel++) {
                        disturbed[at(channel, target, h)] = true;
                    }
                }
            }
        }
        return closed;
    }

    int at(int channel, int target, int horizon) {
        return (channel * targets + target) * horizons + horizon;
    }

    void setNewestInput(int channel, int target, long start) {
        newestInput[channel * targets + target] = start;
    }

    /** Begin of the newest step that was known, UTC epoch milliseconds. */
    public long newestStep() {
        return newestStep;
    }

    public int targets() {
        return targets;
    }

    public int horizons() {
        return horizons;
    }

    /** Whether anything can be said: not of a target that is new and has never been heard of where no model is. */
    public boolean isSaid(int channel, int target) {
        return !Float.isNaN(p50[at(channel, target, 0)]);
    }

    public float p10(int channel, int target, int horizon) {
        return p10[at(channel, target, horizon)];
    }

    public float p50(int channel, int target, int horizon) {
        return p50[at(channel, target, horizon)];
    }

    public float p90(int channel, int target, int horizon) {
        return p90[at(channel, target, horizon)];
    }

    /** Whether the model's word was passed over. */
    public boolean isFallback(int channel, int target) {
        return fallback[channel * targets + target];
    }

    /** Begin of the newest step with a value of the target; 0 if there was none. */
    public long newestInput(int channel, int target) {
        return newestInput[channel * targets + target];
    }
}
