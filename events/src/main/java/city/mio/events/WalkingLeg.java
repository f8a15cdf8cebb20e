package city.mio.events;

/**
 * On foot between the place or stop asked for and the stop of the offer.
 *
 * @param fromStopId where it begins; empty for the place that was asked for
 * @param toStopId where it ends; empty for the place that was asked for
 * @param metres along streets, estimated
 * @param seconds at the service's walking speed
 */
public record WalkingLeg(
        String fromStopId,
        String toStopId,
        double metres,
        int seconds) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public WalkingLeg {
        Checks.present("fromStopId", fromStopId);
        Checks.present("toStopId", toStopId);
        Checks.range("metres", metres, 0, 100_000);
        Checks.range("seconds", seconds, 0, 1_000_000);
    }
}
