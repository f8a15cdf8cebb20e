package city.mio.events;

/**
 * How well forecasts at one time ahead have held lately. Older outcomes fade.
 *
 * @param horizonMinutes ahead
 * @param outcomes how many outcomes the figures stand for, after fading
 * @param mae mean absolute error of what was said (the p50), in the quantity's unit
 * @param profileMae that of the historic profile, for the same outcomes
 * @param lastValueMae that of the last value, for the same outcomes
 * @param shadowMae that of the model on trial; NaN where none is
 * @param poorShare share of speeds and travel times more than 20 % off, of flows with a GEH above 5
 * @param coverage share of outcomes from p10 to p90; 0.8 is meant
 */
public record HorizonQuality(
        int horizonMinutes,
        float outcomes,
        float mae,
        float profileMae,
        float lastValueMae,
        float shadowMae,
        float poorShare,
        float coverage) {

    private static final double MOST = 1e9;

    /** @throws IllegalArgumentException naming the field that is out of range */
    public HorizonQuality {
        Checks.range("horizonMinutes", horizonMinutes, 1, 14 * 24 * 60);
        Checks.range("outcomes", outcomes, 0, 1e12);
        Checks.range("mae", mae, 0, MOST);
        Checks.range("profileMae", profileMae, 0, MOST);
        Checks.range("lastValueMae", lastValueMae, 0, MOST);
        Checks.absentOrRange("shadowMae", shadowMae, 0, MOST);
        Checks.range("poorShare", poorShare, 0, 1);
        Checks.range("coverage", coverage, 0, 1);
    }
}
