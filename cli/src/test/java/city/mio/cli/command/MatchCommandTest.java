package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to files, on a street of three links of about 460 m, each with its way back. */
class MatchCommandTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private int match(String gps, String result, String... more) {
        String[] args = {
            "match", "--network", dir.resolve("n.arcs").toString(), "--gps", dir.resolve(gps).toString(), "--out",
            dir.resolve(result).toString()
        };
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    @BeforeEach
    void writeStreet() throws Exception {
        Files.writeString(dir.resolve("n.nodes"), "135.500 34.7\n135.505 34.7\n135.510 34.7\n135.515 34.7\n");
        Files.writeString(dir.resolve("n.arcs"), "0 1\n1 0\n1 2\n2 1\n2 3\n3 2\n");
    }

    /** Eastwards at about 9 m/s, a fix each second. */
    private static String track() {
        StringBuilder track = new StringBuilder();
        for (int i = 0; i <= 150; i++) {
            track.append(135.500 + i * 0.0001).append(" 34.70002 ").append(i).append('\n');
        }
        return track.toString();
    }

    @Test
    void aTracksArcsInOrderWithItsSeconds() throws Exception {
        Files.writeString(dir.resolve("ride.track"), track());
        assertThat(match("ride.track", "links.csv", "--json")).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(dir.resolve("links.csv"));
        assertThat(lines.get(0)).isEqualTo("vehicleId,seq,link,enterTime,exitTime,coveredShare");
        assertThat(lines.subList(1, lines.size()).stream().map(line -> line.split(",")[2]))
                .containsExactly("0", "2", "4");
        String[] middle = lines.get(2).split(",");
        assertThat(middle[0]).isEqualTo("ride");
        assertThat(Double.parseDouble(middle[3])).isBetween(48.0, 52.0);
        assertThat(Double.parseDouble(middle[4])).isBetween(98.0, 102.0);
        assertThat(Double.parseDouble(middle[5])).isGreaterThan(0.99);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.toString()).contains("151");
    }

    @Test
    void geoJsonByItsEnding() throws Exception {
        Files.writeString(dir.resolve("ride.track"), track());
        assertThat(match("ride.track", "links.geojson")).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(dir.resolve("links.geojson")));
        assertThat(json.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(json.path("features")).hasSize(3);
        assertThat(json.path("features").get(0).path("geometry").path("type").asText()).isEqualTo("LineString");
    }

    @Test
    void severalVehiclesAndBadRowsInCsv() throws Exception {
        StringBuilder csv = new StringBuilder("vehicleId,time,lon,lat\n");
        for (int i = 0; i <= 100; i++) {
            csv.append("east,").append(1_795_230_000L + i).append(',').append(135.501 + i * 0.0001).append(",34.7\n");
            csv.append("west,").append(1_795_230_000L + i).append(',').append(135.514 - i * 0.0001).append(",34.7\n");
        }
        csv.append("east,never,135.5,34.7\n");
        Files.writeString(dir.resolve("fleet.csv"), csv);
        assertThat(match("fleet.csv", "links.csv")).isZero();
        List<String> lines = Files.readAllLines(dir.resolve("links.csv"));
        assertThat(lines.stream().filter(line -> line.startsWith("east,")).map(line -> line.split(",")[2]))
                .containsExactly("0", "2", "4");
        assertThat(lines.stream().filter(line -> line.startsWith("west,")).map(line -> line.split(",")[2]))
                .containsExactly("5", "3", "1");
        assertThat(lines.get(1)).contains("2026-11-");
        assertThat(err.toString()).contains("fleet.csv").contains("204").contains("time");
    }

    @Test
    void missingFilesAreNamedInOneLine() {
        assertThat(match("none.csv", "links.csv")).isNotZero();
        assertThat(err.toString()).startsWith("mio: ").contains("none.csv").matches("[^\\n]+\\n");
    }
}
