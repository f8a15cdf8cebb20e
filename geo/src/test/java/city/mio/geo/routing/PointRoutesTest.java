package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A street with an expressway 10 m beside it, an island, and a street that heavy vehicles may not use. */
class PointRoutesTest {

    private final RoadNetwork network = network();
    private final PointRoutes routes = new PointRoutes(
            new DijkstraTravelTimes(RouteGraph.of(network, TurnCosts.none())), new LinkIndex(network), 300);

    private static RoadNetwork network() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        double[][] nodes = {
            {135.500, 34.700}, {135.505, 34.700}, {135.510, 34.700}, {135.500, 34.70009}, {135.510, 34.70009},
            {135.530, 34.700}, {135.535, 34.700}
        };
        for (int i = 0; i < nodes.length; i++) {
            builder.addNode(i + 1, nodes[i][0], nodes[i][1], false, "", "");
        }
        street(builder, 1, 2, "一番", "First", true);
        street(builder, 2, 3, "二番", "Second", false);
        street(builder, 6, 7, "島", "Island", true);
        builder.addLink(RoadLink.builder().linkId(100).from(4).to(5).roadClass(RoadClass.MOTORWAY).build());
        return builder.build();
    }

    private static void street(RoadNetworkBuilder builder, long a, long b, String ja, String en, boolean heavy) {
        for (long[] ends : new long[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(10 * ends[0] + ends[1])
                    .from(ends[0])
                    .to(ends[1])
                    .roadClass(RoadClass.SECONDARY)
                    .roadName(ja, en)
                    .heavyAllowed(heavy)
                    .build());
        }
    }

    private List<Route> list(double fromLon, double toLon, VehicleClass vehicle) throws NoRouteException {
        return routes.list(new GeoPoint(fromLon, 34.70009), new GeoPoint(toLon, 34.7), vehicle, 0, 0.2, 0.7, 2);
    }

    private long[] ids(Route route) {
        return Arrays.stream(route.links()).mapToLong(network::linkId).toArray();
    }

    @Test
    void theStreetIsTakenInTheDirectionOfTheTripAndNotTheExpresswayAboveIt() throws Exception {
        Route east = list(135.501, 135.509, VehicleClass.CAR).get(0);
        assertThat(ids(east)).containsExactly(12L, 23L);
        assertThat(east.metres()).isCloseTo(0.008 * 111_195 * Math.cos(Math.toRadians(34.7)), within(1.0));
        Route west = list(135.509, 135.501, VehicleClass.CAR).get(0);
        assertThat(ids(west)).containsExactly(32L, 21L);
        assertThat(RouteCourse.stretches(network, west))
                .extracting(RouteCourse.Stretch::nameRomanised)
                .containsExactly("Second", "First");
        assertThat(RouteCourse.stretches(network, west).stream().mapToDouble(RouteCourse.Stretch::metres).sum())
                .isCloseTo(west.metres(), within(0.01));
        double[] line = RouteCourse.lonLats(network, west);
        assertThat(line).hasSize(6);
        assertThat(line[0]).isCloseTo(135.509, within(1e-5));
        assertThat(line[2]).isEqualTo(135.505);
        assertThat(line[4]).isCloseTo(135.501, within(1e-5));
    }

    @Test
    void heavyVehiclesStartFromRoadsThatTheyMayUse() throws Exception {
        assertThat(routes.listPlaces("from", new GeoPoint(135.5052, 34.7), VehicleClass.HEAVY))
                .extracting(place -> network.linkId(place.link()))
                .containsExactlyInAnyOrder(12L, 21L);
        assertThat(routes.listPlaces("from", new GeoPoint(135.5052, 34.7), VehicleClass.CAR))
                .extracting(place -> network.linkId(place.link()))
                .containsExactlyInAnyOrder(23L, 32L);
    }

    @Test
    void noRouteSaysWhy() {
        assertThatThrownBy(() -> list(135.501, 135.531, VehicleClass.CAR))
                .isInstanceOfSatisfying(NoRouteException.class, e -> assertThat(e.reason())
                        .isEqualTo(NoRouteException.Reason.UNREACHABLE))
                .hasMessageContaining("no way leads from");
        assertThatThrownBy(() -> list(135.501, 135.520, VehicleClass.CAR))
                .isInstanceOfSatisfying(NoRouteException.class, e -> assertThat(e.reason())
                        .isEqualTo(NoRouteException.Reason.OFF_NETWORK))
                .hasMessage("to 135.520000,34.700000 has no road within 300 m");
    }

    @Test
    void toItselfIsALineWithoutLength() throws Exception {
        Route route = routes.list(new GeoPoint(135.502, 34.7), new GeoPoint(135.502, 34.7), VehicleClass.CAR, 0, 0, 0, 1)
                .get(0);
        assertThat(route.seconds()).isZero();
        assertThat(RouteCourse.lonLats(network, route)).hasSize(4);
    }
}
