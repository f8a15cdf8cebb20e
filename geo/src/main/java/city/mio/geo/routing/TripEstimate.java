package city.mio.geo.routing;

import city.mio.geo.routing.SpeedProfile.Source;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * When a trip over a route will arrive. Immutable.
 *
 * @param departMillis UTC epoch milliseconds
 * @param arriveMillis UTC epoch milliseconds
 * @param seconds from the one to the other, turns included; infinite if a link is closed then, and arriveMillis is
 *     {@link Long#MAX_VALUE}
 * @param shares of the seconds on links, how much is known from where; every source, they sum to 1
 */
public record TripEstimate(long departMillis, long arriveMillis, double seconds, Map<Source, Double> shares) {

    public TripEstimate {
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
    }

    /** The share of this source, 0 to 1. */
    public double share(Source source) {
        return shares.getOrDefault(source, 0.0);
    }
}
