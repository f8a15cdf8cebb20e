package city.mio.events;

import java.util.List;

/**
 * What could be had instead: asked for as a new request it would have been offered. Nothing is held.
 *
 * @param fromStopId where to board
 * @param toStopId where to alight
 * @param wish what {@code wishTime} means
 * @param wishTime to ask for, UTC epoch milliseconds
 * @param pickupTime when the bus would come, UTC epoch milliseconds
 * @param dropOffTime when it would arrive, UTC epoch milliseconds
 * @param walks to and from other stops than those asked for
 */
public record TripAlternative(
        String fromStopId,
        String toStopId,
        TimeWish wish,
        long wishTime,
        long pickupTime,
        long dropOffTime,
        List<WalkingLeg> walks) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public TripAlternative {
        Checks.text("fromStopId", fromStopId);
        Checks.text("toStopId", toStopId);
        Checks.present("wish", wish);
        Checks.time("wishTime", wishTime);
        Checks.time("pickupTime", pickupTime);
        Checks.notBefore("dropOffTime", pickupTime, dropOffTime);
        Checks.present("walks", walks);
        walks = List.copyOf(walks);
    }
}
