package city.mio.cli.command;

import city.mio.cli.match.Naming;
import city.mio.cli.route.LinkTimesFile;
import city.mio.cli.route.RouteAnswer;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.GeoPoint;
import city.mio.geo.routing.NoRouteException;
import city.mio.geo.routing.PointRoutes;
import city.mio.geo.routing.Route;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio route}: the fastest way between two points of a network in a file. */
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the fastest way between two points on a road network, with turn costs and banned turns.",
            "Travel times are those of empty roads, or what --link-times says. For live travel times ask a running engine:"
                    + " GET /api/route."
        })
final class RouteCommand implements Callable<Integer> {

    /** An alternative takes at most so much longer, and is the same way for at most so much of the time. */
    private static final double MOST_SLOWER = 0.2;

    private static final double MOST_SHARED = 0.7;
    private static final int MOST_ROUTES = 3;

    /** The side of the road that is driven on. */
    enum Side {
        LEFT,
        RIGHT
    }

    @Option(
            names = "--network",
            required = true,
            paramLabel = "FILE",
            description = "The road network: a folder that mio import wrote, or a file or folder that it can read.")
    private Path network;

    @Option(names = "--from", required = true, paramLabel = "LON,LAT", description = "Where the trip begins, degrees.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "LON,LAT", description = "Where it ends, degrees.")
    private String to;

    @Option(
            names = "--depart",
            paramLabel = "TIME",
            description = "When it begins, ISO 8601 with offset, as in 2026-11-18T08:00:00+09:00: arrivals are told too.")
    private String depart;

    @Option(names = "--heavy", description = "For a heavy vehicle: only roads that it may use.")
    private boolean heavy;

    @Option(names = "--alternatives", description = "Other ways too, up to two, that take at most 20 %% longer.")
    private boolean alternatives;

    @Option(
            names = "--link-times",
            paramLabel = "FILE",
            description = "Travel times, CSV with the columns link,seconds (seconds over the whole link, or closed). Links"
                    + " are named by their ids, those of an .arcs file by their arc's line, from 0.")
    private Path linkTimes;

    @Option(
            names = "--within",
            paramLabel = "METRES",
            defaultValue = "500",
            description = "How far a point may be from its road. Default: ${DEFAULT-VALUE}.")
    private double withinMetres;

    @Option(
            names = "--drives-on",
            paramLabel = "SIDE",
            defaultValue = "LEFT",
            description = "The side of the road: ${COMPLETION-CANDIDATES}; turns across the oncoming traffic cost more."
                    + " Default: ${DEFAULT-VALUE}.")
    private Side drivesOn;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the routes as GeoJSON.")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        GeoPoint start = point("--from", from);
        GeoPoint end = point("--to", to);
        Optional<OffsetDateTime> time = departure();
        if (!(withinMetres > 0 && withinMetres <= 100_000)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--within is not within 0 and 100000 metres");
        }
        RoadNetwork roads = roads();
        boolean arcs = network.toString().toLowerCase(Locale.ROOT).endsWith(".arcs");
        Naming naming = new Naming(roads, arcs, false, 0);
        // One question: nothing is worth being prepared for it.
        DijkstraTravelTimes travelTimes = new DijkstraTravelTimes(
                RouteGraph.of(roads, TurnCosts.city(drivesOn == Side.LEFT)));
        if (linkTimes != null) {
            travelTimes.publish(LinkTimesFile.read(linkTimes, naming).times());
        }
        VehicleClass vehicle = heavy ? VehicleClass.HEAVY : VehicleClass.CAR;
        List<Route> routes;
        try {
            routes = new PointRoutes(travelTimes, new LinkIndex(roads), withinMetres)
                    .list(
                            start,
                            end,
                            vehicle,
                            time.map(at -> at.toInstant().toEpochMilli()).orElse(0L),
                            MOST_SLOWER,
                            MOST_SHARED,
                            alternatives ? MOST_ROUTES : 1);
        } catch (NoRouteException e) {
            boolean asked = e.reason() == NoRouteException.Reason.OFF_NETWORK;
            throw new CommandFault(asked ? CommandFault.ASKED_WRONGLY : CommandFault.FAILED, e.getMessage(), e);
        }
        tell(new RouteAnswer(naming, start, end, vehicle, time, routes));
        return 0;
    }

    private static GeoPoint point(String option, String text) {
        try {
            return GeoPoint.parse(option, text);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }

    private Optional<OffsetDateTime> departure() {
        if (depart == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(depart));
        } catch (DateTimeException e) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY,
                    "--depart " + depart + " is not a time with offset, such as 2026-11-18T08:00:00+09:00",
                    e);
        }
    }

    private RoadNetwork roads() throws IOException {
        if (!Files.exists(network)) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, network + ": there is no such file or folder (--network)");
        }
        Path imported = network.resolve(ImportCommand.NETWORK_FILE);
        return NetworkImporter.importFile(
                        Files.isRegularFile(imported) ? imported : network, ImportOptions.defaults())
                .network();
    }

    private void tell(RouteAnswer answer) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        if (out != null) {
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(out, mapper.writeValueAsString(answer.toGeoJson()) + "\n");
        }
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>(answer.toMap());
            if (out != null) {
                map.put("written", out.toString());
            }
            stdout.println(mapper.writeValueAsString(map));
            return;
        }
        answer.lines().forEach(stdout::println);
        if (out != null) {
            stdout.println("written: " + out);
        }
    }
}
