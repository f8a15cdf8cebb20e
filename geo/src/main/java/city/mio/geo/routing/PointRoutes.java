package city.mio.geo.routing;

import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/**
 * Routes between points instead of places on links: each point counts as on the nearest road that the vehicle may use,
 * in whichever direction of it leads to the faster trip. Thread-confined.
 */
public final class PointRoutes {

    /** Links whose distance differs by less are the same road, or meet where the point is. */
    private static final double SAME_METRES = 2;

    /** Nobody sets out from the carriageway of an expressway if there is a street beside or below it. */
    private static final double EXPRESSWAY_EXTRA_METRES = 30;

    private static final int MOST_PLACES = 8;
    private static final double FIRST_RADIUS_METRES = 50;

    /** How far beyond the network's extent a point with lon and lat exchanged is still recognised. */
    private static final double SWAPPED_DEGREES = 0.2;

    private final RoadNetwork network;
    private final RouteQuery query;
    private final LinkIndex index;
    private final double farthestMetres;
    private final Candidates near = new Candidates();

    /**
     * For the use of one thread.
     *
     * @param index of the same network
     * @param farthestMetres from a point to its road
     */
    public PointRoutes(TravelTimes travelTimes, LinkIndex index, double farthestMetres) {
        if (!(farthestMetres > 0)) {
            throw new IllegalArgumentException("farthestMetres " + farthestMetres);
        }
        this.network = travelTimes.network();
        this.query = travelTimes.newQuery();
        this.index = index;
        this.farthestMetres = farthestMetres;
    }

    /**
     * The fastest route, and others as {@link RouteQuery#listRoutes} says; what they share is counted in metres here where
     * they set out or arrive in different directions.
     *
     * @return the fastest first, at least one
     * @throws NoRouteException if there is none
     */
    public List<Route> list(
            GeoPoint from,
            GeoPoint to,
            VehicleClass vehicle,
            long departMillis,
            double mostSlower,
            double mostShared,
            int most)
            throws NoRouteException {
        List<LinkPosition> starts = listPlaces("from", from, vehicle);
        List<LinkPosition> ends = listPlaces("to", to, vehicle);
        double[][] seconds = query.travelSeconds(starts, ends, vehicle, departMillis);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            for (int j = 0; j < ends.size(); j++) {
                if (seconds[i][j] < Double.POSITIVE_INFINITY) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> seconds[pair[0]][pair[1]]));
        List<Route> routes = new ArrayList<>();
        for (int[] pair : pairs) {
            boolean worthIt = routes.isEmpty()
                    || (routes.size() < most
                            && seconds[pair[0]][pair[1]] <= (1 + mostSlower) * routes.get(0).seconds());
            if (!worthIt) {
                break;
            }
            // Whoever sets out the other way along the same street may find another good way.
            List<Route> more = query.listRoutes(
                    starts.get(pair[0]), ends.get(pair[1]), vehicle, departMillis, mostSlower, mostShared, most);
            addOthers(routes, more, mostSlower, mostShared, most);
        }
        if (routes.isEmpty()) {
            throw new NoRouteException(
                    NoRouteException.Reason.UNREACHABLE,
                    "no way leads from " + from + " to " + to
                            + (vehicle == VehicleClass.HEAVY ? " for a heavy vehicle" : ""));
        }
        Route fastest = routes.remove(0);
        routes.sort(Comparator.comparingDouble(Route::seconds));
        routes.add(0, fastest);
        return routes;
    }

    /** Adds those that are no slower than allowed and no more than that the same way as those that are there. */
    private void addOthers(List<Route> routes, List<Route> more, double mostSlower, double mostShared, int most) {
        for (Route route : more) {
            boolean other = routes.size() < most;
            for (int i = 0; other && i < routes.size(); i++) {
                other = route.seconds() <= (1 + mostSlower) * routes.get(0).seconds()
                        && sharedMetres(route, routes.get(i)) <= mostShared * routes.get(0).metres();
            }
            if (other) {
                routes.add(route);
            }
        }
    }

    private double sharedMetres(Route one, Route other) {
        Set<Integer> links = new HashSet<>();
        for (int i = 0; i < other.linkCount(); i++) {
            links.add(other.link(i));
        }
        double metres = 0;
        for (int i = 0; i < one.linkCount(); i++) {
            if (links.contains(one.link(i))) {
                metres += (one.exitShare(i) - one.enterShare(i)) * network.lengthMetres(one.link(i));
            }
        }
        return metres;
    }

    /**
     * Places on the road nearest to a point, one for each direction; of several roads where they meet there.
     *
     * @param name what the point is called in messages
     * @return at least one
     * @throws NoRouteException if no road is near
     */
    public List<LinkPosition> listPlaces(String name, GeoPoint point, VehicleClass vehicle) throws NoRouteException {
        double x = network.projection().x(point.lon());
        double y = network.projection().y(point.lat());
        for (double radius = Math.min(FIRST_RADIUS_METRES, farthestMetres); ; radius = Math.min(4 * radius, farthestMetres)) {
            index.query(x, y, radius, near);
            double nearest = nearestMetres(vehicle);
            // What is farther than the circle could still be nearer than an expressway that counts as farther.
            if (nearest <= radius || (radius >= farthestMetres && nearest < Double.POSITIVE_INFINITY)) {
                return places(nearest, vehicle);
            }
            if (radius >= farthestMetres) {
                throw offNetwork(name, point, vehicle);
            }
        }
    }

    private double nearestMetres(VehicleClass vehicle) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < near.size(); i++) {
            if (vehicle.mayUse(network, near.link(i))) {
                nearest = Math.min(nearest, countedMetres(i));
            }
        }
        return nearest;
    }

    private double countedMetres(int candidate) {
        RoadClass roadClass = network.roadClass(near.link(candidate));
        boolean expressway = roadClass == RoadClass.MOTORWAY || roadClass == RoadClass.MOTORWAY_LINK;
        return near.distanceMetres(candidate) + (expressway ? EXPRESSWAY_EXTRA_METRES : 0);
    }

    private List<LinkPosition> places(double nearest, VehicleClass vehicle) {
        List<LinkPosition> places = new ArrayList<>();
        for (int i = 0; i < near.size() && places.size() < MOST_PLACES; i++) {
            int link = near.link(i);
            if (vehicle.mayUse(network, link) && countedMetres(i) <= nearest + SAME_METRES) {
                places.add(new LinkPosition(link, Math.max(0, Math.min(1, near.offsetShare(i)))));
            }
        }
        return places;
    }

    private NoRouteException offNetwork(String name, GeoPoint point, VehicleClass vehicle) {
        Envelope bounds = network.bounds();
        bounds.expandBy(SWAPPED_DEGREES);
        boolean swapped = !bounds.contains(point.lon(), point.lat()) && bounds.contains(point.lat(), point.lon());
        String road = vehicle == VehicleClass.HEAVY ? "road for heavy vehicles" : "road";
        return new NoRouteException(
                NoRouteException.Reason.OFF_NETWORK,
                swapped
                        ? name + " " + point + " looks like lat,lon: give lon first, then lat"
                        : name + " " + point + " has no " + road + " within " + Math.round(farthestMetres) + " m");
    }
}
