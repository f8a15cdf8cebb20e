package city.mio.models.dispatch.service;

import java.io.Serializable;
import java.util.List;

/**
 * When a vehicle is out with a driver: it leaves its depot at the beginning and is back at the end. Immutable.
 *
 * @param vehicleId of the fleet
 * @param fromMillis UTC epoch milliseconds
 * @param toMillis UTC epoch milliseconds
 * @param breaks in order of time
 */
public record Shift(String vehicleId, long fromMillis, long toMillis, List<DriverBreak> breaks)
        implements Serializable {

    /** @throws IllegalArgumentException naming the vehicle and the field */
    public Shift {
        Require.text("vehicleId", vehicleId);
        String shift = "shift of " + vehicleId + ": ";
        Require.holds(fromMillis < toMillis, shift + "toMillis is not after fromMillis");
        Require.holds(breaks != null, shift + "breaks is missing");
        breaks = List.copyOf(breaks);
        long before = fromMillis;
        for (DriverBreak each : breaks) {
            Require.holds(
                    each.earliestMillis() >= before && each.latestMillis() + each.seconds() * 1000L <= toMillis,
                    shift + "breaks lie outside it or are not in order");
            before = each.earliestMillis() + each.seconds() * 1000L;
        }
    }
}
