package city.mio.models.haul;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.haul.PlateChange.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PlateRegisterTest {

    private static final long MINUTE = 60_000;
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private final PlateRegister register = new PlateRegister(PlateSettings.DEFAULT);
    private final PlateState state = new PlateState();

    private static Sighting seen(int minute, String camera, double confidence) {
        return new Sighting(EIGHT + minute * MINUTE, camera, (float) confidence, true);
    }

    private static PlateDeclaration declared(String id, int fromMinute, boolean firm) {
        long start = EIGHT + fromMinute * MINUTE;
        return new PlateDeclaration(id, start, start + 30 * MINUTE, firm);
    }

    private List<PlateChange> tick(int minute) {
        return register.tick(state, EIGHT + minute * MINUTE);
    }

    @Test
    void aPlateThatNobodyDeclaredIsToldAMinuteLater() {
        register.see(state, seen(0, "C-01", 0.95));
        assertThat(register.tick(state, EIGHT + MINUTE - 1)).isEmpty();
        assertThat(tick(1)).singleElement().satisfies(c -> {
            assertThat(c.step()).isEqualTo(Step.OPENED);
            assertThat(c.since()).isEqualTo(EIGHT);
            assertThat(c.severity()).isEqualTo(Severity.WARNING);
            assertThat(c.cameraId()).isEqualTo("C-01");
        });
    }

    @Test
    void aDeclaredOneIsNot() {
        register.declare(state, declared("d1", 0, true), EIGHT);
        register.declare(state, declared("d2", 120, true), EIGHT);
        register.see(state, seen(125, "C-01", 0.95));
        assertThat(tick(126)).isEmpty();
    }

    @Test
    void aDeclarationThatArrivesWithTheTruckIsInTime() {
        register.see(state, seen(0, "C-01", 0.95));
        register.declare(state, declared("d1", 0, true), EIGHT + MINUTE / 2);
        assertThat(tick(1)).isEmpty();
    }

    @Test
    void anEstimateAWithdrawnOneAndOneOfAnotherDayCoverNothing() {
        register.declare(state, declared("d1", 0, false), EIGHT);
        register.declare(state, declared("d2", 0, true), EIGHT);
        register.declare(state, declared("d2", 0, false), EIGHT);
        register.declare(state, declared("d3", 2 * 1440, true), EIGHT);
        register.see(state, seen(0, "C-01", 0.95));
        assertThat(tick(1)).hasSize(1);
    }

    @Test
    void unsureReadingsAndOtherVehiclesRaiseNothing() {
        register.see(state, seen(0, "C-01", 0.5));
        register.see(state, new Sighting(EIGHT, "C-01", 0.99f, false));
        assertThat(tick(1)).isEmpty();
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void aSecondCameraMakesItGraverAndTheSameOneDoesNot() {
        register.see(state, seen(0, "C-01", 0.95));
        register.see(state, seen(2, "C-01", 0.95));
        register.see(state, seen(9, "C-02", 0.9));
        assertThat(tick(10))
                .extracting(PlateChange::step, PlateChange::severity, PlateChange::cameraId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Step.OPENED, Severity.WARNING, "C-01"),
                        org.assertj.core.groups.Tuple.tuple(Step.UPDATED, Severity.CRITICAL, "C-02"));
    }

    @Test
    void readingsOutOfOrderAreJudgedInOrder() {
        register.see(state, seen(9, "C-02", 0.9));
        register.see(state, seen(0, "C-01", 0.95));
        assertThat(tick(10)).extracting(PlateChange::cameraId).containsExactly("C-01", "C-02");
    }

    @Test
    void isClearedByADeclarationThatCoversIt() {
        register.see(state, seen(0, "C-01", 0.95));
        tick(1);
        assertThat(register.declare(state, declared("d1", 0, true), EIGHT + 20 * MINUTE))
                .hasValueSatisfying(c -> assertThat(c.ending()).isEqualTo(Ending.DECLARED));
        assertThat(state.isOpen()).isFalse();
    }

    @Test
    void isClearedWhenNotSeenForAnHour() {
        register.see(state, seen(0, "C-01", 0.95));
        tick(1);
        assertThat(register.deadline(state)).isEqualTo(EIGHT + 60 * MINUTE);
        assertThat(tick(60)).extracting(PlateChange::ending).containsExactly(Ending.GONE);
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void declarationsThatArePastAreForgotten() {
        register.declare(state, declared("d1", 0, true), EIGHT);
        long past = register.deadline(state);
        register.tick(state, past);
        assertThat(state.isEmpty()).isTrue();
        assertThat(register.declare(state, declared("d1", 0, true), past)).isEmpty();
        assertThat(state.isEmpty()).isTrue();
    }

    @Property(tries = 300, seed = "20261118")
    void opensAndClearsInTurnAndNothingIsLeft(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<PlateChange> told = live(seed, false);
        assertThat(live(seed, true)).isEqualTo(told);
        PlateChange open = null;
        for (PlateChange change : told) {
            if (change.step() == Step.OPENED) {
                assertThat(open).isNull();
                open = change;
            } else {
                assertThat(open).isNotNull();
                assertThat(change.since()).isEqualTo(open.since());
                assertThat(change.time()).isGreaterThanOrEqualTo(open.time());
                open = change.step() == Step.CLEARED ? null : open;
            }
        }
        assertThat(open).isNull();
    }

    private List<PlateChange> live(long seed, boolean throughBytes) {
        Random random = new Random(seed);
        PlateState live = new PlateState();
        List<PlateChange> told = new ArrayList<>();
        for (int m = 0; m < 3000; m++) {
            long now = EIGHT + m * MINUTE;
            if (register.deadline(live) <= now) {
                told.addAll(register.tick(live, now));
            }
            if (random.nextInt(40) == 0) {
                register.see(live, seen(m - random.nextInt(3), "C-0" + random.nextInt(3), random.nextDouble()));
            }
            if (random.nextInt(400) == 0) {
                Optional<PlateChange> change = register.declare(
                        live,
                        declared("d" + random.nextInt(3), m + random.nextInt(60), random.nextBoolean()),
                        now);
                change.ifPresent(told::add);
            }
            if (throughBytes) {
                PlateState before = live;
                live = Bytes.through(before::write, PlateState::read);
            }
        }
        told.addAll(register.tick(live, EIGHT + 10_000 * MINUTE));
        assertThat(live.isEmpty()).isTrue();
        return told;
    }
}
