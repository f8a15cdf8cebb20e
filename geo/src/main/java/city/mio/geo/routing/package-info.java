/**
 * Shortest paths on the network under travel times that change: {@link city.mio.geo.routing.TravelTimes} is what the
 * rest of the engine asks. Behind it a customizable contraction hierarchy with turn costs, or plain Dijkstra where the
 * network is tiny. Uses {@code network}; no clocks, no threads of its own.
 */
package city.mio.geo.routing;
