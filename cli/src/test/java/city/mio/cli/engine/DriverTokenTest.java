package city.mio.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTokenTest {

    @Test
    void comesFromTheEnvironmentOrAFile(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("token");
        Files.writeString(file, "of-the-file-1234567\n");
        assertThat(DriverToken.find(Map.of())).isEmpty();
        assertThat(DriverToken.find(Map.of("MIO_DRIVER_TOKEN", " of-the-variable "))).contains("of-the-variable");
        assertThat(DriverToken.find(Map.of("MIO_DRIVER_TOKEN_FILE", file.toString()))).contains("of-the-file-1234567");
    }

    @Test
    void aFileThatHasNoneIsNamed(@TempDir Path dir) throws Exception {
        Path empty = Files.writeString(dir.resolve("empty"), "\n");
        assertThatThrownBy(() -> DriverToken.find(Map.of("MIO_DRIVER_TOKEN_FILE", empty.toString())))
                .hasMessageContaining("MIO_DRIVER_TOKEN_FILE: the file is empty");
        assertThatThrownBy(() -> DriverToken.find(Map.of("MIO_DRIVER_TOKEN_FILE", dir + "/none")))
                .hasMessageContaining("MIO_DRIVER_TOKEN_FILE: cannot be read");
    }
}
