package city.mio.cli.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.cli.command.MioCommand;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded drive whose true route is known, checked from the written file alone. */
class RecordedTrackTest {

    private static final String NAME = "00000004";

    /** The matcher by itself has 1.55 % on this track at 1 s. */
    private static final double MOST_MISMATCH = 0.0156;

    @TempDir
    private Path dir;

    @Test
    void theWrittenLinksAreTheRouteThatWasDriven() throws Exception {
        Path archive = archive();
        assumeTrue(archive != null, "skipped: no mapmatching/kubicka-dev.zip under MIO_DATA or ../shared/data");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (String ending : new String[] {".nodes", ".arcs", ".track", ".route"}) {
                try (InputStream in = zip.getInputStream(zip.getEntry(NAME + "/" + NAME + ending))) {
                    Files.copy(in, dir.resolve(NAME + ending));
                }
            }
        }
        Path arcs = dir.resolve(NAME + ".arcs");
        Path csv = dir.resolve("links.csv");
        StringWriter err = new StringWriter();
        assertThat(MioCommand.line()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "match", "--network", arcs.toString(), "--gps", dir.resolve(NAME + ".track").toString(),
                                "--out", csv.toString()))
                .as(err.toString())
                .isZero();
        int[] matched = Files.readAllLines(csv).stream()
                .skip(1)
                .mapToInt(line -> Integer.parseInt(line.split(",")[2]))
                .toArray();
        int[] driven = Files.readAllLines(dir.resolve(NAME + ".route")).stream()
                .mapToInt(line -> (int) Double.parseDouble(line.trim()))
                .toArray();
        RoadNetwork network =
                NetworkImporter.importFile(arcs, ImportOptions.defaults()).network();
        double mismatch = mismatch(network, matched, driven);
        System.out.printf("track %s by the written file: mismatch %.2f %%%n", NAME, 100 * mismatch);
        assertThat(mismatch).isLessThan(MOST_MISMATCH);
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
