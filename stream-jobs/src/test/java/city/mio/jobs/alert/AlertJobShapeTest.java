package city.mio.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.jobs.topics.JobEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of the job before it runs. */
class AlertJobShapeTest {

    @Test
    void everyOperatorHasAUidAndNoTypeNeedsKryo(@TempDir Path folder) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        AlertJob.build(
                env,
                AlertSources.kafka("127.0.0.1:1", "shape"),
                AlertSinks.kafka("127.0.0.1:1", "shape"),
                TestCity.settings(folder));
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .hasSizeGreaterThan(20)
                .allSatisfy(node -> assertThat(node.getTransformationUID())
                        .as(((StreamNode) node).getOperatorName())
                        .isNotBlank());
    }
}
