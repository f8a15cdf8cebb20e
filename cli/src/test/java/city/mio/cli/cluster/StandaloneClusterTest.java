package city.mio.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterTest {

    @Test
    void comesUpAndLosesAKilledTaskManager(@TempDir Path directory) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(directory, 2, 1)) {
            assertThat(cluster.get("/overview")).contains("\"taskmanagers\":2");
            cluster.killTaskManager(0);
            cluster.startTaskManager();
            cluster.awaitTaskManagers(2);
        }
    }
}
