package city.mio.simulators.ondemand;

import city.mio.events.RiderParty;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripStatus;

/** A rider party with one request, and what became of it. Mutable, confined to the simulation's thread. */
final class Rider {

    private static final long UNDER_WAY_MILLIS = 60_000;

    final TripRequest request;

    /** Has booked and will not be at the stop. */
    final boolean absent;

    final long askedNanos;

    /** What the rider's app shows; null before the answer. */
    TripOffer told;

    /** The answer to the request; null before it. */
    TripOffer answer;

    long answerNanos;
    TripOffer firstBooked;
    boolean alerted;
    long acceptsAt = -1;

    /** Has decided to take the offer. */
    boolean takes;

    /** Has asked anew, as the offer was over before it could be taken. */
    boolean askedAnew;

    long cancelsAt = -1;
    String onBus = "";
    long pickedUpAt = -1;
    long servedAt = -1;
    boolean noShowTold;

    Rider(TripRequest request, boolean absent, long askedNanos) {
        this.request = request;
        this.absent = absent;
        this.askedNanos = askedNanos;
    }

    RiderParty party() {
        return request.party();
    }

    boolean isBooked() {
        return firstBooked != null;
    }

    /** Whether what was promised when the trip was booked was kept, as far as it can be told by now. */
    boolean isBroken(long now) {
        if (!isBooked() || noShowTold || told.status() == TripStatus.CANCELLED) {
            return false;
        }
        // Who is still on the way is told over the topics, which takes a moment.
        // Who was told by the app of boarding or arriving stands at the door of a bus that has halted.
        boolean there = told.status() == TripStatus.SERVED;
        boolean atDoor = there || told.status() == TripStatus.ON_BOARD;
        long pickup = pickedUpAt >= 0 ? pickedUpAt : atDoor ? told.pickupTime() : now - UNDER_WAY_MILLIS;
        long dropOff = servedAt >= 0 ? servedAt : there ? told.dropOffTime() : now - UNDER_WAY_MILLIS;
        return pickup > firstBooked.latestPickupTime() || dropOff > firstBooked.latestDropOffTime();
    }
}
