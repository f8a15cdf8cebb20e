package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;

/** How the last week and the last hours of a channel went for each target, and what that makes of the slots to come. */
final class SlotLevels {

    private final SlotDays days;
    private final SlotEffects effects;
    private final SlotFit fit;
    private final int targets;
    private final int origin;
    private final double[] week;
    private final double[] hours;
    private final int[] newest;

    /** As known when slot {@code origin} begins. */
    SlotLevels(Panel panel, SlotDays days, SlotEffects effects, SlotFit fit, int channel, int origin) {
        this.days = days;
        this.effects = effects;
        this.fit = fit;
        this.targets = panel.targetCount();
        this.origin = origin;
        week = new double[targets];
        hours = new double[targets];
        newest = new int[targets];
        int perDay = days.perDay();
        int first = Math.max(0, origin - SlotModel.DAYS_BEHIND * perDay);
        double[] row = new double[SlotEffects.FEATURES];
        double[] sums = new double[origin - first + 1];
        int[] counts = new int[origin - first + 1];
        double[] behind = new double[SlotPersistence.BEHIND];
        for (int target = 0; target < targets; target++) {
            newest[target] = -1;
            for (int step = first; step < origin; step++) {
                double deviation = effects.deviation(fit.laws(), target, step, row);
                boolean missing = Double.isNaN(deviation);
                sums[step - first + 1] = sums[step - first] + (missing ? 0 : deviation);
                counts[step - first + 1] = counts[step - first] + (missing ? 0 : 1);
                newest[target] = missing ? newest[target] : step;
            }
            week[target] = SlotEffects.level(sums, counts, origin - first, perDay);
            for (int k = 0; k < behind.length; k++) {
                int step = origin - 1 - k;
                float value = step < first ? Float.NaN : panel.value(channel, step, target);
                behind[k] = Float.isNaN(value) ? Double.NaN
                        : (value - fit.point(effects, days, target, step, 1, week[target], row)) / fit.usual().scale(target);
            }
            hours[target] = SlotPersistence.level(behind);
        }
    }

    /** The newest slot of the last week with a value of the target; -1 if there is none. */
    int newest(int target) {
        return newest[target];
    }

    double point(int target, int step, double[] row) {
        int lead = 1 + days.day(step) - days.day(origin);
        return fit.point(effects, days, target, step, lead, week[target], row)
                + fit.usual().scale(target) * fit.persistence().share(step - origin) * hours[target];
    }

    double sigma(int target, int step) {
        return fit.sigma(days, target, step, targets) * (hours[target] == 0 ? 1 : fit.persistence().off(step - origin));
    }
}
