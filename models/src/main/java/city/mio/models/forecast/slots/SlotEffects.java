package city.mio.models.forecast.slots;

import city.mio.models.forecast.Cholesky;
import city.mio.models.forecast.Panel;
import java.util.Arrays;

/**
 * What moves a channel away from its profile, in units of the target's scale: a linear law for all targets, towards
 * which each target's own is drawn. What a condition did on n days is believed by n / (n + 1), what the calendar and
 * the week before did by n / (n + 20): of rows of the same day many say the same, and a fair week makes any weekday look
 * busy.
 */
final class SlotEffects {

    static final int FEATURES = 26;
    /** The first features: what comes as data. The profile must not learn what they bring. */
    static final int CONDITIONS = 5;
    private static final float LARGEST = 6f;
    static final int PARTS = 4;
    private static final double CONDITION_DAYS = 1;
    private static final double CALENDAR_DAYS = 20;
    /** How many days the common law counts for a target. */
    private static final double CONDITION_DAYS_OF_ALL = 5;
    private static final double CALENDAR_DAYS_OF_ALL = 60;
    private static final int LEVEL_DAYS = 7;
    /** A season is not learnt from less than this. */
    private static final int SEASON_DAYS = 250;

    private final Panel panel;
    private final SlotDays days;
    private final SlotConditions conditions;
    private final SlotUsual usual;
    private final int channel;
    private final boolean season;

    SlotEffects(Panel panel, SlotDays days, SlotConditions conditions, SlotUsual usual, int channel, boolean season) {
        this.panel = panel;
        this.days = days;
        this.conditions = conditions;
        this.usual = usual;
        this.channel = channel;
        this.season = season;
    }

    static boolean isSeasonLearnt(int slots, int perDay) {
        return slots >= SEASON_DAYS * perDay;
    }

    /** What is known of a slot when forecast, {@code lead} days ahead; {@code level} as {@link #level} has it. */
    void fill(int target, int step, int lead, double level, double[] row) {
        Arrays.fill(row, 0);
        int at = 0;
        double rain = conditions.rainMillimetresPerHour(step);
        float scale = usual.scale(target);
        // Rain takes or gives a share of what is usual.
        float share = usual.value(days.kind(step), days.slot(step), target) / scale;
        row[at++] = Double.isNaN(rain) ? 0 : share * Math.min(rain, 2) / 2;
        row[at++] = Double.isNaN(rain) ? 0 : share * Math.log1p(Math.max(0, rain));
        double trips = conditions.constructionTrips(target, step);
        row[at++] = Double.isNaN(trips) ? 0 : (trips - usual.conditions().trips(days, step, target)) / scale;
        row[at++] = crowd(target, step) / scale;
        row[at++] = crowd(target, step + 1) / scale;
        int part = part(days, step);
        if (days.isBeforeDayOff(step)) {
            row[at + part] = 1;
        }
        if (days.isAfterDayOff(step)) {
            row[at + PARTS + part] = 1;
        }
        at += 2 * PARTS;
        row[at + days.weekday(step)] = 1;
        at += 7;
        if (season) {
            row[at] = Math.sin(days.year(step));
            row[at + 1] = Math.cos(days.year(step));
            row[at + 2] = Math.sin(2 * days.year(step));
            row[at + 3] = Math.cos(2 * days.year(step));
        }
        at += 4;
        row[at++] = level;
        row[at] = level * Math.exp(-lead / 4.0);
    }

    /** Night until 6, morning until 10, midday until 16, evening. */
    static int part(SlotDays days, int step) {
        int hour = days.slot(step) * 24 / days.perDay();
        return hour < 6 ? 0 : hour < 10 ? 1 : hour < 16 ? 2 : 3;
    }

    private double crowd(int target, int step) {
        return conditions.extraAttendance(target, step) - usual.conditions().crowd(days, step, target);
    }

    /** Clipped deviation from the profile beyond what the conditions explain, NaN if missing. */
    double deviation(float[] laws, int target, int step, double[] row) {
        float value = panel.value(channel, step, target);
        if (Float.isNaN(value)) {
            return Double.NaN;
        }
        fill(target, step, 1, 0, row);
        double left = value - usual.value(days.kind(step), days.slot(step), target);
        return clipped(left / usual.scale(target) - explained(laws, target, row));
    }

    /** The same of a step that is learnt from, without what its own day brought to the profile. */
    private double deviationInLearning(
            SlotProfile profile, float[] explained, int target, int step, int from, int to) {
        float value = panel.value(channel, step, target) - explained[(step - from) * panel.targetCount() + target];
        float expected = profile.valueWithoutOwnDay(panel, days, channel, step, target, from, to);
        return clipped((value - expected) / usual.scale(target));
    }

    private static double clipped(double deviation) {
        return Math.min(LARGEST, Math.max(-LARGEST, deviation));
    }

    private static double explained(float[] laws, int target, double[] row) {
        double sum = 0;
        for (int i = 0; i < CONDITIONS; i++) {
            sum += laws[target * FEATURES + i] * row[i];
        }
        return sum;
    }

    /** What conditions explain of every value learnt from, in the channel's unit. */
    float[] explained(float[] laws, int from, int to) {
        int targets = panel.targetCount();
        float[] explained = new float[(to - from) * targets];
        double[] row = new double[FEATURES];
        for (int step = from; step < to; step++) {
            for (int target = 0; target < targets; target++) {
                fill(target, step, 1, 0, row);
                explained[(step - from) * targets + target] =
                        (float) (usual.scale(target) * explained(laws, target, row));
            }
        }
        return explained;
    }

