package city.mio.events;

/** Where a trip request stands. The code is the number on the wire and never changes. */
public enum TripStatus {
    /** Offered and held, not answered. */
    OFFERED(1),
    /** The offer was accepted. */
    BOOKED(2),
    /** The rider is on the bus. */
    ON_BOARD(3),
    /** The rider has arrived. */
    SERVED(4),
    /** There was no offer. */
    REFUSED(5),
    /** The offer was not accepted in time. */
    EXPIRED(6),
    /** Withdrawn by the rider. */
    CANCELLED(7),
    /** The bus halted and the rider was not there. */
    NO_SHOW(8),
    /** Promised, and no bus can do it any more. */
    FAILED(9);

    private static final TripStatus[] VALUES = values();

    private final int code;

    TripStatus(int code) {
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
    public static TripStatus ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("TripStatus: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
