package city.mio.models.incident;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.incident.DetectorChange.Ending;
import city.mio.models.incident.DetectorChange.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectorHealthTest {

    private static final long T0 = 1_763_420_400_000L;
    private static final long MINUTE = 60_000;

    private final DetectorHealthSettings settings = DetectorHealthSettings.DEFAULT;
    private final DetectorHealth health = new DetectorHealth(settings);
    private DetectorState state;

    @BeforeEach
    void forget() {
        state = new DetectorState();
    }

    private static DetectorSample sample(int minute, int count, double occupancy, double speed) {
        return new DetectorSample(
                T0 + minute * MINUTE, T0 + (minute + 1) * MINUTE, count, (float) occupancy, (float) speed, 2);
    }

    private List<DetectorChange> observe(int minute, int count, double occupancy, double speed) {
        return health.observe(state, sample(minute, count, occupancy, speed));
    }

    private List<DetectorChange> varied(int from, int to) {
        List<DetectorChange> changes = new ArrayList<>();
        for (int m = from; m < to; m++) {
            changes.addAll(observe(m, 10 + m % 7, 0.1 + 0.01 * (m % 5), 12 + m % 3));
        }
        return changes;
    }

    @Test
    void fallsSilentAfterFiveMinutesAndReturnsAfterThreeReadings() {
        assertThat(varied(0, 10)).isEmpty();
        assertThat(health.deadline(state)).isEqualTo(T0 + 15 * MINUTE);
        assertThat(health.tick(state, T0 + 15 * MINUTE - 1)).isEmpty();
        assertThat(health.tick(state, T0 + 15 * MINUTE)).singleElement().satisfies(c -> {
            assertThat(c.step()).isEqualTo(Step.OPENED);
            assertThat(c.fault()).isEqualTo(Fault.SILENT);
            assertThat(c.since()).isEqualTo(T0 + 10 * MINUTE);
        });
        assertThat(health.tick(state, T0 + 16 * MINUTE)).isEmpty();
        assertThat(varied(16, 18)).isEmpty();
        assertThat(varied(18, 19)).singleElement().satisfies(c -> {
            assertThat(c.step()).isEqualTo(Step.CLEARED);
            assertThat(c.ending()).isEqualTo(Ending.RECOVERED);
        });
    }

    @Test
    void lateReadingsOfThePastDoNotEndASilence() {
        varied(0, 5);
        health.tick(state, T0 + 12 * MINUTE);
        assertThat(varied(5, 10)).isEmpty();
        assertThat(varied(20, 23)).extracting(DetectorChange::step).containsExactly(Step.CLEARED);
    }

    @Test
    void oneNeverHeardOfIsSilentFromWhenItWasWatched() {
        health.watch(state, T0);
        assertThat(health.tick(state, T0 + 5 * MINUTE)).singleElement().satisfies(c -> {
            assertThat(c.fault()).isEqualTo(Fault.SILENT);
            assertThat(c.lastReadingEnd()).isZero();
        });
    }

    @Test
    void theSameValuesForFifteenMinutesAreStuck() {
        List<DetectorChange> changes = new ArrayList<>();
        for (int m = 0; m < 20; m++) {
            changes.addAll(observe(m, 12, 0.08, 13));
        }
        assertThat(changes).singleElement().satisfies(c -> {
            assertThat(c.fault()).isEqualTo(Fault.REPEATS);
            assertThat(c.since()).isEqualTo(T0);
            assertThat(c.time()).isEqualTo(T0 + 15 * MINUTE);
            assertThat(c.repeats()).isEqualTo(15);
        });
        assertThat(varied(20, 24)).extracting(DetectorChange::step).containsExactly(Step.CLEARED);
    }

    @Test
    void anEmptyRoadIsNotStuck() {
        for (int m = 0; m < 300; m++) {
            assertThat(observe(m, 0, 0, Double.NaN)).isEmpty();
        }
    }

    @Test
    void aStandingQueueIsNotStuckButALoopCoveredForEverIs() {
        List<DetectorChange> changes = new ArrayList<>();
        for (int m = 0; m < 29; m++) {
            changes.addAll(observe(m, 0, 1, Double.NaN));
        }
        assertThat(changes).isEmpty();
        assertThat(observe(29, 0, 1, Double.NaN))
                .extracting(DetectorChange::fault)
                .containsExactly(Fault.OCCUPIED_NOTHING_PASSES);
    }

    @Test
    void whatCannotBeIsStuckThoughItVaries() {
        for (Object[] odd : new Object[][] {
            {Fault.COUNTS_UNOCCUPIED, 9, 0.0, 12.0}, {Fault.TOO_MANY, 150, 0.3, 12.0}, {Fault.TOO_FAST, 9, 0.1, 75.0}
        }) {
            forget();
            List<DetectorChange> changes = new ArrayList<>();
            for (int m = 0; m < 16; m++) {
                changes.addAll(observe(m, (int) odd[1] + m % 3, (double) odd[2], (double) odd[3]));
            }
            assertThat(changes).extracting(DetectorChange::fault).containsExactly((Fault) odd[0]);
        }
    }

    @Test
    void stuckAndThenSilentIsToldAsSilent() {
        for (int m = 0; m < 16; m++) {
            observe(m, 12, 0.08, 13);
        }
        assertThat(health.tick(state, T0 + 21 * MINUTE))
                .extracting(DetectorChange::fault, DetectorChange::step, DetectorChange::ending)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Fault.REPEATS, Step.CLEARED, Ending.WENT_SILENT),
                        org.assertj.core.groups.Tuple.tuple(Fault.SILENT, Step.OPENED, Ending.NONE));
    }

    @Test
    void oneSilentForAMonthIsForgotten() {
        varied(0, 2);
        health.tick(state, T0 + 10 * MINUTE);
        long month = T0 + 2 * MINUTE + 30 * 1440 * MINUTE;
        assertThat(health.deadline(state)).isEqualTo(month);
        assertThat(health.tick(state, month)).extracting(DetectorChange::ending).containsExactly(Ending.FORGOTTEN);
        assertThat(health.isDisposable(state)).isTrue();
    }

    @Property(tries = 300, seed = "20261118")
    void eachFaultIsOpenedAndClearedInTurnAndTheBinaryFormLosesNothing(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<DetectorChange> changes = live(seed, false);
        assertThat(live(seed, true)).isEqualTo(changes);
        for (boolean silence : new boolean[] {true, false}) {
            DetectorChange open = null;
            for (DetectorChange change : changes) {
                if ((change.fault() == Fault.SILENT) != silence) {
                    continue;
                }
                if (change.step() == Step.OPENED) {
                    assertThat(open).isNull();
                    open = change;
                } else {
                    assertThat(open).isNotNull();
                    assertThat(change.since()).isEqualTo(open.since());
                    if (change.ending() == Ending.RECOVERED) {
                        assertThat(change.time() - open.time())
                                .isGreaterThanOrEqualTo((settings.recoverReadings() - 1) * MINUTE);
                    }
                    open = null;
                }
            }
        }
    }

    private List<DetectorChange> live(long seed, boolean throughBytes) {
        Random random = new Random(seed);
        DetectorState live = new DetectorState();
        List<DetectorChange> changes = new ArrayList<>();
        int mode = 0;
        for (int m = 0; m < 500; m++) {
            if (random.nextInt(25) == 0) {
                mode = random.nextInt(4);
            }
            if (health.deadline(live) <= T0 + m * MINUTE) {
                changes.addAll(health.tick(live, T0 + m * MINUTE));
            }
            if (mode != 1) {
                int late = random.nextInt(8) == 0 ? random.nextInt(10) : 0;
                int count = mode == 2 ? 7 : mode == 3 ? 0 : random.nextInt(30);
                double occupancy = mode == 2 ? 0.1 : mode == 3 ? 1 : random.nextDouble() * 0.5;
                changes.addAll(health.observe(live, sample(m - late, count, occupancy, 12)));
            }
            if (throughBytes) {
                DetectorState before = live;
                live = Bytes.through(before::write, DetectorState::read);
            }
        }
        return changes;
    }
}
