/**
 * Places on the road: zones, detectors, cameras, haul routes, sites and depots, and how they are placed by rule on
 * a network that brings none. Uses {@code network} and JTS.
 */
package city.mio.geo.places;
