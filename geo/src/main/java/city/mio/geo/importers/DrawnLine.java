package city.mio.geo.importers;

import java.util.List;

/**
 * A line that somebody drew, as a GeoJSON feature holds it. Immutable but for the arrays, which are not to be changed.
 *
 * @param place the feature in its file, for people: {@code feature 2 (bridge)}
 * @param id of the feature or its property {@code id}; empty if it has none
 * @param parts in their order, each longitude and latitude in turn, WGS 84 degrees, two points or more
 */
public record DrawnLine(String place, String id, List<double[]> parts) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public DrawnLine {
        if (place == null || id == null || parts == null || parts.isEmpty()) {
            throw new IllegalArgumentException("place, id or parts is missing");
        }
        parts = List.copyOf(parts);
    }
}
