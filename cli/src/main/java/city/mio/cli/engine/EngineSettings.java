package city.mio.cli.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an engine runs. Immutable.
 *
 * @param dataDir where the embedded parts keep their data
 * @param kafka {@code host:port} of an outside broker; empty for the embedded one
 * @param kafkaPort of the embedded broker, 0 for a free one
 * @param mqtt {@code tcp://host:port} of an outside broker; empty for the embedded one
 * @param mqttPort of the embedded broker, 0 for a free one
 * @param flinkPort of the web UI, 0 for a free one
 * @param host that the live map binds to
 * @param port of the live map, 0 for a free one
 * @param checkpointInterval of the jobs
 */
public record EngineSettings(
        Path dataDir,
        Optional<String> kafka,
        int kafkaPort,
        Optional<String> mqtt,
        int mqttPort,
        int flinkPort,
        String host,
        int port,
        Duration checkpointInterval) {

    public EngineSettings {
        if (checkpointInterval.isNegative() || checkpointInterval.isZero()) {
            throw new IllegalArgumentException("checkpointInterval is not positive: " + checkpointInterval);
        }
    }
}
