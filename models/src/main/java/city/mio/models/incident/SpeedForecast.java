package city.mio.models.incident;

/**
 * What is expected of a link's speed. The arrays are not copied and must be left alone.
 *
 * @param time event time at which it was made, UTC epoch milliseconds
 * @param aheadMillis by rising time ahead
 * @param lowMps tenth percentile for each
 * @param medianMps median for each
 */
public record SpeedForecast(long time, long[] aheadMillis, float[] lowMps, float[] medianMps) {

    /** @throws IllegalArgumentException if the arrays are not of one length */
    public SpeedForecast {
        Require.holds(
                aheadMillis.length > 0 && lowMps.length == aheadMillis.length && medianMps.length == aheadMillis.length,
                "aheadMillis, lowMps and medianMps must be of one length");
    }
}
