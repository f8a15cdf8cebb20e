package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** New travel times come in while queries go on: no answer mixes two of them. */
class SwapTest {

    private static final int PUBLICATIONS = 150;

    private final RoadNetwork network = GeneratedCity.of(900, 5);

    /** All times are multiples of the first, so an answer tells which multiple it was made of. */
    private LinkTimes times(int factor) {
        int[] millis = new int[network.linkCount()];
        Arrays.setAll(millis, link -> factor * (1_000 + 17 * (link % 100)));
        return LinkTimes.of(network, millis);
    }

    @Test
    void noAnswerMixesTwo() throws Exception {
        HierarchyTravelTimes travelTimes = new HierarchyTravelTimes(
                RouteGraph.of(network, TurnCosts.none()), LinkOrder.make(network), EnumSet.of(VehicleClass.CAR));
        travelTimes.publish(times(1));
        List<LinkPosition> places = new Random(1)
                .ints(0, network.linkCount())
                .distinct()
                .limit(25)
                .mapToObj(LinkPosition::startOf)
                .toList();
        double[][] unit = travelTimes.newQuery().travelSeconds(places, places, VehicleClass.CAR, 0);
        AtomicBoolean over = new AtomicBoolean();
        int threads = 3;
        CountDownLatch started = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(asker(travelTimes, places, unit, over, started)));
            }
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < PUBLICATIONS; i++) {
                travelTimes.publish(times(1 + i % 7));
            }
            over.set(true);
            for (Future<Integer> count : counts) {
                assertThat(count.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
        assertThat(travelTimes.generation()).isEqualTo(PUBLICATIONS + 1);
        assertThat(travelTimes.weightSetCount()).as("one in use, one in work, one a thread").isLessThanOrEqualTo(2 + threads);
    }

    private static Callable<Integer> asker(
            TravelTimes travelTimes,
            List<LinkPosition> places,
            double[][] unit,
            AtomicBoolean over,
            CountDownLatch started) {
        return () -> {
            RouteQuery query = travelTimes.newQuery();
            int rounds = 0;
            while (!over.get() || rounds == 0) {
                double[][] seconds = query.travelSeconds(places, places, VehicleClass.CAR, 0);
                long factor = Math.round(seconds[0][1] / unit[0][1]);
                assertThat(factor).isBetween(1L, 7L);
                for (int i = 0; i < places.size(); i++) {
                    for (int j = 0; j < places.size(); j++) {
                        double expected = Double.isInfinite(unit[i][j])
                                ? unit[i][j]
                                : Math.round(factor * unit[i][j] * 1000) / 1000.0;
                        assertThat(seconds[i][j]).isEqualTo(expected);
                    }
                }
                int to = 1 + rounds % (places.size() - 1);
                Optional<Route> route = query.findRoute(places.get(0), places.get(to), VehicleClass.CAR, 0);
                assertThat(route.isPresent()).isEqualTo(unit[0][to] < Double.POSITIVE_INFINITY);
                if (route.isPresent()) {
                    double multiple = route.get().seconds() / unit[0][to];
                    assertThat(Math.abs(multiple - Math.rint(multiple))).isLessThan(1e-9);
                }
                rounds++;
                started.countDown();
            }
            return rounds;
        };
    }

    @Test
    void slicesShareWeightsWhereTheTimesAreTheSame() {
        HierarchyTravelTimes travelTimes =
                new HierarchyTravelTimes(RouteGraph.of(network, TurnCosts.none()), LinkOrder.make(network));
        LinkTimes now = times(2);
        travelTimes.publish(List.of(
                new TimeSlice(0, now), new TimeSlice(60_000, times(3)), new TimeSlice(120_000, times(2))));
        RouteQuery query = travelTimes.newQuery();
        LinkPosition from = LinkPosition.startOf(0);
        LinkPosition to = LinkPosition.endOf(0);
        assertThat(IntStream.of(-5, 0, 59_999, 60_000, 120_000, 500_000)
                        .mapToDouble(depart -> query.travelSeconds(from, to, VehicleClass.CAR, depart)))
                .containsExactly(2.0, 2.0, 2.0, 3.0, 2.0, 2.0);
        int sets = travelTimes.weightSetCount();
        for (int i = 0; i < 10; i++) {
            travelTimes.publish(List.of(new TimeSlice(0, times(4)), new TimeSlice(60_000, times(5 + i))));
        }
        assertThat(travelTimes.weightSetCount()).isLessThanOrEqualTo(2 * sets);
    }
}
