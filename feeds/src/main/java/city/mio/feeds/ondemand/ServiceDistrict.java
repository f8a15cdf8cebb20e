package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;

/**
 * A part of a service's zone, for fares: its stops name it. Immutable.
 *
 * @param districtId unique within the service
 * @param name for people
 */
public record ServiceDistrict(String districtId, LocalName name) {

    /** @throws IllegalArgumentException naming the field */
    public ServiceDistrict {
        Require.id("districtId", districtId);
        Require.present("district " + districtId + ": name", name);
    }
}
