package city.mio.models.dispatch.service;

import city.mio.geo.routing.LinkPosition;
import java.io.Serializable;

/**
 * Where vehicles begin and end their shifts and drivers take breaks. Immutable.
 *
 * @param depotId unique within the service, also against stops
 * @param name for people
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 * @param link index in the network
 * @param share how far along it, 0 to 1
 */
public record Depot(String depotId, String name, double lon, double lat, int link, double share)
        implements Serializable {

    /** @throws IllegalArgumentException naming the depot and the field */
    public Depot {
        Require.text("depotId", depotId);
        String depot = "depot " + depotId + ": ";
        Require.text(depot + "name", name);
        Require.range(depot + "lon", lon, -180, 180);
        Require.range(depot + "lat", lat, -90, 90);
        Require.range(depot + "link", link, 0, Integer.MAX_VALUE);
        Require.range(depot + "share", share, 0, 1);
    }

    /** Where vehicles stand. */
    public LinkPosition position() {
        return new LinkPosition(link, share);
    }
}
