package city.mio.events;

/** What has become of a declared construction trip. The code is the number on the wire and never changes. */
public enum HaulTripState {
    /** Estimated for the month; it gets a slot when it is firm. */
    ESTIMATED(1),
    /** Firm; its day is not planned yet. */
    DECLARED(2),
    /** It has a slot. */
    PLANNED(3),
    /** The plan of its day has no slot for it. */
    REFUSED(4),
    /** It was seen within its slot. */
    ON_TIME(5),
    /** It was seen before its slot. */
    EARLY(6),
    /** It was seen after its slot. */
    LATE(7),
    /** It was seen on another route than its own. */
    WRONG_ROUTE(8),
    /** Its slot and the time of grace are over and nobody came. */
    NO_SHOW(9),
    /** Withdrawn by the contractor. */
    CANCELLED(10);

    private static final HaulTripState[] VALUES = values();

    private final int code;

    HaulTripState(int code) {
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
    public static HaulTripState ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulTripState: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
