package city.mio.cli.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.cli.command.MioCommand;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.MatchListener;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.matching.MatcherState;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.matching.UnmatchedReason;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded drives whose true routes are known, checked from the written files alone. */
class RecordedTrackTest {

    @TempDir
    private Path dir;

    /** @param mostMismatch per cent, a little above what is reached */
    @ParameterizedTest
    @CsvSource({"00000004, 0.6", "00000010, 1.8", "00000016, 3.2"})
    void theWrittenLinksAreTheRouteThatWasDriven(String name, double mostMismatch) throws Exception {
        extract(name);
        Path arcs = dir.resolve(name + ".arcs");
        Path csv = dir.resolve("links.csv");
        StringWriter err = new StringWriter();
        assertThat(MioCommand.line()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "match", "--network", arcs.toString(), "--gps", dir.resolve(name + ".track").toString(),
                                "--out", csv.toString()))
                .as(err.toString())
                .isZero();
        int[] written = Files.readAllLines(csv).stream()
                .skip(1)
                .mapToInt(line -> Integer.parseInt(line.split(",")[2]))
                .toArray();
        RoadNetwork network =
                NetworkImporter.importFile(arcs, ImportOptions.defaults()).network();
        assertThat(written).isEqualTo(byTheMatcherItself(network, dir.resolve(name + ".track")));
        int[] driven = Files.readAllLines(dir.resolve(name + ".route")).stream()
                .mapToInt(line -> (int) Double.parseDouble(line.trim()))
                .toArray();
        double mismatch = 100 * mismatch(network, written, driven);
        System.out.printf("track %s by the written file: mismatch %.2f %%%n", name, mismatch);
        assertThat(mismatch).isLessThan(mostMismatch);
    }

    private void extract(String name) throws IOException {
        Path archive = archive();
        assumeTrue(archive != null, "skipped: no mapmatching/kubicka-dev.zip under MIO_DATA or ../shared/data");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (String ending : new String[] {".nodes", ".arcs", ".track", ".route"}) {
                try (InputStream in = zip.getInputStream(zip.getEntry(name + "/" + name + ending))) {
                    Files.copy(in, dir.resolve(name + ending));
                }
            }
        }
    }

    /** The lines of the arcs, from the track's numbers straight into the matcher. */
    private static int[] byTheMatcherItself(RoadNetwork network, Path track) throws IOException {
        OnlineMatcher matcher =
                new OnlineMatcher(network, new LinkIndex(network), MatcherSettings.forRecordings());
        IntStream.Builder arcs = IntStream.builder();
        MatchListener listener = new MatchListener() {
            @Override
            public void traversal(int link, long enter, long exit, float start, float covered, int positions) {
                arcs.add((int) network.linkId(link) - 1);
            }

            @Override
            public void fix(long time, int link, float offset, UnmatchedReason reason) {
                // Only the links matter here.
            }

            @Override
            public void broken(long time, BreakReason reason) {
                // The file goes on behind the gap, and so does this.
            }
        };
        MatcherState state = matcher.newState();
        for (String line : Files.readAllLines(track)) {
            double[] fix = Arrays.stream(line.trim().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            long time = Math.round(fix[2] * 1000);
            if (time > state.lastTime()) {
                matcher.accept(state, time, fix[0], fix[1], Float.NaN, Float.NaN, Float.NaN, listener);
            }
        }
        matcher.finish(state, listener);
        return arcs.build().toArray();
    }

    /** Missed and added metres over true ones, repeats of a link in a row taken as one (Newson and Krumm 2009). */
    private static double mismatch(RoadNetwork network, int[] matchedArcs, int[] drivenArcs) {
        int[] matched = withoutRepeats(matchedArcs);
        int[] driven = withoutRepeats(drivenArcs);
        double[][] common = new double[driven.length + 1][matched.length + 1];
        for (int i = 1; i <= driven.length; i++) {
            for (int j = 1; j <= matched.length; j++) {
                common[i][j] = driven[i - 1] == matched[j - 1]
                        ? common[i - 1][j - 1] + metres(network, driven[i - 1])
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        double both = common[driven.length][matched.length];
        double truth = Arrays.stream(driven).mapToDouble(arc -> metres(network, arc)).sum();
        double found = Arrays.stream(matched).mapToDouble(arc -> metres(network, arc)).sum();
        return (truth - both + found - both) / truth;
    }

    private static double metres(RoadNetwork network, int arc) {
        return network.lengthMetres(network.getLink(arc + 1));
    }

    private static int[] withoutRepeats(int[] links) {
        return IntStream.range(0, links.length)
                .filter(i -> i == 0 || links[i] != links[i - 1])
                .map(i -> links[i])
                .toArray();
    }

    private static Path archive() {
        String told = System.getenv("MIO_DATA");
        if (told != null) {
            Path named = Path.of(told, "mapmatching/kubicka-dev.zip");
            return Files.isRegularFile(named) ? named : null;
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path beside = at.resolve("shared/data/mapmatching/kubicka-dev.zip");
            if (Files.isRegularFile(beside)) {
                return beside;
            }
        }
        return null;
    }
}
