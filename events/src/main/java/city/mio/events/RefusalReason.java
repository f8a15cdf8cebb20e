package city.mio.events;

/** Why a record was refused. The code is the number on the wire and never changes. */
public enum RefusalReason {
    /** The bytes are not the declared form. */
    UNDECODABLE(1),
    /** A field is missing or outside its range. */
    INVALID_FIELD(2),
    /** The coordinates lie outside the city's bounds. */
    OUTSIDE_CITY(3),
    /** The time is too far in the past or the future. */
    TIME_OUT_OF_RANGE(4),
    /** The city has no such device. */
    UNKNOWN_DEVICE(5),
    /** Nothing is expected at that MQTT topic. */
    UNKNOWN_TOPIC(6),
    /** It came after its window was closed for good. */
    TOO_LATE(7),
    /** It can be read, but the rules of the city's office do not allow it. */
    NOT_ALLOWED(8),
    /** It does not fit what was planned or told last: the plan has changed, or it cannot be true. */
    NOT_AS_PLANNED(9);

    private static final RefusalReason[] VALUES = values();

    private final int code;

    RefusalReason(int code) {
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
    public static RefusalReason ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("RefusalReason: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
