package city.mio.cli.match;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.command.MioCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, from files to files, on a street of three blocks driven from west to east. */
class MatchFilesTest {

    private static final double LAT = 34.7;

    /** A block is about 457 m. */
    private static final double BLOCK_DEGREES = 0.005;

    private static final double WEST = 135.5;
    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void street() throws IOException {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            nodes.append(WEST + i * BLOCK_DEGREES).append(' ').append(LAT).append('\n');
        }
        Files.writeString(dir.resolve("street.nodes"), nodes);
        // Arcs 0 to 2 go east, 3 to 5 go west.
        Files.writeString(dir.resolve("street.arcs"), "0 1\n1 2\n2 3\n3 2\n2 1\n1 0\n");
    }

    /** Where the vehicle is after so many seconds: from the middle of the first block to that of the last, at 10 m/s. */
    private static double lon(int second) {
        return WEST + BLOCK_DEGREES * (0.5 + second / 45.7);
    }

    private Path track() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int second = 1; second <= 91; second += 2) {
            lines.append(String.format(Locale.ROOT, "%.6f\t%.6f\t%.6f%n", lon(second), LAT + 0.00002, (double) second));
        }
        return Files.writeString(dir.resolve("drive.track"), lines);
    }

    private int run(Path network, Path gps, Path to, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(
                List.of("match", "--network", network.toString(), "--gps", gps.toString(), "--out", to.toString()));
        args.addAll(List.of(more));
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }

    private List<String[]> rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("vehicleId,seq,link,enterTime,exitTime,coveredShare");
        return lines.stream().skip(1).map(line -> line.split(",")).toList();
    }

    @Test
    void namesArcsByTheirLineAndCountsATracksSeconds() throws IOException {
        Path csv = dir.resolve("new/links.csv");
        assertThat(run(dir.resolve("street.arcs"), track(), csv)).as(err.toString()).isZero();
        List<String[]> rows = rows(csv);
        assertThat(rows).extracting(row -> row[0] + " " + row[1] + " " + row[2])
                .containsExactly("drive 0 0", "drive 1 1", "drive 2 2");
        assertThat(Double.parseDouble(rows.get(0)[3])).isEqualTo(1);
        // The first crossing is passed after half a block.
        assertThat(Double.parseDouble(rows.get(1)[3])).isBetween(20.0, 26.0);
        assertThat(Double.parseDouble(rows.get(2)[4])).isEqualTo(91);
        assertThat(Double.parseDouble(rows.get(0)[5])).isBetween(0.4, 0.55);
        assertThat(Double.parseDouble(rows.get(1)[5])).isEqualTo(1);
        for (int i = 1; i < rows.size(); i++) {
            assertThat(Double.parseDouble(rows.get(i)[3])).isGreaterThanOrEqualTo(Double.parseDouble(rows.get(i - 1)[4]));
        }
        assertThat(out.toString()).contains("46 fixes of 1 vehicle: 46 matched, 0 unmatched; 3 links in order; 0 breaks");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesSeveralVehiclesInAnyOrderAndNamesBadRows() throws Exception {
        List<String> lines = new ArrayList<>(List.of("vehicleId,time,lon,lat,speed,heading,accuracy"));
        for (int second = 91; second >= 1; second -= 2) {
            Instant time = START.plusSeconds(second);
            lines.add("east," + time + "," + lon(second) + "," + LAT + ",10,90,5");
            lines.add("\"west, old\"," + time.toEpochMilli() + "," + lon(92 - second) + "," + LAT + ",,,");
        }
        lines.add(10, "east," + START.plusSeconds(3) + ",200," + LAT + ",,,");
        lines.add("east," + START.plusSeconds(3) + "," + lon(3) + "," + LAT + ",,,");
        lines.add("east,yesterday," + lon(3) + "," + LAT + ",,,");
        Path gps = Files.write(dir.resolve("fleet.csv"), lines);
        Path csv = dir.resolve("fleet-links.csv");
        assertThat(run(dir.resolve("street.arcs"), gps, csv, "--json")).as(err.toString()).isZero();

        assertThat(Files.readAllLines(csv).stream().skip(1).map(line -> line.replaceAll("(,\\d+,\\d+),.*", "$1")))
                .containsExactly(
                        "east,0,0", "east,1,1", "east,2,2",
                        "\"west, old\",0,3", "\"west, old\",1,4", "\"west, old\",2,5");
        assertThat(rows(csv).get(0)[3]).isEqualTo(START.plusSeconds(1).toString());
        assertThat(err.toString().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("fleet.csv, line 11", "lon"))
                .anySatisfy(line -> assertThat(line).contains("fleet.csv, line 96", "time"));
        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("vehicles").asInt()).isEqualTo(2);
        assertThat(json.get("fixes").asInt()).isEqualTo(92);
        assertThat(json.get("matched").asInt()).isEqualTo(92);
        assertThat(json.get("badRows").asInt()).isEqualTo(2);
        assertThat(json.get("repeatedTimes").asInt()).isEqualTo(1);
        assertThat(json.get("unmatched").get("outlier").asInt()).isZero();
        assertThat(json.get("linkNames").asText()).isEqualTo("arc line, from 0");
    }

    @Test
    void writesGeoJsonOfGpxOnAnImportedNetwork() throws Exception {
        assertThat(MioCommand.line()
                        .setOut(new PrintWriter(out, true))
                        .execute("import", dir.resolve("street.arcs").toString(), "--out", dir.resolve("net").toString()))
                .isZero();
        StringBuilder gpx = new StringBuilder("<?xml version=\"1.0\"?>\n<gpx version=\"1.1\"><trk><trkseg>\n");
        for (int second = 1; second <= 91; second += 5) {
            gpx.append("<trkpt lat=\"" + LAT + "\" lon=\"" + lon(second) + "\"><time>" + START.plusSeconds(second)
                    + "</time></trkpt>\n");
        }
        Path gps = Files.writeString(dir.resolve("drive.gpx"), gpx.append("</trkseg></trk></gpx>\n"));
        Path to = dir.resolve("links.geojson");
        assertThat(run(dir.resolve("net"), gps, to)).as(err.toString()).isZero();

        JsonNode features = new ObjectMapper().readTree(to.toFile()).get("features");
        assertThat(features).hasSize(3);
        JsonNode first = features.get(0);
        // By id here, which in this network is the arc's line counted from 1.
        assertThat(first.at("/properties/link").asInt()).isEqualTo(1);
        assertThat(first.at("/properties/vehicleId").asText()).isEqualTo("drive");
        assertThat(first.at("/properties/enterTime").asText()).isEqualTo(START.plusSeconds(1).toString());
        assertThat(first.at("/geometry/type").asText()).isEqualTo("LineString");
        // From where it set out to the first crossing.
        assertThat(first.at("/geometry/coordinates/0/0").asDouble()).isBetween(lon(0) - 1e-4, lon(2) + 1e-4);
        assertThat(first.at("/geometry/coordinates/1/0").asDouble()).isEqualTo(WEST + BLOCK_DEGREES);
        JsonNode last = features.get(2).at("/geometry/coordinates");
        assertThat(last.get(last.size() - 1).get(0).asDouble()).isBetween(lon(90) - 1e-4, lon(92) + 1e-4);
    }

    @Test
    void tellsWhatWasNotMatchedAndWherePathsBreak() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int second = 1; second <= 41; second += 2) {
            lines.append(lon(second) + " " + LAT + " " + second + "\n");
        }
        // Two kilometres north of the street, then an hour's silence, then on again.
        for (int second = 43; second <= 61; second += 2) {
            lines.append(lon(second) + " " + (LAT + 0.02) + " " + second + "\n");
        }
        for (int second = 3601; second <= 3641; second += 2) {
            lines.append(lon(second - 3560) + " " + LAT + " " + second + "\n");
        }
        Path gps = Files.writeString(dir.resolve("broken.track"), lines);
        assertThat(run(dir.resolve("street.arcs"), gps, dir.resolve("x.csv"), "--json")).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        long unmatched = json.at("/unmatched/off_road").asLong() + json.at("/unmatched/outlier").asLong()
                + json.at("/unmatched/parked").asLong();
        assertThat(unmatched).isEqualTo(10);
        assertThat(json.get("matched").asLong() + unmatched).isEqualTo(json.get("fixes").asLong()).isEqualTo(52);
        assertThat(json.get("breakPlaces")).isNotEmpty();
        assertThat(json.at("/breakPlaces/0/vehicleId").asText()).isEqualTo("broken");
        assertThat(json.at("/breakPlaces/0/time").asDouble()).isBetween(40.0, 62.0);
    }

    @Test
    void oneClearLineForWhatCannotBe() throws IOException {
        Path arcs = dir.resolve("street.arcs");
        Path to = dir.resolve("x.csv");
        assertFault(run(dir.resolve("no.arcs"), track(), to), "no.arcs", "--network");
        assertFault(run(arcs, dir.resolve("no.track"), to), "no.track", "--gps");
        assertFault(run(arcs, Files.writeString(dir.resolve("a.xyz"), "1 2 3\n"), to), "a.xyz", ".gpx");
        assertFault(run(arcs, Files.writeString(dir.resolve("empty.track"), ""), to), "empty.track", "no position");
        assertFault(run(arcs, Files.writeString(dir.resolve("empty.csv"), ""), to), "empty.csv", "empty");
        assertFault(
                run(arcs, Files.writeString(dir.resolve("cut.gpx"), "<gpx><trk>"), to), "cut.gpx", "not well-formed");
        assertFault(run(arcs, track(), dir), "--out");
        assertThat(to).doesNotExist();
    }

    private void assertFault(int code, String... words) {
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("mio: ").matches("[^\\n]+\\n").contains(words);
    }
}
