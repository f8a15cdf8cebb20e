package city.mio.simulators.haul;

import city.mio.events.RoadEvent;

/** Who decides about a day's trucks, through the {@link HaulYard}. Called from the simulation's thread. */
public interface HaulControl {

    /** Whether trucks call at their route's holding area, where they wait until they are called. */
    boolean usesHoldingAreas();

    /** Before the day's first second. */
    void begin(HaulYard yard);

    /** After each simulated minute. */
    void minute(HaulYard yard);

    /** Something is known of the road. */
    default void told(HaulYard yard, RoadEvent event) {}

    /** A truck has come to a holding area; it may be called at once. */
    default void held(HaulYard yard, int trip) {}
}
