package city.mio.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {

    private static final AtomicLong SUM = new AtomicLong();

    @Test
    void runsAJobAndShowsItOnItsWebDoor(@TempDir Path data) throws Exception {
        SUM.set(0);
        try (EmbeddedFlink flink = EmbeddedFlink.start(data, 0, 2, Duration.ofSeconds(1))) {
            assertThat(flink.describe()).contains("Flink 2.3.0").contains(flink.web().toString());
            StreamExecutionEnvironment env = flink.newEnvironment(1);
            env.fromSequence(1, 1000).map(EmbeddedFlinkTest::add).returns(Long.class).sinkTo(new DiscardingSink<>());
            env.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
            JobID job = flink.submit("numbers", env);
            assertThat(flink.status(job)).isEqualTo(JobStatus.RUNNING);
            Awaitility.await().until(() -> SUM.get() == 500_500);
            HttpClient http = HttpClient.newHttpClient();
            assertThat(body(http, flink.web().resolve("/jobs/overview"))).contains("\"name\":\"numbers\"");
            assertThat(body(http, flink.web().resolve("/"))).contains("Apache Flink Web Dashboard");
        }
    }

    private static Long add(Long value) {
        SUM.addAndGet(value);
        return value;
    }

    @Test
    void namesTheTakenPortAndTheOption(@TempDir Path data) throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedFlink.start(data, taken.getLocalPort(), 2, Duration.ofSeconds(1)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--flink-port");
        }
    }

    private static String body(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
