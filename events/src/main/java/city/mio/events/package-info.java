/**
 * The language of Mio: immutable records of what is said in the system, one for each thing that travels on a
 * topic. No logic beyond the check of a record's own fields. Uses nothing but the JDK.
 *
 * <p>Times are UTC epoch milliseconds, coordinates WGS 84 degrees (lon, lat), everything else SI unless named.
 * Optional numbers are NaN when absent. All records are immutable and safe to share between threads.
 */
package city.mio.events;
