package city.mio.models.forecast.live;

/**
 * One of the values that a part's targets have.
 *
 * @param name as in the history that models are learnt from
 * @param kind how values of parts of a step become the step's
 * @param poor what counts as a poor forecast of it
 */
public record LiveChannel(String name, Kind kind, Poor poor) {

    /** How values of parts of a step become the step's value. */
    public enum Kind {
        /** Mean, weighted. */
        MEAN,
        /** Harmonic mean, weighted: speeds of vehicles over the same road. */
        HARMONIC_MEAN,
        /** Sum, scaled up to the whole step; weights are milliseconds covered. */
        COUNT
    }

    /** When an outcome shows a forecast to have been poor. */
    public enum Poor {
        /** Off by more than a share of what came. */
        SPEED,
        /** GEH of counts a step as vehicles an hour (UK Design Manual for Roads and Bridges). */
        FLOW
    }

    /** Whether a forecast was poor. */
    boolean isPoor(float outcome, float forecast, LiveSettings settings) {
        if (poor == Poor.SPEED) {
            return Math.abs(forecast - outcome) > (float) settings.rules().poor().speedShare() * outcome;
        }
        double hourly = 3_600_000.0 / settings.stepMillis();
        double said = forecast * hourly;
        double came = outcome * hourly;
        double sum = said + came;
        return sum > 0 && Math.sqrt(2 * (said - came) * (said - came) / sum) > settings.rules().poor().flowGeh();
    }
}
