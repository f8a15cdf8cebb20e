package city.mio.feeds.live;

import city.mio.events.DetectorReading;

/**
 * The last readings of one detector, repeats removed, and their means over five minutes. A reading counts for the share of
 * it that lies in them. Not thread-safe.
 */
final class ReadingWindow {

    /** An hour of minutes, or five of five minutes; of readings every 20 s a third of an hour. */
    private static final int LENGTH = 64;

    private final long[] begins = new long[LENGTH];
    private final long[] ends = new long[LENGTH];
    private final int[] counts = new int[LENGTH];
    private final float[] speeds = new float[LENGTH];

    /**
     * Takes a reading in, in the place of the same one or of the oldest.
     *
     * @return whether it was young enough
     */
    boolean put(DetectorReading reading) {
        int at = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (begins[i] == reading.intervalStart()) {
                at = i;
                break;
            }
            if (begins[i] < begins[at]) {
                at = i;
            }
        }
        if (begins[at] > reading.intervalStart()) {
            return false;
        }
        begins[at] = reading.intervalStart();
        ends[at] = reading.intervalEnd();
        counts[at] = reading.count();
        speeds[at] = reading.meanSpeedMps();
        return true;
    }

    private double overlap(int at, long begin) {
        return Math.max(0, Math.min(ends[at], begin + DaySeries.STEP_MILLIS) - Math.max(begins[at], begin));
    }

    /** Vehicles an hour in the five minutes from then; NaN without a reading. */
    double flowVph(long begin) {
        double vehicles = 0;
        double millis = 0;
        for (int i = 0; i < LENGTH; i++) {
            double part = overlap(i, begin);
            if (part > 0) {
                vehicles += counts[i] * part / (ends[i] - begins[i]);
                millis += part;
            }
        }
        return millis == 0 ? Double.NaN : vehicles / (millis / 3_600_000);
    }

    /** Mean speed of the vehicles of the five minutes from then; NaN where none was measured. */
    double speedMps(long begin) {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            double part = overlap(i, begin);
            if (part > 0 && counts[i] > 0 && !Float.isNaN(speeds[i])) {
                double vehicles = counts[i] * part / (ends[i] - begins[i]);
                weight += vehicles;
                sum += vehicles * speeds[i];
            }
        }
        return weight == 0 ? Double.NaN : sum / weight;
    }
}
