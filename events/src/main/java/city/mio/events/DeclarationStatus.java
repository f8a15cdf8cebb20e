package city.mio.events;

/** How firm a declared construction trip is. The code is the number on the wire and never changes. */
public enum DeclarationStatus {
    /** A contractor's monthly estimate. */
    ESTIMATE(1),
    /** A firm weekly plan with plates. */
    FIRM(2),
    /** Withdrawn. */
    CANCELLED(3);

    private static final DeclarationStatus[] VALUES = values();

    private final int code;

    DeclarationStatus(int code) {
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
    public static DeclarationStatus ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("DeclarationStatus: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
