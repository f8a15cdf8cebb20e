package city.mio.bench.places;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlacesBenchTest {

    @TempDir
    private Path folder;

    /** The command ends with 0 only if both gave the same answer for each point. */
    @Test
    void theCommandWritesItsFigures() throws Exception {
        Path json = folder.resolve("figures.json");
        int code = new CommandLine(new PlacesBench())
                .execute("--places", "80", "--points", "3000", "--rounds", "1", "--json", json.toString());
        assertThat(code).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.size()).isEqualTo(3);
        for (JsonNode row : figures) {
            assertThat(row.get("places").asInt()).isEqualTo(80);
            assertThat(row.get("differ").asInt()).isZero();
            assertThat(row.get("pointsPerSecond").asDouble()).isPositive();
            assertThat(row.get("jtsPointsPerSecond").asDouble()).isPositive();
        }
        assertThat(figures.get(2).get("placesPerPoint").asDouble())
                .isGreaterThan(figures.get(0).get("placesPerPoint").asDouble());
    }
}
