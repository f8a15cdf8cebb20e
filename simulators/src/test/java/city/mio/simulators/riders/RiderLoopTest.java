package city.mio.simulators.riders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiderLoopTest {

    /** Ten nodes in a row, 20 s and 200 m from one to the next, both ways. */
    private static NodeRoads row() {
        int n = 10;
        int[] from = new int[2 * (n - 1)];
        int[] to = new int[from.length];
        int[] seconds = new int[from.length];
        double[] metres = new double[from.length];
        for (int i = 0; i < n - 1; i++) {
            from[2 * i] = i;
            to[2 * i] = i + 1;
            from[2 * i + 1] = i + 1;
            to[2 * i + 1] = i;
        }
        java.util.Arrays.fill(seconds, 20);
        java.util.Arrays.fill(metres, 200);
        double[] lon = new double[n];
        double[] lat = new double[n];
        return new NodeRoads(lon, lat, from, to, seconds, metres);
    }

    /** One vehicle, one rider after the other. */
    private static class OneByOne implements DispatchPort {
        final List<Halt> plan = new ArrayList<>();
        final long promisedWaitMillis;
        boolean tells;
        final List<String> alerts = new ArrayList<>();

        OneByOne(long promisedWaitMillis) {
            this.promisedWaitMillis = promisedWaitMillis;
        }

        @Override
        public Promise ask(RiderRequest request, long now) {
            plan.add(new Halt(request.from(), 0, List.of(request.requestId()), List.of()));
            plan.add(new Halt(request.to(), 0, List.of(), List.of(request.requestId())));
            if (tells) {
                alerts.add(request.requestId());
            }
            return new Promise(now + promisedWaitMillis, now + promisedWaitMillis + 3_600_000);
        }

        @Override
        public void vehicleAt(int vehicle, int node, long ready, long now) {}

        @Override
        public void reached(int vehicle, int node, long at, long now) {
            plan.remove(0);
        }

        @Override
        public void left(int vehicle, long at, long now) {}

        @Override
        public void noShow(String requestId, long now) {
            plan.removeIf(halt -> halt.alighting().contains(requestId));
        }

        @Override
        public void cancel(String requestId, long now) {
            plan.removeIf(halt -> halt.alighting().contains(requestId) || halt.boarding().contains(requestId));
        }

        @Override
        public void breakdown(int vehicle, long now) {}

        @Override
        public void think(long now) {}

        @Override
        public List<Halt> plan(int vehicle) {
            return plan;
        }

        @Override
        public List<String> takeAlerts() {
            List<String> taken = List.copyOf(alerts);
            alerts.clear();
            return taken;
        }
    }

    private static final LoopSettings ONE = LoopSettings.builder().fleet(1, 4).seed(3).build();

    private static List<RiderRequest> two() {
        return List.of(new RiderRequest("a", 10_000, 2, 5), new RiderRequest("b", 11_000, 9, 7));
    }

    @Test
    void countsWhatHappened() {
        NodeRoads roads = row();
        int start = RiderLoop.startNodes(roads, 1, 3)[0];
        ServiceFigures figures = new RiderLoop(roads, two(), ONE).run(new OneByOne(3_600_000));
        assertThat(figures.served()).isEqualTo(2);
        assertThat(figures.servedShare()).isEqualTo(1);
        assertThat(figures.detourFactor()).isEqualTo(1);
        assertThat(figures.pooledShare()).isZero();
        assertThat(figures.passengerKm()).isEqualTo(1);
        assertThat(figures.vehicleKm()).isCloseTo(0.2 * (Math.abs(start - 2) + 3 + 4 + 2), within(1e-9));
        assertThat(figures.brokenTold() + figures.brokenUntold()).isZero();
        double waitOfA = 20 * Math.abs(start - 2);
        assertThat(figures.meanWaitSeconds()).isEqualTo((waitOfA + (waitOfA + 30 + 60 + 30 + 80 - 1)) / 2);
        assertThat(figures.longestWaitSeconds()).isEqualTo(waitOfA + 30 + 60 + 30 + 80 - 1);
        assertThat(figures.longestDetourFactor()).isEqualTo(1);
    }

    @Test
    void whoAsksWhereABusHasWaitedLongBoardsNowAndNotWhenItCame() {
        NodeRoads roads = row();
        int start = RiderLoop.startNodes(roads, 1, 3)[0];
        RiderRequest here = new RiderRequest("a", 600_000, start, (start + 3) % 10);
        ServiceFigures figures = new RiderLoop(roads, List.of(here), ONE).run(new OneByOne(3_600_000));
        assertThat(figures.served()).isEqualTo(1);
        assertThat(figures.meanWaitSeconds()).isZero();
        assertThat(figures.detourFactor()).isEqualTo(1);
    }

    /** The first rider is taken along to fetch the second before getting off. */
    @Test
    void theLongestDetourIsOfWhoRodeTheLongestWayRound() {
        NodeRoads roads = row();
        DispatchPort round = new OneByOne(3_600_000) {
            @Override
            public Promise ask(RiderRequest request, long now) {
                Promise promise = super.ask(request, now);
                if (request.requestId().equals("b")) {
                    Halt dropOfA = plan.remove(plan.size() - 3);
                    plan.add(dropOfA);
                }
                return promise;
            }
        };
        ServiceFigures figures = new RiderLoop(roads, two(), ONE).run(round);
        // A: 2 to 9 to 7 to 5, eleven steps of 20 s and two halts on the way, for three; both count the halt at the start.
        double ofA = (30 + 140 + 30 + 40 + 30 + 40) / (60.0 + 30);
        assertThat(figures.served()).isEqualTo(2);
        assertThat(figures.longestDetourFactor()).isCloseTo(ofA, within(1e-9));
        assertThat(figures.detourFactor()).isCloseTo((ofA + 1) / 2, within(1e-9));
    }

    @Test
    void tellsBrokenPromisesApartByWhetherTheRiderWasTold() {
        OneByOne silent = new OneByOne(30_000);
        assertThat(new RiderLoop(row(), two(), ONE).run(silent).brokenUntold()).isGreaterThan(0);
        OneByOne honest = new OneByOne(30_000);
        honest.tells = true;
        ServiceFigures told = new RiderLoop(row(), two(), ONE).run(honest);
        assertThat(told.brokenTold()).isGreaterThan(0);
        assertThat(told.brokenUntold()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        LoopSettings faulty = LoopSettings.builder().fleet(1, 4).seed(5).faults(0.5, 0.5, 0, 0.3).build();
        List<RiderRequest> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(new RiderRequest("r" + i, i * 400_000L, i % 9, (i + 3) % 9));
        }
        ServiceFigures first = new RiderLoop(row(), many, faulty).run(new OneByOne(3_600_000));
        assertThat(first.noShows() + first.cancelled()).isGreaterThan(0);
        assertThat(first.served() + first.noShows() + first.cancelled()).isEqualTo(20);
        assertThat(new RiderLoop(row(), many, faulty).run(new OneByOne(3_600_000))).isEqualTo(first);
    }

    @Test
    void doesNotLetAVehicleCarryMoreThanItHolds() {
        DispatchPort greedy = new OneByOne(3_600_000) {
            @Override
            public Promise ask(RiderRequest request, long now) {
                Promise promise = super.ask(request, now);
                Halt drop = plan.remove(plan.size() - 1);
                if (request.requestId().equals("b")) {
                    plan.add(drop);
                }
                return promise;
            }
        };
        LoopSettings small = LoopSettings.builder().fleet(1, 1).seed(3).build();
        assertThatThrownBy(() -> new RiderLoop(row(), two(), small).run(greedy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("carries 2 riders");
    }
}
