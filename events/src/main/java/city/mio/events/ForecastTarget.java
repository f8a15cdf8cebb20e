package city.mio.events;

/** What a forecast is about. The code is the number on the wire and never changes. */
public enum ForecastTarget {
    /** A link; the target id is its link id in decimal. */
    LINK(1),
    /** A detector; the target id is its id. */
    DETECTOR(2);

    private static final ForecastTarget[] VALUES = values();

    private final int code;

    ForecastTarget(int code) {
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
    public static ForecastTarget ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("ForecastTarget: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
