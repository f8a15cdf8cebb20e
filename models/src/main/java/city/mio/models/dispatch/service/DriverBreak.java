package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * A break that the driver takes at the depot, nobody on board. Immutable.
 *
 * @param earliestMillis when it may begin at the earliest, UTC epoch milliseconds
 * @param latestMillis when it must have begun
 * @param seconds how long it lasts
 */
public record DriverBreak(long earliestMillis, long latestMillis, int seconds) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public DriverBreak {
        Require.holds(earliestMillis <= latestMillis, "driver break: latestMillis is before earliestMillis");
        Require.range("driver break: seconds", seconds, 1, 86_400);
    }
}
