package city.mio.feeds.live;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.HorizonForecast;
import java.util.ArrayList;
import java.util.List;

/**
 * The past day of one quantity of one target in steps of five minutes, and what had been said of each step 5, 10 … 60
 * minutes before it ended. A ring of a day and the hour ahead: 6 bytes a step, 78 with forecasts, in 16-bit numbers of
 * 0.005 m/s or half a vehicle an hour, less than a display shows; 23 kB in all. What is older than the ring is passed over; what is said
 * again takes the place of what was said. Thread-safe.
 */
final class DaySeries {

    static final long STEP_MILLIS = 5 * 60_000;
    static final long DAY_MILLIS = 24 * 3_600_000L;
    static final int[] HORIZONS = {5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60};

    private static final int LENGTH = 24 * 12 + 12;
    private static final int TOLD = HORIZONS.length * 3;

    private final ForecastQuantity quantity;
    private final double unit;
    private final int[] steps = new int[LENGTH];
    private final char[] outcomes = new char[LENGTH];
    /** By place, horizon and quantile; null until something was said. */
    private char[] told;

    DaySeries(ForecastQuantity quantity) {
        this.quantity = quantity;
        this.unit = quantity == ForecastQuantity.FLOW ? 0.5 : 0.005;
    }

    /** The number of the step in which this time lies. */
    static int stepOf(long millis) {
        return (int) (millis / STEP_MILLIS);
    }

    private char pack(double value) {
        return Double.isNaN(value) ? 0 : (char) (1 + Math.min(Character.MAX_VALUE - 1, Math.round(value / unit)));
    }

    private double unpack(char packed) {
        return packed == 0 ? Double.NaN : (packed - 1) * unit;
    }

    /** The place of a step, cleared if an older one held it; -1 if a newer one does. */
    private int place(int step) {
        int at = Math.floorMod(step, LENGTH);
        if (steps[at] > step) {
            return -1;
        }
        if (steps[at] < step) {
            steps[at] = step;
            outcomes[at] = 0;
            if (told != null) {
                java.util.Arrays.fill(told, at * TOLD, (at + 1) * TOLD, (char) 0);
            }
        }
        return at;
    }

    /** Takes the mean of a step in; NaN is passed over. */
    synchronized void outcome(int step, double value) {
        int at = Double.isNaN(value) ? -1 : place(step);
        if (at >= 0) {
            outcomes[at] = pack(value);
        }
    }

    /** Takes what was said of steps to come in; only what ends with a step. */
    synchronized void told(Forecast forecast) {
        if (told == null) {
            told = new char[LENGTH * TOLD];
        }
        for (HorizonForecast horizon : forecast.horizons()) {
            int h = java.util.Arrays.binarySearch(HORIZONS, horizon.horizonMinutes());
            long end = forecast.time() + horizon.horizonMinutes() * 60_000L;
            if (h < 0 || end % STEP_MILLIS != 0) {
                continue;
            }
            int at = place(stepOf(end) - 1);
            if (at >= 0) {
                int first = at * TOLD + h * 3;
                told[first] = pack(horizon.p10());
                told[first + 1] = pack(horizon.p50());
                told[first + 2] = pack(horizon.p90());
            }
        }
    }

    /**
     * The steps of the day before this time, from the oldest; those of which anything is known.
     *
     * @param horizonMinutes what was said so long before is told; 0 for all that was said
     */
    synchronized List<DayPoint> list(long now, int horizonMinutes) {
        int last = stepOf(now);
        List<DayPoint> points = new ArrayList<>();
        for (int step = stepOf(Math.max(0, now - DAY_MILLIS)); step <= last; step++) {
            int at = Math.floorMod(step, LENGTH);
            if (steps[at] != step || step == 0) {
                continue;
            }
            List<HorizonForecast> said = new ArrayList<>(HORIZONS.length);
            for (int h = 0; told != null && h < HORIZONS.length; h++) {
                int first = at * TOLD + h * 3;
                if (told[first + 1] != 0 && (horizonMinutes == 0 || horizonMinutes == HORIZONS[h])) {
                    said.add(new HorizonForecast(
                            HORIZONS[h],
                            (float) unpack(told[first]),
                            (float) unpack(told[first + 1]),
                            (float) unpack(told[first + 2])));
                }
            }
            double outcome = unpack(outcomes[at]);
            if (!said.isEmpty() || !Double.isNaN(outcome)) {
                points.add(new DayPoint(step * STEP_MILLIS, outcome, said));
            }
        }
        return points;
    }

    /** Adds up how well the forecasts of the day before this time held; the step that is still running does not count. */
    synchronized void addTo(HeldSums sums, long now) {
        int first = stepOf(Math.max(0, now - DAY_MILLIS));
        int last = stepOf(now);
        for (int at = 0; told != null && at < LENGTH; at++) {
            if (outcomes[at] == 0 || steps[at] < first || steps[at] >= last) {
                continue;
            }
            for (int h = 0; h < HORIZONS.length; h++) {
                int place = at * TOLD + h * 3;
                if (told[place + 1] != 0) {
                    sums.add(
                            h,
                            unpack(outcomes[at]),
                            unpack(told[place]),
                            unpack(told[place + 1]),
                            unpack(told[place + 2]));
                }
            }
        }
    }

    ForecastQuantity quantity() {
        return quantity;
    }
}
