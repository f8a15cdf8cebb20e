package city.mio.models.haul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.mio.models.haul.SlotUse.Counted;
import city.mio.models.haul.SlotUse.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlotUseTest {

    private static final long MINUTE = 60_000;
    private static final SlotClock CLOCK = new SlotClock(ZoneId.of("Asia/Tokyo"), 30);
    /** 08:00 in Osaka. */
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private final SlotUse use = new SlotUse(CLOCK, SlotUseSettings.DEFAULT);
    private final SlotUseState state = new SlotUseState();

    private Outcome pass(double minute, String plate) {
        return use.pass(state, EIGHT + Math.round(minute * MINUTE), plate, 10);
    }

    private List<SlotChange> trucks(int from, int to) {
        List<SlotChange> changes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            pass(i * 0.5, "truck" + i).change().ifPresent(changes::add);
        }
        return changes;
    }

    @Test
    void slotsBeginAtLocalMidnight() {
        assertThat(CLOCK.startOf(EIGHT + 29 * MINUTE)).isEqualTo(EIGHT);
        assertThat(CLOCK.startOf(EIGHT + 30 * MINUTE)).isEqualTo(EIGHT + 30 * MINUTE);
        SlotClock kathmandu = new SlotClock(ZoneId.of("Asia/Kathmandu"), 60);
        assertThat(kathmandu.startOf(Instant.parse("2026-11-18T02:20:00Z").toEpochMilli()))
                .isEqualTo(Instant.parse("2026-11-18T02:15:00Z").toEpochMilli());
    }

    @Test
    void aSlotLengthThatDoesNotDivideTheDayIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlotClock(ZoneId.of("UTC"), 50))
                .withMessageStartingWith("slotMinutes");
    }

    @Test
    void opensWithTheFirstVehicleOverTheCapAndGrowsGraver() {
        assertThat(trucks(0, 10)).isEmpty();
        assertThat(trucks(10, 14))
                .extracting(SlotChange::step, SlotChange::passed, SlotChange::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Step.OPENED, 11, Severity.WARNING),
                        org.assertj.core.groups.Tuple.tuple(Step.UPDATED, 12, Severity.WARNING),
                        org.assertj.core.groups.Tuple.tuple(Step.UPDATED, 13, Severity.CRITICAL),
                        org.assertj.core.groups.Tuple.tuple(Step.UPDATED, 14, Severity.CRITICAL));
        assertThat(use.tick(state, EIGHT + 34 * MINUTE, 10)).isEmpty();
        assertThat(use.tick(state, EIGHT + 35 * MINUTE, 10)).singleElement().satisfies(c -> {
            assertThat(c.step()).isEqualTo(Step.CLEARED);
            assertThat(c.time()).isEqualTo(EIGHT + 30 * MINUTE);
            assertThat(c.passed()).isEqualTo(14);
        });
    }

    @Test
    void readTwiceCountsOnceAlsoAcrossTheSlotsEdge() {
        assertThat(pass(28, "a").counted()).isEqualTo(Counted.NEW);
        assertThat(pass(29, "a").counted()).isEqualTo(Counted.REPEAT);
        assertThat(pass(31, "a").counted()).isEqualTo(Counted.REPEAT);
        assertThat(pass(27, "a").counted()).isEqualTo(Counted.REPEAT);
        assertThat(pass(50, "a").counted()).isEqualTo(Counted.NEW);
        assertThat(state.passed(EIGHT)).isEqualTo(1);
        assertThat(state.passed(EIGHT + 30 * MINUTE)).isEqualTo(1);
    }

    @Test
    void whatComesAfterItsSlotIsClosedIsSaidToBeTooLate() {
        pass(1, "a");
        use.tick(state, EIGHT + 40 * MINUTE, 10);
        assertThat(pass(29, "b").counted()).isEqualTo(Counted.TOO_LATE);
    }

    @Test
    void declarationsAreCountedAndCanBeWithdrawn() {
        use.declare(state, "d1", EIGHT, false);
        use.declare(state, "d2", EIGHT, false);
        use.declare(state, "d2", EIGHT, false);
        use.declare(state, "d1", EIGHT, true);
        assertThat(trucks(0, 11)).extracting(SlotChange::declared).containsExactly(1);
        use.declare(state, "d3", EIGHT + 300 * MINUTE, false);
        use.declare(state, "d3", EIGHT + 300 * MINUTE, true);
        use.tick(state, EIGHT + 60 * MINUTE, 10);
        assertThat(state.isEmpty()).isTrue();
    }

    @Property(tries = 200, seed = "20261118")
    void eachSlotOpensAndClearsAtMostOnceAndNothingIsLeft(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<SlotChange> told = live(seed, false);
        assertThat(live(seed, true)).isEqualTo(told);
        for (SlotChange opened : told) {
            List<SlotChange> life =
                    told.stream().filter(c -> c.slotStart() == opened.slotStart()).toList();
            assertThat(life.get(0).step()).isEqualTo(Step.OPENED);
            assertThat(life).filteredOn(c -> c.step() == Step.OPENED).hasSize(1);
            assertThat(life).filteredOn(c -> c.step() == Step.CLEARED).hasSize(1);
            assertThat(life.get(life.size() - 1).step()).isEqualTo(Step.CLEARED);
        }
    }

    private List<SlotChange> live(long seed, boolean throughBytes) {
        Random random = new Random(seed);
        SlotUseState live = new SlotUseState();
        List<SlotChange> told = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            long now = EIGHT + i * MINUTE / 4;
            if (use.deadline(live) <= now) {
                told.addAll(use.tick(live, now, 10));
            }
            use.pass(live, now - random.nextInt(8) * MINUTE, "truck" + random.nextInt(40), 10)
                    .change()
                    .ifPresent(told::add);
            if (random.nextInt(10) == 0) {
                use.declare(live, "d" + i, now + random.nextInt(90) * MINUTE, random.nextInt(4) == 0);
            }
            if (throughBytes) {
                SlotUseState before = live;
                live = Bytes.through(before::write, SlotUseState::read);
            }
        }
        told.addAll(use.tick(live, EIGHT + 600 * MINUTE, 10));
        assertThat(live.isEmpty()).isTrue();
        assertThat(use.deadline(live)).isEqualTo(Long.MAX_VALUE);
        return told;
    }
}
