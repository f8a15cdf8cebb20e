package city.mio.jobs.traffic;

import city.mio.jobs.topics.JobArguments;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the traffic job on Kafka: {@code --kafka host:port --settings FILE}, see {@link JobArguments}. */
public final class TrafficJobMain {

    private TrafficJobMain() {}

    /** Submits the job to the environment that it is started in, and waits for its end if that does. */
    public static void main(String[] arguments) throws Exception {
        JobArguments given = JobArguments.parse("traffic", arguments);
        TrafficSettings settings = SettingsJson.read(given.settings(), TrafficSettings.class);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(env, given.checkpointInterval());
        if (given.parallelism() > 0) {
            env.setParallelism(given.parallelism());
        }
        TrafficJob.build(
                env,
                TrafficSources.kafka(given.kafka(), given.group()),
                TrafficSinks.kafka(given.kafka(), given.group()),
                settings);
        env.execute("Mio traffic");
    }
}
