package city.mio.models.haul;

import city.mio.models.haul.SlotUseState.Slot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the vehicles of a haul route slot by slot against the cap.
 *
 * <p>A slot opens an alert with the first vehicle over its cap; as the count of a slot never falls, it does so at most
 * once, however the readings come, and it is cleared when the slot is closed: at its end and a grace for late readings.
 * The same plate again within minutes of its last reading is the same vehicle. Has no state of its own: one instance
 * serves all routes and threads.
 */
public final class SlotUse {

    /** What became of a reading. */
    public enum Counted {
        /** A vehicle more. */
        NEW,
        /** The same vehicle again. */
        REPEAT,
        /** Its slot was closed before it came. */
        TOO_LATE
    }

    /** What became of a reading, and the step that it brought about. */
    public record Outcome(Counted counted, Optional<SlotChange> change) {}

    private final SlotClock clock;
    private final SlotUseSettings settings;

    public SlotUse(SlotClock clock, SlotUseSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Takes in that a vehicle passed where its route is counted.
     *
     * @param cap vehicles that a slot of the route may hold
     */
    public Outcome pass(SlotUseState state, long time, String plateHash, int cap) {
        Require.range("cap", cap, 0, 1_000_000);
        long start = clock.startOf(time);
        if (start < state.closedUntil) {
            return new Outcome(Counted.TOO_LATE, Optional.empty());
        }
        Slot slot = state.slots.computeIfAbsent(start, s -> new Slot());
        Long seen = state.plates.get(plateHash);
        if (seen == null || time > seen) {
            state.plates.put(plateHash, time);
        }
        if (seen != null && Math.abs(time - seen) <= settings.repeatMinutes() * Require.MINUTE) {
            slot.repeats++;
            return new Outcome(Counted.REPEAT, Optional.empty());
        }
        slot.passed++;
        return new Outcome(Counted.NEW, judge(slot, start, time, cap));
    }

    private Optional<SlotChange> judge(Slot slot, long start, long time, int cap) {
        if (slot.passed <= cap) {
            return Optional.empty();
        }
        Severity judged = slot.passed >= cap * settings.criticalShare()
                ? Severity.CRITICAL
                : slot.passed >= cap * settings.warningShare() ? Severity.WARNING : Severity.NOTICE;
        if (slot.since == 0) {
            slot.since = time;
            slot.severity = judged;
            return Optional.of(tell(slot, Step.OPENED, start, time, cap));
        }
        if (judged != slot.severity
                || slot.passed - slot.toldPassed >= Math.max(1, Math.ceil(cap * settings.updateShare()))) {
            slot.severity = judged;
            return Optional.of(tell(slot, Step.UPDATED, start, time, cap));
        }
        return Optional.empty();
    }

    /** Takes in a firm declaration for a slot, or that it was withdrawn; slots already closed are passed over. */
    public void declare(SlotUseState state, String declarationId, long slotStart, boolean withdrawn) {
        long start = clock.startOf(slotStart);
        if (start < state.closedUntil) {
            return;
        }
        if (!withdrawn) {
            state.slots.computeIfAbsent(start, s -> new Slot()).declared.add(declarationId);
            return;
        }
        Slot slot = state.slots.get(start);
        if (slot != null && slot.declared.remove(declarationId) && slot.declared.isEmpty() && slot.passed == 0) {
            state.slots.remove(start);
        }
    }

    /** Lets time pass: closes the slots that are over. */
    public List<SlotChange> tick(SlotUseState state, long now, int cap) {
        List<SlotChange> told = new ArrayList<>();
        Iterator<Map.Entry<Long, Slot>> slots = state.slots.entrySet().iterator();
        while (slots.hasNext()) {
            Map.Entry<Long, Slot> entry = slots.next();
            long end = clock.endOf(entry.getKey());
            if (end + settings.graceMinutes() * Require.MINUTE > now) {
                break;
            }
            state.closedUntil = Math.max(state.closedUntil, end);
            Slot slot = entry.getValue();
            if (slot.since != 0) {
                told.add(tell(slot, Step.CLEARED, entry.getKey(), end, cap));
            }
            slots.remove();
        }
        long forgotten = now - (settings.repeatMinutes() + settings.graceMinutes()) * Require.MINUTE;
        state.plates.values().removeIf(seen -> seen < forgotten);
        return told;
    }

    /** When {@link #tick} will have something to do; {@link Long#MAX_VALUE} for never. */
    public long deadline(SlotUseState state) {
        long next = state.slots.isEmpty()
                ? Long.MAX_VALUE
                : clock.endOf(state.slots.firstKey()) + settings.graceMinutes() * Require.MINUTE;
        for (long seen : state.plates.values()) {
            next = Math.min(next, seen + (settings.repeatMinutes() + settings.graceMinutes()) * Require.MINUTE + 1);
        }
        return next;
    }

    private SlotChange tell(Slot slot, Step step, long start, long time, int cap) {
        slot.toldAt = Math.max(slot.toldAt, time);
        slot.toldPassed = slot.passed;
        return new SlotChange(
                step,
                start,
                clock.endOf(start),
                slot.since,
                slot.toldAt,
                slot.severity,
                slot.passed,
                cap,
                slot.declared.size(),
                slot.repeats);
    }
}
