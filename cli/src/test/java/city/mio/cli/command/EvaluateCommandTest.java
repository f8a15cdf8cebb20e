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
import picocli.CommandLine;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void putsTheImplementationsSideBySide() throws Exception {
        writeHistory();

        int exit = run("evaluate", "forecast", "--data", folder.toString(), "--protocol", "losloop", "--trees", "--networks",
                "--epochs", "1", "--stid-epochs", "2", "--windows", "64", "--json");

        assertThat(err.toString()).contains("stid speed: epoch 2").contains("context 3: epoch 1");
        assertThat(exit).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.get("errors").findValuesAsText("model"))
                .contains("plain ridge", "last value", "profile", "ridge", "trees", "stid", "context", "ensemble");
        assertThat(mae(answer, "ensemble")).isLessThan(1.1 * mae(answer, "ridge"));
        assertThat(answer.get("intervals").findValuesAsText("coverage"))
                .hasSize(48)
                .allSatisfy(share -> assertThat(Double.parseDouble(share)).isBetween(0.65, 0.95));
        // At the same coverage a model that sees more does not need much more room than one that sees less.
        assertThat(width(answer, "ensemble, adaptive")).isLessThan(1.25 * width(answer, "plain ridge, widened"));
        assertThat(mae(answer, "ensemble")).isLessThan(1.2 * mae(answer, "plain ridge"));
        double lastValue = mae(answer, "last value");
        assertThat(mae(answer, "ridge")).isBetween(0.5, lastValue);
    }

    @Test
    void namesWhatItCannotRead() throws Exception {
        Path file = Files.writeString(folder.resolve("short.csv"), "a,b\n1,2\n3,4\n");
        assertThat(run("evaluate", "forecast", "--data", file.toString(), "--protocol", "metr")).isEqualTo(2);
        assertThat(err.toString()).contains("short.csv").contains("shorter than a window");
        assertThat(run("evaluate", "forecast", "--data", file.toString(), "--protocol", "other")).isEqualTo(2);
        assertThat(run("evaluate")).isEqualTo(2);
    }

    @Test
    void scoresAStoredModelAsTheOneThatWasJustLearnt() throws Exception {
        writeHistory();
        Path model = folder.resolve("model");
        assertThat(run("train", "--data", folder.toString(), "--protocol", "losloop", "--out", model.toString(),
                "--epochs", "1", "--windows", "64")).as(err.toString()).isZero();
        assertThat(model).isDirectoryContaining("glob:**model.json").isDirectoryNotContaining("glob:**training");
        out.getBuffer().setLength(0);
        String[] evaluate = {"evaluate", "forecast", "--data", folder.toString(), "--protocol", "losloop", "--json"};
        assertThat(run(with(evaluate, "--model", model.toString()))).as(err.toString()).isZero();
        JsonNode stored = new ObjectMapper().readTree(out.toString());
        out.getBuffer().setLength(0);
        run(with(evaluate, "--trees", "--networks", "--epochs", "1", "--windows", "64"));
        JsonNode learnt = new ObjectMapper().readTree(out.toString());
        assertThat(stored.get("errors")).isEqualTo(learnt.get("errors"));

        Path weights = model.resolve("base.bin");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        assertThat(run(with(evaluate, "--model", model.toString()))).isEqualTo(2);
        assertThat(err.toString()).contains("the part base.bin is damaged");
        assertThat(run(with(evaluate, "--model", folder.toString()))).isEqualTo(2);
        assertThat(err.toString()).contains("is no forecast model");
    }

    private static String[] with(String[] args, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    private void writeHistory() throws Exception {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("a,b,c\n");
        double deviation = 0;
        for (int step = 0; step < 288 * 6; step++) {
            deviation = 0.8 * deviation + random.nextGaussian();
            for (int target = 0; target < 3; target++) {
                text.append(target == 0 ? "" : ",").append((float) (60 + deviation + random.nextGaussian()));
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("losloop_speed.csv"), text);
    }

    private static double mae(JsonNode answer, String model) {
        for (JsonNode row : answer.get("errors")) {
            if (row.get("model").asText().equals(model) && row.get("horizons").asText().equals("up to 60 min")) {
                return row.get("mae").asDouble();
            }
        }
        throw new AssertionError("no row of " + model);
    }

    private static double width(JsonNode answer, String model) {
        double sum = 0;
        for (JsonNode row : answer.get("intervals")) {
            sum += row.get("model").asText().equals(model) && row.has("width") ? row.get("width").asDouble() : 0;
        }
        assertThat(sum).as(model).isPositive();
        return sum / 12;
    }

    private int run(String... args) {
        CommandLine line = MioCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
