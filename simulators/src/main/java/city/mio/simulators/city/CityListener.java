package city.mio.simulators.city;

import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;

/** What the simulation tells as it goes; called from its thread, in the order of the steps. */
public interface CityListener {

    /** A vehicle has entered the link at its path's present place. Time in epoch milliseconds. */
    void entered(Vehicle vehicle, int link, long time);

    /** A vehicle reached the end of a link. Time in epoch milliseconds. */
    void left(Vehicle vehicle, int link, long time);

    /** A vehicle reached its destination, at the end of the link given. Time in epoch milliseconds. */
    void arrived(Vehicle vehicle, int link, long time);

    /** Something is now known about the road. */
    void roadEvent(RoadEvent event);

    /** A construction trip was declared, changed or withdrawn; the plate is in clear and must be hashed at the door. */
    void declared(HaulDeclaration declaration, String plate);
}
