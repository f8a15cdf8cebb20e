package city.mio.simulators.haul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.HaulVehicleClass;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.Depot;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.geo.places.LocalName;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Grids;
import city.mio.simulators.city.RoadBlock;
import city.mio.simulators.haul.HaulYard.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trucks on a grid of 5 by 5: the depot at node 6, the route along nodes 1 to 5, the gate at its end. */
class HaulYardTest {

    private static final LocalName NAME = new LocalName("試験", "Test");
    private static final long HOUR = 3_600_000;

    /** Sends all at once, two minutes apart from a time on, and calls those that wait if asked. */
    private static final class SendAll implements HaulControl {
        private final boolean areas;
        private final boolean calls;
        private final long spacing;
        private final List<RoadEvent> told = new ArrayList<>();

        SendAll(boolean areas, boolean calls, long spacing) {
            this.areas = areas;
            this.calls = calls;
            this.spacing = spacing;
        }

        @Override
        public boolean usesHoldingAreas() {
            return areas;
        }

        @Override
        public void begin(HaulYard yard) {
            for (int trip = 0; trip < yard.trips().size(); trip++) {
                assertThat(yard.send(trip, 0, yard.time() + 600_000 + trip * spacing)).isTrue();
            }
        }

        @Override
        public void minute(HaulYard yard) {}

        @Override
        public void held(HaulYard yard, int trip) {
            if (calls) {
                yard.call(trip);
            }
        }

        @Override
        public void told(HaulYard yard, RoadEvent event) {
            told.add(event);
        }
    }

    private final RoadNetwork network = Grids.grid(5);

    private CityPlaces places() {
        CityPlaces empty = Grids.cornerZones(5);
        List<Long> links = List.of(link(1, 2), link(2, 3), link(3, 4), link(4, 5));
        return new CityPlaces(
                "test", NAME, empty.timezone(), empty.bounds(), empty.zones(), List.of(), List.of(), 30,
                List.of(new HaulSite("site", NAME, NAME, 5)),
                List.of(new HaulRoute("route", NAME, links, 60)),
                List.of(new Depot("depot", NAME, 6)),
                List.of());
    }

    private static long link(int from, int to) {
        return RoadNetworkBuilder.stableId(from + ">" + to);
    }

    private CitySimulation city(double tripsPerHour) {
        return new CitySimulation(network, places(), Grids.quiet().tripsPerHour(tripsPerHour).build());
    }

    private HaulGround ground(double vehiclesPerHour, int areaCapacity) {
        return new HaulGround(
                network,
                places(),
                List.of(new GateSite(5, 2, vehiclesPerHour)),
                List.of(new HoldingSite(3, areaCapacity, List.of(0))));
    }

