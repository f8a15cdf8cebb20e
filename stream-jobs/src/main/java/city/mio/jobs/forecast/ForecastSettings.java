package city.mio.jobs.forecast;

import city.mio.geo.places.CityPlaces;
import city.mio.models.forecast.live.LiveSettings;
import city.mio.models.forecast.live.WatchRules;

/**
 * What the forecast job is told about its city. Immutable; read from and written to JSON with {@code jobs.topics}' mapper.
 *
 * @param networkFile the road network, a file of {@code RoadNetworkFile}, readable wherever a task runs
 * @param places detectors and time zone of the city
 * @param modelFolder folder with a folder {@code PART/VERSION} for each model, readable wherever a task runs, watched
 *     for new versions; null if there are no models
 * @param tickMinutes every how many minutes of event time links are forecast, 1 or 5; 5 if missing
 * @param detectorTickMinutes the same for detectors
 * @param linkShards into how many parts the links are split, each forecast by itself; 1 if missing: one core does 10,000
 *     links well within a second
 * @param outOfOrdernessSeconds by how much input may be out of order before it counts as late; 20 if missing
 * @param idleSeconds wall-clock seconds after which an input without records no longer holds the other back; 10 if
 *     missing
 * @param mostJumpMinutes input farther ahead of all others than this has a wild clock; 1440 if missing
 * @param earliestTime readings of an earlier time are passed over, UTC epoch milliseconds; 2000-01-01 if missing
 * @param latestTime readings of a later time are passed over, UTC epoch milliseconds; 2100-01-01 if missing
 * @param forgetHours a part of which nothing was heard for so long is forgotten; 168 if missing
 * @param watch by which figures forecasts are watched; as in {@link WatchRules#DEFAULT} if missing
 */
public record ForecastSettings(
        String networkFile,
        CityPlaces places,
        String modelFolder,
        Integer tickMinutes,
        Integer detectorTickMinutes,
        Integer linkShards,
        Integer outOfOrdernessSeconds,
        Integer idleSeconds,
        Integer mostJumpMinutes,
        Long earliestTime,
        Long latestTime,
        Integer forgetHours,
        WatchRules watch) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public ForecastSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (places == null) {
            throw new IllegalArgumentException("places is missing");
        }
        tickMinutes = oneOrFive("tickMinutes", tickMinutes);
        detectorTickMinutes = oneOrFive("detectorTickMinutes", detectorTickMinutes);
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
        watch = watch == null ? WatchRules.DEFAULT : watch;
    }

    /** Settings that leave all to what is usual; {@code modelFolder} may be null. */
    public static ForecastSettings of(String networkFile, CityPlaces places, String modelFolder) {
        return new ForecastSettings(
                networkFile, places, modelFolder, null, null, null, null, null, null, null, null, null, null);
    }

    /** These settings with other limits of time, UTC epoch milliseconds. */
    public ForecastSettings withTimes(long earliest, long latest) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                tickMinutes,
                detectorTickMinutes,
                linkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliest,
                latest,
                forgetHours,
                watch);
    }

    /** These settings with another pace: minutes of event time between forecasts of links, and of detectors. */
    public ForecastSettings withTicks(int links, int detectors) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                links,
                detectors,
                linkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliestTime,
                latestTime,
                forgetHours,
                watch);
    }

    /** These settings with links in so many parts. */
    public ForecastSettings withLinkShards(int shards) {
        return withParts(shards, forgetHours);
    }

    /** These settings with links in so many parts, and parts forgotten after so many silent hours. */
    ForecastSettings withParts(int newLinkShards, int newForgetHours) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                tickMinutes,
                detectorTickMinutes,
                newLinkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliestTime,
                latestTime,
                newForgetHours,
                watch);
    }

    /** These settings with other rules for the watch. */
    public ForecastSettings with(WatchRules rules) {
        return new ForecastSettings(
                networkFile,
                places,
                modelFolder,
                tickMinutes,
                detectorTickMinutes,
                linkShards,
                outOfOrdernessSeconds,
                idleSeconds,
                mostJumpMinutes,
                earliestTime,
                latestTime,
                forgetHours,
                rules);
    }

    boolean isTimeInRange(long time) {
        return time >= earliestTime && time <= latestTime;
    }

    /** How many grids of steps, a minute apart, a part is forecast on. */
    int phases(String part) {
        return (part.equals(PartKey.DETECTORS) ? detectorTickMinutes : tickMinutes) == 1 ? 5 : 1;
    }

    /** What the models are told. */
    LiveSettings live() {
        return LiveSettings.usual(places.timezone()).with(watch);
    }

    private static int oneOrFive(String field, Integer value) {
        int chosen = value == null ? 5 : value;
        if (chosen != 1 && chosen != 5) {
            throw new IllegalArgumentException(field + " is neither 1 nor 5: " + chosen);
        }
        return chosen;
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
