package city.mio.events;

/** Which stream a receipt is about. The code is the number on the wire and never changes. */
public enum IntakeSource {
    /** Probe positions. */
    PROBES(1),
    /** Detector readings. */
    DETECTORS(2),
    /** Camera passages. */
    PASSAGES(3);

    private static final IntakeSource[] VALUES = values();

    private final int code;

    IntakeSource(int code) {
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
    public static IntakeSource ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("IntakeSource: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
