package city.mio.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPlace;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.RoadEvent;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.PlacesByRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Trucks wait in the holding area of their route until they are called, and before their gate until they are let in. */
class TruckStopsTest {

    private static final HoldingPlace YARD = new HoldingPlace("yard", 1, 10);
    private static final GatePlace GATE = new GatePlace("gate", 2, 60);

    private final List<String> went = new ArrayList<>();

    private static HaulTrip call(String id, long at) {
        return HaulTrip.builder()
                .tripId(id)
                .contractor("c")
                .siteId("s")
                .declaredRouteId("r")
                .declaredSlotStart(1)
                .place(HaulPlace.HOLDING)
                .placeId("yard")
                .callAt(at)
                .time(1)
                .build();
    }

    @Test
    void aTruckLeavesWhenItIsCalledAndByItselfIfNobodyCalls() {
        TruckStops stops = new TruckStops();
        for (String id : List.of("called", "forgotten", "later")) {
            stops.area(YARD, id, 100_000, () -> went.add(id)).arrived(null, 50_000);
        }
        stops.hear(call("called", 90_000));
        stops.hear(call("later", 3_000_000));
        stops.step(89_000);
        assertThat(went).isEmpty();
        stops.step(90_000);
        assertThat(went).containsExactly("called");
        stops.step(100_000 + TruckStops.PATIENCE_MILLIS - 1000);
        assertThat(went).hasSize(1);
        stops.step(100_000 + TruckStops.PATIENCE_MILLIS);
        assertThat(went).containsExactly("called", "forgotten");
        stops.hear(call("later", 3_100_000));
        stops.step(3_099_000);
        assertThat(went).hasSize(2);
        stops.step(3_100_000);
        assertThat(went).containsExactly("called", "forgotten", "later");
        assertThat(stops.figures().areas()).containsExactly(
                new WaitingFigures.Area("yard", 10, 3, 2, 1, 0, 3, 40 + (50 + TruckStops.PATIENCE_MILLIS / 1000.0) + 3050));
        assertThat(stops.figures().called()).isEqualTo(2);
    }

    @Test
    void aGateLetsInOneAfterTheOtherAndHasRoomForSoMany() {
        TruckStops stops = new TruckStops();
        stops.step(0);
        for (String id : List.of("a", "b")) {
            Destination gate = stops.gate(GATE, () -> went.add(id));
            assertThat(gate.hasRoom()).isTrue();
            gate.arrived(null, 0);
        }
        assertThat(stops.gate(GATE, () -> {}).hasRoom()).isFalse();
        stops.step(59_000);
        assertThat(went).isEmpty();
        stops.step(60_000);
        assertThat(went).containsExactly("a");
        stops.step(120_000);
        assertThat(went).containsExactly("a", "b");
        assertThat(stops.figures().gates()).containsExactly(new WaitingFigures.Gate("gate", 2, 2, 3, 1));
    }

    /** Where trucks were, by id: when each arrived somewhere. */
    private static final class Road implements CityListener {
        private final Map<String, List<Long>> arrivals = new HashMap<>();
        private final Map<String, Boolean> stopped = new HashMap<>();
        private final List<HaulDeclaration> declared = new ArrayList<>();

        @Override
        public void entered(Vehicle vehicle, int link, long time) {}

        @Override
        public void left(Vehicle vehicle, int link, long time) {}

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {
            arrivals.computeIfAbsent(vehicle.id(), id -> new ArrayList<>()).add(time);
            stopped.merge(vehicle.id(), vehicle.stopsAtEnd(), Boolean::logicalOr);
        }

        @Override
        public void roadEvent(RoadEvent event) {}

        @Override
        public void declared(HaulDeclaration declaration, String plate) {
            declared.add(declaration);
        }
    }

    private final Road road = new Road();

    /** Half an hour of trucks, all of which share their positions; each is called {@code callAfter} after it came, if positive. */
    private CitySimulation run(long callAfter) throws Exception {
        Path folder = Path.of("../config/osaka/network");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: no config/osaka beside the simulators");
        RoadNetwork network = NetworkImporter.importFile(folder, ImportOptions.defaults()).network();
        CityPlaces places = PlacesByRule.place(network, 1);
        HaulHabits usual = HaulHabits.of(places);
        HaulHabits habits = new HaulHabits() {
            @Override
            public List<String> contractorsOf(String siteId) {
                return usual.contractorsOf(siteId);
            }

            @Override
            public int capOf(String routeId, long slotStart) {
                return usual.capOf(routeId, slotStart);
            }

            @Override
            public Optional<HoldingPlace> findHolding(String routeId) {
                HaulRoute route = places.haulRoutes().stream().filter(r -> r.id().equals(routeId)).findFirst().orElseThrow();
                int link = network.getLink(route.linkIds().get(route.linkIds().size() / 2));
                return Optional.of(new HoldingPlace("yard-" + routeId, network.nodeId(network.toNode(link)), 50));
            }

            @Override
            public Optional<GatePlace> findGate(String siteId) {
                return Optional.of(new GatePlace("gate-" + siteId, 5, 120));
            }
        };
        CitySimulation city = new CitySimulation(
                network,
                places,
                SimulationSettings.builder()
                        .tripsPerHour(0)
                        .warmUpMinutes(0)
                        .incidentsPerHour(0)
                        .haul(new HaulTraffic(0.1, 0, 0, 0, 0, 1))
                        .build(),
                habits);
        city.addListener(road);
        for (int i = 0; i < 150 * 60; i++) {
            city.step();
            for (HaulDeclaration d : road.declared) {
                List<Long> came = road.arrivals.getOrDefault(d.vehicleId(), List.of());
                if (callAfter > 0 && came.size() == 1 && came.get(0) / 1000 == (city.time() - 1000) / 1000) {
                    city.hear(call(d.declarationId(), came.get(0) + callAfter).toBuilder().state(HaulTripState.PLANNED).build());
                }
            }
        }
        return city;
    }

    @Test
    void trucksOfTheCityStopAndGoOnWhenCalled() throws Exception {
        CitySimulation city = run(120_000);
        WaitingFigures figures = city.truckWaiting();
        int came = figures.areas().stream().mapToInt(WaitingFigures.Area::came).sum();
        assertThat(came).isGreaterThan(10);
        assertThat(road.stopped.values()).contains(true);
        assertThat(figures.called()).isGreaterThan(came / 2);
        assertThat(figures.areas()).allMatch(area -> area.uncalled() == 0);
        assertThat(figures.meanWaitSeconds()).isBetween(119.0, 122.0);
        assertThat(figures.gates().stream().mapToInt(WaitingFigures.Gate::served).sum()).isGreaterThan(came / 2);
        // The gate is their second arrival, their depot the third.
        assertThat(road.arrivals.values()).anyMatch(times -> times.size() == 3);
    }

    @Test
    void trucksOfTheCityGoOnByThemselvesIfNobodyCalls() throws Exception {
        WaitingFigures figures = run(0).truckWaiting();
        assertThat(figures.called()).isZero();
        assertThat(figures.areas().stream().mapToInt(WaitingFigures.Area::uncalled).sum()).isGreaterThan(10);
        assertThat(figures.meanWaitSeconds()).isGreaterThanOrEqualTo(TruckStops.PATIENCE_MILLIS / 1000.0);
    }
}
