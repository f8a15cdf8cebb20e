package city.mio.geo.places;

import java.io.Serializable;

/**
 * A construction site. Immutable.
 *
 * @param id unique in the city
 * @param owner who builds
 * @param name for people
 * @param gateNodeId source id of the node where trucks enter
 */
public record HaulSite(
        String id,
        LocalName owner,
        LocalName name,
        long gateNodeId) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public HaulSite {
        Require.present("HaulSite", "id", id);
        Require.present(String.valueOf(id), "owner", owner);
        Require.present(String.valueOf(id), "name", name);
    }
}
