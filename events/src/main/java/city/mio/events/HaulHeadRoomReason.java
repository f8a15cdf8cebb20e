package city.mio.events;

/** Why a cap is recommended. The code is the number on the wire and never changes. */
public enum HaulHeadRoomReason {
    /** Nothing is forecast for the route: no cap is recommended. */
    UNKNOWN(1),
    /** The road can take more than the cap lets through, and more are wanted. */
    ROAD_TAKES_MORE(2),
    /** More would fit, but nobody wants them. */
    NOT_NEEDED(3),
    /** The cap is about what the road can take. */
    CAP_FITS(4),
    /** A link would get too slow with as many as the cap lets through. */
    LINK_TOO_SLOW(5),
    /** A link is expected to be too slow without any construction vehicle. */
    OVERLOADED_WITHOUT(6);

    private static final HaulHeadRoomReason[] VALUES = values();

    private final int code;

    HaulHeadRoomReason(int code) {
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
    public static HaulHeadRoomReason ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulHeadRoomReason: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
