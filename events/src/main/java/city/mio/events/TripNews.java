package city.mio.events;

/** Why something is said about a trip request. The code is the number on the wire and never changes. */
public enum TripNews {
    /** It answers what the rider said. */
    ANSWER(1),
    /** The trip has gone on: boarded, arrived, expired, not there. */
    STATUS(2),
    /** Within the promise, but another bus, or a minute or more earlier or later than told. */
    RETIMED(3),
    /** The promise cannot be kept; the next best is promised in its place. */
    REOFFERED(4),
    /** The promised trip cannot be made at all. */
    FAILED(5);

    private static final TripNews[] VALUES = values();

    private final int code;

    TripNews(int code) {
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
    public static TripNews ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("TripNews: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
