package city.mio.models.haul.office;

/** Size class of a construction vehicle, in the order of size. */
public enum VehicleClass {
    /** Up to 3.5 t gross. */
    LIGHT,
    /** Up to 11 t gross. */
    MEDIUM,
    /** Over 11 t gross, rigid. */
    HEAVY,
    /** Articulated. */
    TRAILER
}
