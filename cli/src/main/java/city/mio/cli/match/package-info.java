/**
 * Recorded tracks matched to a road network, file to file. Uses the recordings of {@code simulators} and the matcher
 * of {@code geo}; knows neither streams nor topics.
 */
package city.mio.cli.match;
