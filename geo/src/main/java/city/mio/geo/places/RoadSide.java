package city.mio.geo.places;

/** On which side of a link something lies, seen in the driving direction. */
public enum RoadSide {
    UNKNOWN,
    LEFT,
    RIGHT,
    BOTH
}
