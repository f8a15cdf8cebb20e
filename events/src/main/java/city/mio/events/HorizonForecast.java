package city.mio.events;

/**
 * A distribution at one time ahead.
 *
 * @param horizonMinutes ahead of the forecast's time
 * @param p10 a tenth of the outcomes lie below
 * @param p50 half of the outcomes lie below
 * @param p90 a tenth of the outcomes lie above
 */
public record HorizonForecast(int horizonMinutes, float p10, float p50, float p90) {

    /** @throws IllegalArgumentException naming the field that is out of range or out of order */
    public HorizonForecast {
        Checks.range("horizonMinutes", horizonMinutes, 1, 14 * 24 * 60);
        Checks.range("p10", p10, 0, 1e6);
        Checks.range("p50", p50, p10, 1e6);
        Checks.range("p90", p90, p50, 1e6);
    }
}
