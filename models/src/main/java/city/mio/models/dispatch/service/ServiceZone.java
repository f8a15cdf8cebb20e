package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * A zone of the service: its stops name it. Immutable.
 *
 * @param zoneId unique within the service
 * @param name for people
 */
public record ServiceZone(String zoneId, String name) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public ServiceZone {
        Require.text("zoneId", zoneId);
        Require.text("zone " + zoneId + ": name", name);
    }
}
