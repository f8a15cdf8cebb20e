package city.mio.models.haul.office;

import java.util.List;
import java.util.Map;

/**
 * A site with its owner and gates, the routes that lead there, and who may declare trips to it. Immutable.
 *
 * @param id unique in the city
 * @param owner who builds there
 * @param gates at least one
 * @param routeIds approved routes that lead to it, at least one
 * @param dailyShares contractors that may declare for it, and the vehicles that each may send a day
 */
public record WorkSite(
        String id, String owner, List<Gate> gates, List<String> routeIds, Map<String, Integer> dailyShares) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public WorkSite {
        Check.text("id", id);
        Check.text("owner", owner);
        gates = List.copyOf(Check.present("gates", gates));
        Check.holds(!gates.isEmpty(), "gates is empty");
        routeIds = List.copyOf(Check.present("routeIds", routeIds));
        Check.holds(!routeIds.isEmpty(), "routeIds is empty");
        Check.distinct("routeIds", routeIds, route -> route);
        dailyShares = Map.copyOf(Check.present("dailyShares", dailyShares));
        dailyShares.forEach((contractor, share) -> Check.range("dailyShares." + contractor, share, 0, 100_000));
    }
}
