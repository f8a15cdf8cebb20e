package city.mio.feeds.live;

import java.time.Duration;
import java.util.Objects;

/**
 * How much is kept and for how long. Immutable.
 *
 * @param history of each link
 * @param staleAfter event time after which a link's last state no longer counts as live
 * @param vehicleTimeout event time after which a vehicle that sent nothing is forgotten
 * @param maxVehicles that are kept; more are counted, not shown
 * @param maxClearedAlerts that are kept; the oldest go first
 * @param maxForecastTargets links and detectors whose forecasts and past day are kept; of more, forecasts are counted, not
 *     shown
 * @param poor which forecasts are counted as poor
 */
public record LiveSettings(
        Duration history,
        Duration staleAfter,
        Duration vehicleTimeout,
        int maxVehicles,
        int maxClearedAlerts,
        int maxForecastTargets,
        PoorForecast poor) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LiveSettings {
        if (history.toMinutes() < 1 || history.toHours() > 48) {
            throw new IllegalArgumentException("history is outside 1 min to 48 h: " + history);
        }
        if (staleAfter.toSeconds() < 60) {
            throw new IllegalArgumentException("staleAfter is less than 1 min: " + staleAfter);
        }
        if (vehicleTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("vehicleTimeout is less than 1 s: " + vehicleTimeout);
        }
        if (maxVehicles < 0 || maxClearedAlerts < 0 || maxForecastTargets < 0) {
            throw new IllegalArgumentException("maxVehicles, maxClearedAlerts or maxForecastTargets is negative");
        }
        Objects.requireNonNull(poor, "poor");
    }

    /**
     * 3 h of history, links live for 15 min, vehicles for 2 min, at most 20,000 vehicles, 500 cleared alerts and 10,000
     * targets of forecasts.
     */
    public static LiveSettings defaults() {
        return new LiveSettings(Duration.ofHours(3), Duration.ofMinutes(15), Duration.ofMinutes(2), 20_000, 500, 10_000, PoorForecast.DEFAULT);
    }

    /** These settings with other limits of poor forecasts. */
    public LiveSettings with(PoorForecast other) {
        return new LiveSettings(
                history, staleAfter, vehicleTimeout, maxVehicles, maxClearedAlerts, maxForecastTargets, other);
    }
}
