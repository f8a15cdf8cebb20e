package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
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
}
