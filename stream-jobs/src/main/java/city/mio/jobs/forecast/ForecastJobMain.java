package city.mio.jobs.forecast;

import city.mio.jobs.topics.JobArguments;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the forecast job on Kafka: {@code --kafka host:port --settings FILE}, see {@link JobArguments}. */
public final class ForecastJobMain {

    private ForecastJobMain() {}

    /** Submits the job to the environment that it is started in, and waits for its end if that does. */
    public static void main(String[] arguments) throws Exception {
        JobArguments given = JobArguments.parse("forecast", arguments);
        ForecastSettings settings = SettingsJson.read(given.settings(), ForecastSettings.class);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(env, given.checkpointInterval());
        if (given.parallelism() > 0) {
            env.setParallelism(given.parallelism());
        }
        ForecastJob.build(
                env,
                ForecastSources.kafka(given.kafka(), given.group()),
                ForecastSinks.kafka(given.kafka(), given.group()),
                settings);
        env.execute("Mio forecasts");
    }
}
