package city.mio.simulators.haul;

/**
 * The gate of a site. Immutable.
 *
 * @param nodeId where it stands
 * @param queueLimit vehicles that may wait before it without standing on the road
 * @param vehiclesPerHour that it lets in, one after the other
 */
public record GateSite(long nodeId, int queueLimit, double vehiclesPerHour) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public GateSite {
        if (queueLimit < 1) {
            throw new IllegalArgumentException("gate: queueLimit is not positive: " + queueLimit);
        }
        if (!(vehiclesPerHour > 0 && vehiclesPerHour <= 3600)) {
            throw new IllegalArgumentException("gate: vehiclesPerHour is out of range: " + vehiclesPerHour);
        }
    }
}
