package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

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

    /** Osaka without its models, so that its files can be changed. */
    private Path copyOfOsaka() throws IOException {
        Path osaka = Path.of("..", "config", "osaka");
        Path city = folder.resolve("osaka");
        try (Stream<Path> files = Files.walk(osaka)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = osaka.relativize(file).toString();
                if (name.endsWith(".yaml") || name.startsWith("network")) {
                    Files.createDirectories(city.resolve(name).getParent());
                    Files.copy(file, city.resolve(name));
                }
            }
        }
        return city;
    }

    @Test
    void whatTheCitySaysOfForecastsReachesTheJobsAndIsShown() throws IOException {
        Path city = copyOfOsaka();
        String yaml = Files.readString(city.resolve("forecast.yaml"));
        Files.writeString(
                city.resolve("forecast.yaml"),
                yaml.replace("value: 50000", "value: 1234")
                        .replace("value: 0.7", "value: 0.65")
                        .replace("value: 720", "value: 600"));
        Path settings = folder.resolve("settings");
        assertThat(run("settings", "--city", city.toString(), "--out", settings.toString(), "--json"))
                .as(err.toString())
                .isZero();
        JsonNode told = MAPPER.readTree(out.toString()).path("forecast");
        assertThat(told.path("trial.outcomes").asInt()).isEqualTo(1234);
        assertThat(told.path("tickMinutes.detectors").asInt()).isEqualTo(1);
        JsonNode forecast = MAPPER.readTree(settings.resolve("forecast.json").toFile());
        assertThat(forecast.path("tickMinutes").asInt()).isEqualTo(5);
        assertThat(forecast.path("detectorTickMinutes").asInt()).isEqualTo(1);
        assertThat(forecast.path("watch").path("trial").path("outcomes").asInt()).isEqualTo(1234);
        assertThat(forecast.path("watch").path("memorySteps").asInt()).isEqualTo(120);
        JsonNode alert = MAPPER.readTree(settings.resolve("alert.json").toFile());
        assertThat(alert.findPath("noticeCeiling").asDouble()).isEqualTo(0.65);

        assertThat(run("settings", "--city", city.toString(), "--out", settings.toString())).isZero();
        assertThat(out.toString()).contains("forecast.drift.limit: 3.0").contains("forecast.predicted.noticeCeiling: 0.65");
    }

    @Test
    void aFaultIsOneLineThatNamesFileAndKey() throws IOException {
        Path city = copyOfOsaka();
        String yaml = Files.readString(city.resolve("forecast.yaml"));
        Files.writeString(city.resolve("forecast.yaml"), yaml.replace("value: 0.2", "value: 20"));
        assertThat(run("settings", "--city", city.toString(), "--out", folder.resolve("s").toString())).isNotZero();
        assertThat(err.toString()).contains("forecast.yaml: line ").contains("poor.speedShare").hasLineCount(1);
    }
}
