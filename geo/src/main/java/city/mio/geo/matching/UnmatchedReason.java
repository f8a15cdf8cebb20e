package city.mio.geo.matching;

/** Why a fix was matched to no link. */
public enum UnmatchedReason {
    /** No road within the search radius. */
    OFF_ROAD,
    /** The track makes sense without this fix and none with it. */
    OUTLIER,
    /** The vehicle stands: it has been in one place for longer than a stop in traffic lasts, or has not set out. */
    PARKED
}
