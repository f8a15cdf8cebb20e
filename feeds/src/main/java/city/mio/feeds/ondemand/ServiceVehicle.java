package city.mio.feeds.ondemand;

/**
 * A vehicle of a service's fleet. Immutable.
 *
 * @param vehicleId unique within the service
 * @param seats for riders without a wheelchair
 * @param wheelchairPlaces beside the seats
 */
public record ServiceVehicle(String vehicleId, int seats, int wheelchairPlaces) {

    /** @throws IllegalArgumentException naming the vehicle and the field */
    public ServiceVehicle {
        Require.id("vehicleId", vehicleId);
        Require.range("vehicle " + vehicleId + ": seats", seats, 0, 200);
        Require.range("vehicle " + vehicleId + ": wheelchairPlaces", wheelchairPlaces, 0, 20);
        Require.holds(seats + wheelchairPlaces > 0, "vehicle " + vehicleId + ": seats: there is no place for a rider");
    }
}
