package city.mio.feeds.route;

import city.mio.geo.routing.Route;
import city.mio.geo.routing.TripEstimate;

/**
 * A route, and the trip over it through the traffic that is expected.
 *
 * @param route its links; its own travel time is that at departure
 * @param trip when it arrives, and how that is known
 * @param freeFlowSeconds over the same links with the roads empty, without turns
 */
public record LiveRoute(Route route, TripEstimate trip, double freeFlowSeconds) {}
