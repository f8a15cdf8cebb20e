/**
 * How many construction vehicles a route can take in a slot before one of its links gets too slow: from the forecast of the
 * other traffic with its intervals, and a relation of speed and volume fitted to what was seen. What the office makes of
 * a recommendation is kept with who and when. Plain Java; uses nothing else of the house.
 */
package city.mio.models.haul.headroom;
