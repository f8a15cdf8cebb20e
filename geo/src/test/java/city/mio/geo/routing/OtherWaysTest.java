package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtherWaysTest {

    /** A link in, three roads side by side of 10 links each with 100, 110 and 130 s, a link out. */
    private static RoadNetwork threeRoads() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        builder.addNode(1, 135, 34, false, "", "");
        builder.addNode(2, 135.01, 34, false, "", "");
        builder.addNode(3, 135.02, 34, false, "", "");
        builder.addNode(4, 135.03, 34, false, "", "");
        add(builder, 1, 2, 100);
        add(builder, 3, 4, 100);
        int[] metres = {100, 110, 130};
        for (int road = 0; road < 3; road++) {
            for (int i = 1; i < 10; i++) {
                builder.addNode(100 * road + 100 + i, 135.01 + 0.001 * i, 34 + 0.001 * road, false, "", "");
            }
            for (int i = 0; i < 10; i++) {
                add(builder, i == 0 ? 2 : 100 * road + 100 + i, i == 9 ? 3 : 100 * road + 101 + i, metres[road]);
            }
        }
        return builder.build();
    }

    private static void add(RoadNetworkBuilder builder, long from, long to, int metres) {
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(from + ">" + to))
                .from(from)
                .to(to)
                .lengthMetres(metres)
                .freeFlowSpeedMps(10)
                .build());
    }

    @Test
    void findsTheRoadBesideThatIsNotMuchLonger() {
        RoadNetwork network = threeRoads();
        RouteGraph graph = RouteGraph.of(network, TurnCosts.none());
        LinkPosition from = LinkPosition.startOf(network.getLink(RoadNetworkBuilder.stableId("1>2")));
        LinkPosition to = LinkPosition.endOf(network.getLink(RoadNetworkBuilder.stableId("3>4")));
        for (TravelTimes travelTimes : List.of(
                new DijkstraTravelTimes(graph), new HierarchyTravelTimes(graph, LinkOrder.make(network)))) {
            RouteQuery query = travelTimes.newQuery();
            assertThat(query.listRoutes(from, to, VehicleClass.CAR, 0, 0.2, 0.7, 3))
                    .extracting(Route::seconds)
                    .containsExactly(120.0, 130.0);
            assertThat(query.listRoutes(from, to, VehicleClass.CAR, 0, 0.3, 0.7, 3))
                    .extracting(Route::seconds)
                    .containsExactly(120.0, 130.0, 150.0);
            assertThat(query.listRoutes(from, to, VehicleClass.CAR, 0, 0.3, 0.7, 2))
                    .hasSize(2);
            assertThat(query.listRoutes(from, to, VehicleClass.CAR, 0, 0.3, 0.1, 3))
                    .as("20 of 120 s are shared")
                    .hasSize(1);
            assertThat(query.listRoutes(to, from, VehicleClass.CAR, 0, 0.2, 0.7, 3))
                    .isEmpty();
            assertThatThrownBy(() -> query.listRoutes(from, to, VehicleClass.CAR, 0, 0.2, 0.7, 0))
                    .hasMessageContaining("most 0");
        }
    }

    /** Twenty links of 5 s in a row, and a way round the seven in the middle with nine. */
    @Test
    void aDetourIsNoOtherWay() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i <= 20; i++) {
            builder.addNode(i, 135 + 0.001 * i, 34, false, "", "");
        }
        for (int i = 0; i < 20; i++) {
            add(builder, i, i + 1, 50);
        }
        for (int i = 1; i < 9; i++) {
            builder.addNode(100 + i, 135.006 + 0.0008 * i, 34.001, false, "", "");
        }
        for (int i = 0; i < 9; i++) {
            add(builder, i == 0 ? 6 : 100 + i, i == 8 ? 13 : 101 + i, 50);
        }
        RoadNetwork network = builder.build();
        RouteGraph graph = RouteGraph.of(network, TurnCosts.none());
        for (TravelTimes travelTimes : List.of(
                new DijkstraTravelTimes(graph), new HierarchyTravelTimes(graph, LinkOrder.make(network)))) {
            RouteQuery query = travelTimes.newQuery();
            // 110 s against 100 s, and only 65 s of them the same: but who drives it sees the straight road.
            assertThat(query.listRoutes(
                            LinkPosition.startOf(0), LinkPosition.endOf(19), VehicleClass.CAR, 0, 0.2, 0.7, 2))
                    .extracting(Route::seconds)
                    .containsExactly(100.0);
        }
    }

    @Test
    void areGoodInACity() {
        RoadNetwork network = GeneratedCity.of(10_000, 8);
        TurnCosts costs = TurnCosts.city(true);
        RouteGraph graph = RouteGraph.of(network, costs);
        LinkTimes times = LinkTimes.freeFlow(network);
        SlowOracle oracle = new SlowOracle(network, costs, List.of(), List.of());
        RouteQuery query = new HierarchyTravelTimes(graph, LinkOrder.make(network)).newQuery();
        Random random = new Random(4);
        int with = 0;
        int pairs = 200;
        for (int i = 0; i < pairs; i++) {
            LinkPosition from = RandomStreets.position(network, random);
            LinkPosition to = RandomStreets.position(network, random);
            List<Route> routes = query.listRoutes(from, to, VehicleClass.CAR, 0, 0.2, 0.7, 3);
            assertThat(routes.get(0))
                    .isEqualTo(query.findRoute(from, to, VehicleClass.CAR, 0).orElseThrow());
            for (int k = 1; k < routes.size(); k++) {
                Route route = routes.get(k);
                assertThat(oracle.secondsOf(times, VehicleClass.CAR, route)).isEqualTo(route.seconds());
                // The limit is on whole links; the first and last may be covered in part.
                double ends = network.freeFlowSeconds(from.link()) + network.freeFlowSeconds(to.link());
                assertThat(route.seconds()).isBetween(routes.get(k - 1).seconds(), 1.2 * routes.get(0).seconds() + ends);
                assertThat(sharedSeconds(network, routes.get(0), route))
                        .isLessThan(0.7 * routes.get(0).seconds() + ends + 0.01);
            }
            with += routes.size() > 1 ? 1 : 0;
        }
        System.out.println("another way within 20 %: " + with + " of " + pairs);
        assertThat(with).isGreaterThan(pairs / 3);
    }

    private static double sharedSeconds(RoadNetwork network, Route a, Route b) {
        BitSet links = new BitSet();
        Arrays.stream(a.links()).forEach(links::set);
        return Arrays.stream(b.links())
                .filter(links::get)
                .mapToDouble(network::freeFlowSeconds)
                .sum();
    }
}
