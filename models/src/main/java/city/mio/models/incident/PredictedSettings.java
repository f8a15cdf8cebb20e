package city.mio.models.incident;

/**
 * When congestion is worth announcing before it comes. Immutable.
 *
 * @param confirmForecasts forecasts in a row that must say so before an alert opens. 2: one forecast may rest on a single
 *     slow vehicle
 * @param recedeForecasts forecasts in a row that must say otherwise before it is cleared
 * @param noticeCeiling share of free flow above which the expected speed makes a slow tenth percentile nobody's concern.
 *     0.7, as for what is slower than usual
 * @param followMinutes without a forecast after which it is no longer followed. 20: four forecasts
 * @param updateMinutes by which the expected begin must move to be told again
 */
public record PredictedSettings(
        int confirmForecasts, int recedeForecasts, double noticeCeiling, int followMinutes, int updateMinutes) {

    /** What is used where a city says nothing. */
    public static final PredictedSettings DEFAULT = new PredictedSettings(2, 2, 0.7, 20, 10);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public PredictedSettings {
        Require.range("confirmForecasts", confirmForecasts, 1, 100);
        Require.range("recedeForecasts", recedeForecasts, 1, 100);
        Require.range("noticeCeiling", noticeCeiling, 0, 1);
        Require.range("followMinutes", followMinutes, 5, 1440);
        Require.range("updateMinutes", updateMinutes, 1, 1440);
    }
}
