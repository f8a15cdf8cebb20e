package city.mio.bench.routing;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.TurnCosts;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.ev.TurnCost;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.util.EdgeIteratorState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network as GraphHopper's graph: an edge for each street, two-way streets one edge with two directions, so that it
 * is as small as GraphHopper's own import would make it. Links from a node to itself are left out: no fastest route
 * takes them.
 */
final class PeerGraph {

    /** Of the landmark preparation, which looks for a value of this name on the edges. */
    static final String LANDMARKS = "landmarks";

    private final RoadNetwork network;
    private final EncodingManager encoding;
    private final BaseGraph graph;
    private final TurnTable turns;
    private final List<int[]> bannedPaths = new ArrayList<>();

    /** The link along each edge as it is stored, and against it; -1 if one-way. */
    private final int[] along;

    private final int[] against;
    private final int[] edgeOfLink;

    PeerGraph(RoadNetwork network, TurnCosts turnCosts) {
        this.network = network;
        this.turns = new TurnTable(network, turnCosts);
        network.forEachBannedPath(path -> bannedPaths.add(path.clone()));
        DecimalEncodedValue turnCost = TurnCost.create("car", 1);
        encoding = EncodingManager.start()
                .add(Subnetwork.create(LANDMARKS))
                .addTurnCostEncodedValue(turnCost)
                .build();
        graph = new BaseGraph.Builder(encoding).withTurnCosts(true).create();
        for (int node = 0; node < network.nodeCount(); node++) {
            graph.getNodeAccess().setNode(node, network.nodeLat(node), network.nodeLon(node));
        }
        along = new int[network.linkCount()];
        against = new int[network.linkCount()];
        edgeOfLink = new int[network.linkCount()];
        Arrays.fill(edgeOfLink, -1);
        for (int link = 0; link < network.linkCount(); link++) {
            addEdge(link);
        }
        addTurns(turnCost);
        graph.freeze();
    }

    private void addEdge(int link) {
        int from = network.fromNode(link);
        int to = network.toNode(link);
        if (from == to || edgeOfLink[link] >= 0) {
            return;
        }
        int back = network.oppositeLink(link);
        EdgeIteratorState edge = graph.edge(from, to).setDistance(network.lengthMetres(link));
        along[edge.getEdge()] = link;
        against[edge.getEdge()] = -1;
        edgeOfLink[link] = edge.getEdge();
        if (back >= 0 && edgeOfLink[back] < 0 && network.oppositeLink(back) == link) {
            against[edge.getEdge()] = back;
            edgeOfLink[back] = edge.getEdge();
        }
    }

    /** The preparation of turn costs asks the weighting only about turns that are in the graph's own table. */
    private void addTurns(DecimalEncodedValue turnCost) {
        for (int link = 0; link < network.linkCount(); link++) {
            int node = network.toNode(link);
            for (int i = 0; edgeOfLink[link] >= 0 && i < network.outDegree(node); i++) {
                int next = network.outLink(node, i);
                boolean other = edgeOfLink[next] >= 0 && edgeOfLink[next] != edgeOfLink[link];
                if (other && turns.seconds(link, next) > 0) {
                    graph.getTurnCostStorage().set(turnCost, edgeOfLink[link], node, edgeOfLink[next], 1);
                }
            }
        }
    }

    RoadNetwork network() {
        return network;
    }

    EncodingManager encoding() {
        return encoding;
    }

    BaseGraph graph() {
        return graph;
    }

    /** -1 for a link from a node to itself. */
    int edgeOf(int link) {
        return edgeOfLink[link];
    }

    /** The link that an edge is in the direction to a node; -1 if it does not lead there. */
    int linkTo(int edge, int node) {
        if (network.toNode(along[edge]) == node) {
            return along[edge];
        }
        return against[edge];
    }

    /** The link that an edge is in the direction from a node; -1 if it does not lead away from there. */
    int linkFrom(int edge, int node) {
        if (network.fromNode(along[edge]) == node) {
            return along[edge];
        }
        return against[edge];
    }

    /** The link of an edge along its stored direction or against it; -1 if there is none. */
    int link(int edge, boolean reverse) {
        return reverse ? against[edge] : along[edge];
    }

    /** Seconds of a turn; infinite if it is banned or turns back, which GraphHopper prices alike at all nodes. */
    double turnSeconds(int inEdge, int node, int outEdge) {
        if (inEdge == outEdge) {
            return Double.POSITIVE_INFINITY;
        }
        int from = linkTo(inEdge, node);
        int to = linkFrom(outEdge, node);
        return from < 0 || to < 0 ? Double.POSITIVE_INFINITY : turns.seconds(from, to);
    }

    /** Whether the way from one link into the next is banned or turns back. */
    boolean isBanned(int fromLink, int toLink) {
        return turns.seconds(fromLink, toLink) == Double.POSITIVE_INFINITY;
    }

    /** Whether a route drives a path that the network bans though each of its turns is allowed. */
    boolean drivesBannedPath(int[] route) {
        for (int[] path : bannedPaths) {
            for (int at = 0; at + path.length <= route.length; at++) {
                if (Arrays.equals(route, at, at + path.length, path, 0, path.length)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Least seconds a metre as the crow flies, for A*. */
    double leastSecondsPerMetre(int[] millis) {
        double least = Double.POSITIVE_INFINITY;
        for (int link = 0; link < network.linkCount(); link++) {
            int a = network.fromNode(link);
            int b = network.toNode(link);
            double metres = LocalProjection.distanceMetres(
                    network.nodeLon(a), network.nodeLat(a), network.nodeLon(b), network.nodeLat(b));
            if (metres > 0) {
                least = Math.min(least, millis[link] / 1000.0 / metres);
            }
        }
        // GraphHopper measures on a sphere of another radius.
        return 0.998 * least;
    }
}
