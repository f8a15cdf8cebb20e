package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts every slot of the next two weeks. Intervals are split-conformal (Vovk et al. 2005) in units of how far the
 * target is usually off in the slot: from forecasts of the last quarter of the history, made as in use by a model that
 * had not seen it, on workdays and days off apart. Immutable; may be shared.
 */
public final class SlotModel {

    /** As far ahead as it forecasts. */
    public static final int DAYS_AHEAD = 14;

    private static final int MAGIC = 0x4d534c31;
    private static final int LONGEST_HELD_OUT = 28;
    private static final int LEAST_DAYS = 6;
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private final int targets;
    private final int perDay;
    private final List<SlotFit> fits;
    /** {@code [channel][off][level]}, in sigmas. */
    private final double[][][] tails;

    private SlotModel(int targets, int perDay, List<SlotFit> fits, double[][][] tails) {
        this.targets = targets;
        this.perDay = perDay;
        this.fits = List.copyOf(fits);
        this.tails = tails;
    }

    /**
     * Learns from slots {@code from} to {@code to}, the latter not included.
     *
     * @param history steps are slots; {@link SlotPanels} makes them
     * @throws IllegalArgumentException for less than six days, or slots that are not in the history
     */
    public static SlotModel learn(
            Panel history, SlotCalendar calendar, SlotConditions conditions, int from, int to) {
        SlotDays days = new SlotDays(history, calendar);
        int whole = (to - from) / days.perDay();
        if (from < 0 || to > history.steps() || whole < LEAST_DAYS) {
            throw new IllegalArgumentException("slots to learn from must be six days of the history at least: " + from
                    + " to " + to);
        }
        int heldOut = Math.min(LONGEST_HELD_OUT, Math.max(2, whole / 4)) * days.perDay();
        List<SlotFit> fits = new ArrayList<>();
        double[][][] tails = new double[history.channelCount()][][];
        for (int channel = 0; channel < history.channelCount(); channel++) {
            SlotFit before = SlotFit.learn(history, days, conditions, channel, from, to - heldOut);
            tails[channel] = tails(history, days, conditions, channel, before, to - heldOut, to);
            fits.add(SlotFit.learn(history, days, conditions, channel, from, to));
        }
        return new SlotModel(history.targetCount(), days.perDay(), fits, tails);
    }

    private static double[][] tails(Panel history, SlotDays days, SlotConditions conditions, int channel, SlotFit fit,
            int learntTo, int to) {
        int targets = history.targetCount();
        SlotEffects effects =
                new SlotEffects(history, days, conditions, fit.profile(), channel, fit.season());
        double[][] errors = new double[2][(to - learntTo) * targets];
        int[] seen = new int[2];
        int[] daysSeen = new int[2];
        double[] row = new double[SlotEffects.FEATURES];
        int ahead = DAYS_AHEAD * days.perDay();
        for (int origin = learntTo; origin < to; origin += ahead) {
            double[] levels = levels(effects, fit.laws(), targets, days.perDay(), origin);
            for (int step = origin; step < Math.min(to, origin + ahead); step++) {
                int off = days.isDayOff(step) ? 1 : 0;
                daysSeen[off] += days.slot(step) == 0 ? 1 : 0;
                int lead = 1 + days.day(step) - days.day(origin);
                for (int target = 0; target < targets; target++) {
                    float value = history.value(channel, step, target);
                    if (!Float.isNaN(value)) {
                        double point = fit.point(effects, days, target, step, lead, levels[target], row);
                        errors[off][seen[off]++] = (value - point) / fit.sigma(days, target, step, targets);
                    }
                }
            }
        }
        double[][] made = new double[2][];
        for (int off = 0; off < 2; off++) {
            // Both together where one was hardly seen.
            double[] told = seen[off] > 0 && daysSeen[off] > 1 ? Arrays.copyOf(errors[off], seen[off]) : both(errors, seen);
            made[off] = quantiles(told, Math.max(2, daysSeen[off]));
        }
        return made;
    }

    private static double[] both(double[][] errors, int[] seen) {
        double[] together = Arrays.copyOf(errors[0], seen[0] + seen[1]);
        System.arraycopy(errors[1], 0, together, seen[0], seen[1]);
        return together;
    }

