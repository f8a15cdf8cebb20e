package city.mio.events;

/** Size class of a construction vehicle. The code is the number on the wire and never changes. */
public enum HaulVehicleClass {
    /** Up to 3.5 t gross. */
    LIGHT(1),
    /** Up to 11 t gross. */
    MEDIUM(2),
    /** Over 11 t gross, rigid. */
    HEAVY(3),
    /** Articulated. */
    TRAILER(4);

    private static final HaulVehicleClass[] VALUES = values();

    private final int code;

    HaulVehicleClass(int code) {
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
    public static HaulVehicleClass ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulVehicleClass: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
