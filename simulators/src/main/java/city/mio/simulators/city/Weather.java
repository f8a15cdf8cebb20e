package city.mio.simulators.city;

import java.util.List;

/**
 * Rain and what it does to traffic. Speed: free-flow speed falls by 2 % in the lightest rain to 9 % at 16 mm/h and
 * beyond (Hranac et al. 2006, FHWA-HOP-07-073). Capacity: 2 % up to 2.5 mm/h, 7 % up to 6.4 mm/h, 14 % above (HCM
 * 2010, exhibit 10-15).
 */
final class Weather {

    private final List<RainShower> showers;
    private double millimetresPerHour;

    Weather(List<RainShower> showers) {
        this.showers = showers;
    }

    /** @param minutes since the simulation's start, negative in the warm-up */
    void update(double minutes) {
        millimetresPerHour = 0;
        for (RainShower shower : showers) {
            if (minutes >= shower.afterMinutes() && minutes < shower.afterMinutes() + shower.minutes()) {
                millimetresPerHour = Math.max(millimetresPerHour, shower.millimetresPerHour());
            }
        }
    }

    double millimetresPerHour() {
        return millimetresPerHour;
    }

    double speedFactor() {
        return millimetresPerHour == 0 ? 1 : 1 - 0.02 - 0.07 * Math.min(1, millimetresPerHour / 16);
    }

    double capacityFactor() {
        if (millimetresPerHour == 0) {
            return 1;
        }
        return millimetresPerHour <= 2.5 ? 0.98 : millimetresPerHour <= 6.4 ? 0.93 : 0.86;
    }
}
