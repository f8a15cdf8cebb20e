package city.mio.geo.places;

import java.io.Serializable;

/**
 * Where trucks and buses start. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param nodeId source id of its node
 */
public record Depot(
        String id,
        LocalName name,
        long nodeId) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public Depot {
        Require.present("Depot", "id", id);
        Require.present(String.valueOf(id), "name", name);
    }
}
