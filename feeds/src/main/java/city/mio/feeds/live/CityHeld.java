package city.mio.feeds.live;

import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import java.util.List;

/**
 * How well the past day's forecasts held over all targets of a kind.
 *
 * @param target which kind
 * @param quantity which quantity
 * @param targets of which something was forecast
 * @param fellBack of these, those whose newest forecast is the historic profile's
 * @param horizons by how long before
 */
public record CityHeld(
        ForecastTarget target, ForecastQuantity quantity, int targets, int fellBack, List<HeldForecasts> horizons) {

    public CityHeld {
        horizons = List.copyOf(horizons);
    }
}
