/**
 * Routing beside GraphHopper in one process on one network with the same link times: queries, matrices, new travel
 * times, memory. Uses geo, GraphHopper and JMH.
 */
package city.mio.bench.routing;
