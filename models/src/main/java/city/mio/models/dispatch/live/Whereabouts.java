package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/** Where a vehicle is, or will be when it can next change its way. */
public sealed interface Whereabouts extends Serializable {

    /**
     * At a stop or depot.
     *
     * @param place its number in the service
     */
    record AtPlace(int place) implements Whereabouts {

        /** @throws IllegalArgumentException naming the field */
        public AtPlace {
            Require.range("place", place, 0, Integer.MAX_VALUE);
        }
    }

    /**
     * On a link.
     *
     * @param link index in the network
     * @param share how far along it, 0 to 1
     * @param lon of that place, WGS 84 degrees
     * @param lat of that place, WGS 84 degrees
     */
    record OnLink(int link, double share, double lon, double lat) implements Whereabouts {

        /** @throws IllegalArgumentException naming the field */
        public OnLink {
            Require.range("link", link, 0, Integer.MAX_VALUE);
            Require.range("share", share, 0, 1);
            Require.range("lon", lon, -180, 180);
            Require.range("lat", lat, -90, 90);
        }
    }
}
