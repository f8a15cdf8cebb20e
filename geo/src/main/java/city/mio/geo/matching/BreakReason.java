package city.mio.geo.matching;

/** Why a path ended before the track did. */
public enum BreakReason {
    /** No fix came for longer than can be bridged. */
    GAP,
    /** The fixes go on, but no plausible route leads on to them. */
    NO_ROUTE,
    /** The fixes left the roads for longer than a bad fix or two. */
    OFF_ROAD,
    /** The vehicle was parked. */
    PARKED
}
