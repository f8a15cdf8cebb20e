package city.mio.bench.haulday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HaulBenchTest {

    private static final Path CITY = Path.of("../config/osaka");

    @TempDir
    private Path folder;

    @BeforeAll
    static void cityIsThere() {
        Assumptions.assumeTrue(Files.exists(CITY), "skipped: no config/osaka beside the bench");
    }

    /** A morning: nothing is lost under any regime, caps hold where they are fixed, and the same seed gives the same. */
    @Test
    void aMorningUnderAllRegimes() throws Exception {
        JsonNode rows = run("first.json", 1500, 6.75);
        assertThat(rows).hasSize(4);
        for (JsonNode row : rows) {
            int declared = row.get("regime").asText().equals("WITHOUT") ? 0 : 1500;
            int sum = 0;
            for (JsonNode state : row.get("trips")) {
                sum += state.asInt();
            }
            assertThat(sum).isEqualTo(declared);
        }
        JsonNode asDeclared = rows.get(1);
        assertThat(asDeclared.get("moves").get("moved").asInt()).isZero();
        assertThat(asDeclared.get("trips").get("NOT_RELEASED").asInt()).isZero();
        assertThat(asDeclared.get("trips").get("DELIVERED").asInt()).isPositive();
        assertThat(rows.get(2).get("moves").get("overCap").asInt()).isZero();
        assertThat(rows.get(2).get("trips").get("DELIVERED").asInt()).isPositive();
        assertThat(rows.get(3).get("regime").asText()).isEqualTo("MIO");
    }

    @Test
    void theSameSeedGivesTheSameFigures() throws Exception {
        assertThat(run("one.json", 200, 5)).isEqualTo(run("two.json", 200, 5));
    }

    @Test
    void headRoomIsHeldAgainstWhatCameOfIt() throws Exception {
        JsonNode rows = run("head-room.json", 200, 5.75, "--head-room", "--regimes", "b,c");
        for (String judged : List.of("half an hour ahead", "the evening before")) {
            JsonNode all = null;
            for (JsonNode row : rows) {
                all = row.path("judged").asText().equals(judged) && row.path("use").asText().equals("up to 1") ? row : all;
            }
            // One slot of five routes is over by 05:45, under two regimes; so early every road is free.
            assertThat(all.get("slots").asInt()).isEqualTo(10);
            assertThat(all.get("kept").asDouble()).isEqualTo(1);
            assertThat(all.get("quietSlots").asInt()).isLessThanOrEqualTo(10);
        }
    }

    private JsonNode run(String name, int trips, double until, String... more) throws Exception {
        Path json = folder.resolve(name);
        List<String> options = new ArrayList<>(List.of(
                "--city", CITY.toString(), "--days", "1", "--learn", "1", "--trips", Integer.toString(trips), "--until",
                Double.toString(until), "--json", json.toString()));
        options.addAll(List.of(more));
        int code = new CommandLine(new HaulBench()).execute(options.toArray(String[]::new));
        assertThat(code).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }
}
