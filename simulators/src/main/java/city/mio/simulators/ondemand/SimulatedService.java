package city.mio.simulators.ondemand;

import city.mio.geo.routing.LinkPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service of on-demand buses as the simulated world knows it. Immutable.
 *
 * @param operatorId who runs it
 * @param zoneId where
 * @param stops where riders board and alight
 * @param depots where buses stand at the beginning
 * @param buses the fleet
 * @param maxParty most riders of one party
 * @param requestsPerHour how often riders ask, on average
 */
public record SimulatedService(
        String operatorId,
        String zoneId,
        List<Place> stops,
        List<Place> depots,
        List<FleetBus> buses,
        int maxParty,
        double requestsPerHour) {

    /** A stop or depot: where buses halt, and where people stand, WGS 84 degrees. */
    public record Place(String placeId, LinkPosition position, double lon, double lat) {}

    /** A bus and where it stands at the beginning. */
    public record FleetBus(String vehicleId, String depotId, int seats, int wheelchairPlaces) {}

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public SimulatedService {
        if (operatorId == null || operatorId.isBlank() || zoneId == null || zoneId.isBlank()) {
            throw new IllegalArgumentException("operatorId or zoneId is missing");
        }
        stops = List.copyOf(stops);
        depots = List.copyOf(depots);
        buses = List.copyOf(buses);
        if (stops.size() < 2) {
            throw new IllegalArgumentException("stops: fewer than two");
        }
        if (maxParty < 1) {
            throw new IllegalArgumentException("maxParty is not positive: " + maxParty);
        }
        if (!(requestsPerHour >= 0 && requestsPerHour <= 100_000)) {
            throw new IllegalArgumentException("requestsPerHour is outside 0 to 100000: " + requestsPerHour);
        }
        Map<String, Place> byId = new TreeMap<>();
        depots.forEach(depot -> byId.put(depot.placeId(), depot));
        for (FleetBus bus : buses) {
            if (!byId.containsKey(bus.depotId())) {
                throw new IllegalArgumentException("bus " + bus.vehicleId() + ": there is no depot " + bus.depotId());
            }
        }
    }

    /** Operator and zone, as they partition the topics. */
    public String key() {
        return operatorId + "/" + zoneId;
    }

    /** Stops and depots by id. */
    Map<String, Place> places() {
        Map<String, Place> places = new TreeMap<>();
        stops.forEach(stop -> places.put(stop.placeId(), stop));
        depots.forEach(depot -> places.put(depot.placeId(), depot));
        return places;
    }
}
