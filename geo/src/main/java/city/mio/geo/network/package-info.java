/**
 * The road network: one compact immutable graph of directed links, its builder, its file, and the index that finds
 * links near a point. Uses JTS, Jackson's streams (GeoJSON) and the JDK; knows no importer, no matcher, no router.
 */
package city.mio.geo.network;
