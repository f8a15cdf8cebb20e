package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.cli.embedded.Ports;
import city.mio.cli.faults.BrokerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline with its brokers outside: Debian's mosquitto, and a Kafka in another process. */
class ExternalBrokersTest {

    @Test
    void theDemoRunsOnMosquittoAndAnotherProcessesKafka(@TempDir Path data) throws Exception {
        Optional<Path> mosquitto = MosquittoProcess.findProgram();
        if (mosquitto.isEmpty()) {
            System.out.println("skipped: mosquitto is not installed (apt-get install mosquitto)");
        }
        assumeTrue(mosquitto.isPresent(), "mosquitto is not installed (apt-get install mosquitto)");
        int kafkaPort = Ports.free();
        try (BrokerProcess kafka = BrokerProcess.kafka(data.resolve("kafka"), kafkaPort);
                MosquittoProcess mqtt =
                        MosquittoProcess.start(mosquitto.get(), data.resolve("mosquitto"), Ports.free())) {
            assertThat(kafka).isNotNull();
            MioRun run = MioRun.of(
                    "demo", "--duration", "12s", "--headless", "--port", "0",
                    "--kafka", "127.0.0.1:" + kafkaPort, "--mqtt", mqtt.uri(), "--json");
            JsonNode summary = run.summary();
            assertThat(run.out()).hasSize(1);
            assertThat(run.err()).anyMatch(line -> line.contains("Kafka (outside)"));
            assertThat(run.err()).anyMatch(line -> line.contains("MQTT broker (outside) on " + mqtt.uri()));
            assertThat(summary.get("lost").asLong()).as(run::everything).isZero();
            assertThat(summary.get("duplicated").asLong()).as(run::everything).isZero();
            assertThat(summary.at("/eventsIn/detector.reading").asLong()).isPositive();
            assertThat(summary.get("linkStates").asLong()).isPositive();
        }
    }
}
