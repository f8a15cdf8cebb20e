package city.mio.simulators.city;

/**
 * Where a truck leaves the road: a gate, a holding area, a depot. While it has no room the truck stands at the end of its
 * link and holds up who is behind it. Called from the simulation's thread.
 */
public interface Destination {

    /** Whether one more may leave the road now. */
    boolean hasRoom();

    /** A truck has left the road, at a time in UTC epoch milliseconds. */
    void arrived(Vehicle truck, long time);

    /** Whether the truck only stops here, beside the road, before it goes on under the same name. */
    default boolean isStop() {
        return false;
    }
}
