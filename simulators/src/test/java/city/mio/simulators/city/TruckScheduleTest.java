package city.mio.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.events.RoadEvent;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.PlacesByRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Trucks drive in the slots that the office has given them, whoever declared them. */
class TruckScheduleTest {

    private static final long SLOT = 1_800_000;
    private static final String HASH = "ab".repeat(32);

    /** When each truck set out, by plate, and what was declared. */
    private static final class Road implements CityListener {
        private final Map<String, Long> setOut = new HashMap<>();
        private final Map<String, String> plateOf = new HashMap<>();
        private final List<HaulDeclaration> declared = new ArrayList<>();

        @Override
        public void entered(Vehicle vehicle, int link, long time) {
            if (!vehicle.plate().isEmpty()) {
                setOut.putIfAbsent(vehicle.plate(), time);
            }
        }

        @Override
        public void left(Vehicle vehicle, int link, long time) {}

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {}

        @Override
        public void declared(HaulDeclaration declaration, String plate) {
            declared.add(declaration);
            plateOf.put(declaration.declarationId(), plate);
        }
    }

    private final Road road = new Road();

    private CitySimulation city(HaulTraffic traffic) throws Exception {
        Path folder = Path.of("../config/osaka/network");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: no config/osaka beside the simulators");
        RoadNetwork network = NetworkImporter.importFile(folder, ImportOptions.defaults()).network();
        CityPlaces places = PlacesByRule.place(network, 1);
        CitySimulation city = new CitySimulation(
                network,
                places,
                SimulationSettings.builder().tripsPerHour(0).warmUpMinutes(0).incidentsPerHour(0).haul(traffic).build());
        city.addListener(road);
        return city;
    }

    private static HaulTrip trip(HaulDeclaration d, HaulTripState state, long slot) {
        return HaulTrip.builder()
                .tripId(d.declarationId())
                .contractor(d.contractor())
                .siteId(d.siteId())
                .declaredRouteId(d.routeId())
                .declaredSlotStart(d.slotStart())
                .routeId(state == HaulTripState.PLANNED ? d.routeId() : "")
                .slotStart(state == HaulTripState.PLANNED ? slot : 0)
                .slotEnd(state == HaulTripState.PLANNED ? slot + SLOT : 0)
                .state(state)
                .time(1)
                .build();
    }

    private static void run(CitySimulation city, int minutes) {
        for (int i = 0; i < minutes * 60; i++) {
            city.step();
        }
    }

    @Test
    void aTruckDrivesInTheSlotThatItWasGivenAndOneThatWasRefusedStaysAtHome() throws Exception {
        CitySimulation city = city(new HaulTraffic(0.02, 0, 0, 0, 0, 0));
        run(city, 1);
        long next = road.declared.stream().mapToLong(HaulDeclaration::slotStart).max().orElseThrow();
        List<HaulDeclaration> last = road.declared.stream().filter(d -> d.slotStart() == next).toList();
        assertThat(last).hasSizeGreaterThan(1);
        HaulDeclaration later = last.get(0);
        HaulDeclaration refused = last.get(1);
        city.hear(trip(later, HaulTripState.PLANNED, next + 2 * SLOT));
        city.hear(trip(refused, HaulTripState.REFUSED, 0));
        run(city, 240);
        assertThat(road.setOut.get(road.plateOf.get(later.declarationId())))
                .isBetween(next + SLOT / 2, next + 3 * SLOT);
        assertThat(road.setOut).doesNotContainKey(road.plateOf.get(refused.declarationId()));
    }

    @Test
    void whatOthersDeclaredIsDrivenOncePlannedAndGetsAPlate() throws Exception {
        CitySimulation city = city(new HaulTraffic(0, 0, 0, 0, 0, 0));
        run(city, 1);
        CityPlaces places = city.places();
        long slot = (city.time() / SLOT + 2) * SLOT;
        HaulDeclaration.Builder declaration = HaulDeclaration.builder()
                .contractor("somebody")
                .siteId(places.haulSites().get(0).id())
                .routeId(places.haulRoutes().get(0).id())
                .slotStart(slot)
                .slotEnd(slot + SLOT)
                .vehicleClass(HaulVehicleClass.HEAVY);
        HaulDeclaration named = declaration.declarationId("named").plateHash(HASH).build();
        HaulDeclaration unnamed = declaration.declarationId("unnamed").plateHash("").build();
        HaulDeclaration unplanned = declaration.declarationId("unplanned").plateHash("cd".repeat(32)).build();
        // The plan may be heard before the declaration.
        city.hear(trip(named, HaulTripState.PLANNED, slot));
        city.hear(named);
        city.hear(unnamed);
        city.hear(unplanned);
        city.hear(trip(unnamed, HaulTripState.PLANNED, slot));
        run(city, 180);
        assertThat(road.declared).extracting(HaulDeclaration::declarationId).containsExactly("unnamed");
        assertThat(road.declared.get(0).declaredAt()).isPositive();
        assertThat(road.setOut).containsOnlyKeys(HASH, road.plateOf.get("unnamed"));
    }
}
