package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.RoadNetwork;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class DijkstraTravelTimesTest {

    private static final TurnCosts COSTS = new TurnCosts(true, 2, 5, 3, 30, 10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isRightOnAwkwardGrids(long seed) {
        Random random = new Random(seed);
        RoadNetwork network = RandomStreets.grid(seed, 6, 5);
        List<int[]> banned = seed % 2 == 0 ? List.of() : RandomStreets.bannedPaths(network, random, 40);
        List<int[]> heavyBanned = seed % 2 == 0 ? List.of() : RandomStreets.bannedPaths(network, random, 40);
        TurnCosts costs = seed % 3 == 0 ? TurnCosts.none() : COSTS;
        DijkstraTravelTimes travelTimes = new DijkstraTravelTimes(RouteGraph.of(network, costs, banned, heavyBanned));
        SlowOracle oracle = new SlowOracle(network, costs, banned, heavyBanned);
        RouteQuery query = travelTimes.newQuery();
        int reached = 0;
        for (int round = 0; round < 3; round++) {
            LinkTimes times = RandomStreets.times(network, random);
            travelTimes.publish(times);
            for (int i = 0; i < 40; i++) {
                LinkPosition from = RandomStreets.position(network, random);
                LinkPosition to = i % 8 == 0
                        ? new LinkPosition(from.link(), random.nextDouble())
                        : RandomStreets.position(network, random);
                for (VehicleClass vehicle : VehicleClass.values()) {
                    double truth = oracle.seconds(times, vehicle, from, to);
                    assertThat(query.travelSeconds(from, to, vehicle, 0)).isEqualTo(truth);
                    assertThat(query.findRoute(from, to, vehicle, 0).map(Route::seconds).orElse(Double.POSITIVE_INFINITY))
                            .isEqualTo(truth);
                    query.findRoute(from, to, vehicle, 0)
                            .ifPresent(route -> assertThat(oracle.secondsOf(times, vehicle, route))
                                    .isEqualTo(truth));
                    reached += truth < Double.POSITIVE_INFINITY ? 1 : 0;
                }
            }
            List<LinkPosition> from = IntStream.range(0, 7)
                    .mapToObj(i -> RandomStreets.position(network, random))
                    .toList();
            List<LinkPosition> to = IntStream.range(0, 9)
                    .mapToObj(i -> i < 3 ? from.get(i) : RandomStreets.position(network, random))
                    .toList();
            double[][] matrix = query.travelSeconds(from, to, VehicleClass.CAR, 0);
            for (int i = 0; i < from.size(); i++) {
                for (int j = 0; j < to.size(); j++) {
                    assertThat(matrix[i][j])
                            .isEqualTo(oracle.seconds(times, VehicleClass.CAR, from.get(i), to.get(j)));
                }
            }
        }
        assertThat(reached).isBetween(30, 235);
    }

    @Test
    void refusesTimesOfAnotherNetwork() {
        DijkstraTravelTimes travelTimes =
                new DijkstraTravelTimes(RouteGraph.of(RandomStreets.grid(1, 4, 4), TurnCosts.none()));
        LinkTimes other = LinkTimes.freeFlow(RandomStreets.grid(2, 5, 5));
        assertThatThrownBy(() -> travelTimes.publish(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("links for a network of");
    }

    @Test
    void takesTheSliceOfTheDeparture() {
        RoadNetwork network = RandomStreets.grid(3, 4, 4);
        DijkstraTravelTimes travelTimes = new DijkstraTravelTimes(RouteGraph.of(network, TurnCosts.none()));
        int[] one = new int[network.linkCount()];
        int[] two = new int[network.linkCount()];
        java.util.Arrays.fill(one, 1_000);
        java.util.Arrays.fill(two, 2_000);
        travelTimes.publish(List.of(
                new TimeSlice(1_000, LinkTimes.of(network, one)), new TimeSlice(5_000, LinkTimes.of(network, two))));
        RouteQuery query = travelTimes.newQuery();
        LinkPosition from = LinkPosition.startOf(0);
        LinkPosition to = LinkPosition.endOf(0);
        assertThat(query.travelSeconds(from, to, VehicleClass.CAR, 0)).isEqualTo(1);
        assertThat(query.travelSeconds(from, to, VehicleClass.CAR, 4_999)).isEqualTo(1);
        assertThat(query.travelSeconds(from, to, VehicleClass.CAR, 5_000)).isEqualTo(2);
        assertThat(travelTimes.generation()).isEqualTo(1);
    }
}
