/** Reads networks from files: OpenStreetMap, OSMnx CSV, a city's own CSV, plain nodes and arcs; reports what was kept, repaired and dropped. Uses {@code network}. */
package city.mio.geo.importers;
