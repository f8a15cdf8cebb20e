package city.mio.models.incident;

/**
 * A step in the life of a congestion that is foretold. Immutable.
 *
 * @param step what happened
 * @param since when it was first told, UTC epoch milliseconds
 * @param time event time of the step, UTC epoch milliseconds
 * @param likelihood how sure it is; on clearing, what it was last
 * @param startsAt when the congestion is expected to begin, UTC epoch milliseconds
 * @param speedMps the median forecast for then
 * @param lowSpeedMps the tenth percentile for then
 * @param freeFlowSpeedMps with the road empty
 * @param ending why it is told no more; {@link Ending#NONE} while it is
 */
public record PredictedChange(
        Step step,
        long since,
        long time,
        Likelihood likelihood,
        long startsAt,
        float speedMps,
        float lowSpeedMps,
        float freeFlowSpeedMps,
        Ending ending) {

    /** How sure a foretold congestion is. */
    public enum Likelihood {
        /** One in ten: the tenth percentile of the speed is that of a congestion. */
        POSSIBLE,
        /** More likely than not: the median is. */
        EXPECTED
    }

    /** Why a congestion is foretold no more. */
    public enum Ending {
        /** It is. */
        NONE,
        /** It has begun. */
        CAME_TRUE,
        /** Forecasts say otherwise. */
        RECEDED,
        /** There are no forecasts any more. */
        NO_NEWS
    }

    /** How grave it is: a possible congestion is worth knowing, an expected one should be looked at. */
    public Severity severity() {
        return likelihood == Likelihood.EXPECTED ? Severity.WARNING : Severity.NOTICE;
    }
}
