package city.mio.models.forecast.live;

import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.JapaneseDays;
import java.time.ZoneId;
import java.util.Objects;

/**
 * When the watch over forecasts acts.
 *
 * @param stepMillis length of a step
 * @param horizons steps that are told ahead
 * @param zone whose calendar days are read by
 * @param memorySteps steps after which an outcome counts a third in what is judged of errors
 * @param fallbackOutcomes steps with an outcome that a target must have before the profile may stand in for the model
 * @param fallbackRatio of the model's error to the profile's, from which the profile stands in; it does until the
 *     model's is no larger than the profile's, so that it does not flap
 * @param trialOutcomes outcomes after which a new model's trial is decided
 * @param driftSlack by how much the mean error, in half widths of intervals, may rise before it counts
 * @param driftLimit sum of what counts at which errors are said to drift
 * @param driftLearnSteps steps with outcomes before drift can be told
 */
public record LiveSettings(
        long stepMillis,
        int horizons,
        ZoneId zone,
        int memorySteps,
        int fallbackOutcomes,
        double fallbackRatio,
        long trialOutcomes,
        double driftSlack,
        double driftLimit,
        int driftLearnSteps) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LiveSettings {
        if (stepMillis <= 0 || 86_400_000L % stepMillis != 0) {
            throw new IllegalArgumentException("stepMillis must divide a day: " + stepMillis);
        }
        atLeast("horizons", horizons, 1);
        Objects.requireNonNull(zone, "zone");
        atLeast("memorySteps", memorySteps, 1);
        atLeast("fallbackOutcomes", fallbackOutcomes, 1);
        atLeast("fallbackRatio", fallbackRatio, 1);
        atLeast("trialOutcomes", trialOutcomes, 1);
        atLeast("driftSlack", driftSlack, 0);
        atLeast("driftLimit", driftLimit, 0);
        atLeast("driftLearnSteps", driftLearnSteps, 1);
    }

    private static void atLeast(String field, double value, double lowest) {
        if (!(value >= lowest)) {
            throw new IllegalArgumentException(field + " is below " + lowest + ": " + value);
        }
    }

    /** What is usual: twelve steps of five minutes. */
    public static LiveSettings usual(ZoneId zone) {
        return new LiveSettings(300_000, 12, zone, 144, 24, 1.05, 50_000, 0.1, 3, 24);
    }

    /** The calendar that days are read by. */
    public DayTypes dayTypes() {
        return zone.getId().equals("Asia/Tokyo") ? new JapaneseDays() : DayTypes.weekly();
    }
}
