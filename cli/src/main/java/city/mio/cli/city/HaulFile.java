package city.mio.cli.city;

import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** What stands in {@code haul.yaml}, key by key. Sites and routes are those of {@code city.yaml}, by their ids. */
record HaulFile(
        int slotMinutes,
        Map<String, SizeEntry> classes,
        List<RouteEntry> routes,
        List<SiteEntry> sites,
        List<AreaEntry> holdingAreas,
        CalendarEntry calendar,
        DeadlineEntry deadlines,
        RoadEntry road,
        @JsonProperty(required = false) NoShowEntry noShows) {

    record SizeEntry(double widthMetres, double heightMetres, double weightTonnes, double passengerCars) {}

    record RouteEntry(
            String id,
            double mostWidthMetres,
            double mostHeightMetres,
            double mostWeightTonnes,
            List<CapEntry> caps) {}

    record CapEntry(
            List<String> days,
            String from,
            String until,
            int vehicles,
            @JsonProperty(required = false) Map<String, Integer> byClass) {}

    record SiteEntry(String id, List<GateEntry> gates, List<String> routes, Map<String, Integer> dailyShares) {}

    record GateEntry(String id, String node, int queueLimit, double vehiclesPerHour) {}

    record AreaEntry(String id, LocalName name, String node, int capacity, List<String> routes) {}

    record CalendarEntry(
            List<String> holidays, List<String> eventDays, List<String> noWorkDays, boolean worksOnHolidays) {}

    record DeadlineEntry(int estimateDay, String planDay, String officeCloses, int platesMinutes) {}

    record RoadEntry(Threshold mostVolumeShare, Threshold leastSpeedShare, Threshold confidence) {}

    record NoShowEntry(double confidence, double mostExtra, String reason) {}
}
