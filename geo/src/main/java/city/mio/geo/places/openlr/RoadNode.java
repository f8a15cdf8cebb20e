package city.mio.geo.places.openlr;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import openlr.map.GeoCoordinates;
import openlr.map.GeoCoordinatesImpl;
import openlr.map.Line;
import openlr.map.Node;

/** A node as OpenLR sees it. Immutable and thread-safe. */
final class RoadNode implements Node {

    private final RoadMap map;
    private final int node;

    RoadNode(RoadMap map, int node) {
        this.map = map;
        this.node = node;
    }

    @Override
    public double getLatitudeDeg() {
        return map.network().nodeLat(node);
    }

    @Override
    public double getLongitudeDeg() {
        return map.network().nodeLon(node);
    }

    @Override
    public GeoCoordinates getGeoCoordinates() {
        return GeoCoordinatesImpl.newGeoCoordinatesUnchecked(getLongitudeDeg(), getLatitudeDeg());
    }

    private List<Line> incoming() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < map.network().inDegree(node); i++) {
            lines.add(map.line(map.network().inLink(node, i)));
        }
        return lines;
    }

    private List<Line> outgoing() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < map.network().outDegree(node); i++) {
            lines.add(map.line(map.network().outLink(node, i)));
        }
        return lines;
    }

    @Override
    public Iterator<Line> getConnectedLines() {
        List<Line> lines = incoming();
        for (Line line : outgoing()) {
            // A loop comes in and goes out at the same node.
            if (line.getEndNode() != this) {
                lines.add(line);
            }
        }
        return lines.iterator();
    }

    @Override
    public int getNumberConnectedLines() {
        int count = map.network().inDegree(node);
        for (int i = 0; i < map.network().outDegree(node); i++) {
            count += map.network().toNode(map.network().outLink(node, i)) == node ? 0 : 1;
        }
        return count;
    }

    @Override
    public Iterator<Line> getOutgoingLines() {
        return outgoing().iterator();
    }

    @Override
    public Iterator<Line> getIncomingLines() {
        return incoming().iterator();
    }

    @Override
    public long getID() {
        return node;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoadNode that && that.node == node && that.map == map;
    }

    @Override
    public int hashCode() {
        return node;
    }

    @Override
    public String toString() {
        return "node " + map.network().nodeId(node);
    }
}
