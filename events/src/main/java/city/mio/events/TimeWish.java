package city.mio.events;

/** What the time of a trip request means. The code is the number on the wire and never changes. */
public enum TimeWish {
    /** Not picked up before it. */
    LEAVE_AFTER(1),
    /** There by it. */
    ARRIVE_BY(2);

    private static final TimeWish[] VALUES = values();

    private final int code;

    TimeWish(int code) {
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
    public static TimeWish ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("TimeWish: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
