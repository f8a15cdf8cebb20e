/** Online map matching: positions of one vehicle in, traversals out. Uses {@code network}. */
package city.mio.geo.matching;
