package city.mio.models.dispatch.service;

import city.mio.geo.places.RoadSide;
import city.mio.geo.routing.LinkPosition;
import java.io.Serializable;

/**
 * Where riders board and alight. Immutable.
 *
 * @param stopId unique within the service
 * @param name for people
 * @param lon of the post, WGS 84 degrees
 * @param lat of the post, WGS 84 degrees
 * @param link index in the network of the link where buses halt
 * @param share how far along it, 0 to 1
 * @param side of the road on which riders wait, seen in the driving direction
 * @param zoneId of the zone it belongs to, for fares and for where the service runs
 */
public record ServiceStop(
        String stopId, String name, double lon, double lat, int link, double share, RoadSide side, String zoneId)
        implements Serializable {

    /** @throws IllegalArgumentException naming the stop and the field */
    public ServiceStop {
        Require.text("stopId", stopId);
        String stop = "stop " + stopId + ": ";
        Require.text(stop + "name", name);
        Require.range(stop + "lon", lon, -180, 180);
        Require.range(stop + "lat", lat, -90, 90);
        Require.range(stop + "link", link, 0, Integer.MAX_VALUE);
        Require.range(stop + "share", share, 0, 1);
        Require.holds(side != null, stop + "side is missing");
        Require.text(stop + "zoneId", zoneId);
    }

    /** Where buses halt. */
    public LinkPosition position() {
        return new LinkPosition(link, share);
    }
}
