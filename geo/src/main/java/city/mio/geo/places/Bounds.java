package city.mio.geo.places;

import java.io.Serializable;

/**
 * What counts as inside the city, WGS 84 degrees. Immutable.
 *
 * @param west least lon
 * @param south least lat
 * @param east greatest lon
 * @param north greatest lat
 */
public record Bounds(
        double west,
        double south,
        double east,
        double north) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public Bounds {
        Require.range("bounds", "west", west, -180, 180);
        Require.range("bounds", "east", east, west, 180);
        Require.range("bounds", "south", south, -90, 90);
        Require.range("bounds", "north", north, south, 90);
    }

    /** Whether the point lies inside or on the edge. */
    public boolean contains(double lon, double lat) {
        return lon >= west && lon <= east && lat >= south && lat <= north;
    }
}
