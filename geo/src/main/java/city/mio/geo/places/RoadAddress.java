package city.mio.geo.places;

import java.io.Serializable;

/**
 * The address of a place on the road, which survives a re-import of the same data. Immutable.
 *
 * @param linkId the link
 * @param offsetShare where along the link, 0 at its start, 1 at its end
 * @param side on which side of it the place lies
 */
public record RoadAddress(long linkId, double offsetShare, RoadSide side) implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public RoadAddress {
        Require.range("address on link " + linkId, "offsetShare", offsetShare, 0, 1);
        Require.present("address on link " + linkId, "side", side);
    }
}
