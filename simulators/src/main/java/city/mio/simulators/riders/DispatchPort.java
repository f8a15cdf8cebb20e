package city.mio.simulators.riders;

import java.util.List;

/** A dispatcher as the world sees it. Times are milliseconds since the beginning; vehicles are numbered from 0. */
public interface DispatchPort {

    /**
     * What a rider was promised.
     *
     * @param latestPickupMillis the bus halts not later than that
     * @param latestDropOffMillis nor arrives later than that
     */
    record Promise(long latestPickupMillis, long latestDropOffMillis) {}

    /**
     * A halt of a vehicle's plan.
     *
     * @param node where
     * @param notBeforeMillis riders are not there before
     * @param boarding request ids
     * @param alighting request ids
     */
    record Halt(int node, long notBeforeMillis, List<String> boarding, List<String> alighting) {}

    /** A rider asks, and accepts what is offered; null if there is no offer. */
    Promise ask(RiderRequest request, long nowMillis);

    /** Where a vehicle will be when it can next be sent elsewhere. */
    void vehicleAt(int vehicle, int node, long readyMillis, long nowMillis);

    /** A vehicle halts for what its plan says comes first. */
    void reached(int vehicle, int node, long atMillis, long nowMillis);

    /** A vehicle goes on. */
    void left(int vehicle, long atMillis, long nowMillis);

    /** A rider was not there. */
    void noShow(String requestId, long nowMillis);

    /** A rider does not want to go any more. */
    void cancel(String requestId, long nowMillis);

    /** A vehicle stands still for good. */
    void breakdown(int vehicle, long nowMillis);

    /** A moment without events: time to work on the plans. */
    void think(long nowMillis);

    /** What a vehicle's device shows: halts in order. */
    List<Halt> plan(int vehicle);

    /** Riders who were told since the last call that their promise will not be kept, with what they are promised now. */
    List<String> takeAlerts();
}
