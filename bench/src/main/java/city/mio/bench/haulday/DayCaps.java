package city.mio.bench.haulday;

import city.mio.geo.places.CityPlaces;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The office's caps on one day.
 *
 * @param vehicles by route and slot; 0 where nobody is let through
 * @param byClass by route, class and slot
 */
record DayCaps(int[][] vehicles, int[][][] byClass) {

    static DayCaps of(HaulOffice office, CityPlaces places, LocalDate date) {
        int routes = places.haulRoutes().size();
        int classes = VehicleClass.values().length;
        int[][] vehicles = new int[routes][WorkDay.SLOTS];
        int[][][] byClass = new int[routes][classes][WorkDay.SLOTS];
        for (int route = 0; route < routes; route++) {
            ApprovedRoute approved = office.findRoute(places.haulRoutes().get(route).id()).orElseThrow();
            for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
                Optional<CapRule> rule = office.findCap(approved, office.slotStart(date, slot));
                vehicles[route][slot] = rule.map(CapRule::vehicles).orElse(0);
                for (VehicleClass type : VehicleClass.values()) {
                    byClass[route][type.ordinal()][slot] = rule.map(r -> r.capOf(type)).orElse(0);
                }
            }
        }
        return new DayCaps(vehicles, byClass);
    }
}
