package city.mio.jobs.traffic;

import city.mio.geo.places.Bounds;
import city.mio.geo.places.DetectorSite;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What the traffic job is told. Immutable; written and read as JSON.
 *
 * @param networkFile road network file, readable from every task manager
 * @param bounds what counts as inside the city
 * @param detectors the city's detectors; readings of others are refused
 * @param earliestTime events before are refused, UTC epoch milliseconds
 * @param latestTime events after are refused, UTC epoch milliseconds
 * @param mostAheadOfBrokerMillis how far an event may be ahead of the broker's clock, milliseconds; 0 switches the
 *     check off, for replays and simulations whose time is not the broker's
 * @param mostJumpMillis an event farther ahead of the watermark than this is a wild clock, milliseconds
 * @param disorderMillis how far events may come out of order, milliseconds
 * @param idlenessMillis wall time after which a silent partition no longer holds the others back, milliseconds
 * @param latenessMillis how long after its minute a late event still corrects it, milliseconds
 * @param vehicleTimeoutMillis silence after which a vehicle's trip is over, milliseconds
 * @param offStreet where construction vehicles wait beside the road
 */
public record TrafficSettings(
        String networkFile,
        Bounds bounds,
        List<DetectorSite> detectors,
        long earliestTime,
        long latestTime,
        long mostAheadOfBrokerMillis,
        long mostJumpMillis,
        long disorderMillis,
        long idlenessMillis,
        long latenessMillis,
        long vehicleTimeoutMillis,
        List<OffStreetPlace> offStreet)
        implements Serializable {

    /** Ten years: for runs whose events may be of any age. */
    public static final long ANY_JUMP = 315_360_000_000L;

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public TrafficSettings {
        if (networkFile == null || networkFile.isBlank()) {
            throw new IllegalArgumentException("networkFile is missing");
        }
        if (bounds == null) {
            throw new IllegalArgumentException("bounds is missing");
        }
        if (detectors == null) {
            throw new IllegalArgumentException("detectors is missing");
        }
        detectors = List.copyOf(detectors);
        offStreet = offStreet == null ? List.of() : List.copyOf(offStreet);
        if (latestTime <= earliestTime) {
            throw new IllegalArgumentException("latestTime is not after earliestTime");
        }
        requirePositive("mostJumpMillis", mostJumpMillis);
        requirePositive("idlenessMillis", idlenessMillis);
        requirePositive("latenessMillis", latenessMillis);
        requirePositive("vehicleTimeoutMillis", vehicleTimeoutMillis);
        if (disorderMillis < 0 || disorderMillis > latenessMillis) {
            throw new IllegalArgumentException("disorderMillis is outside 0 to latenessMillis: " + disorderMillis);
        }
        if (mostAheadOfBrokerMillis < 0) {
            throw new IllegalArgumentException("mostAheadOfBrokerMillis is negative");
        }
    }

    private static void requirePositive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " is not positive: " + value);
        }
    }

    /**
     * Settings with the usual allowances: 20 s of disorder (a fleet's upload interval), 10 minutes of lateness (a
     * tunnel or a dead cell), trips that end after 5 minutes of silence, clocks no more than 10 minutes ahead.
     */
    public static TrafficSettings usual(
            String networkFile, Bounds bounds, List<DetectorSite> detectors, long earliestTime, long latestTime) {
        return new TrafficSettings(
                networkFile, bounds, detectors, earliestTime, latestTime, 0, 600_000, 20_000, 5_000, 600_000, 300_000,
                List.of());
    }

    /** The same with another tolerance for jumps of event time, as replays of records with long gaps need it. */
    public TrafficSettings withMostJumpMillis(long millis) {
        return new TrafficSettings(
                networkFile,
                bounds,
                detectors,
                earliestTime,
                latestTime,
                mostAheadOfBrokerMillis,
                millis,
                disorderMillis,
                idlenessMillis,
                latenessMillis,
                vehicleTimeoutMillis,
                offStreet);
    }

    /** The same with another wall time after which a silent partition no longer holds the others back. */
    public TrafficSettings withIdlenessMillis(long millis) {
        return new TrafficSettings(
                networkFile,
                bounds,
                detectors,
                earliestTime,
                latestTime,
                mostAheadOfBrokerMillis,
                mostJumpMillis,
                disorderMillis,
                millis,
                latenessMillis,
                vehicleTimeoutMillis,
                offStreet);
    }

    /** The same with places beside the road where construction vehicles wait. */
    public TrafficSettings withOffStreet(List<OffStreetPlace> places) {
        return new TrafficSettings(
                networkFile,
                bounds,
                detectors,
                earliestTime,
                latestTime,
                mostAheadOfBrokerMillis,
                mostJumpMillis,
                disorderMillis,
                idlenessMillis,
                latenessMillis,
                vehicleTimeoutMillis,
                places);
    }

    /** Why an event of this time is refused; null if it is not. */
    String faultOfTime(long time, long ingestedAt) {
        if (time < earliestTime) {
            return "time " + Instant.ofEpochMilli(time) + " is before "
                    + Instant.ofEpochMilli(earliestTime);
        }
        if (time > latestTime) {
            return "time " + Instant.ofEpochMilli(time) + " is after "
                    + Instant.ofEpochMilli(latestTime);
        }
        if (mostAheadOfBrokerMillis > 0 && time - ingestedAt > mostAheadOfBrokerMillis) {
            return "time " + Instant.ofEpochMilli(time) + " is ahead of the broker's clock";
        }
        return null;
    }
}
