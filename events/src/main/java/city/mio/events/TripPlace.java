package city.mio.events;

/**
 * Where a trip begins or ends: a stop, or a place from which the next stop is sought.
 *
 * @param stopId stop of the service; empty if a place is given
 * @param lon WGS 84 degrees; NaN if a stop is given
 * @param lat WGS 84 degrees; NaN if a stop is given
 */
public record TripPlace(
        String stopId,
        double lon,
        double lat) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public TripPlace {
        Checks.present("stopId", stopId);
        Checks.absentOrRange("lon", lon, -180, 180);
        Checks.absentOrRange("lat", lat, -90, 90);
        if (Double.isNaN(lon) != Double.isNaN(lat)) {
            throw new IllegalArgumentException("lon and lat belong together");
        }
    }

    /** Not told. */
    public static final TripPlace NOWHERE = new TripPlace("", Double.NaN, Double.NaN);

    /** A stop of the service. */
    public static TripPlace ofStop(String stopId) {
        return new TripPlace(stopId, Double.NaN, Double.NaN);
    }

    /** Somewhere, WGS 84 degrees. */
    public static TripPlace of(double lon, double lat) {
        return new TripPlace("", lon, lat);
    }

    /** Whether it says neither a stop nor a place. */
    public boolean isNowhere() {
        return stopId.isEmpty() && Double.isNaN(lon);
    }
}
