package city.mio.cli.city;

import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.Deadlines;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.RoadRules;
import city.mio.models.haul.office.RoadThreshold;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.office.VehicleSize;
import city.mio.models.haul.office.WorkCalendar;
import city.mio.models.haul.office.WorkSite;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The office of a city that has construction traffic and no {@code haul.yaml}: every day is a workday, the cap of a route
 * holds around the clock, the owner of a site declares for it, and gates take whatever comes. So the same job watches
 * construction traffic in every city. Stateless.
 */
public final class OfficeByRule {

    private static final int NO_LIMIT = 10_000;
    private static final String GENERAL = "What config/osaka/haul.yaml says, for a city that says nothing.";

    private OfficeByRule() {}

    /** The office of these places; empty if they have no haul route or no site. */
    public static Optional<HaulOffice> of(CityPlaces places) {
        if (places.haulRoutes().isEmpty() || places.haulSites().isEmpty()) {
            return Optional.empty();
        }
        Map<VehicleClass, VehicleSize> sizes = new EnumMap<>(Map.of(
                VehicleClass.LIGHT, new VehicleSize(1.7, 2.1, 3.5, 1),
                VehicleClass.MEDIUM, new VehicleSize(2.3, 3.2, 11, 1.5),
                VehicleClass.HEAVY, new VehicleSize(2.5, 3.8, 25, 2),
                VehicleClass.TRAILER, new VehicleSize(2.5, 3.8, 36, 3)));
        List<String> routes = places.haulRoutes().stream().map(HaulRoute::id).toList();
        return Optional.of(new HaulOffice(
                places.timezone(),
                places.haulSlotMinutes(),
                sizes,
                places.haulRoutes().stream().map(OfficeByRule::route).toList(),
                places.haulSites().stream()
                        .map(site -> new WorkSite(
                                site.id(),
                                site.owner().en(),
                                List.of(new Gate(site.id() + "-gate", site.gateNodeId(), NO_LIMIT, NO_LIMIT)),
                                routes,
                                Map.of(site.owner().en(), NO_LIMIT)))
                        .toList(),
                List.of(),
                new WorkCalendar(Set.of(), Set.of(), Set.of(), true),
                new Deadlines(10, DayOfWeek.WEDNESDAY, LocalTime.of(17, 0), 0),
                new RoadRules(
                        new RoadThreshold(0.85, GENERAL), new RoadThreshold(0.5, GENERAL), new RoadThreshold(0.9, GENERAL))));
    }

    private static ApprovedRoute route(HaulRoute route) {
        CapRule always = new CapRule(
                EnumSet.complementOf(EnumSet.of(DayType.NO_WORK)), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, route.capPerSlot(),
                Map.of());
        return new ApprovedRoute(route.id(), route.linkIds(), 3, 4.1, 44, List.of(always));
    }
}
