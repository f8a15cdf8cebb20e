package city.mio.geo.places;

import java.io.Serializable;

/**
 * A detector on the road. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param kind what it is
 * @param linkId the link it watches
 * @param offsetShare where along the link, 0 at its start, 1 at its end
 */
public record DetectorSite(
        String id,
        LocalName name,
        DetectorKind kind,
        long linkId,
        double offsetShare) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public DetectorSite {
        Require.present("DetectorSite", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "kind", kind);
        Require.range(id, "offsetShare", offsetShare, 0, 1);
    }
}
