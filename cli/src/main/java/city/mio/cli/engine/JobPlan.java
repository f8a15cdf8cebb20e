package city.mio.cli.engine;

import city.mio.events.wire.Topic;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that the engine runs. Immutable.
 *
 * @param name for people
 * @param group its Kafka consumer group
 * @param inputs the topics it reads
 * @param parallelism how many tasks side by side
 * @param build puts the job into an environment
 */
public record JobPlan(
        String name, String group, List<Topic<?>> inputs, int parallelism, Consumer<StreamExecutionEnvironment> build) {

    public JobPlan {
        inputs = List.copyOf(inputs);
    }
}
