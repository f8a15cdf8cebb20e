package city.mio.models.haul;

import city.mio.models.haul.PlateChange.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds the readings of a plate against its declarations. Readings are judged a little later than they were taken and in
 * the order of their times, so that neither a declaration that arrives with its truck nor readings out of order change
 * the outcome. Only firm declarations cover a plate; a later correction that withdraws one takes its cover away for
 * readings that are not judged yet. Readings of low confidence, and of vehicles that do not look like construction
 * traffic, raise nothing. Has no state of its own: one instance serves all plates and threads.
 */
public final class PlateRegister {

    private final PlateSettings settings;

    public PlateRegister(PlateSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes in a declaration, or its correction; one that can no longer cover a reading is passed over. Clears an open
     * alert that it covers.
     */
    public Optional<PlateChange> declare(PlateState state, PlateDeclaration declaration, long now) {
        if (!declaration.firm()) {
            state.declarations.remove(declaration.declarationId());
            return Optional.empty();
        }
        if (isPast(declaration, now)) {
            return Optional.empty();
        }
        state.declarations.put(declaration.declarationId(), declaration);
        return state.open && covers(declaration, state.lastSeen)
                ? Optional.of(close(state, now, Ending.DECLARED))
                : Optional.empty();
    }

    /** Takes in a reading, to be judged by {@link #tick}. */
    public void see(PlateState state, Sighting sighting) {
        state.pending.add(sighting);
    }

    /** Lets time pass: judges what is due, ends what is over, forgets declarations that are past; steps in their order. */
    public List<PlateChange> tick(PlateState state, long now) {
        List<Sighting> due = state.pending.stream()
                .filter(s -> s.time() + settings.judgeMinutes() * Require.MINUTE <= now)
                .sorted(Comparator.comparingLong(Sighting::time).thenComparing(Sighting::cameraId))
                .toList();
        state.pending.removeAll(due);
        List<PlateChange> changes = new ArrayList<>();
        for (Sighting sighting : due) {
            boolean covered = state.declarations.values().stream().anyMatch(d -> covers(d, sighting.time()));
            if (!covered && sighting.construction() && sighting.confidence() >= settings.minConfidence()) {
                alarm(state, sighting).ifPresent(changes::add);
            }
        }
        if (state.open && now >= absentAt(state)) {
            changes.add(close(state, now, Ending.GONE));
        }
        state.declarations.values().removeIf(d -> isPast(d, now));
        return changes;
    }

    private Optional<PlateChange> alarm(PlateState state, Sighting sighting) {
        state.sightings++;
        state.confidence = sighting.confidence();
        boolean elsewhere = state.cameras.add(sighting.cameraId());
        if (sighting.time() >= state.lastSeen) {
            state.lastSeen = sighting.time();
            state.cameraId = sighting.cameraId();
        }
        if (!state.open) {
            state.open = true;
            state.since = sighting.time();
            state.severity = Severity.WARNING;
            return Optional.of(tell(state, Step.OPENED, sighting.time(), Ending.NONE));
        }
        if (!elsewhere) {
            return Optional.empty();
        }
        // A second camera confirms the reading: it is no misread plate.
        state.severity = Severity.CRITICAL;
        return Optional.of(tell(state, Step.UPDATED, sighting.time(), Ending.NONE));
    }

    private PlateChange close(PlateState state, long now, Ending ending) {
        PlateChange cleared = tell(state, Step.CLEARED, now, ending);
        state.open = false;
        state.since = 0;
        state.toldAt = 0;
        state.lastSeen = 0;
        state.cameraId = "";
        state.sightings = 0;
        state.cameras.clear();
        return cleared;
    }

    /** When {@link #tick} will have something to do; {@link Long#MAX_VALUE} for never. */
    public long deadline(PlateState state) {
        long next = state.open ? absentAt(state) : Long.MAX_VALUE;
        for (Sighting sighting : state.pending) {
            next = Math.min(next, sighting.time() + settings.judgeMinutes() * Require.MINUTE);
        }
        for (PlateDeclaration declaration : state.declarations.values()) {
            next = Math.min(next, pastAt(declaration));
        }
        return next;
    }

    private boolean covers(PlateDeclaration declaration, long time) {
        return time >= declaration.slotStart() - settings.validBeforeMinutes() * Require.MINUTE
                && time < declaration.slotEnd() + settings.validAfterMinutes() * Require.MINUTE;
    }

    private long absentAt(PlateState state) {
        return state.lastSeen + settings.absentMinutes() * Require.MINUTE;
    }

    /** Kept past its cover by as long as an alert lasts, so that what it covered can still be told apart. */
    private long pastAt(PlateDeclaration declaration) {
        return declaration.slotEnd()
                + (settings.validAfterMinutes() + (long) settings.judgeMinutes() + settings.absentMinutes())
                        * Require.MINUTE;
    }

    private boolean isPast(PlateDeclaration declaration, long now) {
        return now >= pastAt(declaration);
    }

    private static PlateChange tell(PlateState state, Step step, long time, Ending ending) {
        state.toldAt = Math.max(state.toldAt, time);
        return new PlateChange(
                step,
                state.since,
                state.toldAt,
                state.severity,
                state.cameraId,
                state.lastSeen,
                state.sightings,
                state.cameras.size(),
                state.confidence,
                ending);
    }
}
