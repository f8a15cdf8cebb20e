package city.mio.events;

/** Why what a rider said was refused. The code is the number on the wire and never changes. */
public enum TripRefusal {
    /** Nothing was refused. */
    NONE(1),
    /** No operator of that id runs in that zone. */
    UNKNOWN_SERVICE(2),
    /** The service has no such stop. */
    UNKNOWN_STOP(3),
    /** No stop lies within the longest walk from the place. */
    NO_STOP_NEAR(4),
    /** The stop lies in a zone that is not served. */
    OUTSIDE_ZONE(5),
    /** The stop is closed at that time. */
    STOP_CLOSED(6),
    /** The trip ends where it begins. */
    SAME_STOP(7),
    /** The party has no riders. */
    NO_RIDERS(8),
    /** More riders than may ride together. */
    PARTY_TOO_LARGE(9),
    /** No bus takes so many wheelchairs. */
    NO_WHEELCHAIR_PLACE(10),
    /** The time asked for is past. */
    TIME_PAST(11),
    /** The time asked for is farther ahead than trips are taken. */
    TOO_FAR_AHEAD(12),
    /** The service is closed at that time. */
    CLOSED_HOURS(13),
    /** No road leads from the one stop to the other. */
    NO_WAY(14),
    /** No bus can keep the promises of this trip and of those that are booked. */
    NO_VEHICLE_IN_TIME(15),
    /** The request id was used before with other content. */
    ID_USED_FOR_ANOTHER_REQUEST(16),
    /** The request was never made or is forgotten. */
    UNKNOWN_REQUEST(17),
    /** The trip has gone too far to be changed or cancelled. */
    TOO_LATE_TO_CHANGE(18),
    /** The offer is not open any more. */
    OFFER_EXPIRED(19),
    /** Who asks has asked too often. */
    TOO_MANY_REQUESTS(20);

    private static final TripRefusal[] VALUES = values();

    private final int code;

    TripRefusal(int code) {
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
    public static TripRefusal ofCode(int code) {
        if (code < 1 || code > VALUES.length) {
            throw new IllegalArgumentException("TripRefusal: unknown code " + code);
        }
        return VALUES[code - 1];
    }
}
