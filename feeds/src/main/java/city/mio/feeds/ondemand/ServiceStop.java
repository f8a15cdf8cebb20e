package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;

/**
 * Where riders board and alight. Immutable.
 *
 * @param stopId unique within the service
 * @param name for people
 * @param lon of the post, WGS 84 degrees
 * @param lat of the post, WGS 84 degrees
 * @param side of the road on which riders wait, seen in the driving direction
 * @param districtId of the district it belongs to
 */
public record ServiceStop(String stopId, LocalName name, double lon, double lat, RoadSide side, String districtId) {

    /** @throws IllegalArgumentException naming the stop and the field */
    public ServiceStop {
        Require.id("stopId", stopId);
        String stop = "stop " + stopId + ": ";
        Require.present(stop + "name", name);
        Require.range(stop + "lon", lon, -180, 180);
        Require.range(stop + "lat", lat, -85, 85);
        Require.present(stop + "side", side);
        Require.id(stop + "districtId", districtId);
    }
}
