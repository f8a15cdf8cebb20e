/**
 * On-demand buses as GTFS Realtime 2.0: vehicle positions and trip updates, with MobilityData's bindings. Uses {@code
 * dispatch}, {@code ondemand} and Protocol Buffers.
 */
package city.mio.feeds.standards.gtfsrt;
