package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Shift;
import java.io.Serializable;

/** What {@link LiveDispatcher} is told. */
public sealed interface DispatchEvent extends Serializable {

    /** A rider asks. Answered by an offer or a refusal; the same request again by the same answer. */
    record Request(TripRequest request) implements DispatchEvent {}

    /** The rider takes the offer. */
    record Accept(String requestId, String offerId) implements DispatchEvent {}

    /** The rider does not want the trip, offered or booked, any more. */
    record Cancel(String requestId) implements DispatchEvent {}

    /** The bus halted and the rider was not there. */
    record NoShow(String requestId) implements DispatchEvent {}

    /** The rider wants a booked trip otherwise: the request has the same id. Without an offer the booking stays. */
    record Change(TripRequest request) implements DispatchEvent {}

    /** Where a vehicle is, or will be at {@code readyMillis} when it can next be sent elsewhere. */
    record VehicleAt(String vehicleId, Whereabouts at, long readyMillis) implements DispatchEvent {}

    /** A vehicle halts at the place of the first halt of its plan: from here on nothing moves this halt. */
    record StopReached(String vehicleId, String placeId, long atMillis) implements DispatchEvent {}

    /** A vehicle has left the stop that it served. */
    record StopLeft(String vehicleId, long atMillis) implements DispatchEvent {}

    /** A device has a plan. */
    record PlanAcknowledged(String vehicleId, long version) implements DispatchEvent {}

    /** A vehicle cannot go on. Riders on board need another. */
    record Breakdown(String vehicleId) implements DispatchEvent {}

    /** A vehicle that had broken down can go on. */
    record Repaired(String vehicleId) implements DispatchEvent {}

    /** Nobody can board or alight at a stop until a time. */
    record StopClosed(String stopId, long untilMillis) implements DispatchEvent {}

    /** A stop is open again. */
    record StopOpened(String stopId) implements DispatchEvent {}

    /** The driving times have changed: every plan is timed anew. */
    record TravelTimesChanged() implements DispatchEvent {}

    /** A vehicle gets a shift more. */
    record ShiftPlanned(Shift shift) implements DispatchEvent {}

    /** Time goes on: offers expire, delays become known, what is closed is forgotten after a while. */
    record Tick() implements DispatchEvent {}

    /** Work on the plans for a number of iterations. */
    record Improve(int iterations) implements DispatchEvent {}

    /** Send idle vehicles to where riders are expected. */
    record Reposition(ExpectedDemand demand) implements DispatchEvent {}
}
