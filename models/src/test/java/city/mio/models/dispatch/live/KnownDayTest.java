package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownDayTest {

    private static final int SEATS = 2;
    private static final int REQUESTS = 4;
    private static final long STOP_MILLIS = 20_000;
    private static final long BOARDING_MILLIS = 5_000;
    private static final long WAIT_MILLIS = 240_000;

    private final OnDemandService service =
            SmallTown.service(1, SEATS, SmallTown.promises().maxWaitSeconds(240).build());

    /**
     * Riders of a day and, last, where the bus stands. No two share a stop: in a halt that several share, a ride counts from
     * the halt unless the bus waits on the way, which the oracle does not know.
     */
    private static int[] stops(SplittableRandom random) {
        int[] all = IntStream.range(0, 30).toArray();
        for (int i = 0; i <= 2 * REQUESTS; i++) {
            int j = i + random.nextInt(all.length - i);
            int kept = all[i];
            all[i] = all[j];
            all[j] = kept;
        }
        return Arrays.copyOf(all, 2 * REQUESTS + 1);
    }

    private static EveryOrder.Ride ride(int from, int to, SplittableRandom random) {
        long direct =
                1000L * SmallTown.STEP_SECONDS * SmallTown.stepsBetween(from, to) + STOP_MILLIS + BOARDING_MILLIS;
        long earliest = TEN + 1000L * random.nextInt(600);
        long ride = Math.min((long) (1.5 * direct), direct + 600_000);
        long latest = earliest + WAIT_MILLIS;
        return new EveryOrder.Ride(from, to, earliest, latest, latest + ride, ride, 1, BOARDING_MILLIS);
    }

    private static int mostByEveryOrder(List<EveryOrder.Ride> rides, int startPlace) {
        int most = 0;
        for (int set = 1; set < 1 << rides.size(); set++) {
            if (Integer.bitCount(set) <= most) {
                continue;
            }
            List<EveryOrder.Ride> chosen = new ArrayList<>();
            for (int i = 0; i < rides.size(); i++) {
                if ((set >> i & 1) == 1) {
                    chosen.add(rides.get(i));
                }
            }
            if (new EveryOrder(STOP_MILLIS, SEATS, startPlace, TEN).cheapest(chosen) < Double.POSITIVE_INFINITY) {
                most = chosen.size();
            }
        }
        return most;
    }

    private KnownDay.Result solve(List<EveryOrder.Ride> rides, int startPlace, long seed) {
        List<TripRequest> requests = new ArrayList<>();
        for (EveryOrder.Ride ride : rides) {
            requests.add(SmallTown.request("r" + requests.size(), ride.from(), ride.to(), ride.earliest()).build());
        }
        return KnownDay.solve(service, SmallTown.times(), new int[] {startPlace}, TEN, requests, 300, seed);
    }

    /** A search, so not bound to find the best; on days as small as these it does, but for one in two thousand. */
    @Test
    void servesAsManyAsAnyChoiceInAnyOrder() {
        SplittableRandom random = new SplittableRandom(3);
        int served = 0;
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            int[] stops = stops(random);
            List<EveryOrder.Ride> rides = new ArrayList<>();
            for (int r = 0; r < REQUESTS; r++) {
                rides.add(ride(stops[2 * r], stops[2 * r + 1], random));
            }
            int start = stops[2 * REQUESTS];
            KnownDay.Result result = solve(rides, start, i);
            assertThat(result.requests()).isEqualTo(REQUESTS);
            assertThat(result.served()).as("day %d", i).isEqualTo(mostByEveryOrder(rides, start));
            served += result.served();
            refused += REQUESTS - result.served();
        }
        assertThat(served).isGreaterThan(60);
        assertThat(refused).as("days on which nobody is refused would prove little").isGreaterThan(20);
    }

    @Test
    void whoCouldNotBeAskedForIsNotServed() {
        List<TripRequest> requests = List.of(
                SmallTown.request("r", 1, 5, TEN).build(),
                SmallTown.request("nowhere", 1, 99, TEN).build(),
                SmallTown.request("same", 1, 1, TEN).build());
        KnownDay.Result result = KnownDay.solve(service, SmallTown.times(), new int[] {0}, TEN, requests, 10, 1);
        assertThat(result).isEqualTo(new KnownDay.Result(3, 1));
        assertThatThrownBy(() -> KnownDay.solve(service, SmallTown.times(), new int[] {0, 1}, TEN, requests, 10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("starts: there are 2 for 1 shifts");
    }
}
