package city.mio.simulators.city;

/**
 * Where a site lets construction trucks in, one after the other. Immutable.
 *
 * @param id unique in the city
 * @param queueLimit trucks that may wait before it without standing on the road
 * @param vehiclesPerHour that it lets in
 */
public record GatePlace(String id, int queueLimit, double vehiclesPerHour) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public GatePlace {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("gate: id is missing");
        }
        if (queueLimit < 1) {
            throw new IllegalArgumentException("gate: queueLimit is not positive: " + queueLimit);
        }
        if (!(vehiclesPerHour > 0 && vehiclesPerHour <= 3600)) {
            throw new IllegalArgumentException("gate: vehiclesPerHour is out of range: " + vehiclesPerHour);
        }
    }
}
