package city.mio.jobs.traffic;

import java.io.Serializable;

/**
 * A place beside the road where construction vehicles wait to be called. One that stands there is no traffic, however near
 * the road it is. Immutable.
 *
 * @param id as the city names it
 * @param lon WGS 84
 * @param lat WGS 84
 * @param radiusMetres how far from it a vehicle still stands there
 */
public record OffStreetPlace(String id, double lon, double lat, double radiusMetres) implements Serializable {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public OffStreetPlace {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("id is missing");
        }
        if (!(Math.abs(lon) <= 180)) {
            throw new IllegalArgumentException("lon is outside -180 to 180: " + lon);
        }
        if (!(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException("lat is outside -90 to 90: " + lat);
        }
        if (!(radiusMetres > 0 && radiusMetres <= 1000)) {
            throw new IllegalArgumentException("radiusMetres is outside 0 to 1000: " + radiusMetres);
        }
    }
}
