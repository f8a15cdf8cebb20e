package city.mio.geo.places.openlr;

/**
 * A line location as text.
 *
 * @param code OpenLR, binary format version 3, in base 64
 * @param foundAgain whether this network itself finds the same links by the code
 */
public record LineCode(String code, boolean foundAgain) {}
