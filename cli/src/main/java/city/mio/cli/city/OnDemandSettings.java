package city.mio.cli.city;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.RoadSide;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.models.dispatch.service.FleetVehicle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ondemand.yaml}, the services of on-demand buses, from a city's folder. Strict like the city's own file:
 * every fault is one line that names the file, the line and the key. Stateless and thread-safe.
 */
public final class OnDemandSettings {

    /** From the middle of the road to the post on the pavement. */
    private static final double POST_METRES = 6;

    private final Path file;
    private final String text;
    private final RoadNetwork network;

    private OnDemandSettings(Path file, String text, RoadNetwork network) {
        this.file = file;
        this.text = text;
        this.network = network;
    }

    /**
     * The services of the city in this folder; none if the folder has no {@code ondemand.yaml}.
     *
     * @throws CityFault if the file is faulty
     */
    public static List<ServiceSettings> list(Path folder, RoadNetwork network, ZoneId timeZone) {
        Path file = folder.resolve("ondemand.yaml");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        String text = StrictYaml.text(file);
        OnDemandFile entries = StrictYaml.parse(file, text, OnDemandFile.class);
        return new OnDemandSettings(file, text, network).bind(entries, timeZone);
    }

    private List<ServiceSettings> bind(OnDemandFile entries, ZoneId timeZone) {
        List<ServiceSettings> services = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        if (entries.services() == null) {
            throw fault("services", "is missing");
        }
        for (OnDemandFile.ServiceEntry entry : entries.services()) {
            String where = "services[" + services.size() + "]";
            try {
                ServiceSettings service = service(present("entry", entry), timeZone);
                service.on(network);
                if (!keys.add(service.key())) {
                    throw new IllegalArgumentException("operator and zone: " + service.key() + " is there twice");
                }
                services.add(service);
            } catch (IllegalArgumentException e) {
                throw fault(where, e.getMessage());
            }
        }
        return List.copyOf(services);
    }

    private ServiceSettings service(OnDemandFile.ServiceEntry e, ZoneId timeZone) {
        List<ServiceSettings.Stop> stops = new ArrayList<>();
        for (OnDemandFile.StopEntry stop : present("stops", e.stops())) {
            String where = "stops[" + stops.size() + "]" + (stop == null ? "" : " (" + stop.id() + ")");
            stops.add(at(where, () -> stop(present("stop", stop))));
        }
        List<ServiceSettings.Depot> depots = new ArrayList<>();
        for (OnDemandFile.DepotEntry depot : present("depots", e.depots())) {
            String where = "depots[" + depots.size() + "]" + (depot == null ? "" : " (" + depot.id() + ")");
            depots.add(at(where, () -> depot(present("depot", depot))));
        }
        List<FleetVehicle> vehicles = present("vehicles", e.vehicles()).stream()
                .map(vehicle -> present("vehicle", vehicle).vehicle())
                .toList();
        return new ServiceSettings(
                present("operator", e.operator()),
                present("zone", e.zone()),
                timeZone.getId(),
                e.maxParty(),
                e.hours(),
                e.closedDates(),
                e.districts(),
                stops,
                depots,
                vehicles,
                e.shifts(),
                e.boarding(),
                e.fares(),
                e.promises(),
                e.dispatch(),
                e.offers() == null ? null : e.offers().rules(vehicles, e.maxParty()));
    }

    private ServiceSettings.Stop stop(OnDemandFile.StopEntry s) {
        long link = link(s.from(), s.to());
        RoadSide side = side(s.side());
        double[] post = place(link, share(s.offsetShare()), side == RoadSide.RIGHT ? POST_METRES : -POST_METRES);
        return new ServiceSettings.Stop(
                s.id(), s.name(), post[0], post[1], link, s.offsetShare(), side, present("district", s.district()));
    }

    private ServiceSettings.Depot depot(OnDemandFile.DepotEntry d) {
        long link = link(d.from(), d.to());
        double[] place = place(link, share(d.offsetShare()), 0);
        return new ServiceSettings.Depot(d.id(), d.name(), place[0], place[1], link, d.offsetShare());
    }

    private static double share(double offsetShare) {
        if (!(offsetShare >= 0 && offsetShare <= 1)) {
            throw new IllegalArgumentException("offsetShare is outside 0 to 1: " + offsetShare);
        }
        return offsetShare;
    }

    private static RoadSide side(String text) {
        for (RoadSide side : new RoadSide[] {RoadSide.LEFT, RoadSide.RIGHT}) {
            if (side.name().toLowerCase(Locale.ROOT).equals(text)) {
                return side;
            }
        }
        throw new IllegalArgumentException("side is neither left nor right: " + text);
    }

    private long link(String from, String to) {
        for (String[] end : new String[][] {{"from", from}, {"to", to}}) {
            if (network.findNode(RoadNetworkBuilder.stableId(present(end[0], end[1]))).isEmpty()) {
                throw new IllegalArgumentException(end[0] + ": the network has no node " + end[1]);
            }
        }
        long id = RoadNetworkBuilder.stableId(from + ">" + to);
        if (network.findLink(id).isEmpty()) {
            throw new IllegalArgumentException("the network has no road from " + from + " to " + to);
        }
        return id;
    }

    /** A place along a link, so many metres to the right of it (left if negative), lon and lat. */
    private double[] place(long linkId, double share, double rightMetres) {
        int link = network.findLink(linkId).orElseThrow();
        LocalProjection plane = network.projection();
        double left = share * network.lengthMetres(link);
        int last = network.shapeSize(link) - 1;
        for (int i = 1; i <= last; i++) {
            double x = plane.x(network.shapeLon(link, i - 1));
            double y = plane.y(network.shapeLat(link, i - 1));
            double dx = plane.x(network.shapeLon(link, i)) - x;
            double dy = plane.y(network.shapeLat(link, i)) - y;
            double length = Math.hypot(dx, dy);
            if ((left <= length || i == last) && length > 0) {
                double along = Math.min(1, left / length);
                return new double[] {
                    plane.lon(x + along * dx + rightMetres * dy / length),
                    plane.lat(y + along * dy - rightMetres * dx / length)
                };
            }
            left -= length;
        }
        return new double[] {network.shapeLon(link, last), network.shapeLat(link, last)};
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T at(String where, Step<T> step) {
        try {
            return step.take();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static <V> V present(String key, V value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    /** The line of the id that the fault names in brackets, of its key otherwise. */
    private CityFault fault(String where, String what) {
        Matcher id = Pattern.compile("\\(([^)]+)\\)").matcher(what);
        int line = PlacesBinder.lineOf(text, what.replaceAll("[\\[. :].*", ""));
        if (id.find()) {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("id: " + id.group(1) + ",")) {
                    line = i + 1;
                    break;
                }
            }
        }
        return new CityFault(file + ": line " + line + ": " + where + ": " + what);
    }
}
