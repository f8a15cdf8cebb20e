package city.mio.models.incident;

import city.mio.models.incident.DetectorChange.Ending;
import city.mio.models.incident.DetectorChange.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges whether a detector works: silent, repeating itself, or measuring what cannot be.
 *
 * <p>The single-reading tests (occupied while nothing passes, counted while never occupied, beyond capacity) follow
 * Jacobson, Nihan and Bender, "Detecting erroneous loop detector data in a freeway traffic management system",
 * Transportation Research Record 1287, 1990; that a working detector's values vary from one interval to the next is the
 * entropy test of Chen, Kwon, Rice, Skabardonis and Varaiya, "Detecting errors and imputing missing data for
 * single-loop surveillance systems", Transportation Research Record 1855, 2003, here in its online form: the same count,
 * occupancy and speed in a row. Zero vehicles at zero occupancy is an empty road and never a fault.
 *
 * <p>A detector has one fault at a time of each of the two kinds; one that is stuck and then falls silent is told as
 * silent. Readings that are not newer than the newest are passed over (late or repeated; a fault is judged on what is
 * newest). Has no state of its own: one instance serves all detectors and threads.
 */
public final class DetectorHealth {

    private final DetectorHealthSettings settings;

    public DetectorHealth(DetectorHealthSettings settings) {
        this.settings = settings;
    }

    /** From now on the detector is expected to send, though it has not been heard yet. */
    public void watch(DetectorState state, long now) {
        if (state.lastEnd == 0 && state.watchedFrom == 0) {
            state.watchedFrom = now;
        }
    }

    /** Takes in a reading; tells the steps that it brings about, oldest first. */
    public List<DetectorChange> observe(DetectorState state, DetectorSample sample) {
        if (sample.end() <= state.lastEnd) {
            return List.of();
        }
        List<DetectorChange> changes = new ArrayList<>(2);
        boolean gap = sample.start() - state.lastEnd >= settings.silentMinutes() * Require.MINUTE;
        boolean repeats = !gap
                && sample.count() > 0
                && sample.count() == state.count
                && Float.compare(sample.occupancy(), state.occupancy) == 0
                && Float.compare(sample.speedMps(), state.speedMps) == 0;
        state.repeats = repeats ? state.repeats + 1 : 1;
        state.repeatStart = repeats ? state.repeatStart : sample.start();
        Fault odd = odd(sample);
        boolean sameOdd = odd != null && odd == state.odd && !gap;
        state.oddCount = odd == null ? 0 : sameOdd ? state.oddCount + 1 : 1;
        state.oddStart = sameOdd ? state.oddStart : sample.start();
        state.odd = odd;
        state.lastEnd = sample.end();
        state.count = sample.count();
        state.occupancy = sample.occupancy();
        state.speedMps = sample.speedMps();
        if (state.silent && gap) {
            // A few readings came and then nothing again: they do not count towards the return.
            state.returned = 0;
        }
        if (state.silent && sample.end() > state.silentToldAt && ++state.returned >= settings.recoverReadings()) {
            changes.add(change(state, Step.CLEARED, Fault.SILENT, state.silentSince, sample.end(), Ending.RECOVERED));
            state.silent = false;
        }
        judgeStuck(state, sample, repeats, changes);
        return changes;
    }

    private void judgeStuck(DetectorState state, DetectorSample sample, boolean repeats, List<DetectorChange> changes) {
        if (state.stuck != null) {
            state.good = repeats || state.odd != null ? 0 : state.good + 1;
            if (state.good >= settings.recoverReadings()) {
                changes.add(
                        change(state, Step.CLEARED, state.stuck, state.stuckSince, sample.end(), Ending.RECOVERED));
                state.stuck = null;
            }
            return;
        }
        if (state.repeats >= settings.minRepeats()
                && sample.end() - state.repeatStart >= settings.stuckMinutes() * Require.MINUTE) {
            state.stuck = Fault.REPEATS;
            state.stuckSince = state.repeatStart;
        } else if (state.odd != null && state.oddCount >= settings.minRepeats()) {
            int minutes =
                    state.odd == Fault.OCCUPIED_NOTHING_PASSES ? settings.occupiedMinutes() : settings.stuckMinutes();
            if (sample.end() - state.oddStart >= minutes * Require.MINUTE) {
                state.stuck = state.odd;
                state.stuckSince = state.oddStart;
            }
        }
        if (state.stuck != null) {
            state.good = 0;
            changes.add(change(state, Step.OPENED, state.stuck, state.stuckSince, sample.end(), Ending.NONE));
        }
    }

    /** Lets time pass; tells the steps that it brings about, oldest first. */
    public List<DetectorChange> tick(DetectorState state, long now) {
        long heard = Math.max(state.lastEnd, state.watchedFrom);
        if (heard == 0) {
            return List.of();
        }
        List<DetectorChange> changes = new ArrayList<>(2);
        if (!state.silent && now - heard >= settings.silentMinutes() * Require.MINUTE) {
            if (state.stuck != null) {
                changes.add(change(state, Step.CLEARED, state.stuck, state.stuckSince, now, Ending.WENT_SILENT));
                state.stuck = null;
            }
            state.silent = true;
            state.silentSince = heard;
            state.silentToldAt = now;
            state.returned = 0;
            changes.add(change(state, Step.OPENED, Fault.SILENT, heard, now, Ending.NONE));
        } else if (state.silent && now >= heard + forgetMillis()) {
            changes.add(change(state, Step.CLEARED, Fault.SILENT, state.silentSince, now, Ending.FORGOTTEN));
            state.silent = false;
            state.watchedFrom = 0;
            state.lastEnd = 0;
        }
        return changes;
    }

    /** When {@link #tick} will have something to do if nothing more is heard; {@link Long#MAX_VALUE} for never. */
    public long deadline(DetectorState state) {
        long heard = Math.max(state.lastEnd, state.watchedFrom);
        if (heard == 0) {
            return Long.MAX_VALUE;
        }
        return state.silent ? heard + forgetMillis() : heard + settings.silentMinutes() * Require.MINUTE;
    }

    /** Whether the state holds nothing any more. */
    public boolean isDisposable(DetectorState state) {
        return state.lastEnd == 0 && state.watchedFrom == 0 && !state.isFaulty();
    }

    private long forgetMillis() {
        return settings.forgetDays() * 1440L * Require.MINUTE;
    }

    private Fault odd(DetectorSample sample) {
        if (sample.count() == 0) {
            return sample.occupancy() >= settings.occupiedShare() ? Fault.OCCUPIED_NOTHING_PASSES : null;
        }
        double hours = (sample.end() - sample.start()) / 3_600_000.0;
        if (sample.count() / hours / sample.lanes() > settings.maxVehiclesPerHourLane()) {
            return Fault.TOO_MANY;
        }
        if (sample.speedMps() > settings.maxSpeedMps()) {
            return Fault.TOO_FAST;
        }
        return sample.occupancy() == 0 ? Fault.COUNTS_UNOCCUPIED : null;
    }

    private static DetectorChange change(
            DetectorState state, Step step, Fault fault, long since, long time, Ending ending) {
        int repeats = fault == Fault.SILENT ? 0 : fault == Fault.REPEATS ? state.repeats : state.oddCount;
        return new DetectorChange(
                step,
                fault,
                since,
                time,
                state.lastEnd,
                repeats,
                state.count,
                state.occupancy,
                state.speedMps,
                ending);
    }
}
