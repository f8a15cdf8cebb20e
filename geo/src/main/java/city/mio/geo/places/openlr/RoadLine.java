package city.mio.geo.places.openlr;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import openlr.map.FormOfWay;
import openlr.map.FunctionalRoadClass;
import openlr.map.GeoCoordinates;
import openlr.map.GeoCoordinatesImpl;
import openlr.map.Line;

/** A link as OpenLR sees it: lengths are whole metres. Immutable and thread-safe. */
final class RoadLine implements Line {

    private final RoadMap map;
    private final int link;

    RoadLine(RoadMap map, int link) {
        this.map = map;
        this.link = link;
    }

    int link() {
        return link;
    }

    @Override
    public RoadNode getStartNode() {
        return map.node(map.network().fromNode(link));
    }

    @Override
    public RoadNode getEndNode() {
        return map.node(map.network().toNode(link));
    }

    @Override
    public FormOfWay getFOW() {
        return RoadAttributes.formOfWay(map.network(), link);
    }

    @Override
    public FunctionalRoadClass getFRC() {
        return RoadAttributes.functionalClass(map.network().roadClass(link));
    }

    @Override
    public Point2D.Double getPointAlongLine(int distanceAlong) {
        GeoCoordinates at = getGeoCoordinateAlongLine(distanceAlong);
        return new Point2D.Double(at.getLongitudeDeg(), at.getLatitudeDeg());
    }

    @Override
    public GeoCoordinates getGeoCoordinateAlongLine(int distanceAlong) {
        RoadNetwork network = map.network();
        int last = network.shapeSize(link) - 1;
        double share = (double) distanceAlong / map.metres(link);
        double rest = Math.max(0, Math.min(1, share)) * shapeMetres();
        for (int i = 1; i <= last; i++) {
            double piece = pieceMetres(i);
            if (rest <= piece || i == last) {
                double part = piece == 0 ? 0 : Math.min(1, rest / piece);
                double lon = network.shapeLon(link, i - 1);
                double lat = network.shapeLat(link, i - 1);
                return GeoCoordinatesImpl.newGeoCoordinatesUnchecked(
                        lon + part * (network.shapeLon(link, i) - lon), lat + part * (network.shapeLat(link, i) - lat));
            }
            rest -= piece;
        }
        throw new IllegalStateException("link " + network.linkId(link) + " has no shape");
    }

    private double pieceMetres(int i) {
        RoadNetwork network = map.network();
        LocalProjection projection = network.projection();
        return Math.hypot(
                projection.x(network.shapeLon(link, i)) - projection.x(network.shapeLon(link, i - 1)),
                projection.y(network.shapeLat(link, i)) - projection.y(network.shapeLat(link, i - 1)));
    }

    private double shapeMetres() {
        double metres = 0;
        for (int i = 1; i < map.network().shapeSize(link); i++) {
            metres += pieceMetres(i);
        }
        return metres;
    }

    @Override
    public int getLineLength() {
        return map.metres(link);
    }

    @Override
    public long getID() {
        return link;
    }

    /** Those into which one may turn: routes obey the network's banned turns. */
    @Override
    public Iterator<Line> getNextLines() {
        RoadNetwork network = map.network();
        int node = network.toNode(link);
        List<Line> lines = new ArrayList<>(network.outDegree(node));
        for (int i = 0; i < network.outDegree(node); i++) {
            if (network.turnAllowed(link, network.outLink(node, i))) {
                lines.add(map.line(network.outLink(node, i)));
            }
        }
        return lines.iterator();
    }

    @Override
    public Iterator<Line> getPrevLines() {
        RoadNetwork network = map.network();
        int node = network.fromNode(link);
        List<Line> lines = new ArrayList<>(network.inDegree(node));
        for (int i = 0; i < network.inDegree(node); i++) {
            if (network.turnAllowed(network.inLink(node, i), link)) {
                lines.add(map.line(network.inLink(node, i)));
            }
        }
        return lines.iterator();
    }

    @Override
    public int distanceToPoint(double longitude, double latitude) {
        return (int) Math.round(nearest(longitude, latitude)[0]);
    }

    @Override
    public int measureAlongLine(double longitude, double latitude) {
        return (int) Math.round(nearest(longitude, latitude)[1] * map.metres(link));
    }

    /** Distance in metres and share of the link before the nearest point. */
    private double[] nearest(double lon, double lat) {
        RoadNetwork network = map.network();
        LocalProjection projection = network.projection();
        double x = projection.x(lon);
        double y = projection.y(lat);
        double least = Double.POSITIVE_INFINITY;
        double before = 0;
        double along = 0;
        for (int i = 1; i < network.shapeSize(link); i++) {
            double x1 = projection.x(network.shapeLon(link, i - 1));
            double y1 = projection.y(network.shapeLat(link, i - 1));
            double dx = projection.x(network.shapeLon(link, i)) - x1;
            double dy = projection.y(network.shapeLat(link, i)) - y1;
            double squared = dx * dx + dy * dy;
            double part = squared == 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / squared));
            double distance = Math.hypot(x - x1 - part * dx, y - y1 - part * dy);
            if (distance < least) {
                least = distance;
                along = before + part * Math.sqrt(squared);
            }
            before += Math.sqrt(squared);
        }
        return new double[] {least, before == 0 ? 0 : along / before};
    }

    @Override
    public Path2D.Double getShape() {
        Path2D.Double path = new Path2D.Double();
        List<GeoCoordinates> points = getShapeCoordinates();
        path.moveTo(points.get(0).getLongitudeDeg(), points.get(0).getLatitudeDeg());
        for (GeoCoordinates point : points.subList(1, points.size())) {
            path.lineTo(point.getLongitudeDeg(), point.getLatitudeDeg());
        }
        return path;
    }

    @Override
    public List<GeoCoordinates> getShapeCoordinates() {
        RoadNetwork network = map.network();
        List<GeoCoordinates> points = new ArrayList<>(network.shapeSize(link));
        for (int i = 0; i < network.shapeSize(link); i++) {
            points.add(GeoCoordinatesImpl.newGeoCoordinatesUnchecked(network.shapeLon(link, i), network.shapeLat(link, i)));
        }
        return points;
    }

    @Override
    public Map<Locale, List<String>> getNames() {
        String name = map.network().roadName(link);
        return name.isEmpty() ? Map.of() : Map.of(Locale.ROOT, List.of(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoadLine that && that.link == link && that.map == map;
    }

    @Override
    public int hashCode() {
        return link;
    }

    @Override
    public String toString() {
        return "link " + map.network().linkId(link);
    }
}
