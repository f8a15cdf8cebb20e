package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/**
 * On foot between where the rider is, or wants to be, and the stop of the offer; or between that and the stop asked for.
 *
 * @param fromStopId where it begins, empty for where the rider is
 * @param toStopId where it ends, empty for where the rider wants to be
 * @param metres as the crow flies, with a surcharge for streets
 * @param seconds at the service's walking speed
 */
public record WalkingLeg(String fromStopId, String toStopId, double metres, int seconds) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public WalkingLeg {
        Require.holds(fromStopId != null, "fromStopId is missing");
        Require.holds(toStopId != null, "toStopId is missing");
        Require.holds(!fromStopId.isEmpty() || !toStopId.isEmpty(), "fromStopId and toStopId are both empty");
        Require.range("metres", metres, 0, 100_000);
        Require.range("seconds", seconds, 0, 1_000_000);
    }
}
