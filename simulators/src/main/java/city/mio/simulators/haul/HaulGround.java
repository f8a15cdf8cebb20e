package city.mio.simulators.haul;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Routes, gates, depots and holding areas of a city, bound to its network. Immutable. */
public final class HaulGround {

    private final RoadNetwork network;
    private final int[][] routes;
    private final int[] depots;
    private final int[] gates;
    private final List<GateSite> gateSites;
    private final List<HoldingSite> areas;
    private final int[] areaNodes;
    private final int[] areaOfRoute;

    /**
     * @param gates one for each of the city's haul sites, in their order
     * @param areas holding areas
     * @throws IllegalArgumentException if a node is not in the network or gates are not one for each site
     */
    public HaulGround(RoadNetwork network, CityPlaces places, List<GateSite> gates, List<HoldingSite> areas) {
        if (gates.size() != places.haulSites().size()) {
            throw new IllegalArgumentException(
                    "gates are not one for each site: " + gates.size() + " for " + places.haulSites().size());
        }
        this.network = network;
        this.gateSites = List.copyOf(gates);
        this.areas = List.copyOf(areas);
        Map<Long, Integer> nodes = new HashMap<>();
        for (int node = 0; node < network.nodeCount(); node++) {
            nodes.put(network.nodeId(node), node);
        }
        routes = places.haulRoutes().stream()
                .map(HaulRoute::linkIds)
                .map(ids -> ids.stream().mapToInt(network::getLink).toArray())
                .toArray(int[][]::new);
        depots = places.depots().stream().mapToInt(depot -> node(nodes, depot.nodeId())).toArray();
        this.gates = gates.stream().mapToInt(gate -> node(nodes, gate.nodeId())).toArray();
        areaNodes = areas.stream().mapToInt(area -> node(nodes, area.nodeId())).toArray();
        areaOfRoute = new int[routes.length];
        Arrays.fill(areaOfRoute, -1);
        for (int area = 0; area < areas.size(); area++) {
            for (int route : areas.get(area).routes()) {
                // One that the route does not pass cannot be called at.
                for (int link : routes[route]) {
                    areaOfRoute[route] = network.toNode(link) == areaNodes[area] ? area : areaOfRoute[route];
                }
            }
        }
    }

    private static int node(Map<Long, Integer> nodes, long id) {
        Integer node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("there is no node " + id + " in the network");
        }
        return node;
    }

    public int routeCount() {
        return routes.length;
    }

    public int depotCount() {
        return depots.length;
    }

    public int siteCount() {
        return gates.length;
    }

    public List<GateSite> gates() {
        return gateSites;
    }

    public List<HoldingSite> areas() {
        return areas;
    }

    /** Holding area that trucks of a route pass, -1 if there is none. */
    public int areaOf(int route) {
        return areaOfRoute[route];
    }

    /** Links of a route, by index, in driving order. */
    public int[] route(int route) {
        return routes[route].clone();
    }

    int gateNode(int site) {
        return gates[site];
    }

    int depotNode(int depot) {
        return depots[depot];
    }

    int areaNode(int area) {
        return areaNodes[area];
    }

    /** From where a route ends to a site's gate, free of traffic; empty where the route passes the gate or there is no way. */
    public int[] islandPath(int route, int site) {
        int[] inbound = inbound(-1, route, site, (from, to) -> Optional.of(quickest(from, to))).orElse(new int[0]);
        int own = 0;
        while (own < Math.min(inbound.length, routes[route].length) && inbound[own] == routes[route][own]) {
            own++;
        }
        return Arrays.copyOfRange(inbound, own, inbound.length);
    }

    /** Time from a depot over the links of a route up to its middle, free of traffic, seconds; infinite without a way. */
    public double approachSeconds(int depot, int route) {
        double seconds = 0;
        int begin = network.fromNode(routes[route][0]);
        if (begin != depots[depot]) {
            int[] way = quickest(depots[depot], begin);
            if (way.length == 0) {
                return Double.POSITIVE_INFINITY;
            }
            seconds += freeSeconds(way);
        }
        return seconds + freeSeconds(Arrays.copyOf(routes[route], routes[route].length / 2));
    }

    /** Time over links free of traffic, seconds. */
    public double freeSeconds(int[] path) {
        double seconds = 0;
        for (int link : path) {
            seconds += network.freeFlowSeconds(link);
        }
        return seconds;
    }

    /** How two nodes are joined. */
    interface Ways {
        Optional<int[]> find(int from, int to);
    }

    /** The way from a depot (or, at -1, from the route's begin) by a route to a gate; empty if there is none. */
    Optional<int[]> inbound(int depot, int route, int site, Ways ways) {
        List<Integer> path = new ArrayList<>();
        int node = network.fromNode(routes[route][0]);
        if (depot >= 0 && !append(path, depots[depot], node, ways)) {
            return Optional.empty();
        }
        for (int link : routes[route]) {
            path.add(link);
            node = network.toNode(link);
            if (node == gates[site]) {
                break;
            }
        }
        return append(path, node, gates[site], ways)
                ? Optional.of(path.stream().mapToInt(Integer::intValue).toArray())
                : Optional.empty();
    }

    private static boolean append(List<Integer> path, int from, int to, Ways ways) {
        if (from == to) {
            return true;
        }
        Optional<int[]> way = ways.find(from, to);
        way.ifPresent(links -> Arrays.stream(links).forEach(path::add));
        return way.isPresent() && way.get().length > 0;
    }

    /** Links of all routes and of the ways from them to the gates, by index, ascending. */
    public int[] watchedLinks() {
        TreeSet<Integer> links = new TreeSet<>();
        for (int route = 0; route < routes.length; route++) {
            Arrays.stream(routes[route]).forEach(links::add);
            for (int site = 0; site < gates.length; site++) {
                Arrays.stream(islandPath(route, site)).forEach(links::add);
            }
        }
        return links.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Quickest way for heavy vehicles free of traffic: Bellman and Ford over links, which is enough for once. */
    private int[] quickest(int from, int to) {
        int links = network.linkCount();
        double[] best = new double[links];
        int[] next = new int[links];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(next, -1);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int link = 0; link < links; link++) {
                if (!network.heavyAllowed(link)) {
                    continue;
                }
                int node = network.toNode(link);
                double rest = node == to ? 0 : Double.POSITIVE_INFINITY;
                int after = -1;
                for (int i = 0; node != to && i < network.outDegree(node); i++) {
                    int out = network.outLink(node, i);
                    if (best[out] < rest && out != network.oppositeLink(link) && network.turnAllowed(link, out)) {
                        rest = best[out];
                        after = out;
                    }
                }
                double total = rest + network.freeFlowSeconds(link);
                if (total < best[link] - 1e-9) {
                    best[link] = total;
                    next[link] = after;
                    changed = true;
                }
            }
        }
        int first = -1;
        for (int i = 0; i < network.outDegree(from); i++) {
            int out = network.outLink(from, i);
            if (best[out] < (first < 0 ? Double.POSITIVE_INFINITY : best[first])) {
                first = out;
            }
        }
        List<Integer> path = new ArrayList<>();
        for (int link = first; link >= 0; link = next[link]) {
            path.add(link);
        }
        return path.stream().mapToInt(Integer::intValue).toArray();
    }
}
