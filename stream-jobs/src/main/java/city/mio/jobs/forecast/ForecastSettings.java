package city.mio.jobs.forecast;

import city.mio.geo.places.CityPlaces;
import city.mio.models.forecast.live.LiveSettings;

/**
 * What the forecast job is told about its city. Immutable; read from and written to JSON with {@code jobs.topics}' mapper.
 *
 * @param networkFile the road network, a file of {@code RoadNetworkFile}, readable wherever a task runs
 * @param places detectors and time zone of the city
 * @param modelFolder folder with a folder {@code PART/VERSION} for each model, readable wherever a task runs, watched
 *     for new versions; null if there are no models
 * @param tickMinutes every how many minutes of event time all is forecast, 1 or 5; 5 if missing
 * @param linkShards into how many parts the links are split, each forecast by itself; 1 if missing: one core does 10,000
 *     links well within a second
 * @param outOfOrdernessSeconds by how much input may be out of order before it counts as late; 20 if missing
 * @param idleSeconds wall-clock seconds after which an input without records no longer holds the other back; 10 if
 *     missing
 * @param mostJumpMinutes input farther ahead of all others than this has a wild clock; 1440 if missing
 * @param earliestTime readings of an earlier time are passed over, UTC epoch milliseconds; 2000-01-01 if missing
 * @param latestTime readings of a later time are passed over, UTC epoch milliseconds; 2100-01-01 if missing
 * @param forgetHours a part of which nothing was heard for so long is forgotten; 168 if missing
 * @param trialOutcomes values that a new model must have been held against before it may speak; 50,000 if missing, for
 *     Osaka about two hours and a half
 */
public record ForecastSettings(
        String networkFile,
        CityPlaces places,
        String modelFolder,
        Integer tickMinutes,
        Integer linkShards,
        Integer outOfOrdernessSeconds,
        Integer idleSeconds,
        Integer mostJumpMinutes,
        Long earliestTime,
        Long latestTime,
        Integer forgetHours,
        Integer trialOutcomes) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public ForecastSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (places == null) {
            throw new IllegalArgumentException("places is missing");
        }
        tickMinutes = inRange("tickMinutes", tickMinutes, 5, 1, 5);
        if (tickMinutes != 1 && tickMinutes != 5) {
            throw new IllegalArgumentException("tickMinutes is neither 1 nor 5: " + tickMinutes);
        }
        linkShards = inRange("linkShards", linkShards, 1, 1, 10_000);
        outOfOrdernessSeconds = inRange("outOfOrdernessSeconds", outOfOrdernessSeconds, 20, 0, 3600);
        idleSeconds = inRange("idleSeconds", idleSeconds, 10, 1, 3600);
        mostJumpMinutes = inRange("mostJumpMinutes", mostJumpMinutes, 1440, 1, 10_000_000);
        earliestTime = earliestTime == null ? 946_684_800_000L : earliestTime;
        latestTime = latestTime == null ? 4_102_444_800_000L : latestTime;
        if (latestTime <= earliestTime) {
            throw new IllegalArgumentException("latestTime is not after earliestTime");
        }
        forgetHours = inRange("forgetHours", forgetHours, 168, 2, 24 * 365);
        trialOutcomes = inRange("trialOutcomes", trialOutcomes, 50_000, 1, Integer.MAX_VALUE);
    }

    /** Settings that leave all to what is usual; {@code modelFolder} may be null. */
    public static ForecastSettings of(String networkFile, CityPlaces places, String modelFolder) {
        return new ForecastSettings(
                networkFile, places, modelFolder, null, null, null, null, null, null, null, null, null);
    }

    /** These settings with other limits of time, UTC epoch milliseconds. */
    public ForecastSettings withTimes(long earliest, long latest) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                tickMinutes,
                linkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliest,
                latest,
                forgetHours,
                trialOutcomes);
    }

    /** These settings with another pace: {@code minutes} of event time between forecasts. */
    public ForecastSettings withTicks(int minutes, int newForgetHours, int newTrialOutcomes) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                minutes,
                linkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliestTime,
                latestTime,
                newForgetHours,
                newTrialOutcomes);
    }

    boolean isTimeInRange(long time) {
        return time >= earliestTime && time <= latestTime;
    }

    /** What the models are told. */
    LiveSettings live() {
        LiveSettings usual = LiveSettings.usual(places.timezone());
        return new LiveSettings(
                usual.stepMillis(),
                usual.horizons(),
                usual.zone(),
                usual.memorySteps(),
                usual.fallbackOutcomes(),
                usual.fallbackRatio(),
                trialOutcomes,
                usual.driftSlack(),
                usual.driftLimit(),
                usual.driftLearnSteps());
    }

    private static int inRange(String field, Integer value, int missing, int lowest, int highest) {
        int chosen = value == null ? missing : value;
        if (chosen < lowest || chosen > highest) {
            throw new IllegalArgumentException(
                    field + " is outside " + lowest + " to " + highest + ": " + chosen);
        }
        return chosen;
    }
}
