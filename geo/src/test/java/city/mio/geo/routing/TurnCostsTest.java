package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import org.junit.jupiter.api.Test;

class TurnCostsTest {

    private static final TurnCosts LEFT = new TurnCosts(true, 2, 6, 10, Double.POSITIVE_INFINITY, 20);

    /** A crossing 5 of streets to the south 1, west 2, north 3 and east 4; 6 further north, 7 further east. */
    private static RoadNetwork crossing(boolean signal) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        builder.addNode(1, 135, 33.999, false, "", "");
        builder.addNode(2, 134.999, 34, false, "", "");
        builder.addNode(3, 135, 34.001, false, "", "");
        builder.addNode(4, 135.001, 34, false, "", "");
        builder.addNode(5, 135, 34, signal, "", "");
        builder.addNode(6, 135, 34.002, false, "", "");
        builder.addNode(7, 135.002, 34, false, "", "");
        for (long end = 1; end <= 4; end++) {
            RandomStreets.twoWay(builder, end, 5);
        }
        RandomStreets.twoWay(builder, 3, 6);
        builder.addLink(RoadLink.builder().linkId(47).from(4).to(7).heavyAllowed(false).build());
        return builder.build();
    }

    private static double seconds(TurnCosts costs, RoadNetwork network, long from, long via, long to) {
        int first = network.getLink(RoadNetworkBuilder.stableId(from + ">" + via));
        int second = network.getLink(RoadNetworkBuilder.stableId(via + ">" + to));
        int millis = costs.turnMillis(network, first, second);
        return millis == LinkTimes.IMPASSABLE ? Double.POSITIVE_INFINITY : millis / 1000.0;
    }

    @Test
    void tellsNearSideFromFarSide() {
        RoadNetwork network = crossing(false);
        assertThat(seconds(LEFT, network, 1, 5, 2)).as("left").isEqualTo(2);
        assertThat(seconds(LEFT, network, 1, 5, 4)).as("right").isEqualTo(6);
        assertThat(seconds(LEFT, network, 1, 5, 3)).as("straight").isZero();
        assertThat(seconds(LEFT, network, 2, 5, 3)).as("left").isEqualTo(2);
        assertThat(seconds(LEFT, network, 3, 5, 2)).as("right").isEqualTo(6);
        TurnCosts right = new TurnCosts(false, 2, 6, 10, Double.POSITIVE_INFINITY, 20);
        assertThat(seconds(right, network, 1, 5, 2)).isEqualTo(6);
        assertThat(seconds(right, network, 1, 5, 4)).isEqualTo(2);
    }

    @Test
    void addsTheSignal() {
        RoadNetwork network = crossing(true);
        assertThat(seconds(LEFT, network, 1, 5, 3)).isEqualTo(10);
        assertThat(seconds(LEFT, network, 1, 5, 4)).isEqualTo(16);
    }

    @Test
    void turnsBackAtDeadEndsAndWhereItIsPaid() {
        RoadNetwork network = crossing(false);
        assertThat(seconds(LEFT, network, 1, 5, 1)).isInfinite();
        assertThat(seconds(LEFT, network, 5, 1, 5)).as("dead end").isEqualTo(20);
        assertThat(seconds(LEFT, network, 5, 3, 5)).as("the road goes on").isInfinite();
        assertThat(seconds(LEFT, network, 5, 3, 6)).as("a bend is no turn").isZero();
        assertThat(seconds(LEFT, network, 5, 4, 5)).as("lorries may not go on").isEqualTo(20);
        TurnCosts paid = new TurnCosts(true, 2, 6, 0, 45, 20);
        assertThat(seconds(paid, network, 1, 5, 1)).isEqualTo(45);
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> new TurnCosts(true, -1, 0, 0, 0, 0)).hasMessageContaining("nearSideSeconds -1.0");
        assertThatThrownBy(() -> new TurnCosts(true, 0, Double.NaN, 0, 0, 0)).hasMessageContaining("farSideSeconds");
        assertThatThrownBy(() -> new TurnCosts(true, 0, 0, 0, 0, Double.POSITIVE_INFINITY))
                .hasMessageContaining("deadEndSeconds");
        assertThatThrownBy(() -> new LinkPosition(-1, 0)).hasMessageContaining("link -1");
        assertThatThrownBy(() -> new LinkPosition(0, 1.5)).hasMessageContaining("share 1.5");
        RoadNetwork network = crossing(false);
        assertThatThrownBy(() -> LinkTimes.of(network, new int[3])).hasMessageContaining("3 values");
        int[] negative = new int[network.linkCount()];
        negative[2] = -7;
        assertThatThrownBy(() -> LinkTimes.of(network, negative)).hasMessageContaining("millis of link 2 is -7");
        assertThatThrownBy(() -> LinkTimes.ofSeconds(Double.NaN)).hasMessageContaining("seconds NaN");
    }

    @Test
    void closesWhatHeavyVehiclesMayNotUse() {
        RoadNetwork network = crossing(false);
        LinkTimes times = LinkTimes.freeFlow(network);
        int link = network.getLink(47);
        assertThat(times.millis(VehicleClass.CAR, link)).isLessThan(LinkTimes.IMPASSABLE);
        assertThat(times.millis(VehicleClass.HEAVY, link)).isEqualTo(LinkTimes.IMPASSABLE);
        assertThat(LinkTimes.ofSeconds(Double.POSITIVE_INFINITY)).isEqualTo(LinkTimes.IMPASSABLE);
        assertThat(LinkTimes.ofSeconds(1.2344)).isEqualTo(1234);
    }
}
