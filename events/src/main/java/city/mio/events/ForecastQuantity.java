package city.mio.events;

/** What is forecast, and its unit. The code is the number on the wire and never changes. */
public enum ForecastQuantity {
    /** Mean speed, m/s. */
    SPEED(1),
    /** Vehicles an hour over all lanes. */
    FLOW(2),
    /** Seconds over the whole link. */
    TRAVEL_TIME(3);

    private static final ForecastQuantity[] VALUES = values();

    private final int code;

    ForecastQuantity(int code) {
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
    public static ForecastQuantity ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("ForecastQuantity: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
