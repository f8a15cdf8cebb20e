package city.mio.models.haul.plan;

import java.util.List;

/**
 * A plan of a day. Immutable.
 *
 * @param trips in the order of the day's trips, one for each
 * @param moveCost of all moves and refusals
 * @param unfairness what fairness adds to it
 * @param delayCost what the delay put on other traffic costs
 * @param lowerBound no plan of this day can cost less than this, all together; negative infinity where it was not asked for
 */
public record SlotPlan(List<Placed> trips, long moveCost, double unfairness, long delayCost, double lowerBound) {

    public SlotPlan {
        trips = List.copyOf(trips);
    }

    /** A plan in which delay of others is not counted. */
    public SlotPlan(List<Placed> trips, long moveCost, double unfairness, double lowerBound) {
        this(trips, moveCost, unfairness, 0, lowerBound);
    }

    /** What the plan costs: moves, unfairness and delay of others. */
    public double cost() {
        return moveCost + unfairness + delayCost;
    }

    /** Trips that got another slot or route than they wished, or none. */
    public long moved() {
        return trips.stream().filter(trip -> trip.reason().kind() != Reason.Kind.AS_WISHED).count();
    }

    /** Trips that got no slot. */
    public long refused() {
        return trips.stream().filter(trip -> trip.route() < 0).count();
    }

    /**
     * What a trip got.
     *
     * @param tripId the trip
     * @param route index of the route, -1 if it was refused
     * @param slot the slot, -1 if it was refused
     * @param cost of the move; 0 if it got what it wished
     * @param reason why it was moved
     */
    public record Placed(String tripId, int route, int slot, int cost, Reason reason) {}

    /**
     * Why a trip did not get what it wished.
     *
     * @param kind what stood against it
     * @param linkId the link where that is so, 0 where it is no matter of a link
     * @param slot the slot in which it stood against it, -1 where there is none
     */
    public record Reason(Kind kind, long linkId, int slot) {

        static final Reason AS_WISHED = new Reason(Kind.AS_WISHED, 0, -1);

        /** What stood against a wish. */
        public enum Kind {
            /** Nothing: it got what it wished. */
            AS_WISHED,
            /** The route lets nobody of its class through in that slot. */
            CLOSED,
            /** The wished slot is outside of the trip's own window, or the route is one it cannot take. */
            NOT_POSSIBLE,
            /** The cap of the route and slot is used up. */
            CAP_FULL,
            /** The cap for its class is used up. */
            CLASS_CAP_FULL,
            /** A link has no room for construction vehicles at all: traffic without them is too much. */
            LINK_OVERLOADED,
            /** A link would pass the office's share of its capacity. */
            LINK_FULL,
            /** It fits, but would delay other traffic more than the move costs. */
            OTHERS_DELAYED,
            /** The holding area has no place for it to wait. */
            HOLDING_FULL,
            /** It stays where the plan before had put it: moving it again costs more than it saves. */
            KEPT
        }
    }
}
