/**
 * Reads networks from files: OpenStreetMap, OSMnx CSV, a city's own CSV, plain nodes and arcs; reports what was
 * read, kept, repaired and dropped, and why. Files are taken for hostile: what they may unpack to, hold and name is
 * bounded. Uses {@code network}.
 */
package city.mio.geo.importers;
