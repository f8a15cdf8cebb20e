/**
 * The feeds of on-demand buses, held against validators that share no code with their writers: MobilityData's validator of
 * GTFS datasets, the rules of its GTFS Realtime validator, and a JSON schema of the GOFS reference.
 */
package city.mio.cli.standards;
