package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.util.Arrays;
import java.util.List;

/**
 * What is usual in a slot of a kind of day, for every target of a channel. Robust: values are clipped to three scaled
 * median deviations of their slot and its neighbours, on workdays or days off. A kind leans on days off, these on all
 * days, all days on the shape that targets have in common, each with the weight of {@link #SHRINKAGE_DAYS}. How much a slot
 * borrows from its neighbours, which helps where days are few and hurts where traffic turns within a slot, held-out days
 * decide ({@link #borrowed}).
 */
final class SlotProfile {

    static final float SHRINKAGE_DAYS = 1.5f;
    private static final int KINDS = DayKind.values().length;
    private static final int DAYS_OFF = KINDS;
    private static final int ALL = KINDS + 1;
    private static final int GROUPS = KINDS + 2;
    /** Shares that each neighbour of a slot may have in it, the widest first. */
    private static final float[] SHARES = {0.25f, 0.125f, 0};
    /** By how much less must be better: what held-out days say is not free of chance. */
    private static final double SURELY_BETTER = 0.995;

    private final int targets;
    private final int perDay;
    private final float[] mean;
    private final float[] scale;
    /** {@code [group * perDay + slot]}: mean deviation over targets, in their scales. */
    private final float[] shape;
    /** {@code [(group * perDay + slot) * targets + target]}. */
    private final float[] sum;
    private final float[] weight;
    private final float[] clipLow;
    private final float[] clipHigh;
    /** While learning: what is explained of values by other things, {@code [(step - from) * targets + target]}. */
    private float[] explained;
    private int explainedFrom;

    private final float[] kernel;

    private SlotProfile(int targets, int perDay, float borrowed) {
        kernel = new float[] {borrowed, 1 - 2 * borrowed, borrowed};
        this.targets = targets;
        this.perDay = perDay;
        mean = new float[targets];
        scale = new float[targets];
        shape = new float[GROUPS * perDay];
        sum = new float[GROUPS * perDay * targets];
        weight = new float[GROUPS * perDay * targets];
        clipLow = new float[2 * perDay * targets];
        clipHigh = new float[2 * perDay * targets];
    }

    /**
     * Learns from steps {@code from} to {@code to}, the latter not included.
     *
     * @param explained what to take off values first, {@code [(step - from) * targets + target]}
     * @param borrowed share that each neighbour of a slot has in it
     */
    static SlotProfile learn(
            Panel panel, SlotDays days, int channel, int from, int to, float[] explained, float borrowed) {
        SlotProfile made = new SlotProfile(panel.targetCount(), days.perDay(), borrowed);
        made.explained = explained;
        made.explainedFrom = from;
        made.learnMeans(panel, channel, from, to);
        made.learnBounds(panel, days, channel, from, to);
        for (int step = from; step < to; step++) {
            for (int target = 0; target < made.targets; target++) {
                float value = made.clipped(panel, days, channel, step, target);
                if (!Float.isNaN(value)) {
                    for (int group = 0; group < GROUPS; group++) {
                        if (belongs(days.kind(step), group)) {
                            made.put(group, days.slot(step), target, value - made.mean[target]);
                        }
                    }
                }
            }
        }
        made.learnShape();
        return made;
    }

    /**
     * How much slots of a channel should borrow from their neighbours: the profile of all other days is held against each part
     * of the history.
     *
     * @param parts begins of the parts and the end of the last
     * @param without the history without each part
     */
    static float borrowed(Panel panel, SlotDays days, int channel, int[] parts, List<Panel> without) {
        int from = parts[0];
        int to = parts[parts.length - 1];
        float[] nothing = new float[(to - from) * panel.targetCount()];
        float best = SHARES[0];
        double least = Double.POSITIVE_INFINITY;
        for (float borrowed : SHARES) {
            double off = 0;
            for (int part = 0; part + 1 < parts.length; part++) {
                SlotProfile profile = learn(without.get(part), days, channel, from, to, nothing, borrowed);
                off += profile.off(panel, days, channel, parts[part], parts[part + 1]);
            }
            if (off < SURELY_BETTER * least) {
                best = borrowed;
                least = off;
            }
        }
        return best;
    }

