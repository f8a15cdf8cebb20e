package city.mio.geo.places;

import java.io.Serializable;
import java.util.List;

/**
 * An approved route for construction vehicles, as links in driving order, with the number of vehicles a slot may hold. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param linkIds in driving order, each starts where the last ends, at least one
 * @param capPerSlot vehicles per slot
 */
public record HaulRoute(
        String id,
        LocalName name,
        List<Long> linkIds,
        int capPerSlot) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public HaulRoute {
        Require.present("HaulRoute", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "linkIds", linkIds);
        Require.range(id, "capPerSlot", capPerSlot, 0, 1e6);
        Require.range(id, "number of links", linkIds.size(), 1, 1e6);
        linkIds = List.copyOf(linkIds);
    }
}
