package city.mio.geo.places;

/** What kind of sensor a detector is. */
public enum DetectorKind {
    /** An inductive loop: count, occupancy, mean speed. */
    LOOP,
    /** An AI camera: as a loop, and it tells vehicle classes apart. */
    CAMERA
}
