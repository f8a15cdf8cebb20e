package city.mio.events;

/** What a bus halts for. The code is the number on the wire and never changes. */
public enum PlanStopKind {
    /** Riders board or alight. */
    RIDERS(1),
    /** The driver takes a break. */
    BREAK(2),
    /** An idle bus waits where riders are expected. */
    WAIT(3);

    private static final PlanStopKind[] VALUES = values();

    private final int code;

    PlanStopKind(int code) {
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
    public static PlanStopKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("PlanStopKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
