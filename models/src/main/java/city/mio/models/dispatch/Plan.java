package city.mio.models.dispatch;

import java.util.List;

/**
 * What a search found.
 *
 * @param routes one array of nodes a used vehicle, in visiting order, without the depot
 * @param unserved requests for which there was no place
 * @param cost summed cost of the routes
 * @param iterations how often the search took out and put back
 */
public record Plan(List<int[]> routes, List<Integer> unserved, double cost, long iterations) {

    public Plan {
        routes = List.copyOf(routes);
        unserved = List.copyOf(unserved);
    }
}