    /** Errors of a day go together, so it is days that make a quantile uncertain: the fewer, the further out. */
    private static double[] quantiles(double[] errors, int days) {
        if (errors.length == 0) {
            // The tenth part of a normal law whose mean absolute deviation is 1.
            return new double[] {-1.606, 0, 1.606};
        }
        Arrays.sort(errors);
        double[] quantiles = new double[LEVELS.length];
        for (int i = 0; i < LEVELS.length; i++) {
            double fromMiddle = (LEVELS[i] - 0.5) * (days + 1.25) / (days + 1);
            int at = (int) Math.round((0.5 + fromMiddle) * (errors.length - 1));
            double sureness = LEVELS[i] == 0.5 ? days / (days + 5.0) : 1;
            quantiles[i] = sureness * errors[Math.min(errors.length - 1, Math.max(0, at))];
        }
        return quantiles;
    }

    /** How the week before a step went for each target, as a mean deviation from what is usual. */
    private static double[] levels(SlotEffects effects, double[] laws, int targets, int perDay, int end) {
        int first = Math.max(0, end - 7 * perDay);
        double[] levels = new double[targets];
        double[] row = new double[SlotEffects.FEATURES];
        double[] sums = new double[end - first + 1];
        int[] counts = new int[end - first + 1];
        for (int target = 0; target < targets; target++) {
            for (int step = first; step < end; step++) {
                double deviation = effects.deviation(laws, target, step, row);
                boolean missing = Double.isNaN(deviation);
                sums[step - first + 1] = sums[step - first] + (missing ? 0 : deviation);
                counts[step - first + 1] = counts[step - first] + (missing ? 0 : 1);
            }
            levels[target] = SlotEffects.level(sums, counts, end - first, perDay);
        }
        return levels;
    }

    public int targets() {
        return targets;
    }

    public int channels() {
        return fits.size();
    }

    /**
     * Forecasts the slots after {@code newest}; nothing of the history after that is looked at. Never negative.
     *
     * @param history as the one learnt from or a later one, of the same targets, channels and slots
     * @param conditions of the slots to come and of the week before
     * @param out filled; two weeks at most
     */
    public void forecast(
            Panel history, SlotCalendar calendar, SlotConditions conditions, int newest, SlotForecast out) {
        if (history.targetCount() != targets || history.channelCount() != fits.size()
                || history.timeline().stepsPerDay() != perDay) {
            throw new IllegalArgumentException("history must have the model's targets, channels and slots");
        }
        if (newest < 0 || newest >= history.steps() || out.slots() > DAYS_AHEAD * perDay) {
            throw new IllegalArgumentException("newest must lie in the history and slots within two weeks");
        }
        SlotDays days = new SlotDays(history, calendar);
        double[] row = new double[SlotEffects.FEATURES];
        for (int channel = 0; channel < fits.size(); channel++) {
            SlotFit fit = fits.get(channel);
            SlotEffects effects =
                    new SlotEffects(history, days, conditions, fit.profile(), channel, fit.season());
            double[] levels = levels(effects, fit.laws(), targets, perDay, newest + 1);
            for (int slot = 0; slot < out.slots(); slot++) {
                int step = newest + 1 + slot;
                double[] tail = tails[channel][days.isDayOff(step) ? 1 : 0];
                int lead = 1 + days.day(step) - days.day(newest + 1);
                for (int target = 0; target < targets; target++) {
                    double point = fit.point(effects, days, target, step, lead, levels[target], row);
                    double sigma = fit.sigma(days, target, step, targets);
                    out.set(channel, target, slot, Math.max(0, point + tail[0] * sigma),
                            Math.max(0, point + tail[1] * sigma), Math.max(0, point + tail[2] * sigma));
                }
            }
        }
    }

    /** Writes all that was learnt. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(fits.size());
        out.writeInt(targets);
        out.writeInt(perDay);
        for (int channel = 0; channel < fits.size(); channel++) {
            fits.get(channel).write(out);
            for (double[] off : tails[channel]) {
                for (double tail : off) {
                    out.writeDouble(tail);
                }
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else or cut off
     */
    public static SlotModel read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("this is no slot model");
        }
        int channels = in.readInt();
        int targets = in.readInt();
        int perDay = in.readInt();
        if (channels < 1 || channels > 1000 || targets < 1 || targets > 1 << 20 || perDay < 1 || perDay > 127) {
            throw new IOException("a slot model cannot have " + channels + " channels, " + targets + " targets and "
                    + perDay + " slots a day");
        }
        List<SlotFit> fits = new ArrayList<>();
        double[][][] tails = new double[channels][2][LEVELS.length];
        for (int channel = 0; channel < channels; channel++) {
            fits.add(SlotFit.read(in, targets, perDay));
            for (double[] off : tails[channel]) {
                for (int i = 0; i < off.length; i++) {
                    off[i] = in.readDouble();
                }
            }
        }
        return new SlotModel(targets, perDay, fits, tails);
    }
}
