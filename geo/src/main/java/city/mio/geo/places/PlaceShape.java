package city.mio.geo.places;

import city.mio.geo.network.LocalProjection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * A place as a geometry, WGS 84 lon, lat: zones, geofences, stops and corridors are polygons or multipolygons, with
 * holes if they have them; a gate is a line. Edges are straight in lon and lat, as GeoJSON has it. A shape must not
 * cross the 180th meridian. Immutable: geometries are copied on their way in and out.
 */
public final class PlaceShape {

    /** Of a quarter circle: a round end's area is then true to 0.2 %. */
    private static final int QUARTER_CIRCLE_EDGES = 16;

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final String id;
    private final PlaceKind kind;
    private final Geometry geometry;

    private PlaceShape(String id, PlaceKind kind, Geometry geometry) {
        Require.present("PlaceShape", "id", id);
        Require.present(id, "kind", kind);
        Require.present(id, "geometry", geometry);
        this.id = id;
        this.kind = kind;
        this.geometry = geometry.copy();
        if (geometry.isEmpty()) {
            throw new IllegalArgumentException(id + ": geometry is empty");
        }
        for (Coordinate at : geometry.getCoordinates()) {
            Require.range(id, "lon", at.x, -180, 180);
            Require.range(id, "lat", at.y, -90, 90);
        }
        if (kind.isArea()) {
            TopologyValidationError error = new IsValidOp(geometry).getValidationError();
            if (error != null) {
                throw new IllegalArgumentException(id + ": geometry is not valid: " + error);
            }
        } else if (!(geometry.getLength() > 0)) {
            throw new IllegalArgumentException(id + ": geometry of a gate has no length");
        }
    }

    /** @throws IllegalArgumentException naming the place and the field, also if the geometry is no valid polygon */
    public static PlaceShape zone(String id, Geometry area) {
        return new PlaceShape(id, PlaceKind.ZONE, polygonal(id, area));
    }

    /** @throws IllegalArgumentException naming the place and the field, also if the geometry is no valid polygon */
    public static PlaceShape geofence(String id, Geometry area) {
        return new PlaceShape(id, PlaceKind.GEOFENCE, polygonal(id, area));
    }

    /**
     * A circle about a point.
     *
     * @throws IllegalArgumentException naming the place and the field
     */
    public static PlaceShape stop(String id, double lon, double lat, double radiusMetres) {
        Require.range(id, "lon", lon, -180, 180);
        Require.range(id, "lat", lat, -85, 85);
        Require.range(id, "radiusMetres", radiusMetres, 0.1, 1e5);
        Point centre = FACTORY.createPoint(new Coordinate(lon, lat));
        return new PlaceShape(id, PlaceKind.STOP, buffer(centre, radiusMetres));
    }

    /** The circle of a zone of a city file. */
    public static PlaceShape of(Zone zone) {
        Geometry circle = buffer(
                FACTORY.createPoint(new Coordinate(zone.lon(), zone.lat())), zone.radiusMetres());
        return new PlaceShape(zone.id(), PlaceKind.ZONE, circle);
    }

    /**
     * All that lies within a distance of a line.
     *
     * @throws IllegalArgumentException naming the place and the field
     */
    public static PlaceShape corridor(String id, LineString line, double halfWidthMetres) {
        Require.present(id, "line", line);
        Require.range(id, "halfWidthMetres", halfWidthMetres, 0.1, 1e5);
        for (Coordinate at : line.getCoordinates()) {
            Require.range(id, "lon", at.x, -180, 180);
            Require.range(id, "lat", at.y, -85, 85);
        }
        return new PlaceShape(id, PlaceKind.CORRIDOR, buffer(line, halfWidthMetres));
    }

    /**
     * A line to be crossed. Forwards is from its left to its right, seen along the line as it is drawn.
     *
     * @throws IllegalArgumentException naming the place and the field
     */
    public static PlaceShape gate(String id, LineString line) {
        return new PlaceShape(id, PlaceKind.GATE, line);
    }

    private static Geometry polygonal(String id, Geometry area) {
        if (area != null && !(area instanceof Polygonal)) {
            throw new IllegalArgumentException(
                    id + ": geometry is a " + area.getGeometryType() + ", not a Polygon or MultiPolygon");
        }
        return area;
    }

    private static Geometry buffer(Geometry line, double metres) {
        if (line.isEmpty()) {
            return line;
        }
        Coordinate centre = line.getEnvelopeInternal().centre();
        LocalProjection projection = new LocalProjection(centre.x, centre.y);
        Geometry flat = line.copy();
        flat.apply(new Each(at -> at.setXY(projection.x(at.x()), projection.y(at.y()))));
        Geometry area = flat.buffer(metres, QUARTER_CIRCLE_EDGES);
        area.apply(new Each(at -> at.setXY(projection.lon(at.x()), projection.lat(at.y()))));
        return area;
    }

    public String id() {
        return id;
    }

    public PlaceKind kind() {
        return kind;
    }

    /** A copy. */
    public Geometry geometry() {
        return geometry.copy();
    }

    /** Not to be changed. */
    Geometry shared() {
        return geometry;
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }

    private interface Mover {
        void move(Position at);
    }

    private static final class Position {
        private CoordinateSequence in;
        private int i;

        double x() {
            return in.getX(i);
        }

        double y() {
            return in.getY(i);
        }

        void setXY(double x, double y) {
            in.setOrdinate(i, CoordinateSequence.X, x);
            in.setOrdinate(i, CoordinateSequence.Y, y);
        }
    }

    private static final class Each implements CoordinateSequenceFilter {
        private final Mover mover;
        private final Position position = new Position();

        Each(Mover mover) {
            this.mover = mover;
        }

        @Override
        public void filter(CoordinateSequence sequence, int i) {
            position.in = sequence;
            position.i = i;
            mover.move(position);
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }
}
