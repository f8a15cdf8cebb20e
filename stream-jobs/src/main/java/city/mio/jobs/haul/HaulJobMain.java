package city.mio.jobs.haul;

import city.mio.jobs.topics.JobArguments;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the haul job on Kafka: {@code --kafka host:port --settings FILE}, see {@link JobArguments}. */
public final class HaulJobMain {

    private HaulJobMain() {}

    /** Submits the job to the environment that it is started in, and waits for its end if that does. */
    public static void main(String[] arguments) throws Exception {
        JobArguments given = JobArguments.parse("haul", arguments);
        HaulSettings settings = SettingsJson.read(given.settings(), HaulSettings.class);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(env, given.checkpointInterval());
        if (given.parallelism() > 0) {
            env.setParallelism(given.parallelism());
        }
        HaulJob.build(
                env,
                HaulSources.kafka(given.kafka(), given.group()),
                HaulSinks.kafka(given.kafka(), given.group()),
                settings);
        env.execute("Mio construction transport");
    }
}
