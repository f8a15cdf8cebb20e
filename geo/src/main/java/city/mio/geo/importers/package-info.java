/**
 * Reads networks from files: OpenStreetMap, OSMnx tables, shapefiles, GeoJSON, SUMO, a city's own CSV, plain nodes
 * and arcs; drawn lines from GeoJSON; reports what was read, kept, repaired and dropped, and why. Files are taken for hostile: what they may
 * unpack to, hold and name is bounded. Uses {@code network}, osmpbf, GeoTools (only for coordinates of other
 * systems), Commons CSV and Jackson's streams.
 */
package city.mio.geo.importers;
