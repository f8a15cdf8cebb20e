package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolveCommandTest {

    /** Two requests along a line, from 10 to 20 and from 12 to 18; the depot at 0. */
    private static final String LINE =
            """
            1 2 100 2 20
            0 0 0 0 0 0 1000
            1 10 0 1 1 0 1000
            2 12 0 1 1 0 1000
            3 20 0 1 -1 0 1000
            4 18 0 1 -1 0 1000
            """;

    private static final String PAIRS =
            """
            3 10 1
            0 0 0 0 0 1000 0 0 0
            1 20 0 -5 0 1000 1 3 0
            2 12 0 5 0 1000 1 0 4
            3 10 0 5 0 1000 1 0 1
            4 18 0 -5 0 1000 1 2 0
            """;

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int solve(String command, String text, String... more) throws Exception {
        Path file = dir.resolve("instance.txt");
        Files.writeString(file, text);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(List.of(command, file.toString(), "--iterations", "300"));
        args.addAll(List.of(more));
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void routesAreWrittenALineAVehicleAsTheFileNamesTheStops() throws Exception {
        Path routes = dir.resolve("new/routes.txt");
        assertThat(solve("solve-darp", LINE, "--json", "--threads", "1", "--seed", "3", "--out", routes.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readAllLines(routes)).hasSize(1).first().asString().matches("[1-4]( [1-4]){3}");
        assertThat(json().path("cost").asDouble()).isEqualTo(40);
        assertThat(json().path("feasible").asBoolean()).isTrue();
        assertThat(json().path("vehicles").asInt()).isEqualTo(1);
        assertThat(json().path("faults")).isEmpty();
        assertThat(json().path("seed").asLong()).isEqualTo(3);
        assertThat(json().has("gapPercent")).isFalse();

        assertThat(solve("solve-pdptw", PAIRS, "--json", "--out", routes.toString())).as(err.toString()).isZero();
        assertThat(json().path("cost").asDouble()).isEqualTo(40);
        List<String> lines = Files.readAllLines(routes);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).split(" ")).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(lines.get(0).indexOf('3')).isLessThan(lines.get(0).indexOf('1'));
    }

    @Test
    void theGapIsToldOnlyWhereABestKnownValueIsGiven() throws Exception {
        Files.writeString(
                dir.resolve("best-known.csv"), "instance,best_known_distance,feasible_solution_2003\ninstance,32.00,40\n");
        assertThat(solve("solve-darp", LINE, "--json")).isZero();
        assertThat(json().path("gapPercent").asDouble()).isEqualTo(25);
        assertThat(solve("solve-darp", LINE)).isZero();
        assertThat(out.toString()).contains("best known 32.00, gap +25.00 %");
        Files.writeString(dir.resolve("best-known.csv"), "instance,best_known_distance\ninstance,40.001\n");
        assertThat(solve("solve-darp", LINE)).isZero();
        assertThat(out.toString()).contains("best known 40.00, gap +0.00 %");
        Files.writeString(dir.resolve("best-known.csv"), "instance,best_known_distance\ninstance,32.00\n");
        assertThat(solve("solve-darp", LINE.replace("1 2 100 2", "1 2 43.9 2"), "--json")).isEqualTo(1);
        assertThat(json().has("gapPercent")).isFalse();
        assertThat(json().path("bestKnownCost").asDouble()).isEqualTo(32);
        Files.writeString(dir.resolve("best-known.csv"), "instance,best_known_distance\nother,32.00\n");
        assertThat(solve("solve-darp", LINE)).isZero();
        assertThat(out.toString()).doesNotContain("gap").doesNotContain("best known");
    }

    @Test
    void howTheNumbersAreSpacedDoesNotMatter() throws Exception {
        String spaced = "\uFEFF" + LINE.replace(" ", "\t  ").replace("\n", "  \r\n \r\n") + "\u001A";
        assertThat(solve("solve-darp", spaced)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("cost 40.00, vehicles 1").contains("feasible, says the checker");
        assertThat(solve("solve-pdptw", PAIRS.replace("\n", "\r\n"))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("cost 40.00, vehicles 1");
    }

    @Test
    void whatHasNoSolutionIsAnsweredSo() throws Exception {
        assertThat(solve("solve-darp", LINE.replace("2 20\n", "2 5\n"), "--json")).isEqualTo(1);
        assertThat(json().path("feasible").asBoolean(true)).isFalse();
        assertThat(json().path("faults").get(0).asText())
                .endsWith("the request from stop 1 to stop 3 cannot be served even by a vehicle of its own: its direct"
                        + " ride of 10.0 is above the longest ride 5.0");
        assertThat(err.toString()).isEmpty();
        assertThat(solve("solve-pdptw", PAIRS.replace("3 10 1\n", "3 4 1\n"))).isEqualTo(1);
        assertThat(out.toString().strip())
                .startsWith("NOT feasible: ")
                .endsWith("from stop 2 to stop 4 cannot be served even by a vehicle of its own: its load 5 is above the"
                        + " capacity 4");
        // Each request fits, both together do not: one vehicle cannot be in two places.
        String rivals = "1 2 100 2 20\n0 0 0 0 0 0 1000\n1 10 0 1 1 50 50\n2 -10 0 1 1 50 50\n3 20 0 1 -1 0 1000\n4 -20 0 1 -1 0 1000\n";
        assertThat(solve("solve-darp", rivals, "--json")).isEqualTo(1);
        assertThat(json().path("feasible").asBoolean(true)).isFalse();
        assertThat(json().path("unserved")).hasSize(1);
        assertThat(json().path("faults")).hasSize(2);
    }

    @Test
    void aBadFileIsOneLineThatNamesTheRow() throws Exception {
        assertFault("solve-darp", LINE.replace("\n2 12", "\n7 12"), ", line 4: id is not 2, the next");
        assertFault("solve-darp", LINE.replace("2 12 0 1 1", "2 12 0 1 0"), ", line 4: load of a pick-up is not positive");
        assertFault("solve-darp", LINE.replace("18 0 1 -1 0 1000", "18 0 1 -1 9 8"), ", line 6: window ends before it begins");
        assertFault("solve-darp", LINE.replace("18 0 1 -1 0 1000", "18 0 1 -1 0 NaN"), ", line 6: \"NaN\" is not a finite number");
        assertFault("solve-darp", LINE.replace("1 2 100 2 20", "0 2 100 2 20"), ", line 1: vehicles is not positive: 0");
        assertFault("solve-darp", "1 2 100 2\n", ", line 1: has 4 fields, not 5");
        assertFault("solve-darp", "1 0 100 2 20\n0 0 0 0 0 0 1000\n", ": has no request");
        assertFault("solve-darp", "", ": is empty");
        assertFault("solve-darp", PAIRS, ", line 1: has 3 fields, not 5");
        assertFault("solve-pdptw", PAIRS.replace("1 3 0", "1 4 0"), ", line 3: its pick-up 4 does not name it as delivery");
        assertFault("solve-pdptw", PAIRS.replace("1 0 4", "1 0 99"), ", line 4: its delivery 99 does not name it as pick-up");
        assertFault("solve-pdptw", PAIRS.replace("-5 0 1000 1 2 0", "-4 0 1000 1 2 0"), ", line 4: demand of the pick-up");
    }

    @Test
    void whereTheRoutesCannotBeWrittenOneLineSaysWhy() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "here");
        Path under = file.resolve("routes.txt");
        assertThat(solve("solve-darp", LINE, "--json", "--out", under.toString())).isEqualTo(1);
        assertThat(out.toString()).as("told before the search").isEmpty();
        assertThat(err.toString().strip())
                .isEqualTo("mio: " + under + ": cannot be written (--out): " + file + " is a file, not a folder");

        Path instance = dir.resolve("instance.txt");
        assertThat(solve("solve-darp", LINE, "--out", instance.toString())).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("mio: " + instance + ": is the instance itself (--out)");
        assertThat(instance).hasContent(LINE);

        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "skipped: there is no /dev/full here");
        assertThat(solve("solve-darp", LINE, "--json", "--out", full.toString())).isEqualTo(1);
        assertThat(json().path("cost").asDouble()).as("what the search found is not lost").isEqualTo(40);
        assertThat(json().has("written")).isFalse();
        assertThat(err.toString().strip())
                .startsWith("mio: /dev/full: cannot be written (--out): ")
                .doesNotContain("\n");
    }

    @Test
    void routesOfAnEarlierRunDoNotStayWhereThereAreNone() throws Exception {
        Path routes = Files.writeString(dir.resolve("routes.txt"), "1 2 3 4\n");
        assertThat(solve("solve-darp", LINE.replace("2 20\n", "2 5\n"), "--out", routes.toString())).isEqualTo(1);
        assertThat(routes).isEmptyFile();
    }

    @Test
    void aBadFileOfBestKnownValuesIsToldBeforeTheSearch() throws Exception {
        Files.writeString(dir.resolve("best-known.csv"), "instance,best_known_distance\ninstance,some\n");
        assertThat(solve("solve-darp", LINE, "--seconds", "3600")).isEqualTo(2);
        assertThat(err.toString()).contains("best-known.csv, line 2: is not instance,best_known_distance");
        Files.writeString(dir.resolve("best-known.csv"), "instance,best_known_distance\ninstance,\n");
        assertThat(solve("solve-darp", LINE, "--json")).isZero();
        assertThat(json().has("bestKnownCost")).isFalse();
    }

    /** In a process of its own, which is asked to end in the middle of an hour. */
    @Test
    void whoIsAskedToEndTellsAndWritesTheBestSoFar() throws Exception {
        Path file = Files.writeString(dir.resolve("line.txt"), LINE);
        Path routes = dir.resolve("routes.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                "city.mio.cli.Mio",
                "solve-darp",
                file.toString(),
                "--seconds",
                "3600",
                "--json",
                "--out",
                routes.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile())
                .start();
        try {
            // It empties the file just before it begins to search.
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> Files.exists(routes) || !process.isAlive());
            process.toHandle().destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            JsonNode answer = new ObjectMapper().readTree(Files.readString(dir.resolve("out")));
            assertThat(answer.path("cost").asDouble()).isEqualTo(40);
            assertThat(answer.path("stopped").asBoolean()).isTrue();
            assertThat(Files.readAllLines(routes)).hasSize(1);
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(dir.resolve("err")).content().contains("Stopping …");
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertFault(String command, String text, String says) throws Exception {
        assertThat(solve(command, text, "--json")).as(says).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).contains(dir.resolve("instance.txt") + says).doesNotContain("\n");
    }
}
