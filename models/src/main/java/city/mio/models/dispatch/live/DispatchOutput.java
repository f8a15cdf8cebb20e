package city.mio.models.dispatch.live;

import java.io.Serializable;
import java.util.List;

/** What {@link LiveDispatcher} decides or has to tell. */
public sealed interface DispatchOutput extends Serializable {

    /** A trip is held for the rider. */
    record Offered(Offer offer) implements DispatchOutput {}

    /**
     * There is no offer.
     *
     * @param requestId of the request or the change
     * @param reason for programs
     * @param text for people
     * @param alternatives up to three
     */
    record Refused(String requestId, RefusalReason reason, String text, List<Alternative> alternatives)
            implements DispatchOutput {

        public Refused {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** The state of a request has changed, or was asked for again. */
    record TripChanged(String requestId, TripStatus status) implements DispatchOutput {}

    /** Within the promise, but not as told: another vehicle, or pick-up or drop-off a minute or more earlier or later. */
    record TripRetimed(String requestId, String vehicleId, long pickupMillis, long dropOffMillis)
            implements DispatchOutput {}

    /**
     * A promise cannot be kept; the rider gets the next best, offered anew. Not answered, it stands.
     *
     * @param promisedPickupMillis latest that was promised
     * @param promisedDropOffMillis latest that was promised
     * @param reoffer the trip as it would be now
     */
    record PromiseSlipped(long promisedPickupMillis, long promisedDropOffMillis, Offer reoffer) implements DispatchOutput {}

    /** A promised trip cannot be made at all. */
    record PromiseFailed(String requestId, String why) implements DispatchOutput {}

    /** A new version of a vehicle's plan, for its device. */
    record PlanChanged(VehiclePlan plan) implements DispatchOutput {}

    /** An acknowledgement for a plan that is not the newest, or was never made; the newest follows again if there is one. */
    record StaleAcknowledgement(String vehicleId, long version, long newestVersion) implements DispatchOutput {}

    /** An event that cannot be true, or names what is not known; nothing was changed by it. */
    record EventRefused(String subject, String why) implements DispatchOutput {}
}
