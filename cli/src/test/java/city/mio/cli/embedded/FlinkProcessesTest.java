package city.mio.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkProcessesTest {

    @Test
    void comesUpAndLosesAKilledTaskManager(@TempDir Path directory) throws Exception {
        try (FlinkProcesses cluster = FlinkProcesses.start(directory, FlinkProcesses.ownClassPath(), 2, 1)) {
            assertThat(cluster.get("/overview")).contains("\"taskmanagers\":2");
            cluster.killTaskManager(0);
            cluster.startTaskManager();
            Awaitility.await("the killed one is gone, the new one there")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> cluster.get("/taskmanagers"), told -> told.contains("tm-2") && !told.contains("tm-0"));
        }
    }
}
