package city.mio.jobs.alert;

import city.mio.jobs.topics.JobArguments;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the alert job on Kafka: {@code --kafka host:port --settings FILE}, see {@link JobArguments}. */
public final class AlertJobMain {

    private AlertJobMain() {}

    /** Submits the job to the environment that it is started in, and waits for its end if that does. */
    public static void main(String[] arguments) throws Exception {
        JobArguments given = JobArguments.parse("alert", arguments);
        AlertSettings settings = SettingsJson.read(given.settings(), AlertSettings.class);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(env, given.checkpointInterval());
        if (given.parallelism() > 0) {
            env.setParallelism(given.parallelism());
        }
        AlertJob.build(
                env,
                AlertSources.kafka(given.kafka(), given.group()),
                AlertSinks.kafka(given.kafka(), given.group()),
                settings);
        env.execute("Mio alerts");
    }
}
