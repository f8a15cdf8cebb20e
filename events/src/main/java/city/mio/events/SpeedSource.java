package city.mio.events;

/** What a link's speed was made from. The code is the number on the wire and never changes. */
public enum SpeedSource {
    /** Traversals of probe vehicles. */
    PROBE(1),
    /** Detector readings. */
    DETECTOR(2),
    /** Both. */
    FUSED(3);

    private static final SpeedSource[] VALUES = values();

    private final int code;

    SpeedSource(int code) {
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
    public static SpeedSource ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("SpeedSource: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
