/** Shortest paths on the network. Uses {@code network}. */
package city.mio.geo.routing;
