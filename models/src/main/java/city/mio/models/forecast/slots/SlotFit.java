package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What was learnt of one channel: what is usual, what moves it, and how far values are off from that.
 *
 * @param laws as {@link SlotEffects#learn} has them
 * @param spread {@code [((off ? 1 : 0) * perDay + slot) * targets + target]}: mean absolute error, in the channel's unit
 */
record SlotFit(SlotProfile profile, double[] laws, float[] spread, boolean season) {

    /** Days that the spread of the target's scale counts in a slot. */
    private static final double SPREAD_DAYS = 6;
    private static final double LARGEST = 6;
    /** The profile is learnt again of what the conditions leave over. */
    private static final int PASSES = 2;

    static SlotFit learn(Panel panel, SlotDays days, SlotConditions conditions, int channel, int from, int to) {
        int targets = panel.targetCount();
        boolean season = SlotEffects.isSeasonLearnt(to - from, days.perDay());
        float[] explained = new float[(to - from) * targets];
        double[] before = new double[targets * SlotEffects.FEATURES];
        SlotProfile profile = null;
        SlotEffects effects = null;
        double[] laws = null;
        for (int pass = 0; pass < PASSES; pass++) {
            profile = SlotProfile.learn(panel, days, channel, from, to, explained);
            effects = new SlotEffects(panel, days, conditions, profile, channel, season);
            laws = effects.learn(explained, from, to);
            for (int at = 0; at < laws.length; at++) {
                laws[at] += at % SlotEffects.FEATURES < SlotEffects.CONDITIONS ? before[at] : 0;
            }
            if (pass + 1 < PASSES) {
                before = laws;
                explained = effects.explained(laws, from, to);
            }
        }
        profile.learnt();
        int perDay = days.perDay();
        double[] off = new double[2 * perDay * targets];
        double[] seen = new double[off.length];
        double[] inCommon = new double[2 * perDay];
        double[] seenInCommon = new double[2 * perDay];
        double[] row = new double[SlotEffects.FEATURES];
        for (int step = from; step < to; step++) {
            int half = days.isDayOff(step) ? perDay : 0;
            for (int target = 0; target < targets; target++) {
                float value = panel.value(channel, step, target);
                if (Float.isNaN(value)) {
                    continue;
                }
                effects.fill(target, step, 7, 0, row);
                double point = profile.value(days.kind(step), days.slot(step), target) / profile.scale(target)
                        + SlotEffects.answer(laws, target, row);
                double error = Math.min(LARGEST, Math.abs(value / profile.scale(target) - point));
                for (int k = -1; k <= 1; k++) {
                    int slot = half + Math.floorMod(days.slot(step) + k, perDay);
                    double weight = k == 0 ? 0.5 : 0.25;
                    off[slot * targets + target] += weight * error;
                    seen[slot * targets + target] += weight;
                    inCommon[slot] += weight * error;
                    seenInCommon[slot] += weight;
                }
            }
        }
        float[] spread = new float[off.length];
        for (int slot = 0; slot < 2 * perDay; slot++) {
            int other = (slot + perDay) % (2 * perDay);
            double wider = seenInCommon[slot] > 0 ? inCommon[slot] / seenInCommon[slot]
                    : seenInCommon[other] > 0 ? inCommon[other] / seenInCommon[other] : 1;
            for (int target = 0; target < targets; target++) {
                int at = slot * targets + target;
                double error = (off[at] + SPREAD_DAYS * wider) / (seen[at] + SPREAD_DAYS);
                spread[at] = (float) (error * profile.scale(target));
            }
        }
        return new SlotFit(profile, laws, spread, season);
    }

    /** What is to be expected; {@code row} is for {@link SlotEffects#fill}. */
    double point(SlotEffects effects, SlotDays days, int target, int step, int lead, double level, double[] row) {
        effects.fill(target, step, lead, level, row);
        return profile.value(days.kind(step), days.slot(step), target)
                + profile.scale(target) * SlotEffects.answer(laws, target, row);
    }

    /** How far off that usually is, with what is not known of a rare kind of day. */
    double sigma(SlotDays days, int target, int step, int targets) {
        int half = days.isDayOff(step) ? days.perDay() : 0;
        double usual = spread[(half + days.slot(step)) * targets + target];
        return Math.hypot(usual, profile.doubt(days.kind(step), days.slot(step), target));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(season);
        profile.write(out);
        SlotEffects.write(out, laws);
        for (float value : spread) {
            out.writeFloat(value);
        }
    }

    static SlotFit read(DataInputStream in, int targets, int perDay) throws IOException {
        boolean season = in.readBoolean();
        SlotProfile profile = SlotProfile.read(in, targets, perDay);
        double[] laws = SlotEffects.read(in, targets);
        float[] spread = new float[2 * perDay * targets];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = in.readFloat();
        }
        return new SlotFit(profile, laws, spread, season);
    }
}
