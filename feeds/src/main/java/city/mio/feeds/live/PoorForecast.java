package city.mio.feeds.live;

/**
 * Which forecasts are counted as poor. Immutable.
 *
 * @param speedShare those of a speed that are off by more than this share of what came
 * @param flowGeh those of a flow whose GEH is above this
 */
public record PoorForecast(double speedShare, double flowGeh) {

    /** A fifth of the speed, as PTV Optima reports it; a GEH of 5 (UK Design Manual for Roads and Bridges). */
    public static final PoorForecast DEFAULT = new PoorForecast(0.2, 5);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public PoorForecast {
        if (!(speedShare > 0 && speedShare <= 1)) {
            throw new IllegalArgumentException("speedShare is outside 0 to 1: " + speedShare);
        }
        if (!(flowGeh > 0 && flowGeh <= 100)) {
            throw new IllegalArgumentException("flowGeh is outside 0 to 100: " + flowGeh);
        }
    }
}
