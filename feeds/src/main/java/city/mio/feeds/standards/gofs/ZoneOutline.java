package city.mio.feeds.standards.gofs;

import city.mio.feeds.ondemand.ServiceStop;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/** The area that a zone's stops span, with a margin about each. */
final class ZoneOutline {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final double METRES_A_DEGREE = 111_195;
    /** About the length of a block: who stands that near a stop is at the stop. */
    private static final double MARGIN_METRES = 100;

    private static final int QUARTER_CIRCLE_EDGES = 4;

    private ZoneOutline() {}

    /** The outer ring, WGS 84 lon, lat, closed, counter-clockwise as RFC 7946 wants it. */
    static Coordinate[] of(List<ServiceStop> stops) {
        Coordinate[] points = stops.stream()
                .map(stop -> new Coordinate(stop.lon(), stop.lat()))
                .toArray(Coordinate[]::new);
        double squeeze = Math.cos(Math.toRadians(points[0].y));
        Geometry hull = FACTORY.createMultiPointFromCoords(points).convexHull();
        Geometry round = AffineTransformation.scaleInstance(squeeze, 1)
                .transform(hull)
                .buffer(MARGIN_METRES / METRES_A_DEGREE, QUARTER_CIRCLE_EDGES);
        Polygon area = (Polygon) AffineTransformation.scaleInstance(1 / squeeze, 1).transform(round);
        // JTS makes shells clockwise; normalised ones surely are.
        area.normalize();
        return area.getExteriorRing().reverse().getCoordinates();
    }
}
