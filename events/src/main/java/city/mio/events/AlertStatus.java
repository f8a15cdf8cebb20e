package city.mio.events;

/** A step in an alert's life. The code is the number on the wire and never changes. */
public enum AlertStatus {
    /** It began. */
    OPENED(1),
    /** Its evidence or severity changed. */
    UPDATED(2),
    /** It ended. */
    CLEARED(3),
    /** A person has taken note. */
    ACKNOWLEDGED(4);

    private static final AlertStatus[] VALUES = values();

    private final int code;

    AlertStatus(int code) {
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
    public static AlertStatus ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("AlertStatus: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
