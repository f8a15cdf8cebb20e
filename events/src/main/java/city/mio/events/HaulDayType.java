package city.mio.events;

/** Kind of day by which caps of construction traffic are set. The code is the number on the wire and never changes. */
public enum HaulDayType {
    /** What the city's settings say. */
    AS_SET(1),
    /** Monday to Friday. */
    WORKDAY(2),
    /** Saturday. */
    SATURDAY(3),
    /** Sunday or a public holiday with work. */
    HOLIDAY(4),
    /** A day with a large event. */
    EVENT(5),
    /** The works rest. */
    NO_WORK(6);

    private static final HaulDayType[] VALUES = values();

    private final int code;

    HaulDayType(int code) {
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
    public static HaulDayType ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("HaulDayType: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
