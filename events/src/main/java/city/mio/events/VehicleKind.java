package city.mio.events;

/** What a probe vehicle is. The code is the number on the wire and never changes. */
public enum VehicleKind {
    /** A private car. */
    CAR(1),
    /** A taxi. */
    TAXI(2),
    /** A bus. */
    BUS(3),
    /** A goods vehicle. */
    TRUCK(4),
    /** A declared construction vehicle. */
    HAUL_TRUCK(5),
    /** A municipal vehicle, such as a garbage truck. */
    SERVICE(6);

    private static final VehicleKind[] VALUES = values();

    private final int code;

    VehicleKind(int code) {
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
    public static VehicleKind ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("VehicleKind: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
