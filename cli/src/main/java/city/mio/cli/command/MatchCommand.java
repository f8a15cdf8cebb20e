package city.mio.cli.command;

import city.mio.cli.match.GpsTracks;
import city.mio.cli.match.MatchReport;
import city.mio.cli.match.Naming;
import city.mio.cli.match.TrackMatch;
import city.mio.cli.match.TraversalWriter;
import city.mio.cli.progress.Progress;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.replay.Recording;
import city.mio.simulators.replay.RecordingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio match}: recorded positions to the links that were driven. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Matches recorded positions to the links of a road network by the engine's online matcher, with more time for"
                    + " a decision than a live vehicle has, and writes the links that were driven in order.",
            "Each vehicle's positions are taken by their time; of several at one time the first row counts."
        })
final class MatchCommand implements Callable<Integer> {

    private static final int BREAKS_SHOWN = 20;

    @Option(
            names = "--network",
            required = true,
            paramLabel = "DIR",
            description = "The road network: a folder that mio import wrote, or a file or folder that it can read. Links"
                    + " are named by their ids, those of an .arcs file by their arc's line, from 0.")
    private Path network;

    @Option(
            names = "--gps",
            required = true,
            paramLabel = "FILE",
            description = "Recorded positions: CSV (vehicleId,time,lon,lat[,speed,heading,accuracy]), GPX or .track"
                    + " (lon lat seconds), each also as .gz.")
    private Path gps;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write: GeoJSON if it ends in .geojson or .json, else CSV"
                    + " (vehicleId,seq,link,enterTime,exitTime,coveredShare). Times are ISO 8601, of a .track its seconds.")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireFile(gps, "--gps");
        if (Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a folder, not a file (--out)");
        }
        RoadNetwork roads = roads();
        GpsTracks tracks = tracks();
        if (tracks.fixCount() == 0) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY,
                    gps + ": holds no position that can be used; bad rows: " + tracks.badRows());
        }
        Naming naming = new Naming(
                roads, endsIn(network, ".arcs"), endsIn(gps, ".track", ".track.gz"), Recording.DEFAULT_TRACK_START);
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        MatchReport report;
        try (TraversalWriter writer = TraversalWriter.open(out, naming);
                Progress progress = Progress.start(
                        "matching", "positions", tracks.fixCount(), spec.commandLine().getErr())) {
            report = TrackMatch.run(roads, tracks, MatcherSettings.forRecordings(), writer, progress);
        }
        print(tracks, report, naming);
        return 0;
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

    private GpsTracks tracks() {
        try {
            return GpsTracks.read(
                    gps,
                    Recording.DEFAULT_TRACK_START,
                    fault -> spec.commandLine().getErr().println("mio: " + fault));
        } catch (RecordingException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }

    private void print(GpsTracks tracks, MatchReport report, Naming naming) throws IOException {
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>(report.toMap(naming));
            map.put("badRows", tracks.badRows());
            map.put("repeatedTimes", tracks.repeatedTimes());
            map.put("linkNames", naming.byArcLine() ? "arc line, from 0" : "link id");
            map.put("written", out.toString());
            stdout.println(new ObjectMapper().writeValueAsString(map));
            return;
        }
        stdout.println(report.line() + "; " + tracks.badRows() + " bad rows, " + tracks.repeatedTimes()
                + " repeated times left out");
        report.firstBreaks().stream()
                .limit(BREAKS_SHOWN)
                .forEach(at -> stdout.println("  path of " + at.vehicleId() + " broken at " + naming.time(at.time())
                        + ": " + at.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        stdout.println("written: " + out);
    }

    private static void requireFile(Path file, String option) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, file + ": there is no such file (" + option + ")");
        }
    }

    private static boolean endsIn(Path file, String... endings) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
