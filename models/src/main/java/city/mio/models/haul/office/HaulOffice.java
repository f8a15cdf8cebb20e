package city.mio.models.haul.office;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the office for construction traffic has set in a city. Immutable.
 *
 * @param zone in which dates and times of day are meant
 * @param slotMinutes length of a slot, a divisor of a day
 * @param sizes of every class
 * @param routes approved ways
 * @param sites served
 * @param holdingAreas where vehicles wait
 * @param calendar kinds of days
 * @param deadlines of declarations
 * @param roadRules what must hold of the road
 * @param noShows whether a plan counts on trucks that do not come; {@link NoShowRule#NONE} if missing
 */
public record HaulOffice(
        ZoneId zone,
        int slotMinutes,
        Map<VehicleClass, VehicleSize> sizes,
        List<ApprovedRoute> routes,
        List<WorkSite> sites,
        List<HoldingArea> holdingAreas,
        WorkCalendar calendar,
        Deadlines deadlines,
        RoadRules roadRules,
        NoShowRule noShows) {

    private static final long MINUTE = 60_000;

    /** @throws IllegalArgumentException naming the field that is missing, out of range or names nothing */
    public HaulOffice {
        Check.present("zone", zone);
        Check.range("slotMinutes", slotMinutes, 5, 240);
        Check.holds(1440 % slotMinutes == 0, "slotMinutes does not divide a day: " + slotMinutes);
        sizes = new EnumMap<>(Check.present("sizes", sizes));
        for (VehicleClass type : VehicleClass.values()) {
            Check.present("sizes." + type, sizes.get(type));
        }
        sizes = Collections.unmodifiableMap(sizes);
        routes = List.copyOf(Check.present("routes", routes));
        sites = List.copyOf(Check.present("sites", sites));
        holdingAreas = List.copyOf(Check.present("holdingAreas", holdingAreas));
        Check.distinct("routes", routes, ApprovedRoute::id);
        Check.distinct("sites", sites, WorkSite::id);
        Check.distinct("gates", sites.stream().flatMap(site -> site.gates().stream()).toList(), Gate::id);
        Check.distinct("holdingAreas", holdingAreas, HoldingArea::id);
        Set<String> known = new HashSet<>();
        routes.forEach(route -> known.add(route.id()));
        for (WorkSite site : sites) {
            for (String route : site.routeIds()) {
                Check.holds(known.contains(route), "sites." + site.id() + ".routeIds: there is no route " + route);
            }
        }
        for (HoldingArea area : holdingAreas) {
            for (String route : area.routeIds()) {
                Check.holds(
                        known.contains(route), "holdingAreas." + area.id() + ".routeIds: there is no route " + route);
            }
        }
        Check.present("calendar", calendar);
        Check.present("deadlines", deadlines);
        Check.present("roadRules", roadRules);
        noShows = noShows == null ? NoShowRule.NONE : noShows;
    }

    /** An office that counts on every truck. */
    public HaulOffice(
            ZoneId zone,
            int slotMinutes,
            Map<VehicleClass, VehicleSize> sizes,
            List<ApprovedRoute> routes,
            List<WorkSite> sites,
            List<HoldingArea> holdingAreas,
            WorkCalendar calendar,
            Deadlines deadlines,
            RoadRules roadRules) {
        this(zone, slotMinutes, sizes, routes, sites, holdingAreas, calendar, deadlines, roadRules, NoShowRule.NONE);
    }

    /** This office with another rule for trucks that do not come. */
    public HaulOffice withNoShows(NoShowRule rule) {
        return new HaulOffice(
                zone, slotMinutes, sizes, routes, sites, holdingAreas, calendar, deadlines, roadRules, rule);
    }

    /** This office with another calendar. */
    public HaulOffice withCalendar(WorkCalendar other) {
        return new HaulOffice(
                zone, slotMinutes, sizes, routes, sites, holdingAreas, other, deadlines, roadRules, noShows);
    }

    /** This office with other routes. */
    public HaulOffice withRoutes(List<ApprovedRoute> others) {
        return new HaulOffice(
                zone, slotMinutes, sizes, others, sites, holdingAreas, calendar, deadlines, roadRules, noShows);
    }

    /** The site with this id. */
    public Optional<WorkSite> findSite(String id) {
        return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    /** The route with this id. */
    public Optional<ApprovedRoute> findRoute(String id) {
        return routes.stream().filter(route -> route.id().equals(id)).findFirst();
    }

    /** Local date and time of a moment, UTC epoch milliseconds. */
    public LocalDateTime local(long time) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), zone);
    }

    /** The moment of a local date and time, UTC epoch milliseconds. */
    public long moment(LocalDateTime local) {
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    /** The rule for a slot of a route; empty where nobody is let through. */
    public Optional<CapRule> findCap(ApprovedRoute route, long slotStart) {
        LocalDateTime local = local(slotStart);
        return route.findCap(calendar.dayType(local.toLocalDate()), local.toLocalTime());
    }

    /** Whether a slot begins then. */
    public boolean isSlotStart(long time) {
        LocalDateTime local = local(time);
        return Math.floorMod(time, MINUTE) == 0 && local.toLocalTime().toSecondOfDay() / 60 % slotMinutes == 0;
    }

    /** The end of the slot that begins then. */
    public long slotEnd(long slotStart) {
        return slotStart + slotMinutes * MINUTE;
    }

    /** Slots of a day. */
    public int slotsPerDay() {
        return 1440 / slotMinutes;
    }

    /** Begin of the n-th slot of a day. */
    public long slotStart(LocalDate day, int slot) {
        return moment(day.atStartOfDay().plusMinutes((long) slot * slotMinutes));
    }
}
