/**
 * The on-demand service as GOFS 1.0 files (General On-Demand Feed Specification, MobilityData). Uses {@code ondemand},
 * Jackson's generator and JTS for outlines of zones.
 */
package city.mio.feeds.standards.gofs;
