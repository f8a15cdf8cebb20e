package city.mio.geo.places;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lays out construction traffic: depots towards the four sides of the city, two sites across it, and from each of
 * the depots a route that heavy vehicles may drive and that prefers main roads. Immutable once made.
 */
final class HaulByRule {

    /** A truck a minute on each lane of the narrowest link, over a slot of half an hour. */
    private static final int CAP_PER_LANE = 30;

    private static final int FEWEST_CAMERAS = 8;
    private static final int MOST_ROUTES = 4;

    private final RoadNetwork network;
    private final LinkSearch search;
    private final List<Depot> depots = new ArrayList<>();
    private final List<HaulSite> sites = new ArrayList<>();
    private final List<HaulRoute> routes = new ArrayList<>();
    private final List<CameraSite> cameras = new ArrayList<>();
    private final List<List<Integer>> paths = new ArrayList<>();

    HaulByRule(RoadNetwork network, List<Zone> zones) {
        this.network = network;
        search = new LinkSearch(network, this::heavyCost);
        int[] ends = IntStream.range(0, network.nodeCount()).filter(this::servesHeavy).toArray();
        if (ends.length < 2) {
            return;
        }
        List<Integer> gates = gates(ends);
        int[] depotNodes = depotNodes(ends, gates);
        for (int node : depotNodes) {
            String id = "depot-" + (depots.size() + 1);
            depots.add(new Depot(id, PlaceNames.ofArea(network, new int[] {node}, id), network.nodeId(node)));
        }
        for (int gate : gates) {
            String id = "site-" + (sites.size() + 1);
            LocalName place = PlaceNames.ofArea(network, new int[] {gate}, id);
            sites.add(new HaulSite(
                    id,
                    new LocalName("施工者 " + (sites.size() + 1), "Builder " + (sites.size() + 1)),
                    new LocalName(place.ja() + " 工事現場", "Works at " + place.en()),
                    network.nodeId(gate)));
        }
        layRoutes(gates, depotNodes);
        placeCameras();
    }

    /** Metres, longer on lesser roads: three times as long on the least as on motorways. */
    private double heavyCost(int link) {
        return network.heavyAllowed(link)
                ? network.lengthMetres(link) * (1 + 0.15 * network.roadClass(link).ordinal())
                : Double.POSITIVE_INFINITY;
    }

    /** Streets, not expressways, that heavy vehicles may come by and leave by. */
    private boolean servesHeavy(int node) {
        boolean in = false;
        boolean out = false;
        for (int i = 0; i < network.inDegree(node); i++) {
            int link = network.inLink(node, i);
            in |= network.heavyAllowed(link) && !network.roadClass(link).isExpressway();
        }
        for (int i = 0; i < network.outDegree(node); i++) {
            int link = network.outLink(node, i);
            out |= network.heavyAllowed(link) && !network.roadClass(link).isExpressway();
        }
        return in && out;
    }

    private double x(int node) {
        return network.projection().x(network.nodeLon(node));
    }

    private double y(int node) {
        return network.projection().y(network.nodeLat(node));
    }

    private double metres(int node, int other) {
        return Math.hypot(x(node) - x(other), y(node) - y(other));
    }

    /** The westernmost place that heavy vehicles reach, and one near it: sites share their roads. */
    private List<Integer> gates(int[] ends) {
        int first = best(ends, node -> -x(node));
        int east = best(ends, this::x);
        double apart = 0.1 * metres(first, east);
        int second = best(ends, node -> node == first ? Double.NEGATIVE_INFINITY : -Math.abs(metres(node, first) - apart));
        return List.of(first, second);
    }

    private int[] depotNodes(int[] ends, List<Integer> gates) {
        Set<Integer> taken = new HashSet<>(gates);
        List<Integer> nodes = new ArrayList<>();
        double[][] sides = {{1, 0}, {0, 1}, {0, -1}, {0.7, 0.7}, {0.7, -0.7}};
        for (double[] side : sides) {
            int node = best(ends, end -> taken.contains(end)
                    ? Double.NEGATIVE_INFINITY
                    : side[0] * x(end) + side[1] * y(end));
            if (taken.add(node)) {
                nodes.add(node);
            }
        }
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    private interface Score {
        double of(int node);
    }

    private int best(int[] nodes, Score score) {
        return IntStream.of(nodes)
                .boxed()
                .max(Comparator.comparingDouble((Integer node) -> score.of(node))
                        .thenComparing(Comparator.comparingLong((Integer node) -> network.nodeId(node)).reversed()))
                .orElseThrow();
    }

    private void layRoutes(List<Integer> gates, int[] depotNodes) {
        for (int i = 0; i < depotNodes.length && routes.size() < MOST_ROUTES; i++) {
            search.from(depotNodes[i]);
            int last = search.cheapestInto(gates.get(i % gates.size()));
            if (last < 0) {
                continue;
            }
            List<Integer> path = search.pathTo(last);
            String id = "route-" + (routes.size() + 1);
            int lanes = path.stream().mapToInt(network::lanes).min().orElseThrow();
            routes.add(new HaulRoute(
                    id,
                    PlaceNames.ofPath(network, path, routes.size() + 1),
                    path.stream().map(network::linkId).toList(),
                    CAP_PER_LANE * lanes));
            paths.add(path);
        }
    }

    /** At the last link of each route, at its first, its middle, and so on until there are enough. */
    private void placeCameras() {
        Set<Integer> watched = new HashSet<>();
        for (double share : new double[] {1, 0.5, 0, 0.75, 0.25, 0.9, 0.1, 0.6, 0.4}) {
            if (cameras.size() >= FEWEST_CAMERAS && share != 1 && share != 0.5) {
                return;
            }
            for (List<Integer> path : paths) {
                int link = path.get((int) Math.round(share * (path.size() - 1)));
                if (watched.add(link)) {
                    String id = "C-%02d".formatted(cameras.size() + 1);
                    cameras.add(
                            new CameraSite(id, PlaceNames.ofLink(network, link, id), network.linkId(link), 0.5));
                }
            }
        }
    }

    List<Depot> depots() {
        return depots;
    }

    List<HaulSite> sites() {
        return sites;
    }

    List<HaulRoute> routes() {
        return routes;
    }

    List<CameraSite> cameras() {
        return cameras;
    }
}
