package city.mio.feeds.route;

import city.mio.geo.routing.GeoPoint;
import city.mio.geo.routing.VehicleClass;

/**
 * A question for routes.
 *
 * @param from where the trip begins
 * @param to where it ends
 * @param vehicle what drives
 * @param departMillis when it begins, UTC epoch milliseconds
 */
public record RouteRequest(GeoPoint from, GeoPoint to, VehicleClass vehicle, long departMillis) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public RouteRequest {
        if (from == null || to == null || vehicle == null) {
            throw new IllegalArgumentException("from, to or vehicle is missing");
        }
    }
}
