package city.mio.geo.places.openlr;

import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import openlr.map.Line;
import openlr.map.MapDatabase;
import openlr.map.Node;
import org.locationtech.jts.geom.Envelope;

/**
 * A road network as OpenLR's map. Immutable and thread-safe, but for a {@linkplain #longerBy view} with other lengths,
 * which serves one thread.
 */
final class RoadMap implements MapDatabase {

    private final RoadNetwork network;
    private final LinkIndex index;
    private final RoadLine[] lines;
    private final RoadNode[] nodes;
    private final Set<Integer> longerLinks;
    private final double factor;

    RoadMap(RoadNetwork network, LinkIndex index) {
        this(network, index, Set.of(), 1);
        Arrays.setAll(lines, link -> new RoadLine(this, link));
        Arrays.setAll(nodes, node -> new RoadNode(this, node));
    }

    private RoadMap(RoadNetwork network, LinkIndex index, Set<Integer> longerLinks, double factor) {
        this.network = network;
        this.index = index;
        this.longerLinks = longerLinks;
        this.factor = factor;
        lines = new RoadLine[network.linkCount()];
        nodes = new RoadNode[network.nodeCount()];
    }

    /** The same roads, some of them longer: the way over them is then the shortest only if it is so by a margin. */
    RoadMap longerBy(double times, Set<Integer> links) {
        return new RoadMap(network, index, links, times);
    }

    /** Whole metres, at least 1: the decoder refuses every offset on a link without length. */
    int metres(int link) {
        double metres = network.lengthMetres(link);
        return (int) Math.max(1, Math.round(longerLinks.contains(link) ? factor * metres : metres));
    }

    RoadNetwork network() {
        return network;
    }

    RoadLine line(int link) {
        if (lines[link] == null) {
            lines[link] = new RoadLine(this, link);
        }
        return lines[link];
    }

    RoadNode node(int node) {
        if (nodes[node] == null) {
            nodes[node] = new RoadNode(this, node);
        }
        return nodes[node];
    }

    /** Routes never take a banned turn, so there is nothing to check afterwards. */
    @Override
    public boolean hasTurnRestrictions() {
        return false;
    }

    @Override
    public boolean hasTurnRestrictionOnPath(List<? extends Line> path) {
        for (int i = 1; i < path.size(); i++) {
            if (!network.turnAllowed(((RoadLine) path.get(i - 1)).link(), ((RoadLine) path.get(i)).link())) {
                return true;
            }
        }
        return false;
    }

    /** Null if there is none, as OpenLR wants it. */
    @Override
    public Line getLine(long id) {
        return id >= 0 && id < lines.length ? line((int) id) : null;
    }

    /** Null if there is none, as OpenLR wants it. */
    @Override
    public Node getNode(long id) {
        return id >= 0 && id < nodes.length ? node((int) id) : null;
    }

    private Candidates near(double lon, double lat, int metres) {
        LocalProjection projection = network.projection();
        Candidates found = new Candidates();
        index.query(projection.x(lon), projection.y(lat), metres + 1.0, found);
        return found;
    }

    @Override
    public Iterator<Node> findNodesCloseByCoordinate(double longitude, double latitude, int distance) {
        Candidates found = near(longitude, latitude, distance);
        TreeSet<Integer> near = new TreeSet<>();
        for (int i = 0; i < found.size(); i++) {
            near.add(network.fromNode(found.link(i)));
            near.add(network.toNode(found.link(i)));
        }
        return near.stream()
                .filter(node -> LocalProjection.distanceMetres(
                                longitude, latitude, network.nodeLon(node), network.nodeLat(node))
                        <= distance)
                .map(node -> (Node) node(node))
                .iterator();
    }

    @Override
    public Iterator<Line> findLinesCloseByCoordinate(double longitude, double latitude, int distance) {
        Candidates found = near(longitude, latitude, distance);
        TreeSet<Integer> near = new TreeSet<>();
        for (int i = 0; i < found.size(); i++) {
            near.add(found.link(i));
        }
        return near.stream()
                .map(link -> (Line) line(link))
                .filter(line -> line.distanceToPoint(longitude, latitude) <= distance)
                .iterator();
    }

    @Override
    public Iterator<Node> getAllNodes() {
        return IntStream.range(0, nodes.length).mapToObj(node -> (Node) node(node)).iterator();
    }

    @Override
    public Iterator<Line> getAllLines() {
        return IntStream.range(0, lines.length).mapToObj(link -> (Line) line(link)).iterator();
    }

    @Override
    public Rectangle2D.Double getMapBoundingBox() {
        Envelope box = network.bounds();
        return new Rectangle2D.Double(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
    }

    @Override
    public int getNumberOfNodes() {
        return nodes.length;
    }

    @Override
    public int getNumberOfLines() {
        return lines.length;
    }
}
