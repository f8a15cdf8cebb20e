package city.mio.bench.haulday;

import city.mio.simulators.city.RainShower;
import city.mio.simulators.city.RoadBlock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A working day: what everybody knows of it, and by its seed what happens on it. Immutable.
 *
 * @param rainy whether it rains at some time
 * @param event whether a large event draws a crowd to the island in the evening, as was announced
 * @param blocks accidents and closures
 */
record WorkDay(LocalDate date, long seed, boolean rainy, boolean event, List<RoadBlock> blocks) {

    static final int SLOTS = 48;
    static final int SLOT_MINUTES = 30;

    /** Local time of day at which simulation is seen, minutes. */
    static final int BEGIN_MINUTE = 4 * 60 + 30;

    /** How much the demand of days of one kind differs, standard deviation; nobody knows it before. */
    private static final double DEMAND_SPREAD = 0.08;

    WorkDay {
        blocks = List.copyOf(blocks);
    }

    /** All other traffic of the day as a share of the usual. */
    double demandFactor() {
        return Math.exp(DEMAND_SPREAD * new SplittableRandom(seed ^ 0x5eedL).nextGaussian());
    }

    /** One to three showers between six and eighteen o'clock. */
    List<RainShower> rain() {
        List<RainShower> showers = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed ^ 0x7a1aL);
        for (int left = rainy ? 1 + random.nextInt(3) : 0; left > 0; left--) {
            double at = 90 + random.nextInt(600);
            showers.add(new RainShower(at, 30 + random.nextInt(120), 1 + 11 * random.nextDouble()));
        }
        return showers;
    }

    /** What the weather service said of it the evening before: one shower in five is missed, the others are somewhat off. */
    List<RainShower> rainForecast() {
        List<RainShower> told = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed ^ 0xf0caL);
        for (RainShower shower : rain()) {
            boolean missed = random.nextDouble() < 0.2;
            double at = Math.max(0, shower.afterMinutes() + 30 * random.nextGaussian());
            double rate = Math.min(50, shower.millimetresPerHour() * Math.exp(0.4 * random.nextGaussian()));
            if (!missed) {
                told.add(new RainShower(at, shower.minutes(), rate));
            }
        }
        return told;
    }

    /** Mean rain in a slot of the day, mm/h. */
    static double rainIn(List<RainShower> showers, int slot) {
        double sum = 0;
        double begin = slot * SLOT_MINUTES - BEGIN_MINUTE;
        for (RainShower shower : showers) {
            double overlap = Math.min(begin + SLOT_MINUTES, shower.afterMinutes() + shower.minutes())
                    - Math.max(begin, shower.afterMinutes());
            sum += Math.max(0, overlap) / SLOT_MINUTES * shower.millimetresPerHour();
        }
        return sum;
    }
}
