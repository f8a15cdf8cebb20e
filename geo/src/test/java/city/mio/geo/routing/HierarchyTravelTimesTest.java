package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every answer of the hierarchy is Dijkstra's. By default some thousand questions; {@code -Dmio.routing.scale=20} asks
 * the real networks that many times more, {@code -Dmio.routing.city=250000} makes the city larger.
 */
class HierarchyTravelTimesTest {

    private static final TurnCosts COSTS = new TurnCosts(true, 2, 5, 3, 30, 10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isDijkstraOnAwkwardGrids(long seed) {
        Random random = new Random(seed);
        RoadNetwork network = RandomStreets.grid(seed, 3 + (int) seed, 9);
        List<int[]> banned = seed % 2 == 0 ? List.of() : RandomStreets.bannedPaths(network, random, 60);
        List<int[]> heavyBanned = seed % 4 < 2 ? List.of() : RandomStreets.bannedPaths(network, random, 60);
        TurnCosts costs = seed % 3 == 0 ? TurnCosts.none() : COSTS;
        RouteGraph graph = RouteGraph.of(network, costs, banned, heavyBanned);
        int reached = compare(graph, new SlowOracle(network, costs, banned, heavyBanned), random, 4, 200, 12);
        assertThat(reached).isPositive();
    }

    @Test
    void isDijkstraInAGeneratedCity() {
        RoadNetwork network = GeneratedCity.of(Integer.getInteger("mio.routing.city", 2_500), 11);
        TurnCosts costs = TurnCosts.city(true);
        SlowOracle oracle = new SlowOracle(network, costs, List.of(), List.of());
        int reached = compare(RouteGraph.of(network, costs), oracle, new Random(1), 3, 300, 25);
        assertThat(reached).isGreaterThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "networks/osaka-kita, 200",
        "networks/stockholm, 60",
        "networks/braunschweig-main-roads.osm.gz, 40",
        "networks/bad-hersfeld.osm.gz, 100",
        "networks/andorra.osm.gz, 100",
        "networks/north-bayreuth.osm.gz, 100"
    })
    void isDijkstraOnRealNetworks(String name, int pairs) throws IOException {
        RoadNetwork network = NetworkImporter.importFile(SharedData.need(name), ImportOptions.defaults())
                .network();
        List<int[]> banned = RandomStreets.bannedPaths(network, new Random(5), 30);
        int scale = Integer.getInteger("mio.routing.scale", 1);
        List<int[]> heavyBanned = RandomStreets.bannedPaths(network, new Random(6), 30);
        RouteGraph graph = RouteGraph.of(network, COSTS, banned, heavyBanned);
        SlowOracle oracle = new SlowOracle(network, COSTS, banned, heavyBanned);
        int reached = compare(graph, oracle, new Random(2), 2, scale * pairs, 20);
        assertThat(reached).isGreaterThan(scale * pairs / 2);
    }

    /** Compares answers under several random travel times; how many had a way. */
    private static int compare(
            RouteGraph graph, SlowOracle oracle, Random random, int rounds, int pairs, int side) {
        RoadNetwork network = graph.network();
        HierarchyTravelTimes hierarchy = new HierarchyTravelTimes(graph, LinkOrder.make(network));
        DijkstraTravelTimes dijkstra = new DijkstraTravelTimes(graph);
        RouteQuery query = hierarchy.newQuery();
        RouteQuery truth = dijkstra.newQuery();
        int reached = 0;
        for (int round = 0; round < rounds; round++) {
            LinkTimes times = round == 0 ? LinkTimes.freeFlow(network) : RandomStreets.times(network, random);
            if (round > 0) {
                hierarchy.publish(times);
            }
            dijkstra.publish(times);
            for (int i = 0; i < pairs; i++) {
                VehicleClass vehicle = i % 3 == 0 ? VehicleClass.HEAVY : VehicleClass.CAR;
                LinkPosition from = RandomStreets.position(network, random);
                LinkPosition to = i % 10 == 0
                        ? new LinkPosition(from.link(), random.nextDouble())
                        : RandomStreets.position(network, random);
                double seconds = truth.travelSeconds(from, to, vehicle, 0);
                assertThat(query.travelSeconds(from, to, vehicle, 0)).isEqualTo(seconds);
                Route route = query.findRoute(from, to, vehicle, 0).orElse(null);
                if (seconds == Double.POSITIVE_INFINITY) {
                    assertThat(route).isNull();
                    continue;
                }
                reached++;
                assertThat(route.seconds()).isEqualTo(seconds);
                assertThat(oracle.secondsOf(times, vehicle, route)).isEqualTo(seconds);
            }
            List<LinkPosition> from = IntStream.range(0, side)
                    .mapToObj(i -> RandomStreets.position(network, random))
                    .toList();
            List<LinkPosition> to = IntStream.range(0, side + 3)
                    .mapToObj(i -> i < 5 ? from.get(i) : RandomStreets.position(network, random))
                    .toList();
            assertThat(query.travelSeconds(from, to, VehicleClass.CAR, 0))
                    .isDeepEqualTo(truth.travelSeconds(from, to, VehicleClass.CAR, 0));
            assertThat(query.travelSeconds(from.get(0), to, VehicleClass.HEAVY, 0))
                    .isEqualTo(truth.travelSeconds(from.get(0), to, VehicleClass.HEAVY, 0));
        }
        return reached;
    }

    @Test
    void refusesWhatDoesNotFit() {
        RoadNetwork network = RandomStreets.grid(1, 4, 4);
        RouteGraph graph = RouteGraph.of(network, TurnCosts.none());
        LinkOrder other = LinkOrder.make(RandomStreets.grid(2, 4, 4));
        assertThatThrownBy(() -> new HierarchyTravelTimes(graph, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another network");
        HierarchyTravelTimes cars =
                new HierarchyTravelTimes(graph, LinkOrder.make(network), EnumSet.of(VehicleClass.CAR));
        RouteQuery query = cars.newQuery();
        LinkPosition place = LinkPosition.startOf(0);
        assertThatThrownBy(() -> query.travelSeconds(place, place, VehicleClass.HEAVY, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HEAVY");
    }
}
