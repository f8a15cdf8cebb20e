package city.mio.models.incident;

/**
 * A step in the life of a queue. Immutable.
 *
 * @param step what happened
 * @param anchorLinkId the link that was its head when it opened; with {@code since} it tells queues apart
 * @param since when it opened, UTC epoch milliseconds
 * @param time event time of the step, UTC epoch milliseconds
 * @param severity what it is now; on clearing, what it was last
 * @param headLinkId the bottleneck: the congested link that no congested link lies ahead of
 * @param tailLinkId the link whose begin is farthest from the head's end
 * @param links congested links in it, the head among them
 * @param lengthMetres from the head's end back to the tail's begin
 * @param worstLengthMetres the longest it has been
 * @param reachesExpressway whether a queue with its head on an ordinary road stands back onto an expressway or its ramp
 * @param ending why it ended; {@link Ending#NONE} while it lasts
 */
public record QueueChange(
        Step step,
        long anchorLinkId,
        long since,
        long time,
        Severity severity,
        long headLinkId,
        long tailLinkId,
        int links,
        double lengthMetres,
        double worstLengthMetres,
        boolean reachesExpressway,
        Ending ending) {

    /** Why a queue ended. */
    public enum Ending {
        /** It lasts. */
        NONE,
        /** It is too short to be one. */
        DISSOLVED,
        /** It has become part of another queue. */
        MERGED
    }
}
