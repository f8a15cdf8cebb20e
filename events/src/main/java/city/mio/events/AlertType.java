package city.mio.events;

/** What an alert is about. The code is the number on the wire and never changes. */
public enum AlertType {
    /** A link is slow against free flow or against the usual for the time. */
    CONGESTION(1),
    /** A queue has grown over upstream links. */
    QUEUE_SPILLBACK(2),
    /** A detector sends nothing. */
    DETECTOR_SILENT(3),
    /** A detector repeats itself. */
    DETECTOR_STUCK(4),
    /** More construction vehicles passed in a slot than its cap allows. */
    HAUL_SLOT_OVER_CAP(5),
    /** A camera saw a construction vehicle that nobody declared. */
    UNREGISTERED_PLATE(6),
    /** A link will probably be congested within the hour. */
    PREDICTED_CONGESTION(7),
    /** Forecasts have become worse than they used to be. */
    FORECAST_DRIFT(8),
    /** A bus will probably miss what a rider was promised; the rider has a new offer. */
    PROMISE_AT_RISK(9),
    /** What a rider was promised was not kept. */
    PROMISE_BROKEN(10),
    /** More construction vehicles are expected in a slot within the hour than its cap allows. */
    HAUL_PREDICTED_OVER_CAP(11),
    /** A declared construction vehicle is on another route than its own. */
    HAUL_OFF_ROUTE(12),
    /** More construction vehicles will wait at a gate than find room. */
    HAUL_GATE_QUEUE(13),
    /** A holding area will be full. */
    HAUL_HOLDING_FULL(14),
    /** Construction vehicles that come one after another are late, and those after them with them. */
    HAUL_CONVOY_DELAYED(15);

    private static final AlertType[] VALUES = values();

    private final int code;

    AlertType(int code) {
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
    public static AlertType ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("AlertType: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
