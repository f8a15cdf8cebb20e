package city.mio.bench.matching;

import city.mio.cli.progress.Progress;
import city.mio.geo.matching.MatcherSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench match}. */
@Command(
        name = "match",
        description = {
            "Map matching beside GraphHopper 10.2 in one process on one thread: recorded tracks with their true routes,"
                    + " each with its own network, as they are and thinned.",
            "Route mismatch (missed and added over true length, Newson and Krumm 2009), weighted by length; positions a"
                    + " second of the thread's own time. GraphHopper with its default of 10 m for the error of positions,"
                    + " and with 30 m, which serves it best on this set."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MatchBench implements Callable<Integer> {

    private static final int WARM_UP_TRACKS = 2;

    @Option(
            names = "--tracks",
            paramLabel = "FILE",
            description = "The track set, a zip of NAME.nodes, .arcs, .track and .route. Default: mapmatching/kubicka-dev.zip"
                    + " under MIO_DATA or ../shared/data")
    private Path archive;

    @Option(names = "--most", description = "takes only the first so many tracks")
    private int most = Integer.MAX_VALUE;

    @Option(
            names = "--intervals",
            split = ",",
            description = "seconds between positions, at least (default: ${DEFAULT-VALUE})")
    private List<Integer> intervals = new ArrayList<>(List.of(1, 5, 15, 30, 60));

    @Option(
            names = "--peer",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "GraphHopper too, which takes minutes (default: ${DEFAULT-VALUE})")
    private boolean peer;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    @Override
    public Integer call() throws Exception {
        if (most < 1 || intervals.isEmpty() || intervals.stream().anyMatch(seconds -> seconds < 1)) {
            throw new IllegalArgumentException("--most and --intervals must be positive");
        }
        Path found = archive != null ? archive : RecordedTracks.findArchive().orElse(null);
        if (found == null || !Files.isRegularFile(found)) {
            throw new IllegalArgumentException(
                    found == null
                            ? "no mapmatching/kubicka-dev.zip under MIO_DATA or ../shared/data: name a track set by --tracks"
                            : found + ": there is no such file (--tracks)");
        }
        List<RecordedTracks.Track> tracks = RecordedTracks.read(found);
        tracks = tracks.subList(0, Math.min(most, tracks.size()));
        List<Matching> matchers = new ArrayList<>(List.of(
                new MioMatching("Mio, live", MatcherSettings.defaults()),
                new MioMatching("Mio, recordings", MatcherSettings.forRecordings())));
        if (peer) {
            matchers.add(new PeerMatching("GraphHopper, tuned: 30 m", 30));
            matchers.add(new PeerMatching("GraphHopper, default: 10 m", 10));
        }
        Map<String, Map<Integer, Figures>> figures = measure(matchers, tracks);
        System.out.print(table(figures));
        if (json != null) {
            Files.writeString(
                    json,
                    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(toMap(figures)) + "\n");
        }
        return 0;
    }

    private Map<String, Map<Integer, Figures>> measure(List<Matching> matchers, List<RecordedTracks.Track> tracks) {
        Map<String, Map<Integer, Figures>> all = new LinkedHashMap<>();
        for (Matching matcher : matchers) {
            Map<Integer, Figures> byInterval = new LinkedHashMap<>();
            intervals.forEach(interval -> byInterval.put(interval, new Figures()));
            all.put(matcher.name(), byInterval);
        }
        int warmUp = Math.min(WARM_UP_TRACKS, tracks.size());
        long steps = (long) (tracks.size() + warmUp) * matchers.size();
        long done = 0;
        try (Progress progress =
                Progress.start("matching", "tracks", steps, new PrintWriter(System.err, true))) {
            for (int round = -warmUp; round < tracks.size(); round++) {
                RecordedTracks.Track track = tracks.get(Math.floorMod(round, tracks.size()));
                for (int turn = 0; turn < matchers.size(); turn++) {
                    // Who comes first changes, so that nobody always finds the other's work in the caches.
                    Matching matcher = matchers.get(Math.floorMod(turn + round, matchers.size()));
                    Matching.Prepared prepared = matcher.prepare(track);
                    for (int interval : intervals) {
                        Figures sum = round < 0 ? new Figures() : all.get(matcher.name()).get(interval);
                        sum.add(prepared, track, interval);
                    }
                    progress.reached(++done);
                }
            }
        }
        return all;
    }

    private static Map<String, Object> toMap(Map<String, Map<Integer, Figures>> all) {
        Map<String, Object> map = new LinkedHashMap<>();
        all.forEach((name, byInterval) -> {
            Map<String, Object> rows = new LinkedHashMap<>();
            byInterval.forEach((interval, figures) -> rows.put(interval + " s", figures.toMap()));
            map.put(name, rows);
        });
        return map;
    }

    /** Markdown: a row for each matcher's mismatch, one for its speed, and the ratios of Mio's speed to each peer's. */
    String table(Map<String, Map<Integer, Figures>> all) {
        StringBuilder table = new StringBuilder("\n|");
        intervals.forEach(interval -> table.append(" | ").append(interval).append(" s"));
        table.append(" |\n|---").append("|---".repeat(intervals.size())).append("|\n");
        all.forEach((name, byInterval) -> {
            table.append("| ").append(name).append(", mismatch");
            byInterval.values().forEach(figures -> table.append(String.format(
                    Locale.ROOT,
                    " | %.2f %%%s",
                    100 * figures.mismatch().ratio(),
                    figures.broken() == 0 ? "" : " (" + figures.broken() + " tracks broken)")));
            table.append(" |\n");
        });
        all.forEach((name, byInterval) -> {
            table.append("| ").append(name).append(", positions/s");
            byInterval.values()
                    .forEach(figures ->
                            table.append(String.format(Locale.ROOT, " | %,.0f", figures.positionsPerCpuSecond())));
            table.append(" |\n");
        });
        Map<Integer, Figures> mio = all.values().iterator().next();
        all.entrySet().stream().filter(entry -> !entry.getKey().startsWith("Mio")).forEach(entry -> {
            table.append("| Mio's live speed over ").append(entry.getKey());
            entry.getValue().forEach((interval, figures) -> table.append(String.format(
                    Locale.ROOT,
                    " | %.0f",
                    mio.get(interval).positionsPerCpuSecond() / figures.positionsPerCpuSecond())));
            table.append(" |\n");
        });
        return table.toString();
    }
}
