package city.mio.events;

/** Where a construction vehicle that shares its position is. The code is the number on the wire and never changes. */
public enum HaulPlace {
    /** It shares no position, or none has come yet. */
    UNKNOWN(1),
    /** Somewhere before its route. */
    ON_THE_WAY(2),
    /** On its route. */
    ON_ROUTE(3),
    /** It left its route before the gate. */
    OFF_ROUTE(4),
    /** In a holding area. */
    HOLDING(5),
    /** At a gate of its site. */
    AT_GATE(6),
    /** It has left the site again. */
    LEFT(7);

    private static final HaulPlace[] VALUES = values();

    private final int code;

    HaulPlace(int code) {
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
    public static HaulPlace ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulPlace: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
