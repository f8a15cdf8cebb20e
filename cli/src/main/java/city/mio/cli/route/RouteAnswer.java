package city.mio.cli.route;

import city.mio.cli.match.Naming;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.GeoPoint;
import city.mio.geo.routing.Route;
import city.mio.geo.routing.RouteCourse;
import city.mio.geo.routing.VehicleClass;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Routes as they are told: lines of text, a JSON object, a GeoJSON feature collection. Immutable.
 *
 * @param naming of links
 * @param from as asked
 * @param to as asked
 * @param vehicle as asked
 * @param depart when the trip begins; empty if nobody said
 * @param routes the fastest first
 */
public record RouteAnswer(
        Naming naming,
        GeoPoint from,
        GeoPoint to,
        VehicleClass vehicle,
        Optional<OffsetDateTime> depart,
        List<Route> routes) {

    /** Roads without a name are told of from this length on. */
    private static final double UNNAMED_METRES = 500;

    public RouteAnswer {
        routes = List.copyOf(routes);
    }

    private RoadNetwork network() {
        return naming.network();
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            String arrival = depart.map(time -> ", arrival " + arrival(time, route)).orElse("");
            lines.add((i == 0 ? "fastest: " : "other way: ") + duration(route.seconds()) + ", "
                    + distance(route.metres()) + arrival);
            for (RouteCourse.Stretch stretch : RouteCourse.stretches(network(), route)) {
                if (!stretch.name().isEmpty() || stretch.metres() >= UNNAMED_METRES) {
                    lines.add("  " + distance(stretch.metres()) + "  " + name(stretch));
                }
            }
        }
        return lines;
    }

    private static String name(RouteCourse.Stretch stretch) {
        if (stretch.name().isEmpty()) {
            return "unnamed road";
        }
        boolean both = !stretch.nameRomanised().isEmpty() && !stretch.nameRomanised().equals(stretch.name());
        return stretch.name() + (both ? " (" + stretch.nameRomanised() + ")" : "");
    }

    private static OffsetDateTime arrival(OffsetDateTime depart, Route route) {
        return depart.plus(Math.round(route.seconds()), ChronoUnit.SECONDS);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : whole / 60 + " min " + whole % 60 + " s";
    }

    private static String distance(double metres) {
        return metres < 1000
                ? Math.round(metres) + " m"
                : String.format(Locale.ROOT, "%.1f km", metres / 1000);
    }

    /** One object; links by their names, in order. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", List.of(from.lon(), from.lat()));
        map.put("to", List.of(to.lon(), to.lat()));
        map.put("vehicle", vehicle.name().toLowerCase(Locale.ROOT));
        depart.ifPresent(time -> map.put("depart", time.toString()));
        List<Object> all = new ArrayList<>();
        for (Route route : routes) {
            Map<String, Object> one = new LinkedHashMap<>(properties(route));
            one.put("links", links(route));
            all.add(one);
        }
        map.put("routes", all);
        return map;
    }

    private List<Long> links(Route route) {
        List<Long> links = new ArrayList<>();
        for (int i = 0; i < route.linkCount(); i++) {
            links.add(naming.link(route.link(i)));
        }
        return links;
    }

    private Map<String, Object> properties(Route route) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seconds", Math.round(route.seconds() * 1000) / 1000.0);
        map.put("metres", Math.round(route.metres() * 10) / 10.0);
        depart.ifPresent(time -> map.put("arrive", arrival(time, route).toString()));
        List<Object> roads = new ArrayList<>();
        for (RouteCourse.Stretch stretch : RouteCourse.stretches(network(), route)) {
            Map<String, Object> road = new LinkedHashMap<>();
            road.put("name", stretch.name());
            road.put("nameRomanised", stretch.nameRomanised());
            road.put("metres", Math.round(stretch.metres() * 10) / 10.0);
            roads.add(road);
        }
        map.put("roads", roads);
        return map;
    }

    /** A feature collection (RFC 7946), a line for each route; {@code rank} 0 is the fastest. */
    public Map<String, Object> toGeoJson() {
        List<Object> features = new ArrayList<>();
        for (int rank = 0; rank < routes.size(); rank++) {
            Route route = routes.get(rank);
            List<Object> points = new ArrayList<>();
            double[] lonLats = RouteCourse.lonLats(network(), route);
            for (int i = 0; i < lonLats.length; i += 2) {
                points.add(List.of(Math.round(lonLats[i] * 1e7) / 1e7, Math.round(lonLats[i + 1] * 1e7) / 1e7));
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("rank", rank);
            properties.putAll(properties(route));
            Map<String, Object> feature = new LinkedHashMap<>();
            feature.put("type", "Feature");
            feature.put("properties", properties);
            feature.put("geometry", Map.of("type", "LineString", "coordinates", points));
            features.add(feature);
        }
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put("features", features);
        return collection;
    }
}
