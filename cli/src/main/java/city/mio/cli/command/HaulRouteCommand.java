package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.city.DrawnRoutes;
import city.mio.geo.matching.LineMatch;
import city.mio.geo.matching.LineMatchSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulRouteGeoJson;
import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mio haul-route}: routes of construction vehicles as GeoJSON, in and out. */
@Command(
        name = "haul-route",
        mixinStandardHelpOptions = true,
        description = "Matches drawn routes for construction vehicles to a city's roads, and writes its approved routes as GeoJSON.",
        synopsisSubcommandLabel = "(import | export)",
        subcommands = {HaulRouteCommand.Import.class, HaulRouteCommand.Export.class})
final class HaulRouteCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "import or export is missing");
    }

    private static void write(Path file, City city, List<HaulRoute> routes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HaulRouteGeoJson.write(city.network(), routes, bytes);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, bytes.toByteArray());
    }

    /** {@code mio haul-route import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Reads a drawn line (GeoJSON, WGS 84, longitude first) and prints the links that a construction vehicle drives along"
                        + " it, how far the line is off the road, and what should be looked at.",
                "A line that is no such way ends with one line that names the feature and the place."
            })
    static final class Import implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "LineString or MultiLineString, alone or as features of a collection.")
        private Path file;

        @Mixin
        private CityOptions city;

        @Option(names = "--feature", paramLabel = "ID", defaultValue = "", description = "Which feature, by its id. Default: the only one.")
        private String feature;

        @Option(
                names = "--from",
                paramLabel = "NODE",
                description = "Where the route has to begin: a node, by its id in nodes.csv or in the network. Default: where the line does.")
        private String from;

        @Option(
                names = "--to",
                paramLabel = "NODE",
                description = "Where it has to end: a node, or a site's id for its gate. Default: where the line does.")
        private String to;

        @Option(
                names = "--within",
                paramLabel = "METRES",
                defaultValue = "60",
                description = "How far a drawn point may be off its road, 5 to 500. Default: ${DEFAULT-VALUE}. Between two"
                        + " points it may be a fifth of the way to the nearer one more, up to 200 m.")
        private double within;

        @Option(names = "--out", paramLabel = "FILE", description = "Writes the route along its roads as GeoJSON.")
        private Path out;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            City read = city.read();
            RoadNetwork roads = read.network();
            LineMatchSettings settings;
            try {
                settings = LineMatchSettings.heavyVehicles().within(within);
            } catch (IllegalArgumentException e) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, "--within: " + e.getMessage(), e);
            }
            LineMatch match = DrawnRoutes.of(roads).match(
                    file, feature, settings, node(read, "--from", from), node(read, "--to", to));
            String id = feature.isEmpty() ? "route" : feature;
            if (out != null) {
                write(out, read, List.of(new HaulRoute(id, new LocalName(id, id), match.linkIds(), 0)));
            }
            PrintWriter stdout = spec.commandLine().getOut();
            if (json) {
                stdout.println(new ObjectMapper().writeValueAsString(answer(read, match)));
                return 0;
            }
            stdout.printf(
                    Locale.ROOT, "%d links, %.2f km; the line is up to %.0f m off the road (at %.6f,%.6f)%n", match.linkIds().size(),
                    match.lengthMetres() / 1000, match.farthestMetres(), match.farthestLon(), match.farthestLat());
            for (long link : match.linkIds()) {
                int i = roads.getLink(link);
                stdout.printf(Locale.ROOT, "  %20d  %7.0f m  %s%n", link, roads.lengthMetres(i), road(roads, i));
            }
            for (LineMatch.Doubt doubt : match.doubts()) {
                stdout.printf(Locale.ROOT, "look at %.6f,%.6f: %s%n", doubt.lon(), doubt.lat(), doubt.what());
            }
            sameAs(read, match).forEach(same -> stdout.println("the same links as route " + same));
            if (out != null) {
                stdout.println("written: " + out);
            }
            return 0;
        }

        private static OptionalLong node(City city, String option, String text) {
            if (text == null) {
                return OptionalLong.empty();
            }
            for (var site : city.places().haulSites()) {
                if (site.id().equals(text)) {
                    return OptionalLong.of(site.gateNodeId());
                }
            }
            long slug = RoadNetworkBuilder.stableId(text);
            if (city.network().findNode(slug).isPresent()) {
                return OptionalLong.of(slug);
            }
            if (text.matches("-?[0-9]{1,18}") && city.network().findNode(Long.parseLong(text)).isPresent()) {
                return OptionalLong.of(Long.parseLong(text));
            }
            throw new CommandFault(CommandFault.ASKED_WRONGLY, option + ": the network has no node " + text);
        }

        private static String road(RoadNetwork roads, int link) {
            String romanised = roads.roadNameRomanised(link);
            return romanised.isBlank() ? roads.roadName(link) : romanised;
        }

        private static List<String> sameAs(City city, LineMatch match) {
            return city.places().haulRoutes().stream()
                    .filter(route -> route.linkIds().equals(match.linkIds()))
                    .map(HaulRoute::id)
                    .toList();
        }

        private Map<String, Object> answer(City city, LineMatch match) {
            Map<String, Object> answer = new LinkedHashMap<>();
            List<Map<String, Object>> links = new ArrayList<>();
            for (long link : match.linkIds()) {
                int i = city.network().getLink(link);
                Map<String, Object> one = new LinkedHashMap<>();
                // Ids have 64 bits, more than a JSON number keeps.
                one.put("id", Long.toString(link));
                one.put("road", road(city.network(), i));
                one.put("lengthMetres", Math.round(city.network().lengthMetres(i)));
                links.add(one);
            }
            answer.put("file", file.toString());
            answer.put("lengthMetres", Math.round(match.lengthMetres()));
            answer.put("farthestMetres", Math.round(match.farthestMetres() * 10) / 10.0);
            answer.put("farthestAt", List.of(match.farthestLon(), match.farthestLat()));
            answer.put("links", links);
            answer.put("doubts", match.doubts().stream()
                    .map(doubt -> Map.of("kind", doubt.kind().name(), "lon", doubt.lon(), "lat", doubt.lat(), "what", doubt.what()))
                    .toList());
            answer.put("sameAs", sameAs(city, match));
            if (out != null) {
                answer.put("written", out.toString());
            }
            return answer;
        }
    }

    /** {@code mio haul-route export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes approved routes as GeoJSON, a feature with the route's id for each.")
    static final class Export implements Callable<Integer> {

        @Parameters(paramLabel = "ROUTE", arity = "0..*", description = "Ids of routes. Default: all.")
        private List<String> ids = List.of();

        @Mixin
        private CityOptions city;

        @Option(names = "--out", paramLabel = "FILE", description = "The file. Default: standard output.")
        private Path out;

        @Option(names = "--json", description = "With --out: one JSON object on standard output.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            City read = city.read();
            List<HaulRoute> all = read.places().haulRoutes();
            for (String id : ids) {
                if (all.stream().noneMatch(route -> route.id().equals(id))) {
                    throw new CommandFault(
                            CommandFault.ASKED_WRONGLY,
                            "there is no route " + id + ", only " + all.stream().map(HaulRoute::id).toList());
                }
            }
            List<HaulRoute> routes = all.stream().filter(route -> ids.isEmpty() || ids.contains(route.id())).toList();
            PrintWriter stdout = spec.commandLine().getOut();
            if (out == null) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                HaulRouteGeoJson.write(read.network(), routes, bytes);
                stdout.print(bytes.toString(StandardCharsets.UTF_8));
                stdout.flush();
                return 0;
            }
            write(out, read, routes);
            if (json) {
                stdout.println(new ObjectMapper().writeValueAsString(Map.of(
                        "written", out.toString(), "routes", routes.stream().map(HaulRoute::id).toList())));
            } else {
                stdout.println("written: " + out);
            }
            return 0;
        }
    }
}
