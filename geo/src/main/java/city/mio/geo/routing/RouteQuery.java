package city.mio.geo.routing;

import java.util.List;
import java.util.Optional;

/**
 * Asks {@link TravelTimes}. Thread-confined. Every answer is exact for the travel times (whole milliseconds a link)
 * and turn costs in use: what Dijkstra's algorithm would find.
 *
 * <p>The departure time chooses among travel times that were given for several times of day; within a trip they stay
 * the same (see {@link TripEstimator} for trips through changing traffic). Positions must be on links of the network,
 * else {@link IndexOutOfBoundsException}. From a place on a link to an earlier place on the same link the way leads
 * round; no vehicle starts or ends on a link that it may not use.
 */
public interface RouteQuery {

    /** Seconds from one place to another, turns included; positive infinity if no way leads there. */
    double travelSeconds(LinkPosition from, LinkPosition to, VehicleClass vehicle, long departMillis);

    /** The fastest route; empty if no way leads there. */
    Optional<Route> findRoute(LinkPosition from, LinkPosition to, VehicleClass vehicle, long departMillis);

    /**
     * Seconds from one place to each of many; positive infinity where no way leads.
     *
     * @return an array as long as {@code to}
     */
    default double[] travelSeconds(
            LinkPosition from, List<LinkPosition> to, VehicleClass vehicle, long departMillis) {
        return travelSeconds(List.of(from), to, vehicle, departMillis)[0];
    }

    /**
     * Seconds from each of many places to each of many others; positive infinity where no way leads.
     *
     * @return a row for each of {@code from}, a column for each of {@code to}
     */
    double[][] travelSeconds(
            List<LinkPosition> from, List<LinkPosition> to, VehicleClass vehicle, long departMillis);

    /**
     * Routes that are worth a choice: the fastest, then others that take at most {@code mostSlower} longer and share
     * at most {@code mostShared} of the fastest's time with it and with each other.
     *
     * @param mostSlower as a share of the fastest, 0.2 for 20 %
     * @param mostShared as a share of the fastest's travel time, 0.7 for 70 %
     * @param most routes at most, the fastest included
     * @return the fastest first, then by travel time; empty if no way leads there
     */
    List<Route> listRoutes(
            LinkPosition from,
            LinkPosition to,
            VehicleClass vehicle,
            long departMillis,
            double mostSlower,
            double mostShared,
            int most);
}
