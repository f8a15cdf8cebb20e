package city.mio.geo.matching;

import city.mio.geo.matching.LineMatchException.Reason;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the links that a drawn line means: a connected way in the drawn direction, by roads and turns that may be driven,
 * never farther from the line than allowed, and nearest to it all along. Unlike a vehicle's fixes a drawing has no time and
 * no speed, and all of it is there at once; so nothing is left out or bridged: where the line is no way, that is said.
 * The same line gives the same links. The network and the index may be shared; not thread-safe.
 */
public final class LineMatcher {

    private final RoadNetwork network;
    private final LinkIndex index;
    private final LineMatchSettings settings;

    /** @param index of the same network */
    public LineMatcher(RoadNetwork network, LinkIndex index, LineMatchSettings settings) {
        this.network = network;
        this.index = index;
        this.settings = settings;
    }

    /**
     * The links of a line.
     *
     * @param parts of the line in its order, each longitude and latitude in turn, WGS 84 degrees; the next begins where the last
     *     ends
     * @param startNode at which the way has to begin; empty for where the line does
     * @param endNode at which it has to end, such as a site's gate; empty for where the line does
     * @throws LineMatchException if the line is no such way
     * @throws java.util.NoSuchElementException if the network has no such node
     */
    public LineMatch match(List<double[]> parts, OptionalLong startNode, OptionalLong endNode) throws LineMatchException {
        int start = startNode.isEmpty() ? -1 : network.getNode(startNode.getAsLong());
        int end = endNode.isEmpty() ? -1 : network.getNode(endNode.getAsLong());
        DrawnCourse line = DrawnCourse.of(parts, network, settings);
        LinkShapes shapes = new LinkShapes(network);
        int last = line.size() - 1;
        requireEnd(line, 0, start, "begins");
        requireEnd(line, last, end, "ends");
        LineLayers layers = new LineLayers(network, index, line, settings.heavy(), shapes, start);
        LineDiagnosis diagnosis = new LineDiagnosis(network, index, line, shapes);
        if (layers.reached() < line.size()) {
            throw diagnosis.of(layers, layers.reached());
        }
        LineLayers.Layer end0 = layers.layer(last);
        boolean[] ends = new boolean[end0.size()];
        int best = -1;
        for (int i = 0; i < end0.size(); i++) {
            ends[i] = end < 0 || network.toNode(end0.links.get(i)) == end;
            if (ends[i] && (best < 0 || end0.cost[i] < end0.cost[best])) {
                best = i;
            }
        }
        if (best < 0) {
            throw wrongEnd(line, last, end, "ends");
        }
        DrivenLine way = DrivenLine.back(layers, line, shapes, best);
        way.trim(start >= 0, end >= 0, settings.withinMetres());
        requireWhole(way, line);
        List<LineMatch.Doubt> doubts = new LineDoubts(network, line, shapes, settings).list(layers, ends, way);
        double[] off = way.farthestOff();
        return new LineMatch(
                way.links().stream().map(network::linkId).toList(),
                way.links().stream().mapToDouble(network::lengthMetres).sum(),
                off[0],
                network.projection().lon(off[1]),
                network.projection().lat(off[2]),
                doubts);
    }

    private void requireEnd(DrawnCourse line, int place, int node, String does) throws LineMatchException {
        if (node >= 0 && away(line, place, node) > settings.withinMetres() * 2) {
            throw wrongEnd(line, place, node, does);
        }
    }

    private double away(DrawnCourse line, int place, int node) {
        return Math.hypot(
                network.projection().x(network.nodeLon(node)) - line.x[place],
                network.projection().y(network.nodeLat(node)) - line.y[place]);
    }

    private LineMatchException wrongEnd(DrawnCourse line, int place, int node, String does) {
        String name = network.nodeNameRomanised(node).isBlank() ? network.nodeName(node) : network.nodeNameRomanised(node);
        return new LineMatchException(
                Reason.WRONG_END, line.lon(place), line.lat(place),
                String.format(
                        Locale.ROOT, "the line %s %.0f m from %s (%.6f,%.6f), where it has to", does, away(line, place, node),
                        name.isBlank() ? "its node" : name, network.nodeLon(node), network.nodeLat(node)));
    }

    private void requireWhole(DrivenLine way, DrawnCourse line) throws LineMatchException {
        if (way.links().isEmpty()) {
            throw new LineMatchException(
                    Reason.LENGTH, line.lon(0), line.lat(0), "the line covers no link: a route is of whole links");
        }
        Map<Integer, Integer> at = new HashMap<>();
        for (int i = 0; i < way.links().size(); i++) {
            int link = way.links().get(i);
            Integer before = at.put(link, i);
            int opposite = network.oppositeLink(link);
            if (before != null) {
                throw fault(Reason.TURNS_BACK, link, "the line takes the same link twice");
            }
            if (opposite >= 0 && at.containsKey(opposite)) {
                throw fault(Reason.TURNS_BACK, link, "the line takes the same road there and back");
            }
        }
        List<int[]> banned = new ArrayList<>();
        network.forEachBannedPath(banned::add);
        if (settings.heavy()) {
            network.forEachHeavyBannedPath(banned::add);
        }
        for (int[] path : banned) {
            Integer first = at.get(path[0]);
            if (first != null
                    && first + path.length <= way.links().size()
                    && way.links().subList(first, first + path.length).equals(Arrays.stream(path).boxed().toList())) {
                throw fault(Reason.BANNED_TURN, path[path.length - 1], "what the line drives one after the other is banned");
            }
        }
    }

    private LineMatchException fault(Reason reason, int link, String what) {
        return new LineMatchException(reason, network.shapeLon(link, 0), network.shapeLat(link, 0), what);
    }
}
