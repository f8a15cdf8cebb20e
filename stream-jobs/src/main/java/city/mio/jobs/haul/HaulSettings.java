package city.mio.jobs.haul;

import city.mio.geo.places.CityPlaces;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.HaulOffice;
import java.util.Map;

/**
 * What the haul job is told about its city. Immutable; read from and written to JSON with {@code jobs.topics}' mapper.
 *
 * @param networkFile the road network, a file of {@code RoadNetworkFile}, readable wherever a task runs
 * @param places cameras, detectors, haul routes and sites of the city
 * @param office what the office for construction traffic has set
 * @param outOfOrdernessSeconds by how much input may be out of order before it counts as late; 20 if missing
 * @param idleSeconds wall-clock seconds after which an input without records no longer holds the others back; 10 if missing
 * @param mostJumpMinutes input farther ahead of all others than this has a wild clock; 1440 if missing
 * @param earliestTime input of an earlier time is not heard, UTC epoch milliseconds; 2000-01-01 if missing
 * @param latestTime input of a later time is not heard, UTC epoch milliseconds; 2100-01-01 if missing
 * @param daysAhead slots of so many days are told; 14 if missing
 * @param lanePassengerCarsPerHour what a lane carries: 1,800 if missing on expressways, the base rate of the Highway
 *     Capacity Manual with margin
 * @param streetPassengerCarsPerHour what a lane of other roads carries: 900 if missing, half of the base rate, as signals are
 *     green half of the time
 * @param changeCost of telling a trip another slot than it was told, in the unit of declarations; 4 if missing
 * @param speedFlows how speed falls with volume, by class of road; as in the book for a class that is missing
 */
public record HaulSettings(
        String networkFile,
        CityPlaces places,
        HaulOffice office,
        Integer outOfOrdernessSeconds,
        Integer idleSeconds,
        Integer mostJumpMinutes,
        Long earliestTime,
        Long latestTime,
        Integer daysAhead,
        Integer lanePassengerCarsPerHour,
        Integer streetPassengerCarsPerHour,
        Integer changeCost,
        Map<String, SpeedFlow> speedFlows) {

    /** Radius about a gate's or a holding area's node within which a vehicle is there, metres. */
    public static final double THERE_METRES = 150;

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (places == null) {
            throw new IllegalArgumentException("places is missing");
        }
        if (office == null) {
            throw new IllegalArgumentException("office is missing");
        }
        outOfOrdernessSeconds = inRange("outOfOrdernessSeconds", outOfOrdernessSeconds, 20, 0, 3600);
        idleSeconds = inRange("idleSeconds", idleSeconds, 10, 1, 3600);
        mostJumpMinutes = inRange("mostJumpMinutes", mostJumpMinutes, 1440, 1, 10_000_000);
        earliestTime = earliestTime == null ? 946_684_800_000L : earliestTime;
        latestTime = latestTime == null ? 4_102_444_800_000L : latestTime;
        if (latestTime <= earliestTime) {
            throw new IllegalArgumentException("latestTime is not after earliestTime");
        }
        daysAhead = inRange("daysAhead", daysAhead, 14, 0, 60);
        lanePassengerCarsPerHour = inRange("lanePassengerCarsPerHour", lanePassengerCarsPerHour, LaneCapacity.USUAL.expresswayPassengerCarsPerHour(), 100, 4000);
        streetPassengerCarsPerHour = inRange("streetPassengerCarsPerHour", streetPassengerCarsPerHour, LaneCapacity.USUAL.streetPassengerCarsPerHour(), 100, 4000);
        changeCost = inRange("changeCost", changeCost, 4, 0, 100_000);
        speedFlows = speedFlows == null ? Map.of() : Map.copyOf(speedFlows);
    }

    /** Settings that leave all to what is usual. */
    public static HaulSettings of(String networkFile, CityPlaces places, HaulOffice office) {
        return new HaulSettings(
                networkFile, places, office, null, null, null, null, null, null, null, null, null, null);
    }

    /** These settings with relations of speed and volume, by the names of classes of road. */
    public HaulSettings withSpeedFlows(Map<String, SpeedFlow> relations) {
        return new HaulSettings(
                networkFile, places, office, outOfOrdernessSeconds, idleSeconds, mostJumpMinutes, earliestTime, latestTime,
                daysAhead, lanePassengerCarsPerHour, streetPassengerCarsPerHour, changeCost, relations);
    }

    /** These settings with another office. */
    HaulSettings withOffice(HaulOffice other) {
        return new HaulSettings(
                networkFile, places, other, outOfOrdernessSeconds, idleSeconds, mostJumpMinutes, earliestTime, latestTime, daysAhead,
                lanePassengerCarsPerHour, streetPassengerCarsPerHour, changeCost, speedFlows);
    }

    /** These settings with other limits of time, UTC epoch milliseconds. */
    public HaulSettings withTimes(long earliest, long latest) {
        return new HaulSettings(
                networkFile, places, office, outOfOrdernessSeconds, idleSeconds, mostJumpMinutes, earliest, latest, daysAhead,
                lanePassengerCarsPerHour, streetPassengerCarsPerHour, changeCost, speedFlows);
    }

    boolean isTimeInRange(long time) {
        return time >= earliestTime && time <= latestTime;
    }

    private static int inRange(String field, Integer value, int missing, int lowest, int highest) {
        int chosen = value == null ? missing : value;
        if (chosen < lowest || chosen > highest) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + chosen);
        }
        return chosen;
    }
}
