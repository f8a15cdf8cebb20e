package city.mio.cli.city;

import city.mio.geo.matching.LineMatch;
import city.mio.geo.matching.LineMatchSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import city.mio.geo.places.Depot;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.geo.places.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binds the places of a city file to the nodes and links of its network. */
final class PlacesBinder {

    private final Path file;
    private final String text;
    private final RoadNetwork network;

    PlacesBinder(Path file, String text, RoadNetwork network) {
        this.file = file;
        this.text = text;
        this.network = network;
    }

    CityPlaces bind(CityFile city) {
        if (city.haul() == null) {
            throw fault("haul", null, "is missing");
        }
        if (city.thresholds() == null) {
            throw fault("thresholds", null, "is missing");
        }
        List<Zone> zones = each("zones", city.zones(), CityFile.ZoneEntry::id, this::zone);
        List<DemandEvent> events = each("events", city.events(), CityFile.EventEntry::id, this::event);
        for (DemandEvent event : events) {
            if (zones.stream().noneMatch(zone -> zone.id().equals(event.zoneId()))) {
                throw fault("events", event.id(), "zone: there is no zone " + event.zoneId());
            }
        }
        try {
            return new CityPlaces(
                    city.id(),
                    city.name(),
                    timezone(city.timezone()),
                    city.bounds(),
                    zones,
                    each("detectors", city.detectors(), CityFile.DetectorEntry::id, this::detector),
                    each("cameras", city.cameras(), CityFile.CameraEntry::id, this::camera),
                    city.haul().slotMinutes(),
                    each("haul.sites", city.haul().sites(), CityFile.SiteEntry::id, this::site),
                    each("haul.routes", city.haul().routes(), CityFile.RouteEntry::id, this::route),
                    each("haul.depots", city.haul().depots(), CityFile.DepotEntry::id, this::depot),
                    events);
        } catch (IllegalArgumentException e) {
            throw new CityFault(file + ": " + e.getMessage(), e);
        }
    }

