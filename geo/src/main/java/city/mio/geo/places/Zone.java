package city.mio.geo.places;

import java.io.Serializable;
import java.util.List;

/**
 * Where trips begin and end. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param lon of the centre, WGS 84 degrees
 * @param lat of the centre, WGS 84 degrees
 * @param radiusMetres of the circle it covers
 * @param residents people who live there
 * @param jobs people who work there
 * @param nodeIds source ids of the nodes where trips begin and end, at least one
 */
public record Zone(
        String id,
        LocalName name,
        double lon,
        double lat,
        double radiusMetres,
        double residents,
        double jobs,
        List<Long> nodeIds) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public Zone {
        Require.present("Zone", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "nodeIds", nodeIds);
        Require.range(id, "radiusMetres", radiusMetres, 1, 1e6);
        Require.range(id, "residents", residents, 0, 1e9);
        Require.range(id, "jobs", jobs, 0, 1e9);
        Require.range(id, "number of nodes", nodeIds.size(), 1, 1e6);
        nodeIds = List.copyOf(nodeIds);
    }
}
