package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "replay", "import", "submit", "topics", "test", "bench");
        for (CommandLine command : MioCommand.line().getSubcommands().values()) {
            assertThat(run(command.getCommandName(), "--help")).isZero();
            command.getCommandSpec().options().forEach(option -> assertThat(option.description())
                    .as(command.getCommandName() + " " + option.longestName())
                    .isNotEmpty());
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("(?s)mio \\d+\\.\\d+.*Flink 2\\.3\\.0, Kafka 4\\.2\\.2.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dem",
                "demo --sped 30",
                "import",
                "import /no/such/file.osm",
                "submit",
                "submit --jobmanager nowhere",
                "submit --jobmanager localhost:1 --jar /no/such.jar",
                "test",
                "bench pipeline"
            })
    void oneLineAndExitCodeTwoWhenAskedWrongly(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("mio: ").matches("[^\\n]+\\n");
    }

    @Test
    void importsAndReports(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("n.nodes"), "135.50 34.70\n135.51 34.70\n");
        Files.writeString(dir.resolve("n.arcs"), "0 1\n1 0\n");
        assertThat(run("import", dir.resolve("n.arcs").toString(), "--out", dir.resolve("out").toString(), "--json"))
                .as(err.toString())
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("links").asInt()).isEqualTo(2);
        assertThat(json.get("report").has("dropped")).isTrue();
        assertThat(dir.resolve("out/network.mio")).isNotEmptyFile();
        assertThat(dir.resolve("out/import-report.json")).isNotEmptyFile();
    }

    @Test
    void topicsAreListedWithoutABroker() throws Exception {
        assertThat(run("topics", "--json")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).get("topics")).hasSizeGreaterThanOrEqualTo(10);
    }
}
