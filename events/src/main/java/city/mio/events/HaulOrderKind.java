package city.mio.events;

/** What the office for construction traffic orders. The code is the number on the wire and never changes. */
public enum HaulOrderKind {
    /** From now on the slots have another cap. */
    CAP(1),
    /** Nobody is let through in the slots. */
    CLOSURE(2),
    /** Earlier orders for the slots are withdrawn: the city's settings hold again. */
    WITHDRAWAL(3),
    /** The recommended cap is taken as it is. */
    HEAD_ROOM_ACCEPTED(4),
    /** A cap was recommended and the office sets another. */
    HEAD_ROOM_OVERRIDDEN(5),
    /** The days of the slots are planned anew, from nothing. */
    REPLAN(6),
    /** The days of the slots are of another kind, such as a day with an event or without work. */
    DAY(7),
    /** A route has other links. */
    ROUTE(8);

    private static final HaulOrderKind[] VALUES = values();

    private final int code;

    HaulOrderKind(int code) {
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
    public static HaulOrderKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulOrderKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
