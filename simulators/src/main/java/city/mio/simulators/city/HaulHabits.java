package city.mio.simulators.city;

import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import java.util.List;

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
