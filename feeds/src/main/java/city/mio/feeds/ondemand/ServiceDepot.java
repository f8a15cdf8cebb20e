package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;

/**
 * Where shifts begin and end and drivers take their breaks. Immutable.
 *
 * @param depotId unique within the service, also among its stops
 * @param name for people
 */
public record ServiceDepot(String depotId, LocalName name) {

    /** @throws IllegalArgumentException naming the depot and the field */
    public ServiceDepot {
        Require.id("depotId", depotId);
        Require.present("depot " + depotId + ": name", name);
    }
}