    private static List<HaulTrip> trips(int count) {
        List<HaulTrip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trips.add(new HaulTrip("t" + i, HaulVehicleClass.HEAVY, 0, 0, 0));
        }
        return trips;
    }

    @Test
    void everyTripEndsInOneStateAndNoVehicleIsLost() {
        CitySimulation city = city(3000);
        List<HaulTrip> trips = trips(60);
        trips.set(7, new HaulTrip("absent", HaulVehicleClass.LIGHT, 0, 0, Double.NaN));
        HaulYard yard = new HaulYard(city, ground(240, 20), trips, new SendAll(true, true, 60_000), 1);
        yard.run(city.time() + HOUR);
        HaulFigures figures = yard.figures();
        assertThat(figures.trips().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
        assertThat(figures.trips().get(State.NO_SHOW)).isEqualTo(1);
        assertThat(figures.delivered()).isGreaterThan(30);
        assertThat(figures.delivered() + figures.onTheWay() + figures.trips().get(State.PLANNED)).isEqualTo(59);
        assertThat(city.departed()).isEqualTo(city.arrived() + city.onRoad() + city.waiting());
        assertThat(figures.otherVehicleSeconds()).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameDay() {
        List<HaulFigures> figures = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            CitySimulation city = city(3000);
            HaulYard yard = new HaulYard(city, ground(120, 10), trips(40), new SendAll(true, true, 30_000), 1);
            yard.run(city.time() + HOUR);
            figures.add(yard.figures());
        }
        assertThat(figures.get(0)).isEqualTo(figures.get(1));
    }

    @Test
    void aGateLetsInSoManyAnHourAndItsQueueStandsOnTheRoad() {
        CitySimulation city = city(0);
        HaulYard yard = new HaulYard(city, ground(60, 20), trips(150), new SendAll(false, false, 1_000), 1);
        yard.run(city.time() + HOUR);
        // An hour less ten minutes until the first is there.
        assertThat(yard.figures().delivered()).isBetween(45, 51);
        assertThat(yard.figures().placeMinutes()).isGreaterThan(30);
        assertThat(yard.figures().spillLinkMinutes()).isPositive();
        int before = yard.figures().delivered();
        yard.run(city.time() + HOUR / 4);
        assertThat(yard.figures().delivered()).isEqualTo(before + 15);
        assertThat(yard.figures().meanDelayMinutes()).isBetween(15.0, 45.0);
    }

    @Test
    void whoIsNotCalledWaitsAndAFullAreaPutsItsQueueOnTheRoad() {
        CitySimulation city = city(0);
        HaulYard yard = new HaulYard(city, ground(60, 5), trips(12), new SendAll(true, false, 1_000), 1);
        yard.run(city.time() + HOUR);
        assertThat(yard.figures().delivered()).isZero();
        assertThat(yard.listHeld(0)).containsExactly(0, 1, 2, 3, 4);
        assertThat(yard.figures().trips().get(State.TO_AREA)).isEqualTo(7);
        assertThat(yard.figures().placeMinutes()).isGreaterThan(30);
        yard.call(0);
        yard.run(city.time() + HOUR / 4);
        assertThat(yard.state(0)).isEqualTo(State.DELIVERED);
        assertThat(yard.listHeld(0)).containsExactly(1, 2, 3, 4, 5);
        assertThatThrownBy(() -> yard.call(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("t0");
    }

    @Test
    void aTripCanBeGivenAnotherTimeOrTakenBackUntilItSetsOut() {
        CitySimulation city = city(0);
        HaulYard yard = new HaulYard(city, ground(60, 5), trips(2), new SendAll(false, false, 1_800_000), 1);
        yard.run(city.time() + HOUR / 3);
        assertThat(yard.state(0)).isEqualTo(State.DELIVERED);
        assertThat(yard.send(0, 0, city.time() + HOUR)).isFalse();
        assertThat(yard.send(1, 0, city.time())).as("too late to set out").isFalse();
        assertThat(yard.state(1)).isEqualTo(State.PLANNED);
        yard.withdraw(1);
        yard.run(city.time() + HOUR);
        assertThat(yard.state(1)).isEqualTo(State.NOT_RELEASED);
        assertThat(yard.send(1, 0, city.time() + HOUR / 2)).isTrue();
        yard.run(city.time() + HOUR);
        assertThat(yard.state(1)).isEqualTo(State.DELIVERED);
    }

    @Test
    void aClosedRoadIsToldAtOnceAndTrucksGoRoundIt() {
        CitySimulation city = city(0);
        long start = city.time() + 120_000;
        city.plan(new RoadBlock(link(2, 3), start, 90, 9));
        SendAll control = new SendAll(false, false, 30_000);
        int closed = network.getLink(link(2, 3));
        HaulYard yard = new HaulYard(city, ground(240, 5), trips(5), control, 1);
        yard.run(city.time() + HOUR);
        assertThat(control.told).hasSize(1);
        assertThat(control.told.get(0).kind()).isEqualTo(RoadEventKind.CLOSURE);
        assertThat(control.told.get(0).start()).isEqualTo(start);
        assertThat(control.told.get(0).end()).isEqualTo(start + 90 * 60_000);
        assertThat(yard.figures().delivered()).isEqualTo(5);
        int place = yard.watch().placeOf(closed);
        for (int bin = 0; bin < yard.watch().bins(); bin++) {
            assertThat(yard.watch().trucks(bin, place)).isZero();
        }
    }

    @Test
    void anAccidentOnAChosenLinkTakesItsCapacityForAWhile() {
        CitySimulation city = city(0);
        int link = network.getLink(link(3, 4));
        double usual = city.usualCapacityPerSecond(link);
        long start = city.time() + 60_000;
        city.plan(new RoadBlock(network.linkId(link), start, 10, 1));
        SendAll control = new SendAll(false, false, 30_000);
        HaulYard yard = new HaulYard(city, ground(240, 5), List.of(), control, 1);
        yard.run(start);
        assertThat(city.capacityPerSecond(link)).isEqualTo(usual);
        yard.run(start + 300_000);
        int lanes = network.lanes(link);
        assertThat(city.capacityPerSecond(link)).isEqualTo(lanes == 1 ? usual : 0.35 * usual);
        yard.run(start + 601_000);
        assertThat(city.capacityPerSecond(link)).isEqualTo(usual);
        assertThat(control.told).isNotEmpty();
    }

    @Test
    void faultyValuesAreRefusedByName() {
        assertThatThrownBy(() -> new GateSite(1, 0, 60)).hasMessageContaining("queueLimit");
        assertThatThrownBy(() -> new GateSite(1, 1, 0)).hasMessageContaining("vehiclesPerHour");
        assertThatThrownBy(() -> new HoldingSite(1, 0, List.of())).hasMessageContaining("capacity");
        assertThatThrownBy(() -> new RoadBlock(1, 1, 0, 1)).hasMessageContaining("minutes");
        assertThatThrownBy(() -> new HaulTrip("x", HaulVehicleClass.LIGHT, 0, 0, -1)).hasMessageContaining("lateSeconds");
        assertThatThrownBy(() -> new HaulGround(network, places(), List.of(), List.of())).hasMessageContaining("gates");
    }
}
