package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.HaulVehicleClass;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import city.mio.simulators.city.GatePlace;
import city.mio.simulators.city.HaulHabits;
import city.mio.simulators.city.HoldingPlace;
import java.util.List;
import java.util.Optional;

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
    public Optional<HoldingPlace> findHolding(String routeId) {
        return office.holdingAreas().stream()
                .filter(area -> area.routeIds().contains(routeId))
                .findFirst()
                .map(area -> new HoldingPlace(area.id(), area.nodeId(), area.capacity()));
    }

    @Override
    public Optional<GatePlace> findGate(String siteId) {
        return office.findSite(siteId)
                .flatMap(site -> site.gates().stream().findFirst())
                .map(gate -> new GatePlace(gate.id(), Math.max(1, gate.queueLimit()), Math.min(3600, gate.vehiclesPerHour())));
    }

    @Override
    public int mostPerDay(String siteId, String contractor) {
        return office.findSite(siteId)
                .map(site -> site.dailyShares().getOrDefault(contractor, 0) * 4 / 5)
                .orElse(0);
    }
}
