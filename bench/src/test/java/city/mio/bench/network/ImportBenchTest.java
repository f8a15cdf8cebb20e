package city.mio.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportBenchTest {

    @TempDir
    private Path folder;

    @Test
    void theCommandWritesItsFigures() throws Exception {
        Path json = folder.resolve("figures.json");
        int code = new CommandLine(new ImportBench())
                .execute("--links", "5000", "--rounds", "1", "--json", json.toString());
        assertThat(code).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.get("links").asInt()).isBetween(5000, 6000);
        assertThat(figures.get("sharedSame").asBoolean()).isTrue();
        assertThat(figures.get("coldWallMillis").asDouble()).isPositive();
        assertThat(figures.get("networkHeapBytes").asLong()).isGreaterThan(100_000);
        // The second task adds nothing of the network's size.
        assertThat(figures.get("sharedSecondHeapBytes").asLong())
                .isLessThan(figures.get("sharedHeapBytes").asLong() / 2);
    }

    @Test
    void badArgumentsAreNamed() {
        StringWriter told = new StringWriter();
        CommandLine line = new CommandLine(new ImportBench()).setErr(new PrintWriter(told));
        assertThat(line.execute("--links", "3")).isEqualTo(2);
        assertThat(told.toString()).startsWith("--links 3 is not within 1000 and");
        assertThat(line.execute("--network", folder.resolve("none.mio").toString())).isEqualTo(2);
        assertThat(told.toString()).contains("none.mio: there is no such file");
    }
}
