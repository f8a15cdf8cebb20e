package city.mio.geo.places;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Overlapping polygons about Osaka, star-shaped and thus valid; some with a hole, some of several parts. */
final class RandomShapes {

    static final double LON = 135.5;
    static final double LAT = 34.68;
    static final GeometryFactory FACTORY = new GeometryFactory();

    private RandomShapes() {}

    static List<PlaceShape> areas(int count, double extentDegrees, double mostRadiusDegrees, Random random) {
        List<PlaceShape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shapes.add(PlaceShape.zone("zone-" + i, area(extentDegrees, mostRadiusDegrees, random)));
        }
        return shapes;
    }

    private static Geometry area(double extent, double mostRadius, Random random) {
        double lon = LON + (random.nextDouble() - 0.5) * extent;
        double lat = LAT + (random.nextDouble() - 0.5) * extent;
        double radius = mostRadius * (0.05 + 0.95 * random.nextDouble());
        return switch (random.nextInt(4)) {
            case 0 -> star(lon, lat, radius, 3 + random.nextInt(60), true, random);
            case 1 -> {
                Polygon east = star(lon, lat, 0.4 * radius, 3 + random.nextInt(12), true, random);
                Polygon west = star(lon - radius, lat, 0.4 * radius, 3 + random.nextInt(12), false, random);
                yield FACTORY.createMultiPolygon(new Polygon[] {east, west});
            }
            case 2 -> FACTORY.toGeometry(new org.locationtech.jts.geom.Envelope(
                    grid(lon), grid(lon) + 0.01, grid(lat), grid(lat) + 0.01));
            default -> star(lon, lat, radius, 3 + random.nextInt(60), false, random);
        };
    }

    /** Neighbours that share edges and corners. */
    private static double grid(double at) {
        return Math.round(at * 100) / 100.0;
    }

    private static Polygon star(double lon, double lat, double radius, int corners, boolean hole, Random random) {
        LinearRing shell = ring(lon, lat, radius, 0.5, corners, random);
        // Triangles come close to their middle: the hole stays well inside of what any star covers.
        return hole && corners > 6
                ? FACTORY.createPolygon(shell, new LinearRing[] {ring(lon, lat, 0.2 * radius, 0.5, corners, random)})
                : FACTORY.createPolygon(shell);
    }

    private static LinearRing ring(double lon, double lat, double radius, double least, int corners, Random random) {
        Coordinate[] points = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double far = radius * (least + (1 - least) * random.nextDouble());
            points[i] = new Coordinate(lon + far * Math.cos(angle), lat + far * Math.sin(angle));
        }
        points[corners] = points[0].copy();
        return FACTORY.createLinearRing(points);
    }
}
