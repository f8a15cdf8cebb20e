package city.mio.simulators.city;

/**
 * Where construction trucks wait off the road until they are called. Immutable.
 *
 * @param id unique in the city
 * @param nodeId where it lies
 * @param capacity trucks that it takes
 */
public record HoldingPlace(String id, long nodeId, int capacity) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public HoldingPlace {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("holding place: id is missing");
        }
        if (capacity < 0) {
            throw new IllegalArgumentException("holding place: capacity is negative: " + capacity);
        }
    }
}
