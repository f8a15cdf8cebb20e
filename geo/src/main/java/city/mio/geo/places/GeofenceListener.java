package city.mio.geo.places;

/** Is told what a vehicle did, by place index; times are UTC epoch millis. */
public interface GeofenceListener {

    /**
     * The vehicle has entered a place.
     *
     * @param place in the index
     * @param time of the first fix inside
     */
    void entered(int place, long time);

    /**
     * The vehicle has stayed in a place as long as a dwell is said to last. Told once a stay.
     *
     * @param place in the index
     * @param enterTime when it had entered
     * @param time when the stay became long enough
     */
    void dwelt(int place, long enterTime, long time);

    /**
     * The vehicle has left a place that it had entered.
     *
     * @param place in the index
     * @param enterTime when it had entered
     * @param lastInside of the last fix that was not outside: it left between this and {@code time}
     * @param time of the first fix outside; {@code lastInside} if the vehicle was not seen again
     */
    void left(int place, long enterTime, long lastInside, long time);

    /**
     * The vehicle has crossed a gate.
     *
     * @param gate in the index
     * @param forwards whether from its left to its right
     * @param time of the crossing, at even speed between two fixes
     */
    void crossed(int gate, boolean forwards, long time);
}
