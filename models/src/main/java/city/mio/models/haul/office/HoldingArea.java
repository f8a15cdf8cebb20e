package city.mio.models.haul.office;

import city.mio.geo.places.LocalName;
import java.util.List;

/**
 * Where vehicles wait until they are called. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param nodeId where it stands
 * @param capacity vehicles that find room
 * @param routeIds whose vehicles wait there, at least one
 */
public record HoldingArea(String id, LocalName name, long nodeId, int capacity, List<String> routeIds) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HoldingArea {
        Check.text("id", id);
        Check.present("name", name);
        Check.range("capacity", capacity, 0, 100_000);
        routeIds = List.copyOf(Check.present("routeIds", routeIds));
        Check.holds(!routeIds.isEmpty(), "routeIds is empty");
    }
}
