package city.mio.models.forecast;

/**
 * Tells the next steps of every target at once. What comes after {@code origin} in the frame must not be looked at;
 * calendar and profile are known ahead. Implementations learnt already are immutable except where they say otherwise.
 */
public interface Forecaster {

    /** Short and stable, as in tables: {@code ridge}. */
    String name();

    /**
     * Fills the forecast of every channel, target and horizon, in the units of the panel; never NaN.
     *
     * @param origin the newest step known
     */
    void forecast(Frame frame, int origin, PointForecast out);
}
