package city.mio.simulators.city;

import city.mio.events.HaulVehicleClass;

/**
 * A drive of a construction truck that somebody outside of the simulation decides upon. Immutable, but for the path that is
 * not copied.
 *
 * @param id of the truck
 * @param plate in clear
 * @param size class
 * @param probe whether it sends positions
 * @param path link indices, each beginning where the last ends
 * @param destination at the end of the path
 */
public record TruckDrive(
        String id, String plate, HaulVehicleClass size, boolean probe, int[] path, Destination destination) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public TruckDrive {
        if (id == null || plate == null || size == null || destination == null) {
            throw new IllegalArgumentException("truck drive: id, plate, size or destination is missing");
        }
        if (path == null || path.length == 0) {
            throw new IllegalArgumentException("truck drive " + id + ": path is empty");
        }
    }
}
