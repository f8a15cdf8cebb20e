package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts every slot of the next two weeks. Intervals are cross-conformal (Vovk 2015) in units of how far the target is
 * usually off in the slot: each part of the history is forecast by a model that has not seen it, and errors are told apart
 * by workdays and days off and by the part of the day. {@link SlotWidths} widens and narrows them by what comes. Immutable;
 * may be shared.
 */
public final class SlotModel {

    /** As far ahead as it forecasts. */
    public static final int DAYS_AHEAD = 14;

    /** Days before the newest slot that a forecast looks at. */
    public static final int DAYS_BEHIND = 7;

    private static final int MAGIC = 0x4d534c32;
    private static final int MOST_FOLDS = 4;
    private static final int LEAST_DAYS = 6;
    private static final int LEAST_SURE_DAYS = 6;
    private static final double[] LEVELS = {0.1, 0.5, 0.9};
    /** Parts of a day: night, morning, midday, evening; on workdays, then on days off. */
    static final int GROUPS = 2 * SlotEffects.PARTS;

    private final int targets;
    private final int perDay;
    private final List<SlotFit> fits;
    /** {@code [channel][group][level]}, in sigmas. */
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
        int folds = Math.max(2, Math.min(MOST_FOLDS, whole / 6));
        int[] parts = new int[folds + 1];
        List<Panel> without = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            parts[fold] = from + fold * whole / folds * days.perDay();
            parts[fold + 1] = fold + 1 == folds ? to : from + (fold + 1) * whole / folds * days.perDay();
            without.add(without(history, parts[fold], parts[fold + 1]));
        }
        Errors[] errors = new Errors[history.channelCount()];
        float[] borrowed = new float[history.channelCount()];
        for (int channel = 0; channel < history.channelCount(); channel++) {
            borrowed[channel] = SlotProfile.borrowed(history, days, channel, parts, without);
            errors[channel] = new Errors();
            for (int fold = 0; fold < folds; fold++) {
                SlotFit fit = SlotFit.learn(without.get(fold), days, conditions, channel, from, to, borrowed[channel]);
                errors[channel].add(history, days, conditions, channel, fit, parts[fold], parts[fold + 1]);
            }
        }
        List<SlotFit> fits = new ArrayList<>();
        double[][][] tails = new double[history.channelCount()][][];
        for (int channel = 0; channel < history.channelCount(); channel++) {
            fits.add(SlotFit.learn(history, days, conditions, channel, from, to, borrowed[channel]));
            tails[channel] = errors[channel].tails();
        }
        return new SlotModel(history.targetCount(), days.perDay(), fits, tails);
    }

    static Panel without(Panel history, int begin, int end) {
        int targets = history.targetCount();
        float[][] values = new float[history.channelCount()][history.steps() * targets];
        for (int channel = 0; channel < values.length; channel++) {
            for (int step = 0; step < history.steps(); step++) {
                for (int target = 0; target < targets; target++) {
                    values[channel][step * targets + target] =
                            step >= begin && step < end ? Float.NaN : history.value(channel, step, target);
                }
            }
        }
        return new Panel(history.targets(), history.channels(), history.timeline(), values);
    }

    /** How far off forecasts of slots were that their model had not seen, by group. */
    private static final class Errors {

        private final double[][] off = new double[GROUPS][1024];
        private final int[] seen = new int[GROUPS];
        private final int[] days = new int[2];

        void add(Panel history, SlotDays calendar, SlotConditions conditions, int channel, SlotFit fit, int begin, int end) {
            int targets = history.targetCount();
            SlotEffects effects = new SlotEffects(history, calendar, conditions, fit.usual(), channel, fit.season());
            SlotLevels levels = new SlotLevels(history, calendar, effects, fit, channel, begin);
            double[] row = new double[SlotEffects.FEATURES];
            for (int step = begin; step < end && step < begin + DAYS_AHEAD * calendar.perDay(); step++) {
                int group = group(calendar, step);
                days[group / SlotEffects.PARTS] += calendar.slot(step) == 0 ? 1 : 0;
                for (int target = 0; target < targets; target++) {
                    float value = history.value(channel, step, target);
                    if (!Float.isNaN(value)) {
                        if (seen[group] == off[group].length) {
                            off[group] = Arrays.copyOf(off[group], 2 * seen[group]);
                        }
                        off[group][seen[group]++] = (value - levels.point(target, step, row)) / levels.sigma(target, step);
                    }
                }
            }
        }

        double[][] tails() {
            double[][] made = new double[GROUPS][];
            for (int group = 0; group < GROUPS; group++) {
                int kind = group / SlotEffects.PARTS;
                int other = (group + SlotEffects.PARTS) % GROUPS;
                // Workdays and days off together where one was hardly seen.
                boolean enough = seen[group] > 0 && days[kind] > 1;
                double[] told = Arrays.copyOf(off[group], seen[group] + (enough ? 0 : seen[other]));
                if (!enough) {
                    System.arraycopy(off[other], 0, told, seen[group], seen[other]);
                }
                made[group] = quantiles(told, Math.max(2, days[kind]));
            }
            return made;
        }
    }

    static int group(SlotDays days, int step) {
        return (days.isDayOff(step) ? SlotEffects.PARTS : 0) + SlotEffects.part(days, step);
    }

    /**
     * Errors of a day go together, so it is days that make a quantile uncertain: of a handful it is taken further out; of
     * more, {@link SlotWidths} find out what it lacks.
     */
    private static double[] quantiles(double[] errors, int days) {
        if (errors.length == 0) {
            // The tenth part of a normal law whose mean absolute deviation is 1.
            return new double[] {-1.606, 0, 1.606};
        }
        Arrays.sort(errors);
        double[] quantiles = new double[LEVELS.length];
        for (int i = 0; i < LEVELS.length; i++) {
            double fromMiddle = (LEVELS[i] - 0.5) * (days < LEAST_SURE_DAYS ? (days + 1.25) / (days + 1) : 1);
            int at = (int) Math.round((0.5 + fromMiddle) * (errors.length - 1));
            double sureness = LEVELS[i] == 0.5 ? days / (days + 5.0) : 1;
            quantiles[i] = sureness * errors[Math.min(errors.length - 1, Math.max(0, at))];
        }
        return quantiles;
    }

    public int targets() {
        return targets;
    }

    public int channels() {
        return fits.size();
    }

    /** Slots in a day. */
    public int perDay() {
        return perDay;
    }

    SlotFit fit(int channel) {
        return fits.get(channel);
    }

    /** In sigmas from what is expected: the tenth, fiftieth and ninetieth percentile. */
    double[] tails(int channel, int group) {
        return tails[channel][group];
    }

    /**
     * What is known after {@code newest}, from which any slot of the next two weeks can be told; nothing of the history
     * after that is looked at.
     *
     * @param history as the one learnt from or a later one, of the same targets, channels and slots; the last {@link
     *     #DAYS_BEHIND} days do
     * @param conditions of the slots to come and of the week before
     * @param newest -1 if nothing is known yet
     */
    public SlotOutlook outlook(
            Panel history, SlotCalendar calendar, SlotConditions conditions, int newest, SlotWidths widths) {
        if (history.targetCount() != targets || history.channelCount() != fits.size()
                || history.timeline().stepsPerDay() != perDay) {
            throw new IllegalArgumentException("history must have the model's targets, channels and slots");
        }
        if (newest < -1 || newest >= history.steps()) {
            throw new IllegalArgumentException("newest must lie in the history: " + newest);
        }
        if (widths.channels() != fits.size()) {
            throw new IllegalArgumentException("widths must be of the model's channels");
        }
        return new SlotOutlook(this, history, new SlotDays(history, calendar), conditions, newest, widths);
    }

    /**
     * Forecasts the slots after {@code newest}, with intervals as they were learnt. Never negative.
     *
     * @param out filled; two weeks at most
     */
    public void forecast(
            Panel history, SlotCalendar calendar, SlotConditions conditions, int newest, SlotForecast out) {
        forecast(history, calendar, conditions, newest, new SlotWidths(fits.size()), out);
    }

    /** The same with intervals as wide as what came has made them. */
    public void forecast(Panel history, SlotCalendar calendar, SlotConditions conditions, int newest, SlotWidths widths,
            SlotForecast out) {
        if (out.slots() > DAYS_AHEAD * perDay) {
            throw new IllegalArgumentException("slots must lie within two weeks");
        }
        SlotOutlook outlook = outlook(history, calendar, conditions, newest, widths);
        float[][] told = new float[3][out.slots()];
        for (int channel = 0; channel < fits.size(); channel++) {
            for (int target = 0; target < targets; target++) {
                outlook.tell(channel, target, 0, out.slots(), told[0], told[1], told[2]);
                for (int slot = 0; slot < out.slots(); slot++) {
                    out.set(channel, target, slot, told[0][slot], told[1][slot], told[2][slot]);
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
            for (double[] group : tails[channel]) {
                for (double tail : group) {
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
        double[][][] tails = new double[channels][GROUPS][LEVELS.length];
        for (int channel = 0; channel < channels; channel++) {
            fits.add(SlotFit.read(in, targets, perDay));
            for (double[] group : tails[channel]) {
                for (int i = 0; i < group.length; i++) {
                    group[i] = in.readDouble();
                }
            }
        }
        return new SlotModel(targets, perDay, fits, tails);
    }
}
