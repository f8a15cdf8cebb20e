package city.mio.geo.places;

import java.io.Serializable;

/**
 * A camera that reads plates. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param linkId the link it watches
 * @param offsetShare where along the link, 0 at its start, 1 at its end
 */
public record CameraSite(
        String id,
        LocalName name,
        long linkId,
        double offsetShare) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public CameraSite {
        Require.present("CameraSite", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.range(id, "offsetShare", offsetShare, 0, 1);
    }
}
