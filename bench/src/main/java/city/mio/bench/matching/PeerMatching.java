package city.mio.bench.matching;

import city.mio.geo.network.RoadNetwork;
import com.graphhopper.matching.MapMatching;
import com.graphhopper.matching.MatchResult;
import com.graphhopper.matching.Observation;
import com.graphhopper.routing.DijkstraBidirectionRef;
import com.graphhopper.routing.Path;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValueImpl;
import com.graphhopper.routing.querygraph.QueryGraph;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.routing.weighting.SpeedWeighting;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.RAMDirectory;
import com.graphhopper.storage.index.LocationIndexTree;
import com.graphhopper.util.Parameters;
import com.graphhopper.util.shapes.GHPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * GraphHopper's map matching on a graph with an edge for each link, in the link's direction only; links from a node to
 * itself, which it does not know, are left out. Routes as GraphHopper does without landmarks, edge by edge from both
 * ends.
 *
 * @param name for the table
 * @param sigmaMetres standard deviation of positions, to GraphHopper the radius of candidates too
 */
record PeerMatching(String name, double sigmaMetres) implements Matching {

    /** All roads alike, as in the tracks' networks; GraphHopper's own default for a road of unknown kind is near it. */
    private static final double SPEED_KMH = 50;

    @Override
    public Prepared prepare(RecordedTracks.Track track) {
        RoadNetwork network = track.network();
        DecimalEncodedValue speed = new DecimalEncodedValueImpl("speed", 7, 2, true);
        EncodingManager encoding = EncodingManager.start().add(speed).build();
        BaseGraph graph = new BaseGraph.Builder(encoding).create();
        for (int node = 0; node < network.nodeCount(); node++) {
            graph.getNodeAccess().setNode(node, network.nodeLat(node), network.nodeLon(node));
        }
        int[] links = new int[network.linkCount()];
        for (int link = 0; link < network.linkCount(); link++) {
            if (network.fromNode(link) == network.toNode(link)) {
                continue;
            }
            int edge = graph.edge(network.fromNode(link), network.toNode(link))
                    .setDistance(network.lengthMetres(link))
                    .set(speed, SPEED_KMH)
                    .setReverse(speed, 0)
                    .getEdge();
            links[edge] = link;
        }
        graph.freeze();
        LocationIndexTree index = new LocationIndexTree(graph, new RAMDirectory());
        index.prepareIndex();
        MapMatching matching = new MapMatching(graph, index, new EdgeByEdge(new SpeedWeighting(speed)));
        matching.setMeasurementErrorSigma(sigmaMetres);
        return fixes -> match(matching, links, fixes);
    }

    private static int[] match(MapMatching matching, int[] links, List<RecordedTracks.Fix> fixes) throws TrackBroken {
        List<Observation> observations = new ArrayList<>(fixes.size());
        for (RecordedTracks.Fix fix : fixes) {
            observations.add(new Observation(new GHPoint(fix.lat(), fix.lon())));
        }
        MatchResult result;
        try {
            result = matching.match(observations);
        } catch (IllegalArgumentException e) {
            // Its way to say that the sequence is broken.
            throw new TrackBroken(String.valueOf(e.getMessage()), e);
        }
        return result.getEdgeMatches().stream()
                .mapToInt(edge -> links[edge.getEdgeState().getEdge()])
                .toArray();
    }

    private record EdgeByEdge(Weighting weighting) implements MapMatching.Router {

        @Override
        public EdgeFilter getSnapFilter() {
            return EdgeFilter.ALL_EDGES;
        }

        @Override
        public List<Path> calcPaths(QueryGraph graph, int from, int fromOutEdge, int[] toNodes, int[] toInEdges) {
            List<Path> paths = new ArrayList<>(toNodes.length);
            Weighting wrapped = graph.wrapWeighting(weighting);
            for (int i = 0; i < toNodes.length; i++) {
                paths.add(new DijkstraBidirectionRef(graph, wrapped, TraversalMode.EDGE_BASED)
                        .calcPath(from, toNodes[i], fromOutEdge, toInEdges[i]));
            }
            return paths;
        }

        @Override
        public Weighting getWeighting() {
            return weighting;
        }
    }
}
