package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/**
 * Where a rider is or wants to be, in place of a stop.
 *
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 */
public record TripPoint(double lon, double lat) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public TripPoint {
        Require.range("lon", lon, -180, 180);
        Require.range("lat", lat, -90, 90);
    }
}
