package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.dispatch.service.OnDemandService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Waits of 600 s at most: nothing is looked for farther than 1,800 s. Stops beside each other are 30 s apart. */
class EmptyRunTest {

    private static final double FARTHEST = 1_800_000;

    private final OnDemandService service = SmallTown.service(2, 4, SmallTown.promises().build());
    private final DispatchState state = new DispatchState(service);
    private final EmptyRun run = new EmptyRun(SmallTown.times(), service.places(), 600_000, true);

    /** Riders in half an hour, at pairs of stop and number. */
    private static ExpectedDemand riders(int... stopsAndNumbers) {
        float[] requests = new float[SmallTown.SIDE * SmallTown.SIDE + 1];
        for (int i = 0; i < stopsAndNumbers.length; i += 2) {
            requests[stopsAndNumbers[i]] = stopsAndNumbers[i + 1];
        }
        return new ExpectedDemand(1800, requests);
    }

    private void expect(int... stopsAndNumbers) {
        state.expected = DispatchState.Expected.of(TEN, riders(stopsAndNumbers));
        run.follow(state);
    }

    /** That nobody asks in 90 s where so many are expected in half an hour. */
    private static double nobody(int riders) {
        return Math.exp(-riders / 20.0);
    }

    @Test
    void isTheExpectedWayToTheNearestWhoAsks() {
        expect(3, 20, 0, 40);
        double toStopOne = 30_000 + nobody(40) * (30_000 + nobody(20) * (FARTHEST - 60_000));
        assertThat(run.millis(1)).isCloseTo(toStopOne, within(1e-6));
        assertThat(run.millis(0)).isCloseTo(nobody(40) * (90_000 + nobody(20) * (FARTHEST - 90_000)), within(1e-6));
    }

    @Test
    void isAllTheWayWhereNobodyIsExpected() {
        expect(3, 0);
        assertThat(run.millis(1)).isEqualTo(FARTHEST);
    }

    @Test
    void isNothingBeforeAnythingIsExpectedOrIfItIsNotToCount() {
        run.follow(state);
        assertThat(run.millis(1)).isZero();
        EmptyRun unwanted = new EmptyRun(SmallTown.times(), service.places(), 600_000, false);
        state.expected = DispatchState.Expected.of(TEN, riders(3, 20));
        unwanted.follow(state);
        assertThat(unwanted.millis(1)).isZero();
    }

    @Test
    void followsWhatIsExpectedAnew() {
        expect(3, 20);
        double before = run.millis(1);
        expect(2, 20);
        assertThat(run.millis(1)).isLessThan(before);
    }

    /** Both vehicles are four stops from the rider, at stops 2 and 12: the one goes that stands where nobody is expected. */
    @Test
    void theVehicleGoesThatIsLessNeededWhereItIs() {
        assertThat(vehicleFor(true, 2)).isEqualTo("v1");
        assertThat(vehicleFor(true, 12)).isEqualTo("v0");
        assertThat(vehicleFor(false, 2)).as("the first, if that does not count").isEqualTo("v0");
    }

    private String vehicleFor(boolean counts, int busyStop) {
        DispatchSettings settings = DispatchSettings.builder().refuseCostly(counts).build();
        LiveDispatcher dispatcher = new LiveDispatcher(service, SmallTown.times(), settings);
        DispatchState its = dispatcher.newState();
        int[] places = {2, 12};
        for (int v = 0; v < 2; v++) {
            dispatcher.handle(
                    its, new DispatchEvent.VehicleAt("v" + v, new Whereabouts.AtPlace(places[v]), TEN), TEN);
        }
        dispatcher.handle(its, new DispatchEvent.Reposition(riders(busyStop, 1)), TEN);
        dispatcher.handle(its, ask("r", 21, 27, TEN), TEN);
        return its.findOffer("r").orElseThrow().vehicleId();
    }

    @Test
    void whatIsExpectedIsWrittenWithTheState() throws IOException {
        expect(3, 20, 7, 5);
        DispatchState read = read(written(state));
        assertThat(read.expected.atMillis()).isEqualTo(TEN);
        assertThat(read.expected.places()).containsExactly(3, 7);
        assertThat(read.expected.perSecond()).containsExactly(state.expected.perSecond());
        assertThat(written(read)).isEqualTo(written(state));
    }

    /** The version before had nothing where it is now said whether anything is expected. */
    @Test
    void aStateOfTheVersionBeforeCanBeRead() throws IOException {
        byte[] now = written(state);
        int said = 1 + 8 + 8 + 8 + 4 + 8 + 8 + 8;
        byte[] before = Arrays.copyOf(now, now.length - 1);
        System.arraycopy(now, said + 1, before, said, now.length - said - 1);
        before[0] = 4;
        assertThat(written(read(before))).isEqualTo(now);
    }

    private DispatchState read(byte[] bytes) throws IOException {
        return DispatchState.read(new DataInputStream(new ByteArrayInputStream(bytes)), service);
    }

    private static byte[] written(DispatchState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
