package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How long what was off in the last slots goes on: the live level of a day for what is left of it. For each slot ahead the
 * share of it that is still there, by least squares over all targets, and how far off forecasts still are with it, as a
 * share of how far off they are without. Immutable.
 *
 * @param share by slots ahead, 0 the next
 * @param off by slots ahead
 */
record SlotPersistence(float[] share, float[] off) {

    /** Half a day of half hours: nothing is left after it. */
    static final int SLOTS = 24;

    static final SlotPersistence NONE = none();

    /** Slots that the level of now is made of. */
    static final int BEHIND = 6;

    private static final double FADING = 0.6;
    /** As if so much had been seen of nothing off. */
    private static final double DRAWN = 0.5;
    private static final double LARGEST = 4;
    private static final int LEARNT_DAYS = 21;

    private static SlotPersistence none() {
        float[] off = new float[SLOTS];
        java.util.Arrays.fill(off, 1);
        return new SlotPersistence(new float[SLOTS], off);
    }

    /** The share that is left in a slot ahead. */
    double share(int ahead) {
        return ahead < SLOTS ? share[ahead] : 0;
    }

    /** How far off forecasts are in a slot ahead, as a share of what is usual. */
    double off(int ahead) {
        return ahead < SLOTS ? off[ahead] : 1;
    }

    /** The level of now from what was off in the last slots, the newest first; NaN where nothing is known. */
    static double level(double[] newestFirst) {
        double sum = 0;
        double seen = DRAWN;
        double weight = 1;
        for (double each : newestFirst) {
            if (!Double.isNaN(each)) {
                sum += weight * Math.min(LARGEST, Math.max(-LARGEST, each));
                seen += weight;
            }
            weight *= FADING;
        }
        return sum / seen;
    }

    static SlotPersistence learn(
            Panel panel, SlotDays days, SlotEffects effects, SlotFit fit, int channel, int from, int to) {
        int perDay = days.perDay();
        int first = Math.max(from, to - LEARNT_DAYS * perDay);
        double[] off = new double[to - first];
        double[] behind = new double[BEHIND];
        double[] both = new double[SLOTS];
        double[] squares = new double[SLOTS];
        double[] with = new double[SLOTS];
        double[] without = new double[SLOTS];
        float[] share = new float[SLOTS];
        double[] row = new double[SlotEffects.FEATURES];
        for (int pass = 0; pass < 2; pass++) {
            for (int target = 0; target < panel.targetCount(); target++) {
                for (int step = first; step < to; step++) {
                    float value = panel.value(channel, step, target);
                    off[step - first] = Float.isNaN(value) ? Double.NaN
                            : (value - fit.point(effects, days, target, step, 1, 0, row)) / fit.usual().scale(target);
                }
                for (int origin = first + BEHIND; origin < to; origin++) {
                    for (int k = 0; k < BEHIND; k++) {
                        behind[k] = off[origin - 1 - k - first];
                    }
                    double level = level(behind);
                    for (int ahead = 0; ahead < SLOTS && origin + ahead < to; ahead++) {
                        double came = off[origin + ahead - first];
                        if (Double.isNaN(came)) {
                            continue;
                        }
                        came = Math.min(LARGEST, Math.max(-LARGEST, came));
                        if (pass == 0) {
                            both[ahead] += level * came;
                            squares[ahead] += level * level;
                        } else {
                            with[ahead] += Math.abs(came - share[ahead] * level);
                            without[ahead] += Math.abs(came);
                        }
                    }
                }
            }
            for (int ahead = 0; pass == 0 && ahead < SLOTS; ahead++) {
                share[ahead] = squares[ahead] == 0 ? 0 : (float) Math.min(1, Math.max(0, both[ahead] / squares[ahead]));
            }
        }
        float[] left = new float[SLOTS];
        for (int ahead = 0; ahead < SLOTS; ahead++) {
            left[ahead] = without[ahead] == 0 ? 1 : (float) Math.min(1, with[ahead] / without[ahead]);
        }
        return new SlotPersistence(share, left);
    }

    void write(DataOutputStream out) throws IOException {
        for (int ahead = 0; ahead < SLOTS; ahead++) {
            out.writeFloat(share[ahead]);
            out.writeFloat(off[ahead]);
        }
    }

    static SlotPersistence read(DataInputStream in) throws IOException {
        SlotPersistence read = new SlotPersistence(new float[SLOTS], new float[SLOTS]);
        for (int ahead = 0; ahead < SLOTS; ahead++) {
            read.share[ahead] = in.readFloat();
            read.off[ahead] = in.readFloat();
        }
        return read;
    }
}
