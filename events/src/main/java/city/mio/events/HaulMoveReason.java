package city.mio.events;

/** Why a trip did not get the slot and route that it was declared for. The code is the number on the wire and never changes. */
public enum HaulMoveReason {
    /** Nothing stood against it: it got what was declared. */
    AS_DECLARED(1),
    /** Its day is not planned yet. */
    NOT_PLANNED(2),
    /** The route lets nobody of its class through in that slot. */
    CLOSED(3),
    /** The declared slot is outside of the trip's own window. */
    NOT_POSSIBLE(4),
    /** The cap of the route and slot is used up. */
    CAP_FULL(5),
    /** The cap for its class is used up. */
    CLASS_CAP_FULL(6),
    /** A link has no room for construction vehicles at all: other traffic is too much. */
    LINK_OVERLOADED(7),
    /** A link would pass the office's share of its capacity. */
    LINK_FULL(8),
    /** The holding area has no place for it to wait. */
    HOLDING_FULL(9),
    /** It stays where an earlier plan had put it: telling it anew costs more than it saves. */
    KEPT(10);

    private static final HaulMoveReason[] VALUES = values();

    private final int code;

    HaulMoveReason(int code) {
        this.code = code;
    }

    /** The number on the wire, from 1. */
    public int code() {
        return code;
    }

    /**
     * The constant with this wire number.
     *
     * @throws IllegalArgumentException if this version knows none
     */
    public static HaulMoveReason ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulMoveReason: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