    private <E, P> List<P> each(String key, List<E> entries, Function<E, String> id, Function<E, P> bind) {
        if (entries == null) {
            throw fault(key, null, "is missing");
        }
        Set<String> seen = new HashSet<>();
        List<P> places = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            E entry = entries.get(i);
            if (entry == null) {
                throw fault(key + "[" + i + "]", null, "is empty");
            }
            String name = id.apply(entry);
            if (name == null || name.isBlank()) {
                throw fault(key + "[" + i + "]", null, "id is missing");
            }
            if (!seen.add(name)) {
                throw fault(key + "[" + i + "]", name, "the id " + name + " is there twice");
            }
            try {
                places.add(bind.apply(entry));
            } catch (IllegalArgumentException | DateTimeException | CityFault e) {
                throw fault(key + "[" + i + "]", name, e.getMessage());
            }
        }
        return places;
    }

    private Zone zone(CityFile.ZoneEntry z) {
        List<Long> nodes = new ArrayList<>();
        for (String slug : present("nodes", z.nodes())) {
            nodes.add(node("nodes", slug));
        }
        return new Zone(z.id(), z.name(), z.lon(), z.lat(), z.radiusMetres(), z.residents(), z.jobs(), nodes);
    }

    private DetectorSite detector(CityFile.DetectorEntry d) {
        DetectorKind kind = switch (present("kind", d.kind()).toLowerCase(Locale.ROOT)) {
            case "loop" -> DetectorKind.LOOP;
            case "camera" -> DetectorKind.CAMERA;
            default -> throw new IllegalArgumentException("kind is neither loop nor camera: " + d.kind());
        };
        return new DetectorSite(d.id(), d.name(), kind, link(d.from(), d.to()), d.offsetShare());
    }

    private CameraSite camera(CityFile.CameraEntry c) {
        return new CameraSite(c.id(), c.name(), link(c.from(), c.to()), c.offsetShare());
    }

    private HaulSite site(CityFile.SiteEntry s) {
        return new HaulSite(s.id(), s.owner(), s.name(), node("gate", s.gate()));
    }

    private Depot depot(CityFile.DepotEntry d) {
        return new Depot(d.id(), d.name(), node("node", d.node()));
    }

    private HaulRoute route(CityFile.RouteEntry r) {
        if (r.geojson() != null) {
            return drawn(r);
        }
        if (r.from() != null || r.to() != null || r.withinMetres() != null) {
            throw new IllegalArgumentException("from, to and withinMetres are for a route with geojson");
        }
        List<String> nodes = present("nodes or geojson", r.nodes());
        List<Long> links = new ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            long link = link(nodes.get(i - 1), nodes.get(i));
            if (!network.heavyAllowed(network.findLink(link).orElseThrow())) {
                throw new IllegalArgumentException("nodes: the road from " + nodes.get(i - 1) + " to " + nodes.get(i)
                        + " is closed to heavy vehicles");
            }
            links.add(link);
        }
        return new HaulRoute(r.id(), r.name(), links, r.capPerSlot());
    }

    private HaulRoute drawn(CityFile.RouteEntry r) {
        if (r.nodes() != null) {
            throw new IllegalArgumentException("nodes and geojson: choose one of them");
        }
        Path folder = file.toAbsolutePath().getParent().normalize();
        Path drawing = folder.resolve(r.geojson()).normalize();
        if (!drawing.startsWith(folder) || !Files.isRegularFile(drawing)) {
            throw new IllegalArgumentException("geojson: there is no file " + r.geojson() + " in the city's folder");
        }
        LineMatchSettings settings = LineMatchSettings.heavyVehicles();
        LineMatch match = DrawnRoutes.of(network).match(
                drawing,
                r.id(),
                r.withinMetres() == null ? settings : settings.within(r.withinMetres()),
                r.from() == null ? OptionalLong.empty() : OptionalLong.of(node("from", r.from())),
                r.to() == null ? OptionalLong.empty() : OptionalLong.of(node("to", r.to())));
        return new HaulRoute(r.id(), r.name(), match.linkIds(), r.capPerSlot());
    }

    private DemandEvent event(CityFile.EventEntry e) {
        return new DemandEvent(
                e.id(),
                e.name(),
                present("zone", e.zone()),
                LocalTime.parse(present("start", e.start())),
                LocalTime.parse(present("end", e.end())),
                e.trips(),
                List.of());
    }

    private ZoneId timezone(String name) {
        try {
            return ZoneId.of(present("timezone", name));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw fault("timezone", null, e.getMessage());
        }
    }

    private static <V> V present(String key, V value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private long node(String key, String slug) {
        long id = RoadNetworkBuilder.stableId(present(key, slug));
        if (network.findNode(id).isEmpty()) {
            throw new IllegalArgumentException(key + ": the network has no node " + slug);
        }
        return id;
    }

    private long link(String from, String to) {
        node("from", from);
        node("to", to);
        long id = RoadNetworkBuilder.stableId(from + ">" + to);
        if (network.findLink(id).isEmpty()) {
            throw new IllegalArgumentException("the network has no road from " + from + " to " + to);
        }
        return id;
    }

    private CityFault fault(String key, String id, String what) {
        String section = key.replaceAll("\\[.*", "").replaceAll(".*\\.", "");
        int line = lineOf(text, section);
        if (id != null) {
            line = lineOfId(id, line);
        }
        return new CityFault(file + ": line " + line + ": " + key + (id == null ? "" : " (" + id + ")") + ": " + what);
    }

    /** Where an entry with this id begins, from a line on; that line if it is not found. */
    private int lineOfId(String id, int fromLine) {
        Pattern entry = Pattern.compile("\\bid:\\s*[\"']?" + Pattern.quote(id) + "[\"']?\\s*(,|}|#|$)");
        List<String> lines = text.lines().toList();
        for (int i = fromLine - 1; i < lines.size(); i++) {
            if (entry.matcher(lines.get(i)).find()) {
                return i + 1;
            }
        }
        return fromLine;
    }

    /** Where a key stands first; 1 where it does not. */
    static int lineOf(String text, String key) {
        Matcher matcher = Pattern.compile("^\\s*" + Pattern.quote(key) + ":", Pattern.MULTILINE).matcher(text);
        if (!matcher.find()) {
            return 1;
        }
        int at = matcher.end();
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
