package city.mio.jobs.dispatch;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the dispatch job is told about its city. Immutable; read from and written to JSON with {@code jobs.topics}' mapper.
 *
 * @param networkFile the road network, a file of {@code RoadNetworkFile}, readable wherever a task runs
 * @param services operators and zones
 * @param drivesOnLeft whether turns to the right cross the traffic; true if missing
 * @param earliestTime records of an earlier time are refused, UTC epoch milliseconds; 2000-01-01 if missing
 * @param latestTime records of a later time are refused, UTC epoch milliseconds; 2100-01-01 if missing
 * @param mostJumpSeconds a time farther ahead of all others is a wild clock until a second one confirms it; 600 if missing
 * @param tickSeconds of event time between two looks at what has become late or expired; 5 if missing
 * @param improveSeconds of event time between two spells of work on the plans; 15 if missing
 * @param improveIterations of such a spell; 100 if missing, a few milliseconds for a fleet of tens
 * @param staleMinutes a link of which nothing was heard for so long is as slow as the others on average; 15 if missing
 * @param forgetDays wall-clock days after which a service of which nothing is heard is forgotten; 30 if missing
 * @param seed of the search for better plans; 1 if missing
 */
public record DispatchJobSettings(
        String networkFile,
        List<ServiceSettings> services,
        Boolean drivesOnLeft,
        Long earliestTime,
        Long latestTime,
        Integer mostJumpSeconds,
        Integer tickSeconds,
        Integer improveSeconds,
        Integer improveIterations,
        Integer staleMinutes,
        Integer forgetDays,
        Long seed)
        implements Serializable {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public DispatchJobSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (services == null || services.isEmpty()) {
            throw new IllegalArgumentException("services is missing");
        }
        services = List.copyOf(services);
        Set<String> keys = new HashSet<>();
        for (ServiceSettings service : services) {
            if (!keys.add(service.key())) {
                throw new IllegalArgumentException("services: " + service.key() + " is there twice");
            }
        }
        drivesOnLeft = drivesOnLeft == null || drivesOnLeft;
        earliestTime = earliestTime == null ? 946_684_800_000L : earliestTime;
        latestTime = latestTime == null ? 4_102_444_800_000L : latestTime;
        if (latestTime <= earliestTime) {
            throw new IllegalArgumentException("latestTime is not after earliestTime");
        }
        mostJumpSeconds = inRange("mostJumpSeconds", mostJumpSeconds, 600, 1, Integer.MAX_VALUE);
        tickSeconds = inRange("tickSeconds", tickSeconds, 5, 1, 3600);
        improveSeconds = inRange("improveSeconds", improveSeconds, 15, 1, 3600);
        improveIterations = inRange("improveIterations", improveIterations, 100, 1, 1_000_000);
        staleMinutes = inRange("staleMinutes", staleMinutes, 15, 1, 1440);
        forgetDays = inRange("forgetDays", forgetDays, 30, 1, 3650);
        seed = seed == null ? 1 : seed;
    }

    /** Settings that leave all to what is usual. */
    public static DispatchJobSettings of(String networkFile, List<ServiceSettings> services) {
        return new DispatchJobSettings(
                networkFile, services, null, null, null, null, null, null, null, null, null, null);
    }

    /** These settings with other limits of time. */
    public DispatchJobSettings withTimes(long earliest, long latest) {
        return new DispatchJobSettings(
                networkFile,
                services,
                drivesOnLeft,
                earliest,
                latest,
                mostJumpSeconds,
                tickSeconds,
                improveSeconds,
                improveIterations,
                staleMinutes,
                forgetDays,
                seed);
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
