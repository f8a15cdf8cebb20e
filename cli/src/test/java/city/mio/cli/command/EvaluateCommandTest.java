package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        writeHistory(6);

        int exit = run("evaluate", "forecast", "--data", folder.toString(), "--protocol", "losloop", "--trees", "--networks",
                "--epochs", "1", "--stid-epochs", "2", "--windows", "64", "--json");

        assertThat(err.toString()).contains("stid speed: epoch 2").contains("context 3: epoch 1");
        assertThat(exit).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.get("errors").findValuesAsText("model"))
                .contains("plain ridge", "last value", "profile", "ridge", "trees", "stid", "context", "ensemble");
        assertThat(mae(answer, "ensemble")).isLessThan(1.1 * mae(answer, "ridge"));
        assertThat(answer.get("intervals").findValuesAsText("coverage")).hasSize(9 * 12);
        assertThat(answer.get("byHorizon")).hasSize(8 * 12).allSatisfy(row -> {
            // Networks that were hardly trained are others after they have gone on with both parts.
            boolean hardlyTrained = List.of("stid", "context").contains(row.get("model").asText());
            assertThat(row.get("coverage").asDouble()).as(row.toString())
                    .isBetween(hardlyTrained ? 0 : 0.65, hardlyTrained ? 1 : 0.95);
        });
        assertThat(answer.get("withoutIntervals")).isEmpty();
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
        writeHistory(6);
        Files.writeString(folder.resolve("metrla_adj_dcrnn_edges.csv"), "from_id,to_id,weight\na,b,0.9\nb,c,0.8\na,c,0.3\n");
        Path model = folder.resolve("model");
        assertThat(run("train", "--data", folder.toString(), "--protocol", "losloop", "--out", model.toString(),
                "--epochs", "1", "--windows", "64")).as(err.toString()).isZero();
        assertThat(model).isDirectoryContaining("glob:**model.json").isDirectoryContaining("glob:**road.bin").isDirectoryNotContaining("glob:**training");
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

    @Test
    void refusesARoadGraphOfOtherTargets() throws Exception {
        writeHistory(6);
        Path graph = Files.writeString(folder.resolve("graph.csv"), "from_id,to_id,distance_m\na,b,300\na,d,500\n");
        assertThat(run("train", "--data", folder.toString(), "--protocol", "losloop", "--out",
                folder.resolve("model").toString(), "--graph", graph.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("graph.csv: line 3: \"d\" is no target of the history");
        assertThat(run("train", "--data", folder.toString(), "--protocol", "losloop", "--out",
                folder.resolve("model").toString(), "--simple", "--graph", graph.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--graph: networks alone look at it");
    }

    private static String[] with(String[] args, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void measuresAtEveryHorizonAreThoseOfAnotherCalculation() throws Exception {
        float[][] values = writeHistory(20);
        assertThat(run("evaluate", "forecast", "--data", folder.toString(), "--protocol", "losloop", "--json"))
                .as(err.toString()).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());

        int steps = values.length;
        int learntTo = (int) (steps * 0.7);
        int chosenTo = (int) (steps * (0.7 + 0.1));
        for (int horizon = 1; horizon <= 12; horizon++) {
            // The ends of the last value's errors where models are chosen, at most 200 times spread evenly.
            int first = learntTo + 11;
            int possible = chosenTo - 12 - first;
            float[] errors = new float[200 * 3];
            for (int i = 0; i < 200; i++) {
                int at = first + i * possible / 200;
                for (int target = 0; target < 3; target++) {
                    errors[i * 3 + target] = values[at + horizon][target] - values[at][target];
                }
            }
            Arrays.sort(errors);
            float low = errors[(int) (0.1 * (errors.length - 1))];
            float high = errors[(int) (0.9 * (errors.length - 1))];
            double absolute = 0;
            double squared = 0;
            double relative = 0;
            double pinball = 0;
            int held = 0;
            int scored = 0;
            for (int at = chosenTo + 11; at < steps - 12; at++) {
                for (int target = 0; target < 3; target++) {
                    float outcome = values[at + horizon][target];
                    double error = (double) outcome - values[at][target];
                    float p10 = values[at][target] + low;
                    float p90 = values[at][target] + high;
                    absolute += Math.abs(error);
                    squared += error * error;
                    relative += Math.abs(error) / outcome;
                    pinball += (pinball(0.1, outcome - p10) + pinball(0.5, error) + pinball(0.9, outcome - p90)) / 3;
                    held += outcome >= p10 && outcome <= p90 ? 1 : 0;
                    scored++;
                }
            }
            JsonNode row = row(answer, "last value", horizon);
            assertThat(row.get("minutes").asInt()).isEqualTo(5 * horizon);
            assertThat(row.get("scored").asInt()).isEqualTo(scored);
            assertThat(row.get("intervals").asText()).isEqualTo("residuals");
            assertThat(row.get("mae").asDouble()).isCloseTo(absolute / scored, within(1e-6));
            assertThat(row.get("rmse").asDouble()).isCloseTo(Math.sqrt(squared / scored), within(1e-6));
            assertThat(row.get("mapePercent").asDouble()).isCloseTo(100 * relative / scored, within(1e-6));
            assertThat(row.get("pinball").asDouble()).isCloseTo(pinball / scored, within(1e-5));
            assertThat(row.get("coverage").asDouble()).isCloseTo(held / (double) scored, within(1e-9));
            assertThat(row.get("width").asDouble()).isCloseTo(high - low, within(1e-4));
        }
        for (String model : List.of("plain ridge", "last value", "profile", "ridge", "ensemble")) {
            double sum = 0;
            for (int horizon = 1; horizon <= 12; horizon++) {
                sum += row(answer, model, horizon).get("coverage").asDouble();
            }
            assertThat(sum / 12).as(model).isBetween(0.75, 0.85);
        }
        assertThat(row(answer, "ensemble", 1).get("intervals").asText()).isEqualTo("adaptive");
    }

    @Test
    void aModelOfBeforeSaysWhoseIntervalsItLacks() throws Exception {
        writeHistory(6);
        Path model = folder.resolve("model");
        assertThat(run("train", "--data", folder.toString(), "--protocol", "losloop", "--out", model.toString(), "--simple"))
                .as(err.toString()).isZero();
        Files.delete(model.resolve("residuals.bin"));
        Path description = model.resolve("model.json");
        ObjectNode told = (ObjectNode) new ObjectMapper().readTree(description.toFile());
        ((ObjectNode) told.get("parts")).remove("residuals.bin");
        Files.writeString(description, told.toString());
        String[] evaluate = {"evaluate", "forecast", "--data", folder.toString(), "--protocol", "losloop", "--model",
            model.toString()};

        out.getBuffer().setLength(0);
        assertThat(run(with(evaluate, "--json"))).as(err.toString()).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.get("withoutIntervals").toString()).isEqualTo("[\"last value\",\"profile\"]");
        assertThat(row(answer, "profile", 3).get("mae").asDouble()).isPositive();
        assertThat(row(answer, "profile", 3).get("coverage").isNull()).isTrue();
        assertThat(row(answer, "ridge", 3).get("coverage").asDouble()).isBetween(0.6, 0.95);
        out.getBuffer().setLength(0);
        assertThat(run(evaluate)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("speed, 15 min ahead").contains("speed, 60 min ahead").doesNotContain("speed, 5 min ahead")
                .contains("no intervals of last value, profile: the model is older");
    }

    private static double pinball(double level, double error) {
        return error >= 0 ? level * error : (level - 1) * error;
    }

    private static JsonNode row(JsonNode answer, String model, int horizon) {
        for (JsonNode row : answer.get("byHorizon")) {
            if (row.get("model").asText().equals(model) && row.get("horizon").asInt() == horizon) {
                return row;
            }
        }
        throw new AssertionError("no row of " + model + " at " + horizon);
    }

    /** Days of three targets, by step and target. */
    private float[][] writeHistory(int days) throws Exception {
        float[][] values = new float[288 * days][3];
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("a,b,c\n");
        double deviation = 0;
        for (int step = 0; step < values.length; step++) {
            deviation = 0.8 * deviation + random.nextGaussian();
            for (int target = 0; target < 3; target++) {
                values[step][target] = (float) (60 + deviation + random.nextGaussian());
                text.append(target == 0 ? "" : ",").append(values[step][target]);
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("losloop_speed.csv"), text);
        return values;
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
