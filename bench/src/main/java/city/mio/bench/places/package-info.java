/** Points in places beside JTS in one process. Uses geo and JTS. */
package city.mio.bench.places;
