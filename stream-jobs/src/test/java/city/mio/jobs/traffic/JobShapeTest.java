package city.mio.jobs.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import java.nio.file.Path;
import java.util.List;
import java.time.Duration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of the job before it runs. */
class JobShapeTest {

    @Test
    void everyOperatorHasAUidAndNoTypeNeedsKryo(@TempDir Path directory) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        TrafficJob.build(
                env,
                TrafficSources.kafka("127.0.0.1:1", "shape"),
                TrafficSinks.kafka("127.0.0.1:1", "shape"),
                Street.settings(directory));
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .hasSizeGreaterThan(10)
                .allSatisfy(node -> assertThat(node.getTransformationUID())
                        .as(((StreamNode) node).getOperatorName())
                        .isNotBlank());
    }

    @Test
    void settingsSurviveJson(@TempDir Path directory) throws Exception {
        TrafficSettings settings = Street.settings(directory)
                .withOffStreet(List.of(new OffStreetPlace("yard", 135.5, 34.7, 150)));
        assertThat(SettingsJson.read(SettingsJson.write(settings), TrafficSettings.class))
                .isEqualTo(settings);
    }
}
