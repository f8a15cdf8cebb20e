package city.mio.simulators.haul;

import city.mio.events.HaulVehicleClass;

/**
 * A declared trip as its driver will make it. Immutable.
 *
 * @param id unique in the day
 * @param size class of its truck
 * @param depot index of the depot that it sets out from
 * @param site index of the site that it goes to
 * @param lateSeconds by how much it sets out later than it was told; NaN for a truck that does not come
 */
public record HaulTrip(String id, HaulVehicleClass size, int depot, int site, double lateSeconds) {

    /** @throws IllegalArgumentException naming the trip and the field that is missing or out of range */
    public HaulTrip {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("haul trip: id is missing");
        }
        if (size == null) {
            throw new IllegalArgumentException("haul trip " + id + ": size is missing");
        }
        if (depot < 0 || site < 0) {
            throw new IllegalArgumentException("haul trip " + id + ": depot or site is negative");
        }
        if (lateSeconds < 0 || lateSeconds > 86_400) {
            throw new IllegalArgumentException("haul trip " + id + ": lateSeconds is out of range: " + lateSeconds);
        }
    }

    /** Whether its truck comes at all. */
    public boolean comes() {
        return !Double.isNaN(lateSeconds);
    }
}
