package city.mio.geo.places;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * All places of a city, bound to the links and nodes of one network. Immutable.
 *
 * @param id of the city
 * @param name for people
 * @param timezone for times of day
 * @param bounds what counts as inside
 * @param zones where trips begin and end
 * @param detectors sensors
 * @param cameras plate readers
 * @param haulSlotMinutes length of a haul slot, minutes, a divisor of a day
 * @param haulSites construction sites
 * @param haulRoutes approved routes
 * @param depots where trucks and buses start
 * @param events crowds
 */
public record CityPlaces(
        String id,
        LocalName name,
        ZoneId timezone,
        Bounds bounds,
        List<Zone> zones,
        List<DetectorSite> detectors,
        List<CameraSite> cameras,
        int haulSlotMinutes,
        List<HaulSite> haulSites,
        List<HaulRoute> haulRoutes,
        List<Depot> depots,
        List<DemandEvent> events) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public CityPlaces {
        Require.present("CityPlaces", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "timezone", timezone);
        Require.present(String.valueOf(id), "bounds", bounds);
        Require.present(String.valueOf(id), "zones", zones);
        Require.present(String.valueOf(id), "detectors", detectors);
        Require.present(String.valueOf(id), "cameras", cameras);
        Require.present(String.valueOf(id), "haulSites", haulSites);
        Require.present(String.valueOf(id), "haulRoutes", haulRoutes);
        Require.present(String.valueOf(id), "depots", depots);
        Require.present(String.valueOf(id), "events", events);
        Require.range(id, "haulSlotMinutes", haulSlotMinutes, 1, 1440);
        zones = List.copyOf(zones);
        detectors = List.copyOf(detectors);
        cameras = List.copyOf(cameras);
        haulSites = List.copyOf(haulSites);
        haulRoutes = List.copyOf(haulRoutes);
        depots = List.copyOf(depots);
        events = List.copyOf(events);
    }

    /** These places with other events. */
    public CityPlaces withEvents(List<DemandEvent> others) {
        return new CityPlaces(
                id, name, timezone, bounds, zones, detectors, cameras, haulSlotMinutes, haulSites, haulRoutes, depots, others);
    }
}
