package city.mio.simulators.city;

import city.mio.events.HaulVehicleClass;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import java.util.List;
import java.util.Optional;

/**
 * What contractors know of the office's rules: who of them works where, and how many vehicles a slot may hold. Thread-safe.
 */
public interface HaulHabits {

    /** Those who declare trips to a site; at least one. */
    List<String> contractorsOf(String siteId);

    /**
     * Vehicles that a slot may hold; 0 where the route is closed.
     *
     * @param slotStart UTC epoch milliseconds
     */
    int capOf(String routeId, long slotStart);

    /** Whether the rules let a vehicle of a class be declared to a site by a route in a slot. */
    default boolean mayDeclare(String siteId, String routeId, long slotStart, HaulVehicleClass size) {
        return capOf(routeId, slotStart) > 0;
    }

    /** Where trucks that share their positions wait on their way along a route until they are called; empty if nowhere. */
    default Optional<HoldingPlace> findHolding(String routeId) {
        return Optional.empty();
    }

    /** The gate of a site, if it lets in no more than so many an hour; empty if trucks never wait there. */
    default Optional<GatePlace> findGate(String siteId) {
        return Optional.empty();
    }

    /** Vehicles that a contractor sends to a site a day at most, leaving room for corrections. */
    default int mostPerDay(String siteId, String contractor) {
        return Integer.MAX_VALUE;
    }

    /** Of a city without an office: the owner of a site declares, and caps are those of its places around the clock. */
    static HaulHabits of(CityPlaces places) {
        return new HaulHabits() {
            @Override
            public List<String> contractorsOf(String siteId) {
                return places.haulSites().stream()
                        .filter(site -> site.id().equals(siteId))
                        .map(site -> site.owner().en())
                        .toList();
            }

            @Override
            public int capOf(String routeId, long slotStart) {
                return places.haulRoutes().stream()
                        .filter(route -> route.id().equals(routeId))
                        .mapToInt(HaulRoute::capPerSlot)
                        .findFirst()
                        .orElse(0);
            }
        };
    }
}
