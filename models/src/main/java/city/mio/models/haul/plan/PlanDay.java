package city.mio.models.haul.plan;

import city.mio.models.haul.office.VehicleClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A day to be planned. Immutable.
 *
 * @param slots of the day, numbered from 0
 * @param passengerCars equivalent of each class, in the order of {@link VehicleClass}, counted in tenths
 * @param routes the approved routes
 * @param links that routes use, with what is left of them
 * @param holdingCapacities vehicles that each holding area takes
 * @param trips that want a slot
 * @param fairness among contractors
 */
public record PlanDay(
        int slots,
        List<Double> passengerCars,
        List<PlanRoute> routes,
        List<PlanLink> links,
        List<Integer> holdingCapacities,
        List<PlanTrip> trips,
        Fairness fairness) {

    /** @throws IllegalArgumentException naming the field that is missing, out of range or names nothing */
    public PlanDay {
        holds(slots > 0 && slots <= 1440, "slots is out of range: " + slots);
        passengerCars = List.copyOf(passengerCars);
        holds(passengerCars.size() == VehicleClass.values().length, "passengerCars is not one for each class");
        for (double equivalent : passengerCars) {
            holds(equivalent >= 0.1 && equivalent <= 100, "passengerCars is out of range: " + equivalent);
        }
        routes = List.copyOf(routes);
        links = List.copyOf(links);
        holdingCapacities = List.copyOf(holdingCapacities);
        trips = List.copyOf(trips);
        holds(!routes.isEmpty(), "routes is empty");
        for (PlanLink link : links) {
            holds(link.roomPassengerCars().length == slots, "link " + link.linkId() + ": room is not one for each slot");
        }
        for (PlanRoute route : routes) {
            String name = "route " + route.id() + ": ";
            holds(route.caps().length == slots, name + "caps is not one for each slot");
            holds(route.classCaps().length == passengerCars.size(), name + "classCaps is not one for each class");
            for (int link : route.links()) {
                holds(link >= 0 && link < links.size(), name + "links: there is no link " + link);
            }
            holds(
                    route.holdingArea() >= -1 && route.holdingArea() < holdingCapacities.size(),
                    name + "there is no holdingArea " + route.holdingArea());
        }
        Set<String> seen = new HashSet<>();
        for (PlanTrip trip : trips) {
            holds(seen.add(trip.id()), "trip " + trip.id() + " is there twice");
            holds(trip.routeCosts().length == routes.size(), "trip " + trip.id() + ": routeCosts is not one for each route");
        }
        holds(fairness != null, "fairness is missing");
    }

    private static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** The same day with other trips. */
    public PlanDay withTrips(List<PlanTrip> others) {
        return new PlanDay(slots, passengerCars, routes, links, holdingCapacities, others, fairness);
    }

    /** The same day with other room on its links. */
    public PlanDay withLinks(List<PlanLink> others) {
        return new PlanDay(slots, passengerCars, routes, others, holdingCapacities, trips, fairness);
    }

    /** The same day with other caps. */
    public PlanDay withRoutes(List<PlanRoute> others) {
        return new PlanDay(slots, passengerCars, others, links, holdingCapacities, trips, fairness);
    }
}
