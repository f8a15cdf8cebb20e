package city.mio.events;

/** What a rider, or who acts for one, says about a trip. The code is the number on the wire and never changes. */
public enum TripRequestKind {
    /** A trip is wanted: an offer or a refusal answers. */
    ASK(1),
    /** The offer is taken. */
    ACCEPT(2),
    /** The trip, offered or booked, is not wanted any more. */
    CANCEL(3),
    /** A booked trip is wanted otherwise; without a new offer the booking stays. */
    CHANGE(4);

    private static final TripRequestKind[] VALUES = values();

    private final int code;

    TripRequestKind(int code) {
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
    public static TripRequestKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("TripRequestKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
