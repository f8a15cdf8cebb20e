package city.mio.jobs.dispatch;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.Fares;
import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.Promises;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.ServiceZone;
import city.mio.models.dispatch.service.Shift;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One service of on-demand buses as it stands in a city's settings and travels as JSON: an operator in a zone. Times of
 * day are local, {@code HH:mm}, and {@code 24:00} is the end of the day. Immutable.
 *
 * @param operator who runs it
 * @param zone the area that it serves; operator and zone together name the service
 * @param timeZone IANA name
 * @param maxParty most riders of one party
 * @param hours when riders may be picked up
 * @param closedDates days without service, ISO 8601
 * @param districts parts of the zone, for fares
 * @param stops where riders board and alight
 * @param depots where shifts begin and end
 * @param vehicles the fleet
 * @param shifts when vehicles are out, by day of the week
 * @param boarding how long a bus stands
 * @param fares what a trip costs
 * @param promises what every rider is promised
 * @param dispatch what the dispatcher may do; null: what is usual
 * @param offers how much one client may hold by offers that it has not taken; null: what is usual
 */
public record ServiceSettings(
        Named operator,
        Named zone,
        String timeZone,
        int maxParty,
        List<OpenTime> hours,
        List<String> closedDates,
        List<Named> districts,
        List<Stop> stops,
        List<Depot> depots,
        List<FleetVehicle> vehicles,
        List<ShiftPattern> shifts,
        BoardingTimes boarding,
        FareTable fares,
        PromiseTable promises,
        DispatchRules dispatch,
        OfferRules offers)
        implements Serializable {

    public ServiceSettings {
        dispatch = dispatch == null
                ? new DispatchRules(
                        DispatchSettings.defaults().reserveQuantile(),
                        DispatchSettings.defaults().refusesCostly())
                : dispatch;
        offers = offers == null ? OfferRules.usual(vehicles, maxParty) : offers;
    }

    /** An id and a name for people. */
    public record Named(String id, LocalName name) implements Serializable {}

    /** Open on some days of the week, lower-case English names. */
    public record OpenTime(List<String> days, String from, String until) implements Serializable {}

    /**
     * Where riders board and alight.
     *
     * @param lon of the post, WGS 84 degrees
     * @param lat of the post, WGS 84 degrees
     * @param linkId where buses halt
     * @param share how far along the link, 0 to 1
     * @param side of the road on which the post stands, as the driver sees it
     */
    public record Stop(
            String id,
            LocalName name,
            double lon,
            double lat,
            long linkId,
            double share,
            RoadSide side,
            String district)
            implements Serializable {}

    /** Where shifts begin and end; the same fields as a stop's. */
    public record Depot(String id, LocalName name, double lon, double lat, long linkId, double share)
            implements Serializable {}

    /** Vehicles that are out at the same times, on some days of the week. */
    public record ShiftPattern(
            List<String> vehicles, List<String> days, String from, String until, List<BreakPattern> breaks)
            implements Serializable {}

    /** A break that begins between two times of day. */
    public record BreakPattern(String earliest, String latest, int minutes) implements Serializable {}

    /** What a trip costs, in whole units of the currency. */
    public record FareTable(
            String currency, int adult, int child, int disabled, DayPass dayPass, List<Surcharge> surcharges)
            implements Serializable {}

    /** What a day pass costs. */
    public record DayPass(int adult, int child, int disabled) implements Serializable {}

    /** More for each rider between two districts, either way. */
    public record Surcharge(List<String> between, int more) implements Serializable {}

    /** What every rider is promised, see {@link Promises}. */
    public record PromiseTable(
            int maxWaitMinutes,
            double detourFactor,
            int detourMinutes,
            int maxWalkMetres,
            double walkMetresPerSecond,
            int maxSlipMinutes,
            int earlyMinutes,
            int offerHoldSeconds,
            int maxDaysAhead)
            implements Serializable {}

    /**
     * What the dispatcher may do, see {@link DispatchSettings}.
     *
     * @param reserveQuantile for which share of the legs driven lately promises must hold; the lower the more riders are
     *     served and the more promises broken
     * @param refuseCostly whether trips that take far more of the fleet's time than others are refused while vehicles are scarce
     */
    public record DispatchRules(double reserveQuantile, boolean refuseCostly) implements Serializable {}

    /** The service's name on topics: operator and zone. */
    public String key() {
        return operator.id() + "/" + zone.id();
    }

    /**
     * The service on its network, without shifts: those are planned day by day ({@link ShiftCalendar}).
     *
     * @throws IllegalArgumentException naming the field at fault
     */
    public OnDemandService on(RoadNetwork network) {
        OnDemandService.Builder service = OnDemandService.builder(id("operator", operator) + "/" + id("zone", zone))
                .hours(openingHours())
                .boarding(present("boarding", boarding))
                .fares(fareTable())
                .promises(at("promises", () -> promiseTable(present("promises", promises))))
                .maxParty(maxParty);
        Set<String> served = new HashSet<>();
        for (Named district : present("districts", districts)) {
            served.add(id("districts", district));
            service.zone(new ServiceZone(district.id(), district.name().en()));
        }
        for (int i = 0; i < present("stops", stops).size(); i++) {
            Stop stop = present("stops[" + i + "]", stops.get(i));
            at("stops[" + i + "] (" + stop.id() + ")", () -> {
                if (!served.contains(stop.district())) {
                    throw new IllegalArgumentException("district: there is no district " + stop.district());
                }
                return service.stop(new ServiceStop(
                        stop.id(),
                        present("name", stop.name()).en(),
                        stop.lon(),
                        stop.lat(),
                        link(network, stop.linkId()),
                        stop.share(),
                        stop.side(),
                        stop.district()));
            });
        }
        for (int i = 0; i < present("depots", depots).size(); i++) {
            Depot depot = present("depots[" + i + "]", depots.get(i));
            at("depots[" + i + "] (" + depot.id() + ")", () -> service.depot(new city.mio.models.dispatch.service.Depot(
                    depot.id(),
                    present("name", depot.name()).en(),
                    depot.lon(),
                    depot.lat(),
                    link(network, depot.linkId()),
                    depot.share())));
        }
        at("dispatch", () -> dispatcher(1));
        present("vehicles", vehicles).forEach(vehicle -> service.vehicle(present("vehicles", vehicle)));
        at("offers", () -> {
            offers.check(maxParty);
            return offers;
        });
        OnDemandService built = service.build();
        ShiftCalendar calendar = new ShiftCalendar(this);
        for (Shift shift : calendar.week(LocalDate.of(2026, 1, 5))) {
            if (!built.vehiclesById().containsKey(shift.vehicleId())) {
                throw new IllegalArgumentException("shifts: vehicle " + shift.vehicleId() + " is unknown");
            }
        }
        return built;
    }

    private OpeningHours openingHours() {
        List<OpeningHours.OpenTime> times = new ArrayList<>();
        for (OpenTime time : present("hours", hours)) {
            times.add(at("hours[" + times.size() + "]", () -> new OpeningHours.OpenTime(
                    days(time.days()), time("from", time.from()), time("until", time.until()))));
        }
        Set<LocalDate> closed = new HashSet<>();
        for (String date : present("closedDates", closedDates)) {
            closed.add(at("closedDates", () -> LocalDate.parse(present("closedDates", date))));
        }
        return at("hours", () -> new OpeningHours(zoneId(), times, closed));
    }

    /** How this service is dispatched. */
    DispatchSettings dispatcher(long seed) {
        return DispatchSettings.builder()
                .seed(seed)
                .reserveQuantile(dispatch.reserveQuantile())
                .refuseCostly(dispatch.refuseCostly())
                .build();
    }

    /** The time zone of all its times of day. */
    ZoneId zoneId() {
        return at("timeZone", () -> ZoneId.of(present("timeZone", timeZone)));
    }

    private Fares fareTable() {
        FareTable table = present("fares", fares);
        return at("fares", () -> {
            DayPass pass = present("dayPass", table.dayPass());
            Fares.Builder built = Fares.builder()
                    .currency(table.currency())
                    .fares(table.adult(), table.child(), table.disabled())
                    .dayPasses(pass.adult(), pass.child(), pass.disabled());
            for (Surcharge surcharge : present("surcharges", table.surcharges())) {
                List<String> between = present("between", surcharge.between());
                if (between.size() != 2) {
                    throw new IllegalArgumentException("surcharges: between does not name two districts: " + between);
                }
                for (String district : between) {
                    if (districts.stream().noneMatch(each -> each.id().equals(district))) {
                        throw new IllegalArgumentException("surcharges: there is no district " + district);
                    }
                }
                built.surcharge(between.get(0), between.get(1), surcharge.more());
            }
            return built.build();
        });
    }

    private static Promises promiseTable(PromiseTable table) {
        return Promises.builder()
                .maxWaitSeconds(table.maxWaitMinutes() * 60)
                .detour(table.detourFactor(), table.detourMinutes() * 60)
                .walk(table.maxWalkMetres(), table.walkMetresPerSecond())
                .slip(table.maxSlipMinutes() * 60, table.earlyMinutes() * 60)
                .offerHoldSeconds(table.offerHoldSeconds())
                .maxDaysAhead(table.maxDaysAhead())
                .build();
    }

    private static int link(RoadNetwork network, long linkId) {
        return network.findLink(linkId)
                .orElseThrow(() -> new IllegalArgumentException("linkId: the network has no link " + linkId));
    }

    private static String id(String field, Named named) {
        String id = present(field, named).id();
        if (id == null || !id.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(field + ": id is not of letters, digits and hyphens: " + id);
        }
        present(field + ": name", named.name());
        return id;
    }

    static Set<DayOfWeek> days(List<String> names) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : present("days", names)) {
            try {
                days.add(DayOfWeek.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("days: is no day of the week: " + name, e);
            }
        }
        return days;
    }

    static LocalTime time(String field, String text) {
        try {
            return present(field, text).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + ": is no time of day: " + text, e);
        }
    }

    static <V> V present(String field, V value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** Something that may fail. */
    interface Step<T> {
        T take();
    }

    /** What a step makes; its fault gets the place where it happened. */
    static <T> T at(String where, Step<T> step) {
        try {
            return step.take();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    e.getMessage().startsWith(where) ? e.getMessage() : where + ": " + e.getMessage(), e);
        }
    }
}
