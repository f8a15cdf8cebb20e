package city.mio.geo.routing;

import java.util.Locale;

/**
 * A point that somebody named, on a road or beside it.
 *
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 */
public record GeoPoint(double lon, double lat) {

    /** @throws IllegalArgumentException naming the field */
    public GeoPoint {
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon " + lon + " is not within -180 and 180");
        }
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException(
                    "lat " + lat + " is not within -90 and 90" + (Math.abs(lat) <= 180 ? ": lon comes first, then lat" : ""));
        }
    }

    /**
     * Reads {@code lon,lat} in degrees.
     *
     * @param name what the point is called in messages
     * @throws IllegalArgumentException if it is not that; one line that begins with the name
     */
    public static GeoPoint parse(String name, String text) {
        String[] parts = text.length() > 100 ? new String[0] : text.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(name + " is not lon,lat in degrees, such as 135.4959,34.7025");
        }
        double[] numbers = new double[2];
        for (int i = 0; i < 2; i++) {
            String part = parts[i].strip();
            if (!part.matches("[+-]?[0-9]{1,3}(\\.[0-9]{0,20})?")) {
                throw new IllegalArgumentException(
                        name + ": the " + (i == 0 ? "first" : "second") + " part is not a number of degrees");
            }
            numbers[i] = Double.parseDouble(part);
        }
        try {
            return new GeoPoint(numbers[0], numbers[1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** {@code lon,lat} with six decimals (10 cm). */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.6f,%.6f", lon, lat);
    }
}
