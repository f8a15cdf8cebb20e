/**
 * Map matching beside GraphHopper in one process, on the same recorded tracks and the same networks, judged by the same
 * measure. Uses geo, GraphHopper and the command line's progress.
 */
package city.mio.bench.matching;
