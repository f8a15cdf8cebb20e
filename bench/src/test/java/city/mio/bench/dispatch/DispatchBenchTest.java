package city.mio.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A quarter of an hour of riders on a grid of streets, in the files of the taxi requests. */
class DispatchBenchTest {

    private static final int SIDE = 8;
    private static final int REQUESTS = 120;
    private static final List<String> POLICIES = List.of(
            "nearest vehicle",
            "insertion only",
            "insertion, idle vehicles sent",
            "insertion + improvement, idle vehicles stay",
            "insertion + improvement",
            "insertion + improvement, costly trips refused");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeAGrid() throws Exception {
        data = Files.createDirectory(folder.resolve("grid"));
        StringBuilder nodes = new StringBuilder("node_index,lat,lon\n");
        StringBuilder edges = new StringBuilder("from_node,to_node,distance,travel_time,source_edge_id\n");
        for (int node = 0; node < SIDE * SIDE; node++) {
            nodes.append(String.format("%d,%s,%s%n", node, 40.7 + 0.002 * (node / SIDE), -73.9 + 0.002 * (node % SIDE)));
            for (int next : new int[] {node % SIDE < SIDE - 1 ? node + 1 : -1, node + SIDE}) {
                if (next >= 0 && next < SIDE * SIDE) {
                    edges.append(String.format("%d,%d,200,30,0%n%d,%d,200,30,0%n", node, next, next, node));
                }
            }
        }
        StringBuilder requests = new StringBuilder("rq_time,start,end,request_id,number_passenger,ride_id\n");
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < REQUESTS; i++) {
            int from = random.nextInt(SIDE * SIDE);
            int to = (from + 1 + random.nextInt(SIDE * SIDE - 1)) % (SIDE * SIDE);
            requests.append(String.format("%d,%d,%d,%d,1,%d%n", i * 900 / REQUESTS, from, to, i, i));
        }
        Files.writeString(data.resolve("nodes_wgs84.csv"), nodes);
        Files.writeString(data.resolve("edges.csv"), edges);
        Files.writeString(data.resolve("requests_5pct_0-60min.csv"), requests);
    }

    private JsonNode run(String... options) throws Exception {
        Path json = folder.resolve("figures.json");
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new DispatchBench()).setErr(new PrintWriter(err, true));
        String[] args = new String[options.length + 4];
        System.arraycopy(new String[] {"--data", data.toString(), "--json", json.toString()}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        assertThat(line.execute(args)).as("%s", err).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void everyPolicyKeepsWhatItPromisesAndMoreAreServedByPoolingThanWithout() throws Exception {
        JsonNode all = run("--cases", "5:8", "--seeds", "1,2", "--bound-iterations", "2000").path("5 %, 8 vehicles");
        for (String policy : POLICIES) {
            assertThat(all.path(policy)).as(policy).hasSize(2);
            for (JsonNode run : all.path(policy)) {
                JsonNode figures = run.path("figures");
                assertThat(figures.path("requests").asInt()).isEqualTo(REQUESTS);
                assertThat(figures.path("served").asInt()).as(policy).isBetween(10, REQUESTS - 1);
                assertThat(figures.path("brokenTold").asInt() + figures.path("brokenUntold").asInt()).as(policy).isZero();
                assertThat(figures.path("longestWaitSeconds").asDouble()).as(policy).isBetween(1.0, 300.0);
                assertThat(figures.path("longestDetourFactor").asDouble()).as(policy).isBetween(1.0, 1.4);
            }
        }
        assertThat(served(all, "nearest vehicle")).isLessThan(served(all, "insertion only"));
        assertThat(2 * all.path("all known").path("served").asInt())
                .isGreaterThan(served(all, "insertion only"))
                .isGreaterThan(served(all, "insertion + improvement"));
        assertThat(all.path("FleetPy").isMissingNode()).as("FleetPy had other fleets").isTrue();
    }

    private static int served(JsonNode all, String policy) {
        return StreamSupport.stream(all.path(policy).spliterator(), false)
                .mapToInt(run -> run.path("figures").path("served").asInt())
                .sum();
    }

    @Test
    void theSameSeedIsTheSameDayAndFaultsAreTold() throws Exception {
        String[] options = {
            "--cases", "5:8", "--seeds", "3", "--bound-iterations", "0", "--faults", "--policies", "IMPROVED"
        };
        JsonNode first = figures(run(options));
        assertThat(first.path("cancelled").asInt() + first.path("noShows").asInt()).isPositive();
        assertThat(first.path("brokenUntold").asInt()).isZero();
        assertThat(figures(run(options))).isEqualTo(first);
    }

    private static ObjectNode figures(JsonNode all) {
        return (ObjectNode) all.path("5 %, 8 vehicles").path("insertion + improvement").get(0).path("figures");
    }

    @Test
    void aCaseThatIsNoneIsNamed() {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new DispatchBench());
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            err.write(fault.getMessage());
            return 2;
        });
        assertThat(line.execute("--data", data.toString(), "--cases", "5:many")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("--cases: 5:many is neither PERCENT:VEHICLES nor INSTANCE:VEHICLES");
    }
}
