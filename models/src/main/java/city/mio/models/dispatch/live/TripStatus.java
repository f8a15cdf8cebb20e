package city.mio.models.dispatch.live;

/** Where a request stands. */
public enum TripStatus {
    /** Offered and held, not answered. */
    OFFERED,
    BOOKED,
    ON_BOARD,
    SERVED,
    REFUSED,
    /** The offer was not accepted in time. */
    EXPIRED,
    CANCELLED,
    NO_SHOW,
    /** Promised, and no vehicle can do it any more. */
    FAILED;

    /** Whether a vehicle still has to do something for it. */
    public boolean isOpen() {
        return this == OFFERED || this == BOOKED || this == ON_BOARD;
    }
}
