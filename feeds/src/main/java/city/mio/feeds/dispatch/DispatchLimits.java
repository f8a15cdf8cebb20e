package city.mio.feeds.dispatch;

import java.time.Duration;

/**
 * How much is kept. Immutable.
 *
 * @param maxOpenTrips trips that are not over; of more, the oldest are forgotten and counted
 * @param maxClosedTrips trips that are over; the oldest go first
 * @param maxBuses that are kept; more are counted, not shown
 * @param busTimeout event time after which a bus of which nothing is heard is forgotten
 */
public record DispatchLimits(int maxOpenTrips, int maxClosedTrips, int maxBuses, Duration busTimeout) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public DispatchLimits {
        if (maxOpenTrips < 1 || maxClosedTrips < 1 || maxBuses < 1) {
            throw new IllegalArgumentException("maxOpenTrips, maxClosedTrips or maxBuses is less than 1");
        }
        if (busTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("busTimeout is less than 1 s: " + busTimeout);
        }
    }

    /** 20,000 open trips, 20,000 closed ones, 5,000 buses, half an hour. */
    public static DispatchLimits defaults() {
        return new DispatchLimits(20_000, 20_000, 5_000, Duration.ofMinutes(30));
    }
}
