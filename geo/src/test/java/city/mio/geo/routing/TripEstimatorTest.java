package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.routing.SpeedProfile.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TripEstimatorTest {

    private static final long DEPART = 1_700_000_000_000L;

    private final RoadNetwork network = road();
    private final RouteQuery query =
            new DijkstraTravelTimes(RouteGraph.of(network, TurnCosts.none())).newQuery();

    /** Ten links in a row, 60 s each with the road empty, all in index order. */
    private static RoadNetwork road() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        builder.addNode(1, 135, 34, true, "", "");
        for (int i = 1; i <= 10; i++) {
            builder.addNode(i + 1, 135 + 0.001 * i, 34, true, "", "");
            builder.addLink(RoadLink.builder()
                    .linkId(i)
                    .from(i)
                    .to(i + 1)
                    .lengthMetres(600)
                    .freeFlowSpeedMps(10)
                    .build());
        }
        return builder.build();
    }

    private Route route(double from, double to) {
        Optional<Route> route =
                query.findRoute(new LinkPosition(0, from), new LinkPosition(9, to), VehicleClass.CAR, DEPART);
        return route.orElseThrow();
    }

    /** Live for 2 minutes; then a jam for 5 that was forecast; then history; link 9 is closed after 20 minutes. */
    private static SpeedProfile jam() {
        return new SpeedProfile() {
            @Override
            public double linkSeconds(int link, long enterMillis) {
                if (link == 9 && enterMillis >= DEPART + 1_200_000) {
                    return Double.POSITIVE_INFINITY;
                }
                return source(link, enterMillis) == Source.FORECAST ? 100 : 60;
            }

            @Override
            public Source source(int link, long enterMillis) {
                long minutes = (enterMillis - DEPART) / 60_000;
                return minutes < 2 ? Source.LIVE : minutes < 7 ? Source.FORECAST : Source.HISTORIC;
            }
        };
    }

    @Test
    void walksThroughTheJam() {
        TripEstimate estimate =
                new TripEstimator(network, TurnCosts.none(), jam()).estimate(route(0, 1), DEPART);
        // Two links live, entered at 0 and 60; three in the jam at 120, 220, 320; five after at 420 ...
        assertThat(estimate.seconds()).isEqualTo(2 * 60 + 3 * 100 + 5 * 60);
        assertThat(estimate.departMillis()).isEqualTo(DEPART);
        assertThat(estimate.arriveMillis()).isEqualTo(DEPART + 720_000);
        assertThat(estimate.share(Source.LIVE)).isCloseTo(120 / 720.0, within(1e-12));
        assertThat(estimate.share(Source.FORECAST)).isCloseTo(300 / 720.0, within(1e-12));
        assertThat(estimate.share(Source.HISTORIC)).isCloseTo(300 / 720.0, within(1e-12));
        assertThat(estimate.share(Source.FREE_FLOW)).isZero();
        assertThat(estimate.shares()).hasSize(4);
    }

    @Test
    void coversTheEndsInPartAndPaysForTurns() {
        TurnCosts signals = new TurnCosts(true, 0, 0, 5, 60, 0);
        TripEstimate estimate = new TripEstimator(network, signals, SpeedProfile.freeFlow(network))
                .estimate(route(0.5, 0.25), DEPART);
        assertThat(estimate.seconds()).isCloseTo(8 * 60 + 30 + 15 + 9 * 5, within(1e-6));
        assertThat(estimate.share(Source.FREE_FLOW)).isEqualTo(1);
    }

    @Test
    void doesNotArriveOverAClosedLink() {
        TripEstimate estimate =
                new TripEstimator(network, TurnCosts.none(), jam()).estimate(route(0, 1), DEPART + 1_000_000);
        assertThat(estimate.seconds()).isInfinite();
        assertThat(estimate.arriveMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isThereAlready() {
        Route nowhere = query.findRoute(
                        new LinkPosition(3, 0.5), new LinkPosition(3, 0.5), VehicleClass.CAR, DEPART)
                .orElseThrow();
        TripEstimate estimate = new TripEstimator(network, TurnCosts.none(), jam()).estimate(nowhere, DEPART);
        assertThat(estimate.seconds()).isZero();
        assertThat(estimate.share(Source.LIVE)).isEqualTo(1);
        assertThat(nowhere.metres()).isZero();
    }
}