    /** Sum of absolute errors, in the targets' scales. */
    private double off(Panel panel, SlotDays days, int channel, int from, int to) {
        double off = 0;
        for (int step = from; step < to; step++) {
            for (int target = 0; target < targets; target++) {
                float value = panel.value(channel, step, target);
                if (!Float.isNaN(value)) {
                    off += Math.abs(value - value(days.kind(step), days.slot(step), target)) / scale[target];
                }
            }
        }
        return off;
    }

    private static boolean belongs(int kind, int group) {
        return group == kind || group == ALL || group == DAYS_OFF && kind != DayKind.WORKDAY.ordinal();
    }

    private void put(int group, int slot, int target, float deviation) {
        for (int k = -1; k <= 1; k++) {
            int at = (group * perDay + Math.floorMod(slot + k, perDay)) * targets + target;
            sum[at] += kernel[k + 1] * deviation;
            weight[at] += kernel[k + 1];
        }
    }

    private void learnMeans(Panel panel, int channel, int from, int to) {
        double allMeans = 0;
        double allScales = 0;
        int known = 0;
        for (int target = 0; target < targets; target++) {
            double total = 0;
            int seen = 0;
            for (int step = from; step < to; step++) {
                float value = panel.value(channel, step, target);
                if (!Float.isNaN(value)) {
                    total += value;
                    seen++;
                }
            }
            mean[target] = seen == 0 ? Float.NaN : (float) (total / seen);
            double off = 0;
            for (int step = from; step < to; step++) {
                float value = panel.value(channel, step, target);
                off += Float.isNaN(value) ? 0 : Math.abs(value - mean[target]);
            }
            // A target with a day of values or less says nothing of its own spread.
            scale[target] = seen <= perDay ? Float.NaN : (float) (off / seen);
            if (seen > perDay) {
                allMeans += mean[target];
                allScales += scale[target];
                known++;
            }
        }
        float usualMean = known == 0 ? 0 : (float) (allMeans / known);
        float usualScale = known == 0 ? 1 : (float) Math.max(1e-6, allScales / known);
        for (int target = 0; target < targets; target++) {
            mean[target] = Float.isNaN(mean[target]) ? usualMean : mean[target];
            scale[target] = Float.isNaN(scale[target]) ? usualScale : Math.max(scale[target], 0.05f * usualScale);
        }
    }

    private void learnBounds(Panel panel, SlotDays days, int channel, int from, int to) {
        int most = (to - from) / perDay + 2;
        float[][] values = new float[2 * perDay][3 * most];
        int[] seen = new int[2 * perDay];
        for (int target = 0; target < targets; target++) {
            Arrays.fill(seen, 0);
            for (int step = from; step < to; step++) {
                float value = left(panel, channel, step, target);
                if (!Float.isNaN(value)) {
                    for (int k = -1; k <= 1; k++) {
                        int at = (days.isDayOff(step) ? perDay : 0) + Math.floorMod(days.slot(step) + k, perDay);
                        if (seen[at] < values[at].length) {
                            values[at][seen[at]++] = value;
                        }
                    }
                }
            }
            for (int at = 0; at < seen.length; at++) {
                bound(values[at], seen[at], at * targets + target);
            }
        }
    }

    private void bound(float[] values, int count, int at) {
        clipLow[at] = Float.NEGATIVE_INFINITY;
        clipHigh[at] = Float.POSITIVE_INFINITY;
        if (count < 9) {
            return;
        }
        Arrays.sort(values, 0, count);
        float median = values[count / 2];
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        Arrays.sort(values, 0, count);
        float deviation = 1.4826f * values[count / 2];
        if (deviation > 0) {
            clipLow[at] = median - 3 * deviation;
            clipHigh[at] = median + 3 * deviation;
        }
    }

    private float left(Panel panel, int channel, int step, int target) {
        return panel.value(channel, step, target) - explained[(step - explainedFrom) * targets + target];
    }

    private float clipped(Panel panel, SlotDays days, int channel, int step, int target) {
        float value = left(panel, channel, step, target);
        if (Float.isNaN(value) || days.kind(step) > DayKind.HOLIDAY.ordinal()) {
            // A rare kind of day is no outlier of the usual ones.
            return value;
        }
        int at = ((days.isDayOff(step) ? perDay : 0) + days.slot(step)) * targets + target;
        return Math.min(clipHigh[at], Math.max(clipLow[at], value));
    }

