package city.mio.simulators.history;

import city.mio.simulators.city.RainShower;
import city.mio.simulators.city.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which history is simulated. Immutable.
 *
 * @param simulation the city's traffic; its start is the history's, its rain is used as it stands
 * @param days how long
 * @param stepMinutes length of one row
 */
public record HistorySettings(SimulationSettings simulation, int days, int stepMinutes) {

    /** Between two showers on average, minutes: some ten rainy days a month, as Osaka has from spring to autumn. */
    private static final double DRY_MINUTES = 3 * 24 * 60;

    private static final double SHOWER_MINUTES = 180;
    private static final double MILLIMETRES_PER_HOUR = 3;
    private static final double HEAVIEST = 50;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public HistorySettings {
        if (simulation == null) {
            throw new IllegalArgumentException("simulation is missing");
        }
        if (days < 1 || days > 366) {
            throw new IllegalArgumentException("days is outside 1 to 366: " + days);
        }
        if (stepMinutes < 1 || 60 % stepMinutes != 0) {
            throw new IllegalArgumentException("stepMinutes does not divide an hour: " + stepMinutes);
        }
    }

    /** Rows of the history. */
    public int steps() {
        return days * 24 * 60 / stepMinutes;
    }

    /** Showers over so many days: gaps, lengths and strengths exponential, as the seed has them. */
    public static List<RainShower> showers(int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RainShower> showers = new ArrayList<>();
        double minute = exponential(random, DRY_MINUTES);
        while (minute < days * 24 * 60.0) {
            double length = 10 + exponential(random, SHOWER_MINUTES);
            double strength = Math.min(HEAVIEST, 0.2 + exponential(random, MILLIMETRES_PER_HOUR));
            showers.add(new RainShower(minute, length, strength));
            minute += length + exponential(random, DRY_MINUTES);
        }
        return showers;
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
