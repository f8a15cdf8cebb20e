package city.mio.geo.places;

import city.mio.geo.network.LocalProjection;
import java.util.Arrays;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.LineString;

/**
 * The edges of one shape in flat arrays, sorted into bands of latitude, so that a point is held against the few
 * edges of its own band. Immutable and thread-safe.
 *
 * <p>Inside is what JTS's {@code RayCrossingCounter} says: crossings of a ray to the east, each judged with an exact
 * orientation test, so that the answer is the same as that of JTS to the last bit.
 */
final class ShapeEdges {

    private static final int MOST_BANDS = 1024;

    final double west;
    final double south;
    final double east;
    final double north;

    private final double metresPerLon;
    private final double metresPerLat;

    /** lon and lat of both ends of each edge, in turn. */
    private final double[] ends;

    private final double bandsPerDegree;
    private final int[] bandStart;
    private final int[] bandEdges;

    ShapeEdges(Geometry geometry) {
        Envelope box = geometry.getEnvelopeInternal();
        west = box.getMinX();
        south = box.getMinY();
        east = box.getMaxX();
        north = box.getMaxY();
        LocalProjection projection = new LocalProjection(box.centre().x, box.centre().y);
        metresPerLon = projection.x(box.centre().x + 1);
        metresPerLat = projection.y(box.centre().y + 1);

        double[] collected = new double[4 * geometry.getNumPoints()];
        int[] size = new int[1];
        geometry.apply((GeometryComponentFilter) part -> {
            if (part instanceof LineString line) {
                Coordinate[] points = line.getCoordinates();
                for (int i = 1; i < points.length; i++) {
                    collected[size[0]++] = points[i - 1].x;
                    collected[size[0]++] = points[i - 1].y;
                    collected[size[0]++] = points[i].x;
                    collected[size[0]++] = points[i].y;
                }
            }
        });
        ends = Arrays.copyOf(collected, size[0]);

        int edges = ends.length / 4;
        int bands = Math.max(1, Math.min(MOST_BANDS, edges / 2));
        bandsPerDegree = north > south ? bands / (north - south) : 0;
        bandStart = new int[bands + 1];
        for (int edge = 0; edge < edges; edge++) {
            for (int band = lowestBand(edge); band <= highestBand(edge); band++) {
                bandStart[band + 1]++;
            }
        }
        for (int band = 0; band < bands; band++) {
            bandStart[band + 1] += bandStart[band];
        }
        bandEdges = new int[bandStart[bands]];
        int[] next = bandStart.clone();
        for (int edge = 0; edge < edges; edge++) {
            for (int band = lowestBand(edge); band <= highestBand(edge); band++) {
                bandEdges[next[band]++] = edge;
            }
        }
    }

    private int lowestBand(int edge) {
        return band(Math.min(ends[4 * edge + 1], ends[4 * edge + 3]));
    }

    private int highestBand(int edge) {
        return band(Math.max(ends[4 * edge + 1], ends[4 * edge + 3]));
    }

    /** Grows with the latitude, so that an edge's bands hold the band of each latitude between its ends. */
    private int band(double lat) {
        int band = (int) ((lat - south) * bandsPerDegree);
        return Math.max(0, Math.min(bandStart.length - 2, band));
    }

    int edgeCount() {
        return ends.length / 4;
    }

    double end(int edge, int ordinate) {
        return ends[4 * edge + ordinate];
    }

    /** Whether the point lies inside or on the border. */
    boolean covers(double lon, double lat) {
        if (!(lon >= west && lon <= east && lat >= south && lat <= north)) {
            return false;
        }
        int band = band(lat);
        boolean inside = false;
        for (int i = bandStart[band]; i < bandStart[band + 1]; i++) {
            int at = 4 * bandEdges[i];
            double x1 = ends[at];
            double y1 = ends[at + 1];
            double x2 = ends[at + 2];
            double y2 = ends[at + 3];
            if (x1 < lon && x2 < lon) {
                continue;
            }
            if (lon == x2 && lat == y2) {
                return true;
            }
            if (y1 == lat && y2 == lat) {
                if (Math.min(x1, x2) <= lon && lon <= Math.max(x1, x2)) {
                    return true;
                }
            } else if ((y1 > lat && y2 <= lat) || (y2 > lat && y1 <= lat)) {
                int side = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, lon, lat);
                if (side == 0) {
                    return true;
                }
                if ((y2 < y1 ? -side : side) > 0) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    /** Distance to the nearest edge if it is at most {@code mostMetres}, else infinity. */
    double edgeMetres(double lon, double lat, double mostMetres) {
        double degrees = mostMetres / metresPerLat;
        double wide = mostMetres / metresPerLon;
        if (!(lon >= west - wide && lon <= east + wide && lat >= south - degrees && lat <= north + degrees)) {
            return Double.POSITIVE_INFINITY;
        }
        double least = Double.POSITIVE_INFINITY;
        int last = band(lat + degrees);
        for (int band = band(lat - degrees); band <= last; band++) {
            for (int i = bandStart[band]; i < bandStart[band + 1]; i++) {
                least = Math.min(least, squaredMetres(4 * bandEdges[i], lon, lat));
            }
        }
        double metres = Math.sqrt(least);
        return metres <= mostMetres ? metres : Double.POSITIVE_INFINITY;
    }

    private double squaredMetres(int at, double lon, double lat) {
        double x = (lon - ends[at]) * metresPerLon;
        double y = (lat - ends[at + 1]) * metresPerLat;
        double dx = (ends[at + 2] - ends[at]) * metresPerLon;
        double dy = (ends[at + 3] - ends[at + 1]) * metresPerLat;
        double squared = dx * dx + dy * dy;
        double share = squared == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / squared));
        return (x - share * dx) * (x - share * dx) + (y - share * dy) * (y - share * dy);
    }

    /**
     * Where a straight movement crosses the edge: the share of the movement before it, or NaN. A movement that ends
     * on the edge has not crossed it, one that starts there from its left side has: so each passage counts once.
     */
    double crossing(int edge, double lon1, double lat1, double lon2, double lat2) {
        double x1 = end(edge, 0);
        double y1 = end(edge, 1);
        double x2 = end(edge, 2);
        double y2 = end(edge, 3);
        int before = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, lon1, lat1);
        int after = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, lon2, lat2);
        // On the line counts as to its left: a movement is on one side of it at each end.
        boolean fromLeft = before >= 0;
        boolean toLeft = after >= 0;
        if (fromLeft == toLeft) {
            return Double.NaN;
        }
        int start = CGAlgorithmsDD.orientationIndex(lon1, lat1, lon2, lat2, x1, y1);
        int finish = CGAlgorithmsDD.orientationIndex(lon1, lat1, lon2, lat2, x2, y2);
        // The same rule for the movement's line: a passage through a bend of the gate meets one of its two edges.
        if ((start >= 0) == (finish >= 0)) {
            return Double.NaN;
        }
        double dx = x2 - x1;
        double dy = y2 - y1;
        double from = Math.abs(dx * (lat1 - y1) - dy * (lon1 - x1));
        double to = Math.abs(dx * (lat2 - y1) - dy * (lon2 - x1));
        return from + to == 0 ? 0 : from / (from + to);
    }

    /** Whether a crossing movement that ends here went from the left of the edge to its right. */
    boolean endsOnRight(int edge, double lon2, double lat2) {
        return CGAlgorithmsDD.orientationIndex(end(edge, 0), end(edge, 1), end(edge, 2), end(edge, 3), lon2, lat2) < 0;
    }
}
