package city.mio.cli.command;

import city.mio.cli.progress.Progress;
import city.mio.geo.importers.HeavyVehicle;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.ImportResult;
import city.mio.geo.importers.KeepParts;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.network.RoadNetworkGeoJson;
import city.mio.geo.network.RoadNetworkGeoPackage;
import city.mio.geo.routing.LinkOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mio import}: a road network from a file of somebody else's. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports a road network and says what was read, kept, repaired and dropped, and why.",
            "Understands OpenStreetMap (.osm, .osm.gz, .osm.pbf), the OSMnx pair nodes.csv and edges.csv (the folder or edges.csv),"
                    + " its shapefiles edges.shp and nodes.shp, any other .shp or .geojson of lines, SUMO's .net.xml (.gz),"
                    + " the plain form .arcs with .nodes, and a city's own pair nodes.csv and roads.csv."
        })
final class ImportCommand implements Callable<Integer> {

    /** The network's name in the folder that is written. */
    static final String NETWORK_FILE = "network.mio";

    @Parameters(paramLabel = "FILE", description = "What to import: a file, or the folder of a CSV pair.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes network.mio (the network, for --network), network.order (what routing is prepared with) and"
                    + " import-report.json there. Without it"
                    + " nothing is written.")
    private Path out;

    @Option(
            names = "--keep",
            paramLabel = "PARTS",
            defaultValue = "BY_KIND",
            description = "Which connected parts to keep: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private KeepParts keep;

    @Option(names = "--geojson", description = "Writes network.geojson to the folder of --out as well.")
    private boolean geoJson;

    @Option(names = "--gpkg", description = "Writes network.gpkg (GeoPackage) to the folder of --out as well.")
    private boolean geoPackage;

    @Option(
            names = "--crs",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The reference system of CSV, shapefile or GeoJSON coordinates where the file does not say it,"
                    + " such as EPSG:6674 (JGD2011, plane VI). Default: WGS 84.")
    private String crs;

    @Option(
            names = "--heavy",
            paramLabel = "T,AXLE,H,W,L",
            description = "The heavy vehicle that roads are judged by: tonnes, tonnes an axle, height, width and length in"
                    + " metres. Default: 20,10,3.8,2.5,12, what needs no permit in Japan.")
    private String heavy;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "Refuses a file that unpacks to more bytes. Default: 32 GiB.")
    private Long mostBytes;

    @Option(
            names = "--max-ratio",
            paramLabel = "N",
            description = "Refuses a file that unpacks to more than N times its size. Default: 200.")
    private Integer mostRatio;

    @Option(names = "--report", description = "Prints the whole report, also with --json to standard error.")
    private boolean report;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(file)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, file + ": there is no such file");
        }
        if (out == null && (geoJson || geoPackage)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--geojson and --gpkg write to the folder of --out");
        }
        int steps = 1 + (out == null ? 0 : 2) + (geoJson ? 1 : 0) + (geoPackage ? 1 : 0);
        try (Progress progress = Progress.start("importing", "steps", steps, spec.commandLine().getErr())) {
            return importTo(progress);
        }
    }

    /** Reads, writes the network, orders it for routing, writes it in the other forms asked for: a step each. */
    private int importTo(Progress progress) throws Exception {
        int step = 0;
        ImportResult result = NetworkImporter.importFile(file, options());
        progress.reached(++step);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("nodes", result.network().nodeCount());
        summary.put("links", result.network().linkCount());
        summary.put("kilometres", Math.round(kilometres(result) * 10) / 10.0);
        summary.put("bannedTurns", result.network().bannedTurnCount());
        summary.put("bannedPaths", result.network().bannedPathCount());
        summary.put("report", result.report().toMap());
        if (out != null) {
            Files.createDirectories(out);
            RoadNetworkFile.write(result.network(), out.resolve(NETWORK_FILE));
            progress.reached(++step);
            LinkOrder.make(result.network()).write(LinkOrder.fileBeside(out.resolve(NETWORK_FILE)));
            progress.reached(++step);
            Files.writeString(
                    out.resolve("import-report.json"),
                    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(summary) + "\n");
            summary.put("written", out.resolve(NETWORK_FILE).toString());
            if (geoJson) {
                RoadNetworkGeoJson.write(result.network(), out.resolve("network.geojson"));
                progress.reached(++step);
                summary.put("geoJson", out.resolve("network.geojson").toString());
            }
            if (geoPackage) {
                Instant changed = Files.getLastModifiedTime(file).toInstant();
                RoadNetworkGeoPackage.write(result.network(), out.resolve("network.gpkg"), changed);
                progress.reached(++step);
                summary.put("geoPackage", out.resolve("network.gpkg").toString());
            }
        }
        print(result, summary);
        return 0;
    }

    private ImportOptions options() {
        ImportOptions options = ImportOptions.defaults().withKeepParts(keep).withCrs(crs);
        try {
            options = heavy == null ? options : options.withHeavy(heavyVehicle());
            options = mostBytes == null ? options : options.withMostBytes(mostBytes);
            return mostRatio == null ? options : options.withMostRatio(mostRatio);
        } catch (IllegalArgumentException fault) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, "--heavy, --max-bytes, --max-ratio: " + fault.getMessage());
        }
    }

    private HeavyVehicle heavyVehicle() {
        String[] numbers = heavy.split(",", -1);
        if (numbers.length != 5) {
            throw new IllegalArgumentException("five numbers are needed, not " + heavy);
        }
        double[] of = new double[5];
        for (int i = 0; i < 5; i++) {
            try {
                of[i] = Double.parseDouble(numbers[i]);
            } catch (NumberFormatException fault) {
                throw new IllegalArgumentException("no number: " + numbers[i], fault);
            }
        }
        return new HeavyVehicle(of[0], of[1], of[2], of[3], of[4]);
    }

    private void print(ImportResult result, Map<String, Object> summary) throws Exception {
        var stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(new ObjectMapper().writeValueAsString(summary));
            if (report) {
                result.report().lines().forEach(spec.commandLine().getErr()::println);
            }
            return;
        }
        result.report().lines().forEach(stdout::println);
        stdout.println(summary.get("nodes") + " nodes, " + summary.get("links") + " links, " + summary.get("kilometres")
                + " km, " + summary.get("bannedTurns") + " banned turns, " + summary.get("bannedPaths") + " banned paths");
        if (out != null) {
            stdout.println("written: " + summary.get("written") + " and " + out.resolve("import-report.json"));
            for (String other : new String[] {"geoJson", "geoPackage"}) {
                if (summary.containsKey(other)) {
                    stdout.println("written: " + summary.get(other));
                }
            }
        }
    }

    private static double kilometres(ImportResult result) {
        double metres = 0;
        for (int link = 0; link < result.network().linkCount(); link++) {
            metres += result.network().lengthMetres(link);
        }
        return metres / 1000;
    }
}
