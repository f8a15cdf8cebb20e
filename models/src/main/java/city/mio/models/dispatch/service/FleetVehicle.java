package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * A vehicle of the fleet. Immutable.
 *
 * @param vehicleId unique within the service
 * @param seats for riders without a wheelchair
 * @param wheelchairPlaces beside the seats
 * @param depotId where its shifts begin and end
 */
public record FleetVehicle(String vehicleId, int seats, int wheelchairPlaces, String depotId) implements Serializable {

    /** @throws IllegalArgumentException naming the vehicle and the field */
    public FleetVehicle {
        Require.text("vehicleId", vehicleId);
        String vehicle = "vehicle " + vehicleId + ": ";
        Require.range(vehicle + "seats", seats, 0, 200);
        Require.range(vehicle + "wheelchairPlaces", wheelchairPlaces, 0, 20);
        Require.holds(seats + wheelchairPlaces > 0, vehicle + "seats: there is no place for a rider");
        Require.text(vehicle + "depotId", depotId);
    }
}
