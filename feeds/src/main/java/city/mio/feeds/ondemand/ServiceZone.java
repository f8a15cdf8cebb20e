package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;

/**
 * A zone of an operator: its stops name it. Immutable.
 *
 * @param zoneId unique within the operator
 * @param name for people
 */
public record ServiceZone(String zoneId, LocalName name) {

    /** @throws IllegalArgumentException naming the field */
    public ServiceZone {
        Require.id("zoneId", zoneId);
        Require.present("zone " + zoneId + ": name", name);
    }
}
