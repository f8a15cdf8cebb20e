/**
 * OpenLR: how the engine exchanges locations with systems on another map. Uses {@code network}, {@code places} and
 * the {@code org.openlr} library, which nothing outside this room sees.
 */
package city.mio.geo.places.openlr;
