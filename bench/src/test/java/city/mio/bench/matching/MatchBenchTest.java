package city.mio.bench.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.matching.MatcherSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A drive round the corner of a small grid that the test draws itself. */
class MatchBenchTest {

    private static final int SIDE = 6;
    private static final double STEP = 0.002;

    @TempDir
    private Path folder;

    private int arcs;
    private final StringBuilder arcLines = new StringBuilder();

    /** Both directions of each street; the number of the first. */
    private int street(int from, int to) {
        arcLines.append(from).append(' ').append(to).append('\n');
        arcLines.append(to).append(' ').append(from).append('\n');
        arcs += 2;
        return arcs - 2;
    }

    private Path archive() throws IOException {
        StringBuilder nodes = new StringBuilder();
        int[][] east = new int[SIDE][SIDE];
        int[][] north = new int[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                nodes.append(String.format(Locale.ROOT, "%.6f %.6f%n", 18 + x * STEP, 49 + y * STEP));
                east[y][x] = x + 1 < SIDE ? street(y * SIDE + x, y * SIDE + x + 1) : -1;
                north[y][x] = y + 1 < SIDE ? street(y * SIDE + x, (y + 1) * SIDE + x) : -1;
            }
        }
        StringBuilder track = new StringBuilder();
        StringBuilder route = new StringBuilder();
        int second = 0;
        for (int x = 0; x < 3; x++) {
            route.append(east[0][x]).append('\n');
            for (int part = 0; part < 10; part++) {
                track.append(String.format(Locale.ROOT, "%.6f %.6f %d%n", 18 + (x + part / 10.0) * STEP, 49.00002, second++));
            }
        }
        for (int y = 0; y < 3; y++) {
            route.append(north[y][3]).append('\n');
            for (int part = 0; part < 10; part++) {
                track.append(String.format(Locale.ROOT, "%.6f %.6f %d%n", 18.00002 + 3 * STEP, 49 + (y + part / 10.0) * STEP, second++));
            }
        }
        track.append(String.format(Locale.ROOT, "%.6f %.6f %d%n", 18.00002 + 3 * STEP, 49 + 2.99 * STEP, second));
        Path file = folder.resolve("tracks.zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, ".nodes", nodes);
            put(zip, ".arcs", arcLines);
            put(zip, ".track", track);
            put(zip, ".route", route);
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String ending, CharSequence text) throws IOException {
        zip.putNextEntry(new ZipEntry("00000001/00000001" + ending));
        zip.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
    }

    @Test
    void bothMatchersFindADriveRoundACorner() throws Exception {
        RecordedTracks.Track track = RecordedTracks.read(archive()).get(0);
        for (Matching matching :
                List.of(new MioMatching("Mio", MatcherSettings.defaults()), new PeerMatching("GraphHopper", 10))) {
            int[] links = matching.prepare(track).match(track.fixes());
            assertThat(RouteMismatch.of(track.network(), links, track.route()).ratio())
                    .as(matching.name())
                    .isLessThan(0.01);
        }
    }

    @Test
    void aTrackGivenUpCountsAsAllMissed() throws Exception {
        RecordedTracks.Track track = RecordedTracks.read(archive()).get(0);
        Figures figures = new Figures();
        figures.add(
                fixes -> {
                    throw new Matching.TrackBroken("sequence is broken", null);
                },
                track,
                1);
        assertThat(figures.broken()).isEqualTo(1);
        assertThat(figures.mismatch().ratio()).isEqualTo(1, within(1e-9));
    }

    @Test
    void missedAndAddedAreOverTheTrueLength() throws Exception {
        RecordedTracks.Track track = RecordedTracks.read(archive()).get(0);
        int[] route = track.route();
        double total = 0;
        for (int link : route) {
            total += track.network().lengthMetres(link);
        }
        int[] lastMissed = java.util.Arrays.copyOf(route, route.length - 1);
        double last = track.network().lengthMetres(route[route.length - 1]);
        assertThat(RouteMismatch.of(track.network(), lastMissed, route).ratio()).isEqualTo(last / total, within(1e-9));
        int[] repeated = {route[0], route[0], route[1], route[2], route[3], route[4], route[5]};
        assertThat(RouteMismatch.of(track.network(), repeated, route).ratio()).isZero();
        int[] detour = {route[0], route[0] + 1, route[0], route[1], route[2], route[3], route[4], route[5]};
        double added = track.network().lengthMetres(route[0]) + track.network().lengthMetres(route[0] + 1);
        assertThat(RouteMismatch.of(track.network(), detour, route).ratio()).isEqualTo(added / total, within(1e-9));
    }

    @Test
    void theCommandWritesItsFigures() throws Exception {
        Path json = folder.resolve("figures.json");
        int code = new CommandLine(new MatchBench())
                .execute("--tracks", archive().toString(), "--intervals", "1,5", "--json", json.toString());
        assertThat(code).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.size()).isEqualTo(4);
        assertThat(figures.get("Mio, live").get("5 s").get("tracks").asInt()).isEqualTo(1);
        assertThat(figures.get("Mio, live").get("1 s").get("positions").asInt()).isEqualTo(61);
        assertThat(figures.get("Mio, live").get("1 s").get("positionsPerCpuSecond").asDouble()).isPositive();
    }
}
