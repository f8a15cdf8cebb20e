package city.mio.models.dispatch;

/**
 * How the search goes about; none of it depends on an instance.
 *
 * @param seed of all chance
 * @param fewestVehicles whether a vehicle less counts before any cost
 * @param meanRemoved requests taken out at once, about
 * @param longestString stops taken out of one route in a row, at most
 * @param blinkShare how often a route is overlooked when a request is put back
 * @param hot temperature at the beginning, in mean cost of a request
 * @param cold temperature at the end
 * @param fleetShare share of the budget for finding fewer vehicles
 */
public record SearchSettings(
        long seed,
        boolean fewestVehicles,
        double meanRemoved,
        double longestString,
        double blinkShare,
        double hot,
        double cold,
        double fleetShare) {

    public SearchSettings {
        require(meanRemoved >= 1, "meanRemoved is below 1");
        require(longestString >= 1, "longestString is below 1");
        require(blinkShare >= 0 && blinkShare < 1, "blinkShare is not within 0 and 1");
        require(cold > 0 && hot >= cold, "hot is below cold, or cold is not positive");
        require(fleetShare >= 0 && fleetShare < 1, "fleetShare is not within 0 and 1");
    }

    public static SearchSettings of(long seed, boolean fewestVehicles) {
        return new SearchSettings(seed, fewestVehicles, 10, 10, 0.02, 0.4, 0.02, 0.25);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
