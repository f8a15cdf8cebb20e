package city.mio.cli.engine;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.HaulRoute;
import city.mio.simulators.city.CityListener;
import city.mio.simulators.city.Vehicle;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which haul route each truck of the simulated city really drove from its begin to its end, and how many of those that were
 * told to be on a wrong route were. Thread-safe.
 */
final class TruckRoutes implements CityListener {

    private static final String TRUCK = "haul-";
    private static final String DECLARATION = "decl-";

    private final RoadNetwork network;
    private final Map<String, List<Long>> routes = new LinkedHashMap<>();
    /** How many links of each route a truck has driven one after the other. */
    private final Map<String, Map<String, Integer>> driven = new HashMap<>();

    private final Map<String, String> routeOf = new HashMap<>();

    TruckRoutes(RoadNetwork network, List<HaulRoute> routes) {
        this.network = network;
        routes.forEach(route -> this.routes.put(route.id(), route.linkIds()));
    }

    @Override
    public synchronized void entered(Vehicle vehicle, int link, long time) {
        if (!vehicle.id().startsWith(TRUCK)) {
            return;
        }
        long id = network.linkId(link);
        Map<String, Integer> counts = driven.computeIfAbsent(vehicle.id(), truck -> new HashMap<>());
        routes.forEach((route, links) -> {
            int next = counts.getOrDefault(route, 0);
            if (next < links.size() && links.get(next) == id) {
                counts.put(route, next + 1);
                if (next + 1 == links.size()) {
                    routeOf.putIfAbsent(vehicle.id(), route);
                }
            }
        });
    }

    @Override
    public void left(Vehicle vehicle, int link, long time) {}

    @Override
    public synchronized void arrived(Vehicle vehicle, int link, long time) {
        driven.remove(vehicle.id());
    }

    @Override
    public void roadEvent(RoadEvent event) {}

    @Override
    public void declared(HaulDeclaration declaration, String plate) {}

    private Optional<String> findRoute(HaulTrip trip) {
        return trip.tripId().startsWith(DECLARATION)
                ? Optional.ofNullable(routeOf.get(TRUCK + trip.tripId().substring(DECLARATION.length())))
                : Optional.empty();
    }

    /** Of trips whose truck drove a route to its end: how many drove another than they were given, and who was told so. */
    synchronized Map<String, Object> figures(Collection<HaulTrip> trips) {
        int judged = 0;
        int strayed = 0;
        int told = 0;
        int toldRightly = 0;
        for (HaulTrip trip : trips) {
            Optional<String> route = findRoute(trip);
            boolean seen = switch (trip.state()) {
                case ON_TIME, EARLY, LATE, WRONG_ROUTE -> true;
                default -> false;
            };
            if (route.isPresent() && seen && !trip.routeId().isEmpty()) {
                boolean wrong = !route.get().equals(trip.routeId());
                boolean says = trip.state() == HaulTripState.WRONG_ROUTE;
                judged++;
                strayed += wrong ? 1 : 0;
                told += says ? 1 : 0;
                toldRightly += wrong && says ? 1 : 0;
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("trips", judged);
        figures.put("strayed", strayed);
        figures.put("told", told);
        figures.put("toldRightly", toldRightly);
        return figures;
    }
}
