package city.mio.events;

/** What a bus tells. The code is the number on the wire and never changes. */
public enum BusStatusKind {
    /** Where it is. */
    POSITION(1),
    /** It halts at a stop or depot of its plan and serves it. */
    STOP_REACHED(2),
    /** It has left the stop that it served. */
    STOP_LEFT(3),
    /** It halted and the rider was not there. */
    NO_SHOW(4),
    /** Its device has a version of its plan. */
    PLAN_ACKNOWLEDGED(5),
    /** It cannot go on. */
    BREAKDOWN(6),
    /** It can go on again. */
    REPAIRED(7);

    private static final BusStatusKind[] VALUES = values();

    private final int code;

    BusStatusKind(int code) {
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
    public static BusStatusKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("BusStatusKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
