package city.mio.bench.routing;

import com.graphhopper.routing.AStarBidirection;
import com.graphhopper.routing.AlgorithmOptions;
import com.graphhopper.routing.EdgeToEdgeRoutingAlgorithm;
import com.graphhopper.routing.Path;
import com.graphhopper.routing.ch.CHRoutingAlgorithmFactory;
import com.graphhopper.routing.ch.PrepareContractionHierarchies;
import com.graphhopper.routing.lm.LMConfig;
import com.graphhopper.routing.lm.LMRoutingAlgorithmFactory;
import com.graphhopper.routing.lm.PrepareLandmarks;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.storage.CHConfig;
import com.graphhopper.storage.RAMDirectory;
import com.graphhopper.storage.RoutingCHGraph;
import com.graphhopper.storage.RoutingCHGraphImpl;
import com.graphhopper.util.PMap;
import com.graphhopper.util.Parameters;
import java.util.function.Supplier;

/**
 * GraphHopper, with and without turns, prepared or not. Its algorithms are made anew for each query, as its own router
 * does. Without turns it goes from node to node, over banned turns too: that is an easier task than Mio's.
 */
final class PeerContestant implements Contestant {

    private final String name;
    private final PeerGraph peer;
    private final PeerWeighting weighting;
    private final Supplier<EdgeToEdgeRoutingAlgorithm> algorithms;
    private final boolean canChangeTimes;

    private PeerContestant(
            String name,
            PeerGraph peer,
            PeerWeighting weighting,
            Supplier<EdgeToEdgeRoutingAlgorithm> algorithms,
            boolean canChangeTimes) {
        this.name = name;
        this.peer = peer;
        this.weighting = weighting;
        this.algorithms = algorithms;
        this.canChangeTimes = canChangeTimes;
    }

    /** By contraction hierarchies, prepared for these times. */
    static PeerContestant contracted(String name, PeerGraph peer, boolean withTurns, int[] millis) {
        PeerWeighting weighting = new PeerWeighting(peer, withTurns, millis);
        CHConfig config = withTurns
                ? CHConfig.edgeBased("contracted_turns", weighting)
                : CHConfig.nodeBased("contracted", weighting);
        PrepareContractionHierarchies.Result result =
                PrepareContractionHierarchies.fromGraph(peer.graph(), config).doWork();
        RoutingCHGraph graph = RoutingCHGraphImpl.fromGraph(peer.graph(), result.getCHStorage(), config);
        CHRoutingAlgorithmFactory factory = new CHRoutingAlgorithmFactory(graph);
        PMap hints = new PMap();
        return new PeerContestant(name, peer, weighting, () -> factory.createAlgo(hints), false);
    }

    /** By landmarks (A* in both directions), prepared for times that no later ones are below. */
    static PeerContestant byLandmarks(String name, PeerGraph peer, boolean withTurns, int[] leastMillis) {
        PeerWeighting weighting = new PeerWeighting(peer, withTurns, leastMillis);
        // Turns only make ways longer, so that what landmarks say without them stays a lower bound.
        LMConfig config = new LMConfig(PeerGraph.LANDMARKS, new PeerWeighting(peer, false, leastMillis));
        PrepareLandmarks landmarks =
                new PrepareLandmarks(new RAMDirectory(), peer.graph(), peer.encoding(), config, 16);
        landmarks.setMinimumNodes(Math.max(2, peer.network().nodeCount() / 2));
        landmarks.doWork();
        LMRoutingAlgorithmFactory factory =
                new LMRoutingAlgorithmFactory(landmarks.getLandmarkStorage()).setDefaultActiveLandmarks(8);
        AlgorithmOptions options = new AlgorithmOptions()
                .setAlgorithm(Parameters.Algorithms.ASTAR_BI)
                .setTraversalMode(mode(withTurns));
        return new PeerContestant(
                name,
                peer,
                weighting,
                () -> (EdgeToEdgeRoutingAlgorithm) factory.createAlgo(peer.graph(), weighting, options),
                true);
    }

    /** By A* in both directions, nothing prepared. */
    static PeerContestant flexible(String name, PeerGraph peer, boolean withTurns, int[] millis) {
        PeerWeighting weighting = new PeerWeighting(peer, withTurns, millis);
        return new PeerContestant(
                name, peer, weighting, () -> new AStarBidirection(peer.graph(), weighting, mode(withTurns)), true);
    }

    private static TraversalMode mode(boolean withTurns) {
        return withTurns ? TraversalMode.EDGE_BASED : TraversalMode.NODE_BASED;
    }

    @Override
    public String name() {
        return name;
    }

    private Path path(int fromLink, int toLink) {
        int from = peer.network().fromNode(fromLink);
        int to = peer.network().toNode(toLink);
        return weighting.hasTurnCosts()
                ? algorithms.get().calcPath(from, to, peer.edgeOf(fromLink), peer.edgeOf(toLink))
                : algorithms.get().calcPath(peer.network().toNode(fromLink), peer.network().fromNode(toLink));
    }

    @Override
    public double seconds(int fromLink, int toLink) {
        Path path = path(fromLink, toLink);
        if (!path.isFound()) {
            return Double.POSITIVE_INFINITY;
        }
        return weighting.hasTurnCosts()
                ? path.getWeight()
                : path.getWeight() + weighting.seconds(fromLink) + weighting.seconds(toLink);
    }

    @Override
    public int[] route(int fromLink, int toLink) {
        Path path = path(fromLink, toLink);
        if (!path.isFound()) {
            return new int[0];
        }
        boolean whole = weighting.hasTurnCosts();
        int[] links = new int[path.getEdgeCount() + (whole ? 0 : 2)];
        int size = 0;
        int node = whole ? peer.network().fromNode(fromLink) : peer.network().toNode(fromLink);
        if (!whole) {
            links[size++] = fromLink;
        }
        for (var edge : path.getEdges()) {
            int link = peer.linkFrom(edge.value, node);
            links[size++] = link;
            node = peer.network().toNode(link);
        }
        if (!whole) {
            links[size] = toLink;
        }
        return links;
    }

    /** GraphHopper has no matrix of its own that is open: query by query. */
    @Override
    public double matrix(int[] fromLinks, int[] toLinks) {
        double sum = 0;
        for (int from : fromLinks) {
            for (int to : toLinks) {
                double seconds = from == to ? weighting.seconds(from) : seconds(from, to);
                sum += seconds < Double.POSITIVE_INFINITY ? seconds : 0;
            }
        }
        return sum;
    }

    @Override
    public boolean canChangeTimes() {
        return canChangeTimes;
    }

    @Override
    public void changeTimes(int[] millis) {
        if (!canChangeTimes) {
            throw new IllegalStateException(name + " must be prepared anew for other times");
        }
        weighting.change(millis);
    }
}
