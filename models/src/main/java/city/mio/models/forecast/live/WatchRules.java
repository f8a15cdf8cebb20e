package city.mio.models.forecast.live;

import java.util.Objects;

/**
 * By which figures the watch over forecasts acts. Immutable.
 *
 * @param memorySteps steps after which an outcome counts a third in what is judged of errors
 * @param fallback when the profile stands in for the model
 * @param trial when a new model takes over
 * @param drift when errors are said to have become larger
 * @param poor what counts as a poor forecast
 */
public record WatchRules(int memorySteps, Fallback fallback, Trial trial, Drift drift, Poor poor) {

    /** What is used where a city says nothing: steps of five minutes. */
    public static final WatchRules DEFAULT = new WatchRules(
            144, new Fallback(24, 1.05), new Trial(50_000, 1), new Drift(0.1, 3, 24), new Poor(0.2, 5));

    /**
     * When the profile stands in for the model.
     *
     * @param outcomes steps with an outcome that a target must have first
     * @param errorRatio of the model's error to the profile's, from which the profile stands in; it does until the model's
     *     is no larger than the profile's, so that it does not flap
     */
    public record Fallback(int outcomes, double errorRatio) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Fallback {
            range("fallback.outcomes", outcomes, 1, 100_000);
            range("fallback.errorRatio", errorRatio, 1, 100);
        }
    }

    /**
     * When a new model takes over from the one that speaks.
     *
     * @param outcomes values that both must have been held against
     * @param mostErrorRatio of the new model's error to the other's, averaged over the channels, up to which it takes over
     */
    public record Trial(long outcomes, double mostErrorRatio) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Trial {
            range("trial.outcomes", outcomes, 1, 1e12);
            range("trial.mostErrorRatio", mostErrorRatio, 0.5, 2);
        }
    }

    /**
     * When errors are said to have become larger than they used to be.
     *
     * @param slack by how much the mean error, in half widths of intervals, may rise before it counts
     * @param limit sum of what counts at which errors are said to drift
     * @param learnSteps steps with outcomes before drift can be told
     */
    public record Drift(double slack, double limit, int learnSteps) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Drift {
            range("drift.slack", slack, 0, 10);
            range("drift.limit", limit, 0, 1000);
            range("drift.learnSteps", learnSteps, 1, 100_000);
        }
    }

    /**
     * What counts as a poor forecast.
     *
     * @param speedShare of the speed that came by which a forecast of it must be off
     * @param flowGeh GEH (UK Design Manual for Roads and Bridges) of hourly flows that a forecast must exceed
     */
    public record Poor(double speedShare, double flowGeh) {

        /** @throws IllegalArgumentException naming the field that is out of range */
        public Poor {
            range("poor.speedShare", speedShare, 0.01, 1);
            range("poor.flowGeh", flowGeh, 0.1, 100);
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public WatchRules {
        range("memorySteps", memorySteps, 1, 100_000);
        Objects.requireNonNull(fallback, "fallback");
        Objects.requireNonNull(trial, "trial");
        Objects.requireNonNull(drift, "drift");
        Objects.requireNonNull(poor, "poor");
    }

    /** These rules with trials of another length. */
    public WatchRules withTrial(Trial other) {
        return new WatchRules(memorySteps, fallback, other, drift, poor);
    }

    private static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }
}
