package city.mio.models.haul.control;

import java.util.Optional;

/**
 * What a passage, or that there was none, says of a plate's runs. Immutable.
 *
 * @param kind what it says
 * @param run the declared run it is about; empty where there is none
 * @param time of the passage, or when the run was given up, UTC epoch milliseconds
 * @param minutesOff the slot: negative before its begin, positive after its end, 0 within
 * @param cameraId where it was seen; empty if it was not
 */
public record RunVerdict(Kind kind, Optional<DeclaredRun> run, long time, long minutesOff, String cameraId) {

    /** What a passage says. */
    public enum Kind {
        ON_TIME,
        EARLY,
        LATE,
        /** Declared, but it drives another route than its own. */
        WRONG_ROUTE,
        /** Seen on another route, by which it may be on its way to its own: told when it is known. */
        ON_THE_WAY,
        /** No run of this plate is declared at about that time. */
        UNDECLARED,
        /** The same vehicle again, on a run that is told already. */
        REPEAT,
        /** The reading is too poor to accuse anybody. */
        UNSURE,
        /** The slot and its grace are over and nobody came. */
        NO_SHOW
    }
}
