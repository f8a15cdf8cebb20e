package city.mio.models.incident;

/**
 * A step in the life of one detector's fault. Immutable.
 *
 * @param step what happened; faults of detectors are opened and cleared, never updated
 * @param fault what is wrong
 * @param since begin of the fault: the last reading's end, or the begin of the first repeated or implausible interval
 * @param time event time of the step, UTC epoch milliseconds
 * @param lastReadingEnd end of the newest reading; 0 if there never was one
 * @param repeats readings that repeat or are implausible, in a row; 0 for silence
 * @param count of the newest reading
 * @param occupancy of the newest reading
 * @param speedMps of the newest reading; NaN if it had none
 * @param ending why it ended; {@link Ending#NONE} while it lasts
 */
public record DetectorChange(
        Step step,
        Fault fault,
        long since,
        long time,
        long lastReadingEnd,
        int repeats,
        int count,
        float occupancy,
        float speedMps,
        Ending ending) {

    /** What is wrong with a detector. */
    public enum Fault {
        /** It sends nothing. */
        SILENT,
        /** It repeats the same values though vehicles are said to pass. */
        REPEATS,
        /** It is covered all the time and nothing passes. */
        OCCUPIED_NOTHING_PASSES,
        /** It counts vehicles that never cover it. */
        COUNTS_UNOCCUPIED,
        /** It counts more than its lanes can carry. */
        TOO_MANY,
        /** It measures speeds that traffic cannot do. */
        TOO_FAST;

        private static final Fault[] VALUES = values();

        static Fault ofOrdinal(int ordinal) {
            return VALUES[ordinal];
        }
    }

    /** Why a fault ended. */
    public enum Ending {
        /** It lasts. */
        NONE,
        /** Good readings come again. */
        RECOVERED,
        /** What was stuck now sends nothing. */
        WENT_SILENT,
        /** It has been silent for so long that it is no longer watched. */
        FORGOTTEN
    }
}
