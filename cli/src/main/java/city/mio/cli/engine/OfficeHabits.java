package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.HaulVehicleClass;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import city.mio.simulators.city.HaulHabits;
import java.util.List;

/** Contractors of a simulated city that go by what its office has set. */
final class OfficeHabits implements HaulHabits {

    private final HaulOffice office;

    private OfficeHabits(HaulOffice office) {
        this.office = office;
    }

    static HaulHabits of(City city) {
        return city.haul().<HaulHabits>map(OfficeHabits::new).orElseGet(() -> HaulHabits.of(city.places()));
    }

    @Override
    public List<String> contractorsOf(String siteId) {
        return office.findSite(siteId).stream()
                .flatMap(site -> site.dailyShares().keySet().stream())
                .sorted()
                .toList();
    }

    @Override
    public int capOf(String routeId, long slotStart) {
        return office.findRoute(routeId)
                .flatMap(route -> office.findCap(route, slotStart))
                .map(CapRule::vehicles)
                .orElse(0);
    }

    @Override
    public boolean mayDeclare(String siteId, String routeId, long slotStart, HaulVehicleClass size) {
        VehicleClass type = VehicleClass.valueOf(size.name());
        return office.findSite(siteId).filter(site -> site.routeIds().contains(routeId)).isPresent()
                && office.findRoute(routeId)
                        .filter(route -> route.findLimit(office.sizes().get(type)).isEmpty())
                        .flatMap(route -> office.findCap(route, slotStart))
                        .filter(cap -> cap.capOf(type) > 0)
                        .isPresent();
    }

    @Override
    public int mostPerDay(String siteId, String contractor) {
        return office.findSite(siteId)
                .map(site -> site.dailyShares().getOrDefault(contractor, 0) * 4 / 5)
                .orElse(0);
    }
}
