package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How far each target was below and above its profile at each hour of workdays and of days off, as a logarithm beside
 * what is usual for it. Hours with few values lean on all hours of the target; hours next to each other are one. Immutable
 * once filled.
 */
final class Spread {

    private static final int SIDES = 2;
    private static final int HOURS = 24;
    private static final int CELLS = 2 * HOURS;
    /** How many values of the hour the target's mean counts for. */
    private static final double SHRINKAGE = 24;

    private final int targets;
    /** {@code [channel][side][target * CELLS + cell]}. */
    private final float[][][] logs;

    Spread(int channels, int targets) {
        this.targets = targets;
        logs = new float[channels][SIDES][targets * CELLS];
    }

    /** Learns from the steps before {@code to}. */
    static Spread learn(Frame frame, int to) {
        Panel panel = frame.panel();
        Spread made = new Spread(panel.channelCount(), panel.targetCount());
        for (int channel = 0; channel < made.logs.length; channel++) {
            for (int target = 0; target < made.targets; target++) {
                made.learn(frame, channel, target, to);
            }
        }
        return made;
    }

    private void learn(Frame frame, int channel, int target, int to) {
        double[][] sums = new double[SIDES][CELLS];
        double[][] seen = new double[SIDES][CELLS];
        for (int step = 0; step < to; step++) {
            float deviation = frame.deviation(channel, step, target);
            if (!Float.isNaN(deviation)) {
                int side = deviation < 0 ? ErrorSizes.DOWN : ErrorSizes.UP;
                int cell = cell(frame.panel(), step);
                sums[side][cell] += Math.abs(deviation);
                seen[side][cell]++;
            }
        }
        for (int side = 0; side < SIDES; side++) {
            double all = 0;
            double count = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                all += sums[side][cell];
                count += seen[side][cell];
            }
            double usual = count == 0 ? 1 : Math.max(1e-3, all / count);
            for (int cell = 0; cell < CELLS; cell++) {
                int day = cell / HOURS * HOURS;
                int before = day + (cell - day + HOURS - 1) % HOURS;
                int after = day + (cell - day + 1) % HOURS;
                double sum = 2 * sums[side][cell] + sums[side][before] + sums[side][after];
                double weight = 2 * seen[side][cell] + seen[side][before] + seen[side][after];
                double own = (sum + 2 * SHRINKAGE * usual) / (weight + 2 * SHRINKAGE);
                logs[channel][side][target * CELLS + cell] = (float) Math.log(Math.max(0.05, own / usual));
            }
        }
    }

    private static int cell(Panel panel, int step) {
        int hour = panel.binOfDay(step) * HOURS / panel.timeline().stepsPerDay();
        return panel.dayType(step) == DayType.WORKDAY.ordinal() ? hour : HOURS + hour;
    }

    /** The logarithm of how far the target was off at such an hour, beside what is usual for it. */
    double log(Panel panel, int channel, int side, int step, int target) {
        return logs[channel][side][target * CELLS + cell(panel, step)];
    }

    void write(DataOutputStream out) throws IOException {
        for (float[][] channel : logs) {
            for (float[] side : channel) {
                Parts.writeFloats(out, side);
            }
        }
    }

    /** Fills this with what {@link #write} wrote. */
    void read(DataInputStream in) throws IOException {
        for (float[][] channel : logs) {
            for (float[] side : channel) {
                Parts.readFloats(in, side);
            }
        }
    }
}