    private void learnShape() {
        for (int group = 0; group < GROUPS; group++) {
            for (int slot = 0; slot < perDay; slot++) {
                double total = 0;
                int seen = 0;
                for (int target = 0; target < targets; target++) {
                    int at = (group * perDay + slot) * targets + target;
                    if (weight[at] > 0) {
                        total += sum[at] / weight[at] / scale[target];
                        seen++;
                    }
                }
                shape[group * perDay + slot] = seen == 0 ? Float.NaN : (float) (total / seen);
            }
        }
    }

    /** What is to be known of it in use. */
    SlotUsual settled(SlotUsual.Conditions conditions) {
        float[] values = new float[KINDS * perDay * targets];
        float[] doubts = new float[values.length];
        for (int kind = 0; kind < KINDS; kind++) {
            for (int slot = 0; slot < perDay; slot++) {
                for (int target = 0; target < targets; target++) {
                    int at = (kind * perDay + slot) * targets + target;
                    values[at] = value(kind, slot, target);
                    doubts[at] = doubt(kind, slot, target);
                }
            }
        }
        return new SlotUsual(targets, perDay, scale.clone(), values, doubts, conditions);
    }

    private float value(int kind, int slot, int target) {
        return value(kind, slot, target, 0, 0);
    }

    /** While learning: the value to expect at a step it is learnt from, without what the step's own day brought. */
    float valueWithoutOwnDay(Panel panel, SlotDays days, int channel, int step, int target, int from, int to) {
        float ownSum = 0;
        float ownWeight = 0;
        for (int k = -1; k <= 1; k++) {
            int other = step + k;
            if (other >= from && other < to && days.day(other) == days.day(step)) {
                float value = clipped(panel, days, channel, other, target);
                if (!Float.isNaN(value)) {
                    ownSum += kernel[k + 1] * (value - mean[target]);
                    ownWeight += kernel[k + 1];
                }
            }
        }
        return value(days.kind(step), days.slot(step), target, ownSum, ownWeight);
    }

    private float value(int kind, int slot, int target, float ownSum, float ownWeight) {
        float common = shape[ALL * perDay + slot];
        float expected = Float.isNaN(common) ? 0 : common * scale[target];
        expected = shrunk(ALL, slot, target, ownSum, ownWeight, expected);
        if (kind != DayKind.WORKDAY.ordinal()) {
            expected = shrunk(DAYS_OFF, slot, target, ownSum, ownWeight, moved(expected, ALL, DAYS_OFF, slot, target));
            return mean[target]
                    + shrunk(kind, slot, target, ownSum, ownWeight, moved(expected, DAYS_OFF, kind, slot, target));
        }
        return mean[target] + shrunk(kind, slot, target, ownSum, ownWeight, moved(expected, ALL, kind, slot, target));
    }

    /** What the wider group has for the target, moved as targets in common move from it to the narrower group. */
    private float moved(float expected, int wider, int narrower, int slot, int target) {
        float step = shape[narrower * perDay + slot] - shape[wider * perDay + slot];
        return Float.isNaN(step) ? expected : expected + 0.5f * step * scale[target];
    }

    private float shrunk(int group, int slot, int target, float ownSum, float ownWeight, float wider) {
        int at = (group * perDay + slot) * targets + target;
        float seen = Math.max(0, weight[at] - ownWeight);
        return (sum[at] - ownSum + SHRINKAGE_DAYS * wider) / (seen + SHRINKAGE_DAYS);
    }

    /**
     * What is not known of a kind that was hardly seen: half the distance from all days to the days it leans on, in the
     * share in which it leans.
     */
    private float doubt(int kind, int slot, int target) {
        int at = (kind * perDay + slot) * targets + target;
        float leaning = SHRINKAGE_DAYS / (weight[at] + SHRINKAGE_DAYS);
        int wide = (DAYS_OFF * perDay + slot) * targets + target;
        int all = (ALL * perDay + slot) * targets + target;
        if (kind == DayKind.WORKDAY.ordinal() || weight[wide] == 0 || weight[all] == 0) {
            return leaning * scale[target];
        }
        return leaning * (0.5f * Math.abs(sum[wide] / weight[wide] - sum[all] / weight[all]) + 0.25f * scale[target]);
    }
}
