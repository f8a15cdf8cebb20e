package city.mio.simulators.city;

/**
 * A time of rain over the whole city. Immutable.
 *
 * @param afterMinutes begin, minutes after the simulation's start
 * @param minutes how long it lasts
 * @param millimetresPerHour how hard it rains
 */
public record RainShower(double afterMinutes, double minutes, double millimetresPerHour) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public RainShower {
        if (!(afterMinutes >= 0 && afterMinutes < 1e7)) {
            throw new IllegalArgumentException("rain: afterMinutes is out of range: " + afterMinutes);
        }
        if (!(minutes > 0 && minutes < 1e7)) {
            throw new IllegalArgumentException("rain: minutes is out of range: " + minutes);
        }
        if (!(millimetresPerHour > 0 && millimetresPerHour <= 300)) {
            throw new IllegalArgumentException("rain: millimetresPerHour is out of range: " + millimetresPerHour);
        }
    }
}
