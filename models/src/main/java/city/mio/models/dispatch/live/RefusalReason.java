package city.mio.models.dispatch.live;

/** Why there is no offer. */
public enum RefusalReason {
    UNKNOWN_STOP,
    OUTSIDE_ZONE,
    STOP_CLOSED,
    SAME_STOP,
    NO_RIDERS,
    PARTY_TOO_LARGE,
    NO_WHEELCHAIR_PLACE,
    TIME_PAST,
    TOO_FAR_AHEAD,
    CLOSED_HOURS,
    NO_WAY,
    NO_VEHICLE_IN_TIME,
    ID_USED_FOR_ANOTHER_REQUEST,
    UNKNOWN_REQUEST,
    TOO_LATE_TO_CHANGE,
    OFFER_EXPIRED,
    NO_STOP_NEAR
}
