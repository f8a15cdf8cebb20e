/**
 * Places on the road: zones, detectors, cameras, haul routes, sites and depots, and how they are placed by rule on
 * a network that brings none; which of them a point lies in and a movement crosses ({@link
 * city.mio.geo.places.ZoneIndex}); when vehicles enter, leave and dwell ({@link
 * city.mio.geo.places.GeofenceMonitor}); their addresses on links. Uses {@code network}, {@code routing} and JTS.
 */
package city.mio.geo.places;
