package city.mio.simulators.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.PlacesByRule;
import city.mio.simulators.city.RainShower;
import city.mio.simulators.city.SimulationSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHistoryTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T15:00:00Z");

    @TempDir
    private Path folder;

    private static SimulationSettings simulation(long seed) {
        return SimulationSettings.builder()
                .seed(seed)
                .start(MIDNIGHT)
                .tripsPerHour(2_000)
                .rain(List.of(new RainShower(30, 60, 4)))
                .retentionMinutes(1)
                .build();
    }

    private void write(String name, long seed) throws IOException {
        RoadNetwork network = NetworkImporter.importFile(Path.of("../config/osaka/network"), ImportOptions.defaults())
                .network();
        CityPlaces places = PlacesByRule.place(network, 1);
        List<Integer> told = new ArrayList<>();
        new SimulatedHistory(network, places, new HistorySettings(simulation(seed), 1, 30))
                .write(folder.resolve(name), told::add);
        assertThat(told).hasSize(48).last().isEqualTo(48);
    }

    private List<String[]> read(String file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(file))), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
        }
        return rows;
    }

    private static double sum(String[] row) {
        double sum = 0;
        for (String cell : row) {
            sum += cell.isEmpty() ? 0 : Double.parseDouble(cell);
        }
        return sum;
    }

    @Test
    void aDayHasItsShapeAndComesAgainWithItsSeed() throws IOException {
        write("a", 5);
        write("b", 5);
        for (String file : List.of("link_speed", "detector_speed", "detector_flow", "rain", "haul")) {
            List<String[]> rows = read("a/" + file + ".csv.gz");
            assertThat(rows).as(file).hasSize(49);
            assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
            assertThat(Files.readAllBytes(folder.resolve("b/" + file + ".csv.gz")))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("a/" + file + ".csv.gz")));
        }
        List<String[]> flow = read("a/detector_flow.csv.gz");
        double night = sum(flow.get(1 + 2 * 3));
        double morning = sum(flow.get(1 + 2 * 8));
        assertThat(morning).isGreaterThan(3 * night);
        assertThat(read("a/rain.csv.gz").subList(1, 6))
                .extracting(row -> Double.parseDouble(row[0]))
                .containsExactly(0.0, 4.0, 4.0, 0.0, 0.0);
        JsonNode description = new ObjectMapper().readTree(folder.resolve("a/history.json").toFile());
        assertThat(description.get("start").asText()).isEqualTo("2026-11-18T00:00+09:00");
        assertThat(description.get("steps").asInt()).isEqualTo(48);
    }

    @Test
    void showersFollowTheSeedAndDoNotOverlap() {
        List<RainShower> showers = HistorySettings.showers(60, 3);
        assertThat(showers).isEqualTo(HistorySettings.showers(60, 3)).isNotEqualTo(HistorySettings.showers(60, 4));
        assertThat(showers).hasSizeBetween(8, 40);
        for (int i = 1; i < showers.size(); i++) {
            assertThat(showers.get(i).afterMinutes())
                    .isGreaterThan(showers.get(i - 1).afterMinutes() + showers.get(i - 1).minutes());
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> new HistorySettings(simulation(1), 0, 5)).hasMessageContaining("days");
        assertThatThrownBy(() -> new HistorySettings(simulation(1), 1, 7)).hasMessageContaining("stepMinutes");
    }
}
