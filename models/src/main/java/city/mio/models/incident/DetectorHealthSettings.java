package city.mio.models.incident;

/**
 * When a detector counts as failed. Immutable.
 *
 * @param silentMinutes without a reading. 5: four lost minutes in a row are no hiccup of the network any more, and the
 *     fused speed of its link has faded by then
 * @param stuckMinutes over which the same values, or implausible ones, repeat. 15: two minutes alike happen by chance in
 *     thin traffic, fifteen in a row with the same count, occupancy and speed do not
 * @param occupiedMinutes over which the loop is covered while nothing passes. 30: longer than a standing queue does that
 * @param occupiedShare occupancy from which a loop counts as covered throughout, 0.9
 * @param maxVehiclesPerHourLane flow beyond what a lane can carry. 3000: capacity is about 2,400 an hour at best
 *     (Highway Capacity Manual), minutes are noisier
 * @param maxSpeedMps speed beyond what traffic can do, 60 m/s
 * @param minRepeats readings that must repeat, for detectors with long intervals
 * @param recoverReadings good readings in a row that clear a fault
 * @param forgetDays a detector silent for so long is no longer watched
 */
public record DetectorHealthSettings(
        int silentMinutes,
        int stuckMinutes,
        int occupiedMinutes,
        double occupiedShare,
        int maxVehiclesPerHourLane,
        double maxSpeedMps,
        int minRepeats,
        int recoverReadings,
        int forgetDays) {

    /** What is used where a city says nothing. */
    public static final DetectorHealthSettings DEFAULT =
            new DetectorHealthSettings(5, 15, 30, 0.9, 3000, 60, 5, 3, 30);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public DetectorHealthSettings {
        Require.range("silentMinutes", silentMinutes, 1, 1440);
        Require.range("stuckMinutes", stuckMinutes, 1, 1440);
        Require.range("occupiedMinutes", occupiedMinutes, 1, 1440);
        Require.range("occupiedShare", occupiedShare, 0.1, 1);
        Require.range("maxVehiclesPerHourLane", maxVehiclesPerHourLane, 100, 100_000);
        Require.range("maxSpeedMps", maxSpeedMps, 10, 140);
        Require.range("minRepeats", minRepeats, 2, 100);
        Require.range("recoverReadings", recoverReadings, 1, 100);
        Require.range("forgetDays", forgetDays, 1, 3650);
    }

    /** These settings with the times that a city most often sets for itself. */
    public DetectorHealthSettings with(int newSilentMinutes, int newStuckMinutes) {
        return new DetectorHealthSettings(
                newSilentMinutes,
                newStuckMinutes,
                Math.max(occupiedMinutes, newStuckMinutes),
                occupiedShare,
                maxVehiclesPerHourLane,
                maxSpeedMps,
                minRepeats,
                recoverReadings,
                forgetDays);
    }
}
