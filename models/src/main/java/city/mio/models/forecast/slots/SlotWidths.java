package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How much wider or narrower intervals are than they were learnt, by channel, workdays and days off, part of the day, and
 * whether less than a day ahead or more: after each day they follow what share of it they missed, so that four fifths of what comes stay within as the world
 * drifts (Gibbs & Candès 2021, in widths instead of levels). Not for several threads.
 */
public final class SlotWidths {

    private static final double MISSED = 0.2;
    /** Coverage is half way back within about a week. */
    private static final double GAIN = 0.4;
    private static final double NARROWEST = 0.4;
    private static final double WIDEST = 4;
    /** Fewer values of a group say nothing of it. */
    private static final int LEAST_VALUES = 20;

    /** {@code [((far ? 1 : 0) * channels + channel) * GROUPS + group]}. */
    private final float[] factors;

    /** As learnt. */
    public SlotWidths(int channels) {
        factors = new float[2 * channels * SlotModel.GROUPS];
        Arrays.fill(factors, 1);
    }

    int channels() {
        return factors.length / SlotModel.GROUPS / 2;
    }

    double factor(int channel, int group, boolean far) {
        return factors[at(channel, group, far)];
    }

    private int at(int channel, int group, boolean far) {
        return ((far ? channels() : 0) + channel) * SlotModel.GROUPS + group;
    }

    /**
     * Follows a day that is over: forecasts it again as it was at its begin and a day before, and looks how many of its
     * values were missed.
     *
     * @param firstSlot the day's first slot, a step of the history
     * @param conditions as they were known; those that came do
     */
    public void follow(SlotModel model, Panel history, SlotCalendar calendar, SlotConditions conditions, int firstSlot) {
        int[] seen = new int[factors.length];
        int[] missed = new int[factors.length];
        count(model, history, calendar, conditions, firstSlot, 0, seen, missed);
        if (firstSlot >= model.perDay()) {
            count(model, history, calendar, conditions, firstSlot, model.perDay(), seen, missed);
        }
        for (int at = 0; at < factors.length; at++) {
            if (seen[at] >= LEAST_VALUES) {
                double share = missed[at] / (double) seen[at];
                factors[at] = (float)
                        Math.min(WIDEST, Math.max(NARROWEST, factors[at] * Math.exp(GAIN * (share - MISSED))));
            }
        }
    }

    private void count(SlotModel model, Panel history, SlotCalendar calendar, SlotConditions conditions, int firstSlot,
            int ahead, int[] seen, int[] missed) {
        int slots = Math.min(model.perDay(), history.steps() - firstSlot);
        SlotDays days = new SlotDays(history, calendar);
        SlotOutlook outlook = model.outlook(history, calendar, conditions, firstSlot - 1 - ahead, this);
        float[][] told = new float[3][slots];
        for (int channel = 0; channel < model.channels(); channel++) {
            for (int target = 0; target < model.targets(); target++) {
                outlook.tell(channel, target, ahead, ahead + slots, told[0], told[1], told[2]);
                for (int slot = 0; slot < slots; slot++) {
                    float value = history.value(channel, firstSlot + slot, target);
                    if (!Float.isNaN(value)) {
                        int at = at(channel, SlotModel.group(days, firstSlot + slot), ahead > 0);
                        seen[at]++;
                        missed[at] += value < told[0][slot] || value > told[2][slot] ? 1 : 0;
                    }
                }
            }
        }
    }

    /** Writes the widths. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(factors.length);
        for (float factor : factors) {
            out.writeFloat(factor);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is of other channels or cut off
     */
    public static SlotWidths read(DataInputStream in, int channels) throws IOException {
        SlotWidths read = new SlotWidths(channels);
        if (in.readInt() != read.factors.length) {
            throw new IOException("these are widths of other channels");
        }
        for (int at = 0; at < read.factors.length; at++) {
            read.factors[at] = in.readFloat();
        }
        return read;
    }
}
