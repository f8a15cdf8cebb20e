package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What one channel is like at a time of a kind of day, for every target. Robust: values are clipped to three scaled
 * median deviations of their hour, on workdays or days off, before they are averaged. Smooth: neighbouring times count with a triangular weight.
 * Shrunk: a kind of day with few days leans on all days off, these on all days, and those on the target's mean.
 */
public final class Profile {

    private static final int TYPES = DayType.values().length;
    /** Three kinds of day, all days off, all days. */
    private static final int GROUPS = TYPES + 2;
    private static final int DAYS_OFF = TYPES;
    private static final int ALL_DAYS = TYPES + 1;
    /** Weight of the wider group's value, in days. */
    private static final float SHRINKAGE_DAYS = 1f;
    /** Hours of workdays, then of days off. */
    private static final int HOURS = 48;
    private static final int HALF_WIDTH_MINUTES = 30;

    private final int targets;
    private final int bins;
    private final float[] kernel;
    private final float[] mean;
    private final float[] clipLow;
    private final float[] clipHigh;
    /** {@code [(group * bins + bin) * targets + target]}: kernel-weighted sums and weights. */
    private final float[] sum;
    private final float[] weight;
    private boolean compact;

    private Profile(int targets, int bins, float[] kernel) {
        this.targets = targets;
        this.bins = bins;
        this.kernel = kernel;
        mean = new float[targets];
        clipLow = new float[targets * HOURS];
        clipHigh = new float[targets * HOURS];
        sum = new float[GROUPS * bins * targets];
        weight = new float[GROUPS * bins * targets];
    }

    /** Learns from steps {@code from} to {@code to}, the latter not included. */
    static Profile learn(Panel panel, int channel, int from, int to) {
        int bins = panel.timeline().stepsPerDay();
        int targets = panel.targetCount();
        Profile profile = new Profile(targets, bins, kernel(bins));
        profile.learnBounds(panel, channel, from, to);
        float[] rawSum = new float[GROUPS * bins * targets];
        float[] rawWeight = new float[GROUPS * bins * targets];
        for (int step = from; step < to; step++) {
            int bin = panel.binOfDay(step);
            int type = panel.dayType(step);
            for (int target = 0; target < targets; target++) {
                float value = profile.clipped(panel.value(channel, step, target), target, type, bin);
                if (!Float.isNaN(value)) {
                    for (int group = 0; group < GROUPS; group++) {
                        if (belongs(type, group)) {
                            int at = (group * bins + bin) * targets + target;
                            rawSum[at] += value - profile.mean[target];
                            rawWeight[at]++;
                        }
                    }
                }
            }
        }
        int half = profile.kernel.length / 2;
        for (int group = 0; group < GROUPS; group++) {
            for (int bin = 0; bin < bins; bin++) {
                for (int k = -half; k <= half; k++) {
                    int source = (group * bins + Math.floorMod(bin + k, bins)) * targets;
                    int sink = (group * bins + bin) * targets;
                    for (int target = 0; target < targets; target++) {
                        profile.sum[sink + target] += profile.kernel[k + half] * rawSum[source + target];
                        profile.weight[sink + target] += profile.kernel[k + half] * rawWeight[source + target];
                    }
                }
            }
        }
        return profile;
    }

    private static boolean belongs(int type, int group) {
        return group == type || group == ALL_DAYS || group == DAYS_OFF && type != DayType.WORKDAY.ordinal();
    }

    private static float[] kernel(int bins) {
        int half = Math.max(1, HALF_WIDTH_MINUTES * bins / (24 * 60));
        float[] kernel = new float[2 * half + 1];
        for (int k = -half; k <= half; k++) {
            kernel[k + half] = (half + 1f - Math.abs(k)) / ((half + 1f) * (half + 1f));
        }
        return kernel;
    }

    private void learnBounds(Panel panel, int channel, int from, int to) {
        float[][] byHour = new float[HOURS][to - from];
        int[] counts = new int[HOURS];
        double all = 0;
        long seen = 0;
        for (int target = 0; target < targets; target++) {
            Arrays.fill(counts, 0);
            for (int step = from; step < to; step++) {
                float value = panel.value(channel, step, target);
                if (!Float.isNaN(value)) {
                    int hour = hour(panel.dayType(step), panel.binOfDay(step));
                    byHour[hour][counts[hour]++] = value;
                }
            }
            for (int hour = 0; hour < HOURS; hour++) {
                bound(byHour[hour], counts[hour], target * HOURS + hour);
            }
            double sumOfTarget = 0;
            long seenOfTarget = 0;
            for (int step = from; step < to; step++) {
                float value = clipped(
                        panel.value(channel, step, target), target, panel.dayType(step), panel.binOfDay(step));
                if (!Float.isNaN(value)) {
                    sumOfTarget += value;
                    seenOfTarget++;
                }
            }
            all += sumOfTarget;
            seen += seenOfTarget;
            mean[target] = seenOfTarget == 0 ? Float.NaN : (float) (sumOfTarget / seenOfTarget);
        }
        for (int target = 0; target < targets; target++) {
            if (Float.isNaN(mean[target])) {
                mean[target] = seen == 0 ? 0 : (float) (all / seen);
            }
        }
    }

