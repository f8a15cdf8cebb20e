package city.mio.models.haul.office;

/**
 * Where a site lets vehicles in. Immutable.
 *
 * @param id unique in the city
 * @param nodeId where it stands
 * @param queueLimit vehicles that may wait in front of it without standing on the road
 * @param vehiclesPerHour that it can let in
 */
public record Gate(String id, long nodeId, int queueLimit, double vehiclesPerHour) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public Gate {
        Check.text("id", id);
        Check.range("queueLimit", queueLimit, 0, 10_000);
        Check.range("vehiclesPerHour", vehiclesPerHour, 0.1, 10_000);
    }
}
