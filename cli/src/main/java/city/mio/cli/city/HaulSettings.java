package city.mio.cli.city;

import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.Deadlines;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.NoShowRule;
import city.mio.models.haul.office.RoadRules;
import city.mio.models.haul.office.RoadThreshold;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.office.VehicleSize;
import city.mio.models.haul.office.WorkCalendar;
import city.mio.models.haul.office.WorkSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads {@code haul.yaml}, the settings of the office for construction traffic, from a city's folder. Strict like the
 * city's own file: every fault is one line that names the file, the line and the key. Stateless and thread-safe.
 */
public final class HaulSettings {

    private final Path file;
    private final String text;
    private final City city;

    private HaulSettings(Path file, String text, City city) {
        this.file = file;
        this.text = text;
        this.city = city;
    }

    /**
     * The office of the city in this folder; empty if the folder has no {@code haul.yaml}.
     *
     * @param city as read from the same folder; holds the sites, the routes and the nodes that the file names
     * @throws CityFault if the file is faulty
     */
    public static Optional<HaulOffice> find(Path folder, City city) {
        Path file = folder.resolve("haul.yaml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = StrictYaml.text(file);
        return Optional.of(new HaulSettings(file, text, city).bind(StrictYaml.parse(file, text, HaulFile.class)));
    }

    private HaulOffice bind(HaulFile entries) {
        Map<VehicleClass, VehicleSize> sizes = new EnumMap<>(VehicleClass.class);
        if (entries.classes() == null) {
            throw fault("classes", "is missing");
        }
        entries.classes().forEach((key, size) -> at("classes." + key, () -> sizes.put(
                constant(VehicleClass.class, key),
                new VehicleSize(
                        size.widthMetres(), size.heightMetres(), size.weightTonnes(), size.passengerCars()))));
        List<ApprovedRoute> routes = each("routes", entries.routes(), HaulFile.RouteEntry::id, this::route);
        List<WorkSite> sites = each("sites", entries.sites(), HaulFile.SiteEntry::id, this::site);
        List<HoldingArea> areas = each("holdingAreas", entries.holdingAreas(), HaulFile.AreaEntry::id, this::area);
        WorkCalendar calendar = at("calendar", () -> calendar(present("", entries.calendar())));
        Deadlines deadlines = at("deadlines", () -> deadlines(present("", entries.deadlines())));
        RoadRules road = at("road", () -> road(present("", entries.road())));
        NoShowRule noShows = entries.noShows() == null
                ? NoShowRule.NONE
                : at("noShows", () -> new NoShowRule(
                        entries.noShows().confidence(), entries.noShows().mostExtra(), entries.noShows().reason()));
        if (entries.slotMinutes() != city.places().haulSlotMinutes()) {
            throw fault("slotMinutes", "differs from haul.slotMinutes of city.yaml: " + entries.slotMinutes());
        }
        try {
            return new HaulOffice(
                    city.places().timezone(),
                    entries.slotMinutes(),
                    sizes,
                    routes,
                    sites,
                    areas,
                    calendar,
                    deadlines,
                    road,
                    noShows);
        } catch (IllegalArgumentException e) {
            throw fault(e.getMessage().replaceAll("[. :].*", ""), e.getMessage());
        }
    }

    private ApprovedRoute route(HaulFile.RouteEntry r) {
        HaulRoute drawn = city.places().haulRoutes().stream()
                .filter(route -> route.id().equals(r.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("id: city.yaml has no haul route " + r.id()));
        List<CapRule> caps = new ArrayList<>();
        for (HaulFile.CapEntry cap : present("caps", r.caps())) {
            String where = "caps[" + caps.size() + "].";
            try {
                caps.add(cap(present("cap", cap)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(where + e.getMessage(), e);
            }
        }
        return new ApprovedRoute(
                r.id(), drawn.linkIds(), r.mostWidthMetres(), r.mostHeightMetres(), r.mostWeightTonnes(), caps);
    }

    private static CapRule cap(HaulFile.CapEntry c) {
        Set<DayType> days = new TreeSet<>();
        for (String day : present("days", c.days())) {
            days.add(constant(DayType.class, day));
        }
        Map<VehicleClass, Integer> byClass = new EnumMap<>(VehicleClass.class);
        if (c.byClass() != null) {
            c.byClass().forEach((key, value) -> byClass.put(constant(VehicleClass.class, key), present(key, value)));
        }
        return new CapRule(days, time("from", c.from()), time("until", c.until()), c.vehicles(), byClass);
    }

    private WorkSite site(HaulFile.SiteEntry s) {
        HaulSite drawn = city.places().haulSites().stream()
                .filter(site -> site.id().equals(s.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("id: city.yaml has no haul site " + s.id()));
        List<Gate> gates = new ArrayList<>();
        for (HaulFile.GateEntry gate : present("gates", s.gates())) {
            gates.add(new Gate(
                    gate.id(), node("gates." + gate.id() + ".node", gate.node()), gate.queueLimit(),
                    gate.vehiclesPerHour()));
        }
        if (gates.stream().noneMatch(gate -> gate.nodeId() == drawn.gateNodeId())) {
            throw new IllegalArgumentException("gates: none stands at the gate that city.yaml names");
        }
        return new WorkSite(
                s.id(), drawn.owner().en(), gates, present("routes", s.routes()),
                present("dailyShares", s.dailyShares()));
    }

    private HoldingArea area(HaulFile.AreaEntry a) {
        return new HoldingArea(a.id(), a.name(), node("node", a.node()), a.capacity(), present("routes", a.routes()));
    }

    private static WorkCalendar calendar(HaulFile.CalendarEntry c) {
        return new WorkCalendar(
                dates("holidays", c.holidays()),
                dates("eventDays", c.eventDays()),
                dates("noWorkDays", c.noWorkDays()),
                c.worksOnHolidays());
    }

    private static Deadlines deadlines(HaulFile.DeadlineEntry d) {
        return new Deadlines(
                d.estimateDay(), constant(DayOfWeek.class, d.planDay()), time("officeCloses", d.officeCloses()),
                d.platesMinutes());
    }

    private static RoadRules road(HaulFile.RoadEntry r) {
        return new RoadRules(
                threshold("mostVolumeShare", r.mostVolumeShare()),
                threshold("leastSpeedShare", r.leastSpeedShare()),
                threshold("confidence", r.confidence()));
    }

    private static RoadThreshold threshold(String key, Threshold threshold) {
        return new RoadThreshold(present(key, threshold).value(), threshold.reason());
    }

    private static Set<LocalDate> dates(String key, List<String> texts) {
        Set<LocalDate> dates = new TreeSet<>();
        for (String text : present(key, texts)) {
            try {
                dates.add(LocalDate.parse(text));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(key + ": is no date: " + text, e);
            }
        }
        return dates;
    }

    private static LocalTime time(String key, String text) {
        try {
            return present(key, text).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(key + ": is no time of day: " + text, e);
        }
    }

    private static <T extends Enum<T>> T constant(Class<T> type, String text) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace("_", "").equals(
                    text == null ? "" : text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text + " is none of " + List.of(type.getEnumConstants()));
    }

    private long node(String key, String slug) {
        long id = RoadNetworkBuilder.stableId(present(key, slug));
        if (city.network().findNode(id).isEmpty()) {
            throw new IllegalArgumentException(key + ": the network has no node " + slug);
        }
        return id;
    }

    private static <V> V present(String key, V value) {
        if (value == null) {
            throw new IllegalArgumentException((key.isEmpty() ? "" : key + " ") + "is missing");
        }
        return value;
    }

    private <E, P> List<P> each(String key, List<E> entries, Function<E, String> id, Function<E, P> bind) {
        if (entries == null) {
            throw fault(key, "is missing");
        }
        List<P> bound = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            E entry = entries.get(i);
            String where = key + "[" + i + "]" + (entry == null ? "" : " (" + id.apply(entry) + ")");
            bound.add(at(where, () -> bind.apply(present("entry", entry))));
        }
        return bound;
    }

    private interface Step<T> {
        T take();
    }

    private <T> T at(String where, Step<T> step) {
        try {
            return step.take();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw fault(where, e.getMessage());
        }
    }

    private CityFault fault(String where, String what) {
        int line = PlacesBinder.lineOf(text, where.replaceAll("[\\[. ].*", ""));
        return new CityFault(file + ": line " + line + ": " + where + ": " + what);
    }
}
