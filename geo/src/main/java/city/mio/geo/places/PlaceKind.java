package city.mio.geo.places;

/** What a {@link PlaceShape} stands for. */
public enum PlaceKind {
    /** A part of the city. */
    ZONE,
    /** A fenced area: a site, a yard, a closed quarter. */
    GEOFENCE,
    /** A point with a radius. */
    STOP,
    /** A line with a width: an approved route, a bus lane. */
    CORRIDOR,
    /** A line that is crossed, in one of two directions. It has no inside. */
    GATE;

    /** Whether a point can lie in it. */
    public boolean isArea() {
        return this != GATE;
    }
}
