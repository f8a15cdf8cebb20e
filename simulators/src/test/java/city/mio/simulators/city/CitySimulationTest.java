package city.mio.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CitySimulationTest {

    /** Writes down who entered and left which link when. */
    private static final class Log implements CityListener {
        final Map<Integer, List<String>> order = new HashMap<>();
        final Map<Integer, List<String>> exits = new HashMap<>();
        final Map<Integer, List<Long>> leaveTimes = new HashMap<>();
        final List<RoadEvent> events = new ArrayList<>();

        @Override
        public void entered(Vehicle vehicle, int link, long time) {
            order.computeIfAbsent(link, key -> new ArrayList<>()).add(vehicle.id());
        }

        @Override
        public void left(Vehicle vehicle, int link, long time) {
            exits.computeIfAbsent(link, key -> new ArrayList<>()).add(vehicle.id());
            leaveTimes.computeIfAbsent(link, key -> new ArrayList<>()).add(time);
        }

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {
            events.add(event);
        }

        @Override
        public void declared(HaulDeclaration declaration, String plate) {}
    }

    private static void run(CitySimulation city, int seconds) {
        for (int i = 0; i < seconds; i++) {
            city.step();
        }
    }

    @Test
    void aLoneVehicleTakesExactlyTheFreeFlowTime() {
        RoadNetwork network = Grids.chain(13, new int[] {1, 1, 1, 1}, 400, 3, 250, 777);
        CitySimulation city = new CitySimulation(
                network, Grids.twoZones(1, 5), Grids.quiet().tripsPerHour(6).seed(3).build());
        run(city, 5400);
        assertThat(city.truth().listPaths()).isNotEmpty();
        double expected = (400 + 3 + 250 + 777) / 13.0;
        for (Truth.Path path : city.truth().listPaths()) {
            assertThat((path.endTime() - path.enterTimes()[0]) / 1000.0).isEqualTo(expected, within(0.002));
        }
    }

    @Test
    void noVehicleIsMadeOrLost() {
        CitySimulation city = new CitySimulation(
                Grids.grid(6), Grids.cornerZones(6), Grids.quiet().tripsPerHour(9000).build());
        for (int i = 0; i < 3600; i++) {
            city.step();
            assertThat(city.departed()).isEqualTo(city.arrived() + city.onRoad() + city.waiting());
        }
        assertThat(city.arrived()).isGreaterThan(1000);
        assertThat(city.withoutWay()).isZero();
    }

    @Test
    void linksAreFirstInFirstOut() {
        CitySimulation city = new CitySimulation(
                Grids.grid(5), Grids.cornerZones(5), Grids.quiet().tripsPerHour(9000).build());
        Log log = new Log();
        city.addListener(log);
        run(city, 2400);
        assertThat(log.exits).isNotEmpty();
        log.exits.forEach((link, exits) ->
                assertThat(exits).isEqualTo(log.order.get(link).subList(0, exits.size())));
    }

    @Test
    void flowStaysBelowCapacity() {
        RoadNetwork network = Grids.chain(13, new int[] {2, 1, 2}, 500, 500, 500);
        CitySimulation city = new CitySimulation(
                network, Grids.twoZones(1, 4), Grids.quiet().tripsPerHour(20_000).build());
        Log log = new Log();
        city.addListener(log);
        run(city, 3600);
        List<Long> times = log.leaveTimes.get(1);
        long lastQuarter = times.stream().filter(time -> time >= city.time() - 900_000).count();
        assertThat(lastQuarter).isLessThanOrEqualTo(Math.round(900 * city.capacityPerSecond(1)) + 1);
        // Trucks take two units: the bottleneck is in use all the time, at 0.15 trucks a vehicle.
        assertThat(lastQuarter * 1.15).isGreaterThan(0.93 * 900 * city.capacityPerSecond(1));
    }

    @Test
    void queuesSpillBackAndDissolve() {
        RoadNetwork network = Grids.chain(13, new int[] {2, 2, 1, 2}, 300, 300, 300, 300);
        int[] counts = new int[3];
        // From 07:00 the morning's demand is over the bottleneck's capacity; at 03:00 next night there is hardly any.
        CitySimulation city = new CitySimulation(
                network, Grids.twoZones(1, 5), Grids.quiet().tripsPerHour(2000).build());
        run(city, 4 * 3600);
        counts[0] = count(city, 0);
        counts[1] = count(city, 1);
        assertThat(counts[1]).as("the link before the bottleneck is full").isGreaterThan((int) (0.9 * city.storage(1)));
        assertThat(counts[0]).as("and the one before it").isGreaterThan((int) (0.5 * city.storage(0)));
        run(city, 16 * 3600);
        assertThat(count(city, 0) + count(city, 1)).as("at night it is gone").isLessThan(12);
        assertThat(city.waiting()).isZero();
    }

    private static int count(CitySimulation city, int link) {
        int count = 0;
        for (Vehicle ignored : city.vehiclesOn(link)) {
            count++;
        }
        return count;
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(digest(1)).isEqualTo(digest(1)).isNotEqualTo(digest(2));
    }

    private static long digest(long seed) {
        CitySimulation city = new CitySimulation(
                Grids.grid(5),
                Grids.cornerZones(5),
                Grids.quiet().tripsPerHour(6000).incidentsPerHour(20).seed(seed).build());
        run(city, 1800);
        return city.truth().digest();
    }

    @Test
    void rainAndIncidentsSlowTrafficAndAreTold() {
        SimulationSettings.Builder settings = Grids.quiet().tripsPerHour(300).seed(5);
        CitySimulation dry = new CitySimulation(Grids.grid(5), Grids.cornerZones(5), settings.build());
        CitySimulation wet = new CitySimulation(
                Grids.grid(5),
                Grids.cornerZones(5),
                settings.rain(List.of(new RainShower(0, 60, 16))).incidentsPerHour(30).build());
        Log log = new Log();
        wet.addListener(log);
        run(dry, 1800);
        run(wet, 1800);
        assertThat(meanSpeed(wet)).isLessThan(0.95 * meanSpeed(dry));
        assertThat(log.events).extracting(RoadEvent::kind).extracting(Enum::name).contains("RAIN", "ACCIDENT");
    }

    private static double meanSpeed(CitySimulation city) {
        double sum = 0;
        int count = 0;
        List<Long> minutes = city.truth().listMinutes();
        for (long minute : minutes.subList(0, minutes.size() - 1)) {
            for (int link = 0; link < city.network().linkCount(); link++) {
                var speed = city.truth().findSpeedMps(link, minute);
                if (speed.isPresent()) {
                    sum += speed.get();
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void truthIsKeptForALimitedTime() {
        CitySimulation city = new CitySimulation(
                Grids.grid(4), Grids.cornerZones(4), Grids.quiet().tripsPerHour(3000).retentionMinutes(10).build());
        run(city, 3600);
        assertThat(city.truth().listMinutes()).hasSizeBetween(9, 12);
        assertThat(city.truth().listPaths()).allMatch(path -> path.endTime() >= city.time() - 11 * 60_000);
    }
}