    /** Mean deviation over the week that ends before a step, drawn to nothing where little of it is known. */
    static double level(double[] sums, int[] counts, int end, int perDay) {
        int begin = Math.max(0, end - LEVEL_DAYS * perDay);
        int seen = counts[end] - counts[begin];
        return (sums[end] - sums[begin]) / (seen + perDay);
    }

    /**
     * Each target's law, {@code [target * FEATURES + feature]}, beyond what was explained before. Conditions are taken as
     * they differ from other days' at the same time: what comes at the same time every day is the profile's.
     */
    float[] learn(SlotProfile profile, float[] explained, int from, int to) {
        int targets = panel.targetCount();
        int size = FEATURES * FEATURES;
        double[][] left = new double[targets][size];
        double[][] right = new double[targets][FEATURES];
        double[] all = new double[size];
        double[] allRight = new double[FEATURES];
        int[] daysOfAll = new int[FEATURES];
        int[][] daysOf = new int[targets][FEATURES];
        double[] row = new double[FEATURES];
        double[] sums = new double[to - from + 1];
        int[] counts = new int[to - from + 1];
        double[] deviations = new double[to - from];
        boolean[][] seenOnDay = new boolean[(to - from) / days.perDay() + 3][FEATURES];
        for (int target = 0; target < targets; target++) {
            for (int step = from; step < to; step++) {
                double deviation = deviationInLearning(profile, explained, target, step, from, to);
                deviations[step - from] = deviation;
                boolean missing = Double.isNaN(deviation);
                sums[step - from + 1] = sums[step - from] + (missing ? 0 : deviation);
                counts[step - from + 1] = counts[step - from] + (missing ? 0 : 1);
            }
            double[][] usually = usually(target, deviations, from, to, row);
            int[] lastDay = new int[FEATURES];
            Arrays.fill(lastDay, Integer.MIN_VALUE);
            for (int step = from; step < to; step++) {
                double deviation = deviations[step - from];
                if (Double.isNaN(deviation)) {
                    continue;
                }
                int day = days.day(step);
                int lead = 1 + Math.floorMod(day * 5, 14);
                int end = Math.max(0, step - from - days.slot(step) - (lead - 1) * days.perDay());
                fill(target, step, lead, level(sums, counts, end, days.perDay()), row);
                double[] here = usually[half(step) + days.slot(step)];
                for (int i = 0; i < CONDITIONS; i++) {
                    double others = here[CONDITIONS] - 1;
                    row[i] -= others > 0 ? (here[i] - row[i]) / others : row[i];
                }
                for (int i = 0; i < FEATURES; i++) {
                    if (row[i] != 0) {
                        right[target][i] += row[i] * deviation;
                        for (int j = 0; j <= i; j++) {
                            left[target][i * FEATURES + j] += row[i] * row[j];
                        }
                        if (lastDay[i] != day) {
                            lastDay[i] = day;
                            daysOf[target][i]++;
                            seenOnDay[day - days.day(from)][i] = true;
                        }
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                all[i] += left[target][i];
            }
            for (int i = 0; i < FEATURES; i++) {
                allRight[i] += right[target][i];
            }
        }
        for (boolean[] day : seenOnDay) {
            for (int i = 0; i < FEATURES; i++) {
                daysOfAll[i] += day[i] ? 1 : 0;
            }
        }
        double[] aDay = new double[FEATURES];
        double[] common = all.clone();
        for (int i = 0; i < FEATURES; i++) {
            int on = i * FEATURES + i;
            aDay[i] = daysOfAll[i] == 0 ? 1 : all[on] / daysOfAll[i];
            common[on] += (i < CONDITIONS ? CONDITION_DAYS : CALENDAR_DAYS) * aDay[i] + 1e-9;
        }
        double[] shared = Cholesky.solve(common, allRight, 0);
        float[] laws = new float[targets * FEATURES];
        for (int target = 0; target < targets; target++) {
            for (int i = 0; i < FEATURES; i++) {
                int on = i * FEATURES + i;
                double own = daysOf[target][i] == 0 ? aDay[i] / targets : left[target][on] / daysOf[target][i];
                double penalty = (i < CONDITIONS ? CONDITION_DAYS_OF_ALL : CALENDAR_DAYS_OF_ALL) * own + 1e-9;
                left[target][on] += penalty;
                right[target][i] += penalty * shared[i];
            }
            double[] own = Cholesky.solve(left[target], right[target], 0);
            for (int i = 0; i < FEATURES; i++) {
                laws[target * FEATURES + i] = (float) own[i];
            }
        }
        return laws;
    }

    private int half(int step) {
        return days.isDayOff(step) ? days.perDay() : 0;
    }

    /** Sums of conditions by slot on workdays, then days off, and how many values they are of. */
    private double[][] usually(int target, double[] deviations, int from, int to, double[] row) {
        double[][] usually = new double[2 * days.perDay()][CONDITIONS + 1];
        for (int step = from; step < to; step++) {
            if (!Double.isNaN(deviations[step - from])) {
                fill(target, step, 1, 0, row);
                double[] here = usually[half(step) + days.slot(step)];
                for (int i = 0; i < CONDITIONS; i++) {
                    here[i] += row[i];
                }
                here[CONDITIONS]++;
            }
        }
        return usually;
    }

    static double answer(float[] laws, int target, double[] row) {
        double sum = 0;
        for (int i = 0; i < FEATURES; i++) {
            sum += laws[target * FEATURES + i] * row[i];
        }
        return sum;
    }
}
