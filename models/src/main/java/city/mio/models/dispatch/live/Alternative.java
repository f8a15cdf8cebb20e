package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;
import java.util.List;

/**
 * What could be had instead: asked for as a new request with these stops and this time, it would have been offered when
 * this was said. Nothing is held.
 *
 * @param fromStopId where to board
 * @param toStopId where to alight
 * @param wish what the time means
 * @param timeMillis to ask for, UTC epoch milliseconds
 * @param pickupMillis when the bus would come
 * @param dropOffMillis when it would arrive
 * @param walks to and from other stops than those asked for
 */
public record Alternative(
        String fromStopId,
        String toStopId,
        TimeWish wish,
        long timeMillis,
        long pickupMillis,
        long dropOffMillis,
        List<WalkingLeg> walks)
        implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public Alternative {
        Require.text("fromStopId", fromStopId);
        Require.text("toStopId", toStopId);
        Require.holds(wish != null, "wish is missing");
        Require.holds(pickupMillis <= dropOffMillis, "dropOffMillis is before pickupMillis");
        walks = List.copyOf(walks);
    }
}
