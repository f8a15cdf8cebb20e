package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void everyRecordComesOutOnceAndSpeedsAreTrue() throws Exception {
        MioRun run = MioRun.of("demo", "--duration", "25s", "--headless", "--port", "0", "--seed", "11");
        JsonNode summary = run.summary();
        assertThat(summary.get("lost").asLong()).as(run::everything).isZero();
        assertThat(summary.get("duplicated").asLong()).as(run::everything).isZero();
        assertThat(summary.at("/eventsIn/probe.position").asLong()).isGreaterThan(1_000);
        assertThat(summary.at("/eventsIn/detector.reading").asLong()).isGreaterThan(100);
        assertThat(summary.at("/eventsIn/haul.passage").asLong()).isPositive();
        assertThat(summary.get("accepted").asLong()).isGreaterThan(1_000);
        assertThat(summary.get("repeated").asLong()).as("the stream repeats some records").isPositive();
        assertThat(summary.get("deadLettered")).as("the stream holds malformed records").isNotEmpty();
        // Thousands on an idle machine; how many minutes of the city go by in 25 s is the machine's affair.
        assertThat(summary.get("linkStates").asLong()).isGreaterThan(100);
        assertThat(summary.get("matchedShare").asDouble()).isGreaterThan(0.8);
        assertThat(summary.at("/endToEndLatencyMs/p50").isNumber()).as(run::everything).isTrue();
        assertThat(summary.at("/speedMae/linkMinutes").asLong()).as(run::everything).isGreaterThan(30);
        assertThat(summary.at("/speedMae/shareOfFreeFlow").asDouble()).as(run::everything).isLessThan(0.10);
        assertThat(summary.at("/onDemand/requests").asLong()).as(run::everything).isPositive();
        assertThat(summary.at("/onDemand/answered").asLong())
                .as(run::everything)
                .isEqualTo(summary.at("/onDemand/requests").asLong());
        assertThat(summary.at("/onDemand/offers").asLong()).as(run::everything).isPositive();
        assertThat(summary.at("/eventsIn/bus.status").asLong()).isPositive();
        assertThat(run.out()).anyMatch(line -> line.contains("events/s") && line.contains("open alerts"));
        assertThat(run.out()).anyMatch(line -> line.startsWith("Kafka 4.2.2"));
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MioRun run = MioRun.of(
                    "demo", "--duration", "5s", "--headless", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).hasSize(1);
            assertThat(run.err().get(0))
                    .startsWith("mio: ")
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("--port");
        }
    }
}
