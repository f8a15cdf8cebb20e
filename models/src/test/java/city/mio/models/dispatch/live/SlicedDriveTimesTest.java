package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SlicedDriveTimesTest {

    private static final long QUARTER = 900_000;

    private static SlicedDriveTimes pair(int... millis) {
        int[][] slices = new int[millis.length][];
        for (int s = 0; s < millis.length; s++) {
            slices[s] = new int[] {0, millis[s], millis[s], 0};
        }
        return new SlicedDriveTimes(2, TEN, QUARTER, slices);
    }

    /** The small town, in which driving takes so many times as long at each quarter of an hour from ten on. */
    static SlicedDriveTimes town(double... slowness) {
        TableDriveTimes free = SmallTown.times();
        int places = SmallTown.SIDE * SmallTown.SIDE + 1;
        int[][] slices = new int[slowness.length][places * places];
        for (int s = 0; s < slowness.length; s++) {
            for (int i = 0; i < places * places; i++) {
                slices[s][i] = (int) Math.round(slowness[s] * free.millis(i / places, i % places, 0));
            }
        }
        return new SlicedDriveTimes(places, TEN, QUARTER, slices);
    }

    @Example
    void takesTheTableOfTheDepartureAndWhatLiesBetween() {
        SlicedDriveTimes times = pair(60_000, 120_000, 90_000);
        assertThat(times.millis(0, 1, TEN - 3_600_000)).isEqualTo(60_000);
        assertThat(times.millis(0, 1, TEN)).isEqualTo(60_000);
        assertThat(times.millis(0, 1, TEN + QUARTER / 2)).isEqualTo(90_000);
        assertThat(times.millis(0, 1, TEN + QUARTER)).isEqualTo(120_000);
        assertThat(times.millis(0, 1, TEN + QUARTER * 3 / 2)).isEqualTo(105_000);
        assertThat(times.millis(0, 1, TEN + 9 * QUARTER)).isEqualTo(90_000);
        assertThat(times.millis(0, 0, TEN + QUARTER / 3)).isZero();
        assertThat(times.varies()).isTrue();
        assertThat(pair(1).varies()).isFalse();
    }

    @Example
    void whatCannotBeReachedNowMayBeReachedLater() {
        SlicedDriveTimes times = pair(DriveTimes.NEVER, 60_000);
        assertThat(times.millis(0, 1, TEN + QUARTER - 1)).isEqualTo(DriveTimes.NEVER);
        assertThat(times.millis(0, 1, TEN + QUARTER)).isEqualTo(60_000);
        assertThat(times.latestDepart(0, 1, TEN + 2 * QUARTER)).isEqualTo(TEN + 2 * QUARTER - 60_000);
    }

    @Example
    void refusesTablesOfAnotherSize() {
        assertThatThrownBy(() -> new SlicedDriveTimes(3, 0, QUARTER, new int[][] {new int[4]}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slices");
        assertThatThrownBy(() -> pair(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("slices");
    }

    @Property(tries = 300, seed = "2026")
    void whoLeavesLaterNeverArrivesEarlier(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] millis = new int[1 + random.nextInt(5)];
        for (int s = 0; s < millis.length; s++) {
            millis[s] = random.nextInt(3_000_000);
        }
        SlicedDriveTimes times = pair(millis);
        long before = Long.MIN_VALUE;
        for (long depart = TEN - QUARTER; depart < TEN + 6 * QUARTER; depart += 1 + random.nextInt(20_000)) {
            long arrive = depart + times.millis(0, 1, depart);
            assertThat(arrive).isGreaterThanOrEqualTo(before);
            before = arrive;
            long latest = times.latestDepart(0, 1, arrive);
            assertThat(latest).isGreaterThanOrEqualTo(depart);
            assertThat(latest + times.millis(0, 1, latest)).isLessThanOrEqualTo(arrive);
            assertThat(latest + 1 + times.millis(0, 1, latest + 1)).isGreaterThan(arrive);
        }
    }

    @Example
    void laterLegsTakeTheForecastOfTheirDeparture() {
        OnDemandService service = SmallTown.service(1, 4, SmallTown.promises().build());
        LiveDispatcher dispatcher = new LiveDispatcher(service, town(1, 2, 3), DispatchSettings.defaults());
        DispatchState state = dispatcher.newState();
        Offer now = offer(dispatcher, state, "now", TEN);
        dispatcher.handle(state, new DispatchEvent.Cancel("now"), TEN);
        Offer later = offer(dispatcher, state, "later", TEN + 2 * QUARTER);
        // Two steps of 30 s and a halt of 20 s and 5 s; until a quarter past ten driving takes a second longer every 15.
        assertThat(now.dropOffMillis() - now.pickupMillis()).isBetween(86_000L, 95_000L);
        assertThat(later.dropOffMillis() - later.pickupMillis()).isEqualTo(25_000 + 3 * 60_000);
    }

    private static Offer offer(LiveDispatcher dispatcher, DispatchState state, String id, long time) {
        return dispatcher.handle(state, ask(id, 2, 14, time), TEN).stream()
                .filter(DispatchOutput.Offered.class::isInstance)
                .map(o -> ((DispatchOutput.Offered) o).offer())
                .findFirst()
                .orElseThrow();
    }
}
