package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;

/**
 * Travel times and fastest routes on a network whose link travel times change. Thread-safe; what answers is hidden.
 *
 * <p>Asked through {@link #newQuery}, one for each thread. New travel times are swapped in atomically: an answer,
 * also a whole matrix, is made of one state of them.
 */
public interface TravelTimes {

    /** The network that positions and routes speak of. */
    RoadNetwork network();

    /** A query for one thread, to be kept and asked again and again: it holds scratch memory. */
    RouteQuery newQuery();

    /** Number of times that new travel times were swapped in. */
    long generation();
}
