package city.mio.models.incident;

/**
 * A step in the life of one link's congestion. Immutable.
 *
 * @param step what happened
 * @param since begin of the first congested minute, UTC epoch milliseconds
 * @param time end of the minute that decided the step, or the time at which the news ran out, UTC epoch milliseconds
 * @param severity of the whole episode so far; on clearing, what it was last
 * @param basis what it is slow against
 * @param speedMps speed of the newest minute
 * @param freeFlowSpeedMps speed with the road empty
 * @param usualSpeedMps usual speed at this time of week; NaN where it is not known
 * @param ratio speed over free flow, smoothed over the newest observed minutes
 * @param worstRatio lowest smoothed ratio of the episode
 * @param ending why it ended; {@link Ending#NONE} while it lasts
 */
public record CongestionChange(
        Step step,
        long since,
        long time,
        Severity severity,
        Basis basis,
        float speedMps,
        float freeFlowSpeedMps,
        float usualSpeedMps,
        float ratio,
        float worstRatio,
        Ending ending) {

    /** What the link is slow against. */
    public enum Basis {
        /** Slow against the empty road, and no slower than it usually is, or the usual is not known. */
        FREE_FLOW,
        /** Slower than is usual at this time of week. */
        USUAL,
        /** Slow against both. */
        BOTH
    }

    /** Why an episode ended. */
    public enum Ending {
        /** It lasts. */
        NONE,
        /** The link runs again. */
        RECOVERED,
        /** Nothing has been heard of the link for too long. */
        NO_NEWS
    }

    /** Whole minutes from the begin of the episode to this step. */
    public long minutes() {
        return Math.max(0, (time - since) / Require.MINUTE);
    }
}
