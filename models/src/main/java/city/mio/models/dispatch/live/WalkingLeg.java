package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/**
 * On foot between the stop asked for and the stop of the offer.
 *
 * @param fromStopId where it begins
 * @param toStopId where it ends
 * @param metres as the crow flies, with a surcharge for streets
 * @param seconds at the service's walking speed
 */
public record WalkingLeg(String fromStopId, String toStopId, double metres, int seconds) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public WalkingLeg {
        Require.text("fromStopId", fromStopId);
        Require.text("toStopId", toStopId);
        Require.range("metres", metres, 0, 100_000);
        Require.range("seconds", seconds, 0, 1_000_000);
    }
}
