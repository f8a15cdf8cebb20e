package city.mio.simulators.haul;

import java.util.List;

/**
 * Where trucks of some routes wait off the road. Immutable.
 *
 * @param nodeId where it lies
 * @param capacity trucks that it takes
 * @param routes indices of the routes that call there
 */
public record HoldingSite(long nodeId, int capacity, List<Integer> routes) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public HoldingSite {
        if (capacity < 1) {
            throw new IllegalArgumentException("holding area: capacity is not positive: " + capacity);
        }
        routes = List.copyOf(routes);
    }
}
