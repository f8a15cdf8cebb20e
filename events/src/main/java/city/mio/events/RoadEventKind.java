package city.mio.events;

/** What kind of thing happened on the road. The code is the number on the wire and never changes. */
public enum RoadEventKind {
    /** The link is closed. */
    CLOSURE(1),
    /** Some lanes of the link are closed. */
    LANES_CLOSED(2),
    /** Road works. */
    WORKS(3),
    /** An accident. */
    ACCIDENT(4),
    /** Rain; magnitude in mm/h. */
    RAIN(5),
    /** An event that draws a crowd; magnitude in trips. */
    CROWD(6);

    private static final RoadEventKind[] VALUES = values();

    private final int code;

    RoadEventKind(int code) {
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
    public static RoadEventKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("RoadEventKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
