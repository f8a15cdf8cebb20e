package city.mio.models.forecast.slots;

import city.mio.models.forecast.Packed;
import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What was learnt of one channel: what is usual, what moves it, how far values are off from that, and how long a day goes
 * on as it went in its last hours. Immutable.
 *
 * @param laws as {@link SlotEffects#learn} has them
 * @param spread {@code [((off ? 1 : 0) * perDay + slot) * targets + target]}: mean absolute error, in the channel's unit
 * @param persistence of what was off in the last slots, in the first slot ahead and those after
 */
record SlotFit(SlotUsual usual, float[] laws, float[] spread, boolean season, SlotPersistence persistence) {

    /** Days that the spread of the target's scale counts in a slot. */
    private static final double SPREAD_DAYS = 6;
    private static final double LARGEST = 6;
    /** The profile is learnt again of what the conditions leave over. */
    private static final int PASSES = 2;

    /** @param borrowed as {@link SlotProfile#borrowed} has it */
    static SlotFit learn(Panel panel, SlotDays days, SlotConditions conditions, int channel, int from, int to,
            float borrowed) {
        int targets = panel.targetCount();
        boolean season = SlotEffects.isSeasonLearnt(to - from, days.perDay());
        float[] explained = new float[(to - from) * targets];
        float[] before = new float[targets * SlotEffects.FEATURES];
        SlotUsual.Conditions usually = SlotUsual.Conditions.learn(days, conditions, targets, from, to);
        SlotUsual usual = null;
        SlotEffects effects = null;
        float[] laws = null;
        for (int pass = 0; pass < PASSES; pass++) {
            SlotProfile profile = SlotProfile.learn(panel, days, channel, from, to, explained, borrowed);
            usual = profile.settled(usually);
            effects = new SlotEffects(panel, days, conditions, usual, channel, season);
            laws = effects.learn(profile, explained, from, to);
            for (int at = 0; at < laws.length; at++) {
                laws[at] += at % SlotEffects.FEATURES < SlotEffects.CONDITIONS ? before[at] : 0;
            }
            if (pass + 1 < PASSES) {
                before = laws;
                explained = effects.explained(laws, from, to);
            }
        }
        SlotUsual kept = usual.rounded();
        laws = Packed.rounded(laws);
        effects = new SlotEffects(panel, days, conditions, kept, channel, season);
        float[] spread = Packed.fine(spread(panel, days, effects, kept, laws, channel, from, to), days.perDay(), targets);
        SlotFit fit = new SlotFit(kept, laws, spread, season, SlotPersistence.NONE);
        return new SlotFit(
                kept, laws, spread, season, SlotPersistence.learn(panel, days, effects, fit, channel, from, to));
    }

    private static float[] spread(Panel panel, SlotDays days, SlotEffects effects, SlotUsual usual, float[] laws,
            int channel, int from, int to) {
        int targets = panel.targetCount();
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
                double point = usual.value(days.kind(step), days.slot(step), target) / usual.scale(target)
                        + SlotEffects.answer(laws, target, row);
                double error = Math.min(LARGEST, Math.abs(value / usual.scale(target) - point));
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
                spread[at] = (float) (error * usual.scale(target));
            }
        }
        return spread;
    }

    /** What is to be expected; {@code row} is for {@link SlotEffects#fill}. */
    double point(SlotEffects effects, SlotDays days, int target, int step, int lead, double level, double[] row) {
        effects.fill(target, step, lead, level, row);
        return usual.value(days.kind(step), days.slot(step), target)
                + usual.scale(target) * SlotEffects.answer(laws, target, row);
    }

    /** How far off that usually is, with what is not known of a rare kind of day. */
    double sigma(SlotDays days, int target, int step, int targets) {
        int half = days.isDayOff(step) ? days.perDay() : 0;
        double usually = spread[(half + days.slot(step)) * targets + target];
        return Math.max(1e-6, Math.hypot(usually, usual.doubt(days.kind(step), days.slot(step), target)));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(season);
        usual.write(out);
        Packed.writeRounded(out, laws);
        Packed.writeFine(out, spread, usual.perDay(), usual.targets());
        persistence.write(out);
    }

    static SlotFit read(DataInputStream in, int targets, int perDay) throws IOException {
        boolean season = in.readBoolean();
        SlotUsual usual = SlotUsual.read(in, targets, perDay);
        float[] laws = new float[targets * SlotEffects.FEATURES];
        Packed.readRounded(in, laws);
        float[] spread = new float[2 * perDay * targets];
        Packed.readFine(in, spread, perDay, targets);
        return new SlotFit(usual, laws, spread, season, SlotPersistence.read(in));
    }
}
