/**
 * The on-demand service as a GTFS Schedule dataset with the features of GTFS-Flex (location groups, booking rules), Fares
 * v2 and translations, after the reference at gtfs.org. Uses {@code ondemand} and the CSV writer.
 */
package city.mio.feeds.standards.gtfsflex;
