package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.jobs.forecast.SlotModelFolder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSlotsCommandTest {

    private static final Path OSAKA = Path.of("..", "config", "osaka");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void learnsFromASimulatedHistoryAndItsConditions() throws Exception {
        City osaka = CityFolder.read(OSAKA);
        history(osaka.places().haulRoutes().get(0).linkIds().stream().limit(3).map(String::valueOf).toList(),
                osaka.places().haulRoutes().get(0).id());
        Path model = folder.resolve("model");
        String[] options = {"train", "slots", "--data", folder.toString(), "--series", "link_speed", "--city",
            OSAKA.toString(), "--out", model.toString(), "--held-out", "4", "--json"};
        assertThat(run(options)).as(err.toString()).isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.get("targets").asInt()).isEqualTo(3);
        assertThat(told.get("learntSlots").asInt()).isEqualTo(18 * 48);
        assertThat(told.get("conditions")).extracting(JsonNode::asText).containsExactly("calendar", "rain", "haul");
        assertThat(told.get("heldOutErrors").get(0).get("mae, slot model").asDouble()).isBetween(0.2, 0.7);

        SlotModelFolder.Stored stored = SlotModelFolder.read(model);
        assertThat(stored.channels()).containsExactly("link_speed");
        assertThat(stored.origin().learntUntilMillis() - stored.origin().learntFromMillis()).isEqualTo(18 * 86_400_000L);
        byte[] bytes = Files.readAllBytes(model.resolve("slots.bin"));
        assertThat(run(options)).isZero();
        assertThat(Files.readAllBytes(model.resolve("slots.bin"))).isEqualTo(bytes);
    }

    @Test
    void learnsFromPlainMatrices() throws Exception {
        StringBuilder text = new StringBuilder("a,b\n");
        Random random = new Random(3);
        for (int step = 0; step < 288 * 16; step++) {
            text.append(50 + random.nextInt(9)).append(',').append(60 + random.nextInt(9)).append('\n');
        }
        Files.writeString(folder.resolve("losloop_speed.csv"), text);
        Path model = folder.resolve("model");
        assertThat(run("train", "slots", "--data", folder.toString(), "--protocol", "losloop", "--out", model.toString(),
                        "--held-out", "0"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("2 targets").contains("conditions []");
        assertThat(SlotModelFolder.read(model).targets()).containsExactly("a", "b");
    }

    @Test
    void refusesTheHistoryOfAnotherCityAndOneThatIsTooShort() throws Exception {
        history(List.of("1", "2"), "none");
        String[] options = {"train", "slots", "--data", folder.toString(), "--series", "link_speed", "--city",
            OSAKA.toString(), "--out", folder.resolve("model").toString()};
        assertThat(run(options)).isNotZero();
        assertThat(err.toString()).contains("osaka has none of its targets").contains("--city").hasLineCount(1);
        assertThat(run("train")).isEqualTo(2);
        assertThat(err.toString()).contains("missing required option: --data");
    }

    /** Eighteen days of half hours: 12 m/s, 10 in the rain, and noise. */
    private void history(List<String> links, String route) throws Exception {
        Files.writeString(folder.resolve("history.json"),
                "{\"start\": \"2026-10-12T00:00+09:00\", \"timezone\": \"Asia/Tokyo\", \"stepMinutes\": 30}");
        Random random = new Random(9);
        StringBuilder speed = new StringBuilder(String.join(",", links) + "\n");
        StringBuilder rain = new StringBuilder("rain\n");
        StringBuilder haul = new StringBuilder(route + "\n");
        for (int step = 0; step < 18 * 48; step++) {
            boolean wet = step / 7 % 5 == 0;
            for (int link = 0; link < links.size(); link++) {
                speed.append(link == 0 ? "" : ",").append((wet ? 10 : 12) + 0.4 * random.nextGaussian());
            }
            speed.append('\n');
            rain.append(wet ? "3\n" : "0\n");
            haul.append(step % 48 > 16 && step % 48 < 34 ? "2\n" : "0\n");
        }
        Files.writeString(folder.resolve("link_speed.csv"), speed);
        Files.writeString(folder.resolve("rain.csv"), rain);
        Files.writeString(folder.resolve("haul.csv"), haul);
    }
}
