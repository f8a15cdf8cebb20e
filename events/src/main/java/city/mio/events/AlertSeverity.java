package city.mio.events;

/** How much an alert matters. The code is the number on the wire and never changes. */
public enum AlertSeverity {
    /** Worth knowing. */
    NOTICE(1),
    /** Should be looked at. */
    WARNING(2),
    /** Needs action now. */
    CRITICAL(3);

    private static final AlertSeverity[] VALUES = values();

    private final int code;

    AlertSeverity(int code) {
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
    public static AlertSeverity ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("AlertSeverity: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
