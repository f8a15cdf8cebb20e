package city.mio.models.dispatch.live;

import java.util.List;

/** A rider party's request and what became of it. Mutable, owned by a {@link DispatchState}. */
final class Rider {

    final TripRequest request;
    TripStatus status = TripStatus.OFFERED;

    /** Null where the request was refused before it had places. */
    Visit pickup;

    Visit dropOff;

    /** From halt to halt. */
    long maxRideMillis;

    /** Number of the duty that carries or will carry it, -1 if none. */
    int duty = -1;

    /** When the bus halted for it, -1 before. */
    long pickedUpMillis = -1;

    long servedMillis = -1;
    long askedMillis;
    String offerId = "";
    long offerExpiresMillis;
    int fare;

    /** What the rider was told last. */
    long toldPickupMillis;

    long toldDropOffMillis;
    String toldVehicleId = "";

    /** Latest drop-off as promised anew to who is on board; plans keep to an earlier one as long as they can. */
    long renewedDropOffMillis = Long.MIN_VALUE;

    RefusalReason refusal;
    String refusalText = "";
    List<Alternative> alternatives = List.of();
    List<WalkingLeg> walks = List.of();

    /** When it was closed, for forgetting it later. */
    long closedMillis = Long.MAX_VALUE;

    /** Scratch of {@link Timing}: index of the pick-up in the sequence being timed. */
    int mark;

    /** Scratch of {@link PlanImprovement}: tells sequences apart. */
    long number;

    Rider(TripRequest request) {
        this.request = request;
    }
}
