package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.Depot;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ways of construction trucks from their depots by haul routes to the gates of sites. Not thread-safe. */
final class TruckPaths {

    private static final Logger LOG = LoggerFactory.getLogger(TruckPaths.class);

    private final RoadNetwork network;
    private final CityPlaces places;
    private final RouteTrees trees;
    private final Map<String, List<Depot>> depots = new HashMap<>();
    private final Map<String, Double> approachSeconds = new HashMap<>();
    private boolean warned;

    TruckPaths(RoadNetwork network, CityPlaces places, RouteTrees trees) {
        this.network = network;
        this.places = places;
        this.trees = trees;
    }

    /**
     * The depot that a load comes from by a route: one of those from which the way to the route's begin passes no camera of
     * another route, so that who keeps to the rules is seen to; of all where there is none.
     */
    Depot depot(HaulRoute route, int draw) {
        List<Depot> fit = depots.computeIfAbsent(route.id(), id -> {
            List<Depot> clean = places.depots().stream()
                    .filter(depot -> passesNoOtherCamera(depot, route))
                    .toList();
            return clean.isEmpty() ? places.depots() : clean;
        });
        return fit.get(Math.floorMod(draw, fit.size()));
    }

    private boolean passesNoOtherCamera(Depot depot, HaulRoute route) {
        List<Integer> path = new ArrayList<>();
        OptionalInt from = node(depot.nodeId());
        int first = network.getLink(route.linkIds().get(0));
        if (from.isEmpty() || !append(path, from.getAsInt(), network.fromNode(first))) {
            return false;
        }
        return path.stream()
                .map(network::linkId)
                .filter(link -> places.cameras().stream().anyMatch(camera -> camera.linkId() == link))
                .allMatch(link -> route.linkIds().contains(link)
                        || places.haulRoutes().stream().noneMatch(other -> other.linkIds().contains(link)));
    }

    /** Time from the depot to the middle of the route, free of traffic, seconds. */
    double approachSeconds(Depot depot, HaulRoute route) {
        return approachSeconds.computeIfAbsent(depot.id() + ' ' + route.id(), key -> {
            double seconds = trees.secondsBetween(
                    node(depot.nodeId()).getAsInt(), network.fromNode(network.getLink(route.linkIds().get(0))));
            for (int i = 0; i < route.linkIds().size() / 2; i++) {
                seconds += network.freeFlowSeconds(network.getLink(route.linkIds().get(i)));
            }
            return Double.isFinite(seconds) ? seconds : 0;
        });
    }

    /** Link indices from the depot to the gate; empty if there is no such way, which is said once. */
    Optional<int[]> findInbound(Depot depot, HaulRoute route, HaulSite site) {
        Optional<int[]> path = inbound(depot, route, site);
        if (path.isEmpty() && !warned) {
            warned = true;
            LOG.warn("no way for trucks from depot {} by route {} to site {}", depot.id(), route.id(), site.id());
        }
        return path;
    }

    private Optional<int[]> inbound(Depot depot, HaulRoute route, HaulSite site) {
        OptionalInt from = node(depot.nodeId());
        OptionalInt gate = node(site.gateNodeId());
        if (from.isEmpty() || gate.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> path = new ArrayList<>();
        int node = network.fromNode(network.getLink(route.linkIds().get(0)));
        if (!append(path, from.getAsInt(), node)) {
            return Optional.empty();
        }
        for (long linkId : route.linkIds()) {
            int link = network.getLink(linkId);
            path.add(link);
            node = network.toNode(link);
            if (node == gate.getAsInt()) {
                break;
            }
        }
        return append(path, node, gate.getAsInt())
                ? Optional.of(path.stream().mapToInt(Integer::intValue).toArray())
                : Optional.empty();
    }

    private boolean append(List<Integer> path, int from, int to) {
        if (from == to) {
            return true;
        }
        int[] way = trees.findPath(from, to, 0, true);
        if (way == null) {
            return false;
        }
        for (int link : way) {
            path.add(link);
        }
        return true;
    }

    /** Links of a path up to a node within it; 0 if it does not pass there. */
    int linksTo(int[] path, long nodeId) {
        for (int i = path.length - 2; i >= 0; i--) {
            if (network.nodeId(network.toNode(path[i])) == nodeId) {
                return i + 1;
            }
        }
        return 0;
    }

    OptionalInt node(long nodeId) {
        for (int node = 0; node < network.nodeCount(); node++) {
            if (network.nodeId(node) == nodeId) {
                return OptionalInt.of(node);
            }
        }
        return OptionalInt.empty();
    }
}
