package city.mio.events;

/** What holds of the cap of a slot. The code is the number on the wire and never changes. */
public enum HaulDecision {
    /** The office has said nothing: the city's settings hold. */
    NONE(1),
    /** The office has set the cap. */
    ORDERED(2),
    /** The office has closed the slot. */
    CLOSED(3),
    /** The office took the recommended cap. */
    ACCEPTED(4),
    /** A cap was recommended and the office set another. */
    OVERRIDDEN(5);

    private static final HaulDecision[] VALUES = values();

    private final int code;

    HaulDecision(int code) {
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
    public static HaulDecision ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulDecision: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
