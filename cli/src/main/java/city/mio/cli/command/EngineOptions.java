package city.mio.cli.command;

import city.mio.cli.engine.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that runs the whole engine. */
final class EngineOptions {

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Wall time after which it ends by itself: 90s, 3m, 1h30m. Its last line is then a summary in"
                    + " JSON.")
    Duration duration;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the live map; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address the live map binds to; anything but loopback lets others in. Default: ${DEFAULT-VALUE}.")
    String host;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of Flink's web UI; 0, the default, for a free one.")
    int flinkPort;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "An outside Kafka broker instead of the embedded one.")
    String kafka;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of the embedded Kafka broker; 0, the default, for a free one.")
    int kafkaPort;

    @Option(
            names = "--mqtt",
            paramLabel = "URI",
            description = "An outside MQTT broker instead of the embedded one: tcp://HOST:PORT.")
    String mqtt;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of the embedded MQTT broker; 0, the default, for a free one.")
    int mqttPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where brokers, checkpoints and the log are kept. Default: a new folder that is deleted at the"
                    + " end.")
    Path data;

    @Option(names = "--headless", description = "Opens no browser.")
    boolean headless;

    @Option(
            names = "--json",
            description = "Only the JSON summary on standard output, everything else on standard error.")
    boolean json;

    EngineSettings settings(Path dataDir) {
        range("--port", port);
        range("--flink-port", flinkPort);
        range("--kafka-port", kafkaPort);
        range("--mqtt-port", mqttPort);
        if (kafka != null) {
            HostPort.parse("--kafka", kafka);
        }
        if (mqtt != null) {
            if (!mqtt.matches("(tcp|ssl)://.+")) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, "--mqtt: is not tcp://HOST:PORT: " + mqtt);
            }
            HostPort.parse("--mqtt", mqtt.replaceFirst("^(tcp|ssl)://", ""));
        }
        return new EngineSettings(
                dataDir,
                Optional.ofNullable(kafka),
                kafkaPort,
                Optional.ofNullable(mqtt),
                mqttPort,
                flinkPort,
                host,
                port,
                // As often as this the output becomes visible to others: it is part of the end-to-end delay.
                Duration.ofSeconds(1));
    }

    private static void range(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, option + ": is outside 0 to 65535: " + port);
        }
    }
}
