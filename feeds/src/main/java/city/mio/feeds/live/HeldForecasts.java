package city.mio.feeds.live;

/**
 * How well what was said so long before held, over some outcomes.
 *
 * @param horizonMinutes how long before
 * @param outcomes how many there were
 * @param mae mean absolute error of the p50, in the quantity's unit; NaN without outcomes, as are the others
 * @param poorShare share of forecasts that are poor, as {@link PoorForecast} has it
 * @param meanGeh of flows (Design Manual for Roads and Bridges: sqrt(2 (m - c)² / (m + c)), vehicles an hour); NaN for
 *     speeds
 * @param coverage share of the outcomes from p10 to p90; 0.8 is meant
 */
public record HeldForecasts(
        int horizonMinutes, int outcomes, double mae, double poorShare, double meanGeh, double coverage) {}
