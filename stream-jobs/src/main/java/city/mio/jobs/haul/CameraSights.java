package city.mio.jobs.haul;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CameraSite;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.LinkPosition;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.RouteQuery;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import city.mio.models.haul.control.CameraSight;
import city.mio.models.haul.control.CameraSight.Kind;
import city.mio.models.haul.control.CameraSight.Standing;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.HaulOffice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each camera of a city can say of trucks, by where it stands on which routes and how long the ways between are for a heavy
 * vehicle on empty roads. Stateless.
 */
public final class CameraSights {

    /**
     * Where no camera of its route would tell, a truck counts as on its way there if by that it is at its end in twice the time that
     * straight on takes, and ten minutes: who is all but there does not drive back into the city to begin.
     */
    private static final double MOST_DETOUR = 2;

    private static final double MORE_DETOUR_SECONDS = 600;

    /**
     * A truck in traffic takes twice as long as on empty roads, and ten minutes. Who would be on the way for longer than an hour
     * is not.
     */
    private static final double MOST_DELAY = 2;

    private static final double MORE_DELAY_SECONDS = 600;
    private static final double MOST_HOLD_SECONDS = 3600;

    private final RoadNetwork network;
    private final List<CameraSite> cameras;
    private final HaulOffice office;
    private final RouteQuery query;
    private final Map<String, Set<String>> routesOf = new HashMap<>();

    private CameraSights(RoadNetwork network, List<CameraSite> cameras, HaulOffice office) {
        this.network = network;
        this.cameras = cameras;
        this.office = office;
        this.query = new DijkstraTravelTimes(RouteGraph.of(network, TurnCosts.none())).newQuery();
        for (CameraSite camera : cameras) {
            Set<String> on = new HashSet<>();
            office.routes().stream()
                    .filter(route -> route.linkIds().contains(camera.linkId()))
                    .forEach(route -> on.add(route.id()));
            routesOf.put(camera.id(), on);
        }
    }

    /** What the cameras can say, by their ids. Cameras on links that the network lacks say nothing of runs. */
    public static Map<String, CameraSight> of(RoadNetwork network, List<CameraSite> cameras, HaulOffice office) {
        CameraSights sights = new CameraSights(network, cameras, office);
        Map<String, CameraSight> byId = new TreeMap<>();
        cameras.forEach(camera -> byId.put(camera.id(), sights.sight(camera)));
        return byId;
    }

    private CameraSight sight(CameraSite camera) {
        Set<String> on = routesOf.get(camera.id());
        if (network.findLink(camera.linkId()).isEmpty()) {
            return new CameraSight(camera.id(), false, Map.of());
        }
        int link = network.getLink(camera.linkId());
        if (on.isEmpty()) {
            long node = network.nodeId(network.toNode(link));
            boolean gate = office.sites().stream()
                    .anyMatch(site -> site.gates().stream().anyMatch(known -> known.nodeId() == node));
            return new CameraSight(camera.id(), gate, Map.of());
        }
        LinkPosition here = new LinkPosition(link, camera.offsetShare());
        List<ApprovedRoute> routes = office.routes();
        List<LinkPosition> starts = new ArrayList<>();
        List<LinkPosition> ends = new ArrayList<>();
        for (ApprovedRoute route : routes) {
            starts.add(LinkPosition.startOf(network.getLink(route.linkIds().get(0))));
            ends.add(LinkPosition.endOf(network.getLink(route.linkIds().get(route.linkIds().size() - 1))));
        }
        double[] toStart = query.travelSeconds(here, starts, VehicleClass.HEAVY, 0);
        double[][] fromEnd = query.travelSeconds(ends, List.of(here), VehicleClass.HEAVY, 0);
        double straight = routes.stream()
                .filter(route -> on.contains(route.id()))
                .mapToDouble(route -> onward(route, camera))
                .min()
                .orElse(0);
        Map<String, Standing> standings = new HashMap<>();
        for (int r = 0; r < routes.size(); r++) {
            ApprovedRoute route = routes.get(r);
            long back = millis(fromEnd[r][0]);
            if (on.contains(route.id())) {
                standings.put(route.id(), new Standing(Kind.ON, millis(onward(route, camera)), back));
                continue;
            }
            double first = firstAlone(route, on);
            double hold = MOST_DELAY * (toStart[r] + first) + MORE_DELAY_SECONDS;
            boolean onTheWay = toStart[r] + seconds(route) <= MOST_DETOUR * straight + MORE_DETOUR_SECONDS;
            Kind kind = hold <= MOST_HOLD_SECONDS
                    ? Kind.BEFORE
                    : onTheWay && Double.isInfinite(first) ? Kind.UNTOLD : Kind.BESIDE;
            standings.put(route.id(), new Standing(kind, kind == Kind.BEFORE ? millis(hold) : 0, back));
        }
        return new CameraSight(camera.id(), false, standings);
    }

    /** From a camera on a route to its end, seconds. */
    private double onward(ApprovedRoute route, CameraSite camera) {
        return seconds(route) - until(route, camera);
    }

    /** From the begin of a route to a camera on it, seconds. */
    private double until(ApprovedRoute route, CameraSite camera) {
        double seconds = 0;
        for (long id : route.linkIds()) {
            int link = network.getLink(id);
            if (id == camera.linkId()) {
                return seconds + camera.offsetShare() * network.freeFlowSeconds(link);
            }
            seconds += network.freeFlowSeconds(link);
        }
        throw new IllegalStateException(camera.id() + " is not on " + route.id());
    }

    private double seconds(ApprovedRoute route) {
        return route.linkIds().stream().mapToDouble(id -> network.freeFlowSeconds(network.getLink(id))).sum();
    }

    /** From the begin of a route to its first camera that stands on none of some other routes; infinite if there is none. */
    private double firstAlone(ApprovedRoute route, Set<String> others) {
        return cameras.stream()
                .filter(camera -> routesOf.get(camera.id()).contains(route.id())
                        && routesOf.get(camera.id()).stream().noneMatch(others::contains))
                .mapToDouble(camera -> until(route, camera))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static long millis(double seconds) {
        return Double.isInfinite(seconds) ? Long.MAX_VALUE : Math.round(seconds * 1000);
    }
}
