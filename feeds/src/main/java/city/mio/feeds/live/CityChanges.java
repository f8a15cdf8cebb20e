package city.mio.feeds.live;

import java.util.BitSet;
import java.util.Set;

/**
 * What differs between a snapshot and the one before. Immutable by agreement: nobody changes the bit sets.
 *
 * @param snapshot the newer one
 * @param links by the network's index
 * @param alerts ids
 * @param vehicles ids that moved or are new
 * @param goneVehicles ids that are no longer heard of
 * @param detectors ids
 * @param forecasts of whose speed there is a newer one, links by the network's index
 */
public record CityChanges(
        CitySnapshot snapshot,
        BitSet links,
        Set<String> alerts,
        Set<String> vehicles,
        Set<String> goneVehicles,
        Set<String> detectors,
        BitSet forecasts) {

    public CityChanges {
        alerts = Set.copyOf(alerts);
        vehicles = Set.copyOf(vehicles);
        goneVehicles = Set.copyOf(goneVehicles);
        detectors = Set.copyOf(detectors);
    }

    /** Whether nothing differs but, perhaps, the clock. */
    public boolean isEmpty() {
        return links.isEmpty()
                && alerts.isEmpty()
                && vehicles.isEmpty()
                && goneVehicles.isEmpty()
                && detectors.isEmpty()
                && forecasts.isEmpty();
    }
}
