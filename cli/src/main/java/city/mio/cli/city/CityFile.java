package city.mio.cli.city;

import city.mio.geo.places.Bounds;
import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What stands in {@code city.yaml}, key by key. Places name nodes by the slugs of {@code nodes.csv}. */
record CityFile(
        String id,
        LocalName name,
        String timezone,
        Bounds bounds,
        NetworkFiles network,
        List<ZoneEntry> zones,
        List<DetectorEntry> detectors,
        List<CameraEntry> cameras,
        HaulEntry haul,
        List<EventEntry> events,
        Thresholds thresholds) {

    record NetworkFiles(String nodes, String roads) {}

    record ZoneEntry(
            String id,
            LocalName name,
            double lon,
            double lat,
            double radiusMetres,
            double residents,
            double jobs,
            List<String> nodes) {}

    record DetectorEntry(String id, String from, String to, double offsetShare, String kind, LocalName name) {}

    record CameraEntry(String id, String from, String to, double offsetShare, LocalName name) {}

    record HaulEntry(int slotMinutes, List<SiteEntry> sites, List<RouteEntry> routes, List<DepotEntry> depots) {}

    record SiteEntry(String id, LocalName owner, LocalName name, String gate) {}

    /** Drawn by naming {@code nodes}, or as a line of a {@code geojson} file; the other fields are of the latter. */
    record RouteEntry(
            String id,
            LocalName name,
            @JsonProperty(required = false) List<String> nodes,
            @JsonProperty(required = false) String geojson,
            @JsonProperty(required = false) String from,
            @JsonProperty(required = false) String to,
            @JsonProperty(required = false) Double withinMetres,
            int capPerSlot) {}

    record DepotEntry(String id, LocalName name, String node) {}

    record EventEntry(String id, LocalName name, String zone, String start, String end, double trips) {}
}
