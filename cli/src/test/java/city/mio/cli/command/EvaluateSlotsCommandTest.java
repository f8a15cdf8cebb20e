package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateSlotsCommandTest {

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
    void measuresTwoWeeksAhead() throws Exception {
        write(30);

        assertThat(run("evaluate", "slots", "--data", folder.toString(), "--protocol", "losloop", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.get("forecasts").asInt()).isEqualTo(9);
        assertThat(told.get("errors")).hasSize(3);
        for (JsonNode row : told.get("errors")) {
            // The noise of a mean of six steps.
            double floor = 6 / Math.sqrt(6) * Math.sqrt(2 / Math.PI);
            assertThat(row.get("mae, slot model").asDouble()).isBetween(0.9 * floor, 1.25 * floor);
            assertThat(row.get("mae, as a week ago").asDouble()).isGreaterThan(1.35 * floor);
            assertThat(row.get("coverage").asDouble()).isBetween(0.74, 0.9);
        }
    }

    @Test
    void refusesAHistoryOfFewDays() throws Exception {
        write(6);
        assertThat(run("evaluate", "slots", "--data", folder.toString(), "--protocol", "losloop")).isEqualTo(2);
        assertThat(err.toString()).contains("six days").hasLineCount(1);
    }

    /** A daily wave with noise, the same on all days. */
    private void write(int days) throws Exception {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int step = 0; step < 288 * days; step++) {
            for (int target = 0; target < 3; target++) {
                double wave = 60 + 10 * target + 15 * Math.sin(2 * Math.PI * step / 288);
                text.append(target == 0 ? "" : ",").append((float) (wave + 6 * random.nextGaussian()));
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("losloop_speed.csv"), text);
    }
}
