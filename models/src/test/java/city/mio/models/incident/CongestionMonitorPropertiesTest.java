package city.mio.models.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever the road does, the alert keeps its manners. */
class CongestionMonitorPropertiesTest {

    private static final long T0 = 1_763_420_400_000L;
    private static final long MINUTE = 60_000;

    private final CongestionSettings settings = CongestionSettings.DEFAULT;
    private final CongestionMonitor monitor = new CongestionMonitor(settings);

    /** A link's hours: regimes of speed, noise, holes, corrections of past minutes, the usual known or not. */
    private List<CongestionChange> live(long seed, boolean throughBytes) {
        Random random = new Random(seed);
        CongestionState state = new CongestionState();
        List<CongestionChange> changes = new ArrayList<>();
        double level = random.nextDouble();
        float usual = random.nextBoolean() ? Float.NaN : 8 + 12 * random.nextFloat();
        double holes = random.nextDouble() * 0.6;
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(12) == 0) {
                level = random.nextDouble();
            }
            monitor.tick(state, T0 + i * MINUTE).ifPresent(changes::add);
            if (random.nextDouble() >= holes) {
                changes.addAll(observe(state, random, i, 0, level, usual));
            }
            if (random.nextInt(6) == 0) {
                changes.addAll(observe(state, random, i - random.nextInt(10), i, random.nextDouble(), usual));
            }
            if (throughBytes) {
                CongestionState before = state;
                state = Bytes.through(before::write, CongestionState::read);
            }
        }
        monitor.tick(state, T0 + 500 * MINUTE).ifPresent(changes::add);
        assertThat(state.isOpen()).isFalse();
        assertThat(monitor.isDisposable(state, T0 + 600 * MINUTE)).isTrue();
        return changes;
    }

    private List<CongestionChange> observe(
            CongestionState state, Random random, int minute, int revision, double level, float usual) {
        float speed = (float) Math.max(0, 20 * (level + 0.2 * random.nextGaussian()));
        return monitor.observe(
                        state, new LinkMinute(T0 + minute * MINUTE, revision, speed, 20, usual, random.nextFloat()))
                .map(List::of)
                .orElse(List.of());
    }

    @Property(tries = 400, seed = "20261118")
    void neverFlaps(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        CongestionChange open = null;
        long cleared = 0;
        long last = 0;
        for (CongestionChange change : live(seed, false)) {
            assertThat(change.time()).isGreaterThanOrEqualTo(last);
            last = change.time();
            switch (change.step()) {
                case OPENED -> {
                    assertThat(open).as("open while opened").isNull();
                    assertThat(change.since()).isGreaterThanOrEqualTo(cleared);
                    assertThat(change.time() - cleared).isGreaterThanOrEqualTo(settings.enterMinutes() * MINUTE);
                    open = change;
                }
                case UPDATED -> {
                    assertThat(open).as("open while updated").isNotNull();
                    assertThat(change.since()).isEqualTo(open.since());
                }
                case CLEARED -> {
                    assertThat(open).as("open while cleared").isNotNull();
                    assertThat(change.since()).isEqualTo(open.since());
                    assertThat(change.time() - open.time()).isGreaterThanOrEqualTo(settings.exitMinutes() * MINUTE);
                    cleared = change.time();
                    open = null;
                }
            }
        }
        assertThat(open).as("still open at the end").isNull();
    }

    @Property(tries = 200, seed = "20261118")
    void updatesThatDoNotChangeTheSeverityAreRare(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        CongestionChange before = null;
        for (CongestionChange change : live(seed, false)) {
            if (change.step() == Step.UPDATED && change.severity() == before.severity()) {
                assertThat(change.time() - before.time()).isGreaterThanOrEqualTo(settings.updateMinutes() * MINUTE);
            }
            before = change;
        }
    }

    @Property(tries = 100, seed = "20261118")
    void theBinaryFormLosesNothing(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        assertThat(live(seed, true)).isEqualTo(live(seed, false));
    }
}
