package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;

/** The next two weeks as they are seen at one moment; made by {@link SlotModel#outlook}. Not for several threads. */
public final class SlotOutlook {

    private final SlotModel model;
    private final SlotDays days;
    private final int newest;
    private final SlotWidths widths;
    private final SlotLevels[] levels;
    private final double[] row = new double[SlotEffects.FEATURES];

    SlotOutlook(SlotModel model, Panel history, SlotDays days, SlotConditions conditions, int newest, SlotWidths widths) {
        this.model = model;
        this.days = days;
        this.newest = newest;
        this.widths = widths;
        levels = new SlotLevels[model.channels()];
        for (int channel = 0; channel < levels.length; channel++) {
            SlotFit fit = model.fit(channel);
            SlotEffects effects = new SlotEffects(history, days, conditions, fit.usual(), channel, fit.season());
            levels[channel] = new SlotLevels(history, days, effects, fit, channel, newest + 1);
        }
    }

    /**
     * Tells slots {@code from} to {@code to} ahead, the latter not included; 0 is the slot after the newest. Never negative.
     *
     * @param p10 filled from its begin, as the other two
     */
    public void tell(int channel, int target, int from, int to, float[] p10, float[] p50, float[] p90) {
        if (from < 0 || to > SlotModel.DAYS_AHEAD * model.perDay() + model.perDay() || to < from) {
            throw new IllegalArgumentException("slots must lie within two weeks: " + from + " to " + to);
        }
        for (int slot = from; slot < to; slot++) {
            int step = newest + 1 + slot;
            int group = SlotModel.group(days, step);
            double[] tail = model.tails(channel, group);
            double width = widths.factor(channel, group, slot >= model.perDay());
            double point = levels[channel].point(target, step, row);
            double sigma = levels[channel].sigma(target, step);
            double middle = point + tail[1] * sigma;
            p10[slot - from] = (float) Math.max(0, middle + width * (tail[0] - tail[1]) * sigma);
            p50[slot - from] = (float) Math.max(0, middle);
            p90[slot - from] = (float) Math.max(0, middle + width * (tail[2] - tail[1]) * sigma);
        }
    }

    /** The newest slot of the last week with a value of the target, a step of the history; -1 if there is none. */
    public int newestInput(int channel, int target) {
        return levels[channel].newest(target);
    }
}
