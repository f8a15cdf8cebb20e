package city.mio.models.dispatch.live;

import java.io.Serializable;
import java.util.List;

/** A trip that is held for a rider until it is accepted or expires. Immutable. */
public final class Offer implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String offerId;
    private final String requestId;
    private final String vehicleId;
    private final String fromStopId;
    private final String toStopId;
    private final long pickupMillis;
    private final long earliestPickupMillis;
    private final long latestPickupMillis;
    private final long dropOffMillis;
    private final long latestDropOffMillis;
    private final int fare;
    private final String currency;
    private final long expiresMillis;
    private final List<WalkingLeg> walks;

    Offer(Rider rider, String fromStopId, String toStopId, String currency) {
        offerId = rider.offerId;
        requestId = rider.request.requestId();
        vehicleId = rider.toldVehicleId;
        this.fromStopId = fromStopId;
        this.toStopId = toStopId;
        pickupMillis = rider.toldPickupMillis;
        earliestPickupMillis = rider.pickup.earliest;
        latestPickupMillis = rider.pickup.latest;
        dropOffMillis = rider.toldDropOffMillis;
        latestDropOffMillis = Math.max(rider.dropOff.latest, rider.renewedDropOffMillis);
        fare = rider.fare;
        this.currency = currency;
        expiresMillis = rider.offerExpiresMillis;
        this.walks = List.copyOf(rider.walks);
    }

    public String offerId() {
        return offerId;
    }

    public String requestId() {
        return requestId;
    }

    /** As planned now; another vehicle may come as long as the promise is kept. */
    public String vehicleId() {
        return vehicleId;
    }

    public String fromStopId() {
        return fromStopId;
    }

    public String toStopId() {
        return toStopId;
    }

    /** When the bus halts at the pick-up as planned now, UTC epoch milliseconds. */
    public long pickupMillis() {
        return pickupMillis;
    }

    /** Promised: not before. */
    public long earliestPickupMillis() {
        return earliestPickupMillis;
    }

    /** Promised: not after. */
    public long latestPickupMillis() {
        return latestPickupMillis;
    }

    public long dropOffMillis() {
        return dropOffMillis;
    }

    /** Promised: not after. */
    public long latestDropOffMillis() {
        return latestDropOffMillis;
    }

    /** In whole units of the currency. */
    public int fare() {
        return fare;
    }

    /** ISO 4217. */
    public String currency() {
        return currency;
    }

    /** When it is given up if it was not accepted. */
    public long expiresMillis() {
        return expiresMillis;
    }

    public List<WalkingLeg> listWalks() {
        return walks;
    }

    @Override
    public String toString() {
        return "Offer[" + offerId + ": " + vehicleId + " from " + fromStopId + " at " + pickupMillis + " (" + earliestPickupMillis
                + " to " + latestPickupMillis + ") to " + toStopId + " at " + dropOffMillis + " (by " + latestDropOffMillis
                + "), " + fare + " " + currency + ", " + walks + "]";
    }
}
