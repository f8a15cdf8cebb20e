package city.mio.jobs.alert;

import city.mio.geo.places.CityPlaces;

/**
 * What the alert job is told about its city. Immutable; read from and written to JSON with {@code jobs.topics}' mapper.
 *
 * @param networkFile the road network, a file of {@code RoadNetworkFile}, readable wherever a task runs
 * @param places detectors and cameras of the city
 * @param thresholds when something is worth an alert; {@link AlertThresholds#DEFAULT} if missing
 * @param outOfOrdernessSeconds by how much input may be out of order before it counts as late; 20 if missing
 * @param idleSeconds wall-clock seconds after which an input without records no longer holds the others back; 10 if
 *     missing
 * @param latenessMinutes passages older than the watermark by more are refused as too late; 10 if missing
 * @param mostJumpMinutes input farther ahead of all others than this has a wild clock; 1440 if missing, as cameras and
 *     detectors may have nothing to say for hours
 * @param earliestTime input of an earlier time is refused, UTC epoch milliseconds; 2000-01-01 if missing
 * @param latestTime input of a later time is refused, UTC epoch milliseconds; 2100-01-01 if missing
 * @param usualKeepDays what is usual on a link is forgotten when nothing is heard of it for so long; 60 if missing
 * @param watchNeverHeard whether detectors that have never sent are watched too; true if missing
 */
public record AlertSettings(
        String networkFile,
        CityPlaces places,
        AlertThresholds thresholds,
        Integer outOfOrdernessSeconds,
        Integer idleSeconds,
        Integer latenessMinutes,
        Integer mostJumpMinutes,
        Long earliestTime,
        Long latestTime,
        Integer usualKeepDays,
        Boolean watchNeverHeard) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public AlertSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (places == null) {
            throw new IllegalArgumentException("places is missing");
        }
        thresholds = thresholds == null ? AlertThresholds.DEFAULT : thresholds;
        outOfOrdernessSeconds = inRange("outOfOrdernessSeconds", outOfOrdernessSeconds, 20, 0, 3600);
        idleSeconds = inRange("idleSeconds", idleSeconds, 10, 1, 3600);
        latenessMinutes = inRange("latenessMinutes", latenessMinutes, 10, 0, 1440);
        mostJumpMinutes = inRange("mostJumpMinutes", mostJumpMinutes, 1440, 1, 10_000_000);
        earliestTime = earliestTime == null ? 946_684_800_000L : earliestTime;
        latestTime = latestTime == null ? 4_102_444_800_000L : latestTime;
        if (latestTime <= earliestTime) {
            throw new IllegalArgumentException("latestTime is not after earliestTime");
        }
        usualKeepDays = inRange("usualKeepDays", usualKeepDays, 60, 1, 3650);
        watchNeverHeard = watchNeverHeard == null || watchNeverHeard;
    }

    /** Settings that leave all to what is usual. */
    public static AlertSettings of(String networkFile, CityPlaces places) {
        return new AlertSettings(
                networkFile, places, null, null, null, null, null, null, null, null, null);
    }

    /** These settings with other thresholds. */
    public AlertSettings with(AlertThresholds newThresholds) {
        return new AlertSettings(
                networkFile,
                places,
                newThresholds,
                outOfOrdernessSeconds,
                idleSeconds,
                latenessMinutes,
                mostJumpMinutes,
                earliestTime,
                latestTime,
                usualKeepDays,
                watchNeverHeard);
    }

    /** These settings with other limits of time, UTC epoch milliseconds. */
    public AlertSettings withTimes(long earliest, long latest) {
        return new AlertSettings(
                networkFile,
                places,
                thresholds,
                outOfOrdernessSeconds,
                idleSeconds,
                latenessMinutes,
                mostJumpMinutes,
                earliest,
                latest,
                usualKeepDays,
                watchNeverHeard);
    }

    boolean isTimeInRange(long time) {
        return time >= earliestTime && time <= latestTime;
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
