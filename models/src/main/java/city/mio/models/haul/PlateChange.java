package city.mio.models.haul;

/**
 * A step in the life of an unregistered plate. Immutable.
 *
 * @param step what happened
 * @param since when it was first seen, UTC epoch milliseconds
 * @param time event time of the step, UTC epoch milliseconds
 * @param severity what it is now; on clearing, what it was last
 * @param cameraId where it was seen last
 * @param lastSeen when it was seen last, UTC epoch milliseconds
 * @param sightings readings of it
 * @param cameras cameras that read it
 * @param confidence of the last reading
 * @param ending why it ended; {@link Ending#NONE} while it lasts
 */
public record PlateChange(
        Step step,
        long since,
        long time,
        Severity severity,
        String cameraId,
        long lastSeen,
        int sightings,
        int cameras,
        float confidence,
        Ending ending) {

    /** Why it ended. */
    public enum Ending {
        /** It lasts. */
        NONE,
        /** A declaration that covers it has come in. */
        DECLARED,
        /** It has not been seen for long. */
        GONE
    }
}
