package city.mio.jobs.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

    @Test
    void readsWhatIsGiven() {
        JobArguments arguments = JobArguments.parse(
                "traffic", "--kafka", "h:1", "--settings", "s.json", "--checkpoint-seconds", "1.5", "--parallelism", "2");
        assertThat(arguments.checkpointInterval()).isEqualTo(Duration.ofMillis(1500));
        assertThat(arguments.parallelism()).isEqualTo(2);
        assertThat(arguments.group()).isEqualTo("traffic");
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> JobArguments.parse("traffic", "--settings", "s"))
                .hasMessage("traffic: --kafka is missing");
        assertThatThrownBy(() -> JobArguments.parse("traffic", "--kafak", "s")).hasMessageContaining("--kafak");
        assertThatThrownBy(() -> JobArguments.parse("traffic", "--kafka")).hasMessageContaining("needs a value");
        assertThatThrownBy(() ->
                        JobArguments.parse("traffic", "--kafka", "h:1", "--settings", "s", "--parallelism", "many"))
                .hasMessageContaining("--parallelism is no number: many");
    }

    @Test
    void badSettingsFilesAreNamed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("settings.json");
        assertThatThrownBy(() -> SettingsJson.read(file, JobArguments.class)).hasMessageContaining("no such file");
        Files.writeString(file, "{\"colour\": 3, \"kafka\": \"h:1\", \"parallelism\": 1}");
        assertThatThrownBy(() -> SettingsJson.read(file, JobArguments.class))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("colour");
    }
}