    private void bound(float[] values, int count, int at) {
        clipLow[at] = Float.NEGATIVE_INFINITY;
        clipHigh[at] = Float.POSITIVE_INFINITY;
        if (count < 5) {
            return;
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        float median = sorted[count / 2];
        for (int i = 0; i < count; i++) {
            sorted[i] = Math.abs(sorted[i] - median);
        }
        Arrays.sort(sorted);
        float deviation = 1.4826f * sorted[count / 2];
        if (deviation > 0) {
            clipLow[at] = median - 3 * deviation;
            clipHigh[at] = median + 3 * deviation;
        }
    }

    private int hour(int dayType, int bin) {
        return bin * 24 / bins + (dayType == DayType.WORKDAY.ordinal() ? 0 : 24);
    }

    private float clipped(float value, int target, int dayType, int bin) {
        if (Float.isNaN(value)) {
            return value;
        }
        int at = target * HOURS + hour(dayType, bin);
        return Math.min(clipHigh[at], Math.max(clipLow[at], value));
    }

    /** Times of day that it tells apart. */
    int bins() {
        return bins;
    }

    /** Of how many days the target was learnt, as a mean over the times of the day. */
    float days(int target) {
        float sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            sum += weight[(ALL_DAYS * bins + bin) * targets + target];
        }
        return sum / bins;
    }

    /** Mean of the target over all it was learnt from. */
    float mean(int target) {
        return mean[target];
    }

    /** The value to expect at a time of a kind of day. */
    public float value(int dayType, int bin, int target) {
        return value(dayType, bin, target, 0, 0);
    }

    /**
     * The value to expect at a step that the profile was learnt from, without what its own day brought: else a model
     * that learns from deviations would see smaller ones than it meets in use.
     */
    float valueWithoutOwnDay(Panel panel, int channel, int step, int target, int from, int to) {
        int day = panel.dayNumber(step);
        int bin = panel.binOfDay(step);
        int half = kernel.length / 2;
        float ownSum = 0;
        float ownWeight = 0;
        for (int k = -half; k <= half; k++) {
            int other = step + k;
            if (other >= from && other < to && panel.dayNumber(other) == day) {
                float value = clipped(
                        panel.value(channel, other, target), target, panel.dayType(other), panel.binOfDay(other));
                if (!Float.isNaN(value)) {
                    ownSum += kernel[k + half] * (value - mean[target]);
                    ownWeight += kernel[k + half];
                }
            }
        }
        return value(panel.dayType(step), bin, target, ownSum, ownWeight);
    }

    private float value(int dayType, int bin, int target, float ownSum, float ownWeight) {
        float expected = shrunk(ALL_DAYS, bin, target, ownSum, ownWeight, 0);
        if (dayType != DayType.WORKDAY.ordinal()) {
            expected = shrunk(DAYS_OFF, bin, target, ownSum, ownWeight, expected);
        }
        return mean[target] + shrunk(dayType, bin, target, ownSum, ownWeight, expected);
    }

    private float shrunk(int group, int bin, int target, float ownSum, float ownWeight, float wider) {
        int at = (group * bins + bin) * targets + target;
        float seen = Math.max(0, weight[at] - ownWeight);
        return (sum[at] - ownSum + SHRINKAGE_DAYS * wider) / (seen + SHRINKAGE_DAYS);
    }

    /** The same in a tenth of the room, without the bounds that only learning needs. */
    Profile compact() {
        Profile compact = new Profile(targets, bins, kernel);
        compact.compact = true;
        System.arraycopy(mean, 0, compact.mean, 0, targets);
        compact.unbounded();
        System.arraycopy(Packed.smooth(sum, bins, targets), 0, compact.sum, 0, sum.length);
        System.arraycopy(Packed.smooth(weight, bins, targets), 0, compact.weight, 0, weight.length);
        return compact;
    }

    private void unbounded() {
        Arrays.fill(clipLow, Float.NEGATIVE_INFINITY);
        Arrays.fill(clipHigh, Float.POSITIVE_INFINITY);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(targets);
        out.writeInt(bins);
        out.writeBoolean(compact);
        Parts.writeFloats(out, mean);
        if (compact) {
            Packed.writeSmooth(out, sum, bins, targets);
            Packed.writeSmooth(out, weight, bins, targets);
            return;
        }
        for (float[] part : new float[][] {clipLow, clipHigh, sum, weight}) {
            Parts.writeFloats(out, part);
        }
    }

    static Profile read(DataInputStream in) throws IOException {
        int targets = Parts.readCount(in, "targets");
        int bins = Parts.readCount(in, "bins");
        Profile profile = new Profile(targets, bins, kernel(bins));
        profile.compact = in.readBoolean();
        Parts.readFloats(in, profile.mean);
        if (profile.compact) {
            profile.unbounded();
            Packed.readSmooth(in, profile.sum, bins, targets);
            Packed.readSmooth(in, profile.weight, bins, targets);
            return profile;
        }
        for (float[] part : new float[][] {profile.clipLow, profile.clipHigh, profile.sum, profile.weight}) {
            Parts.readFloats(in, part);
        }
        return profile;
    }
}
