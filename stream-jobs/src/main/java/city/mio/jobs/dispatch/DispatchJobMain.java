package city.mio.jobs.dispatch;

import city.mio.jobs.topics.JobArguments;
import city.mio.jobs.topics.SettingsJson;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the dispatch job on Kafka: {@code --kafka host:port --settings FILE}, see {@link JobArguments}. */
public final class DispatchJobMain {

    private DispatchJobMain() {}

    /** Submits the job to the environment that it is started in, and waits for its end if that does. */
    public static void main(String[] arguments) throws Exception {
        JobArguments given = JobArguments.parse("dispatch", arguments);
        DispatchJobSettings settings = SettingsJson.read(given.settings(), DispatchJobSettings.class);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DispatchJob.configure(env, given.checkpointInterval());
        if (given.parallelism() > 0) {
            env.setParallelism(given.parallelism());
        }
        DispatchJob.build(
                env,
                DispatchSources.kafka(given.kafka(), given.group()),
                DispatchSinks.kafka(given.kafka(), given.group()),
                settings);
        env.execute("Mio dispatch");
    }
}
