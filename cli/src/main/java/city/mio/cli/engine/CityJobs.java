package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import city.mio.jobs.traffic.TrafficJob;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.jobs.traffic.TrafficSinks;
import city.mio.jobs.traffic.TrafficSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The jobs of a city: their settings as files that any cluster can read, and the plans to run them here. */
public final class CityJobs {

    private static final String TRAFFIC = "traffic";

    private final Path networkFile;
    private final TrafficSettings traffic;

    private CityJobs(Path networkFile, TrafficSettings traffic) {
        this.networkFile = networkFile;
        this.traffic = traffic;
    }

    /**
     * Writes the network and each job's settings to a folder.
     *
     * @param folder created if missing; must be readable where the jobs run
     */
    public static CityJobs write(City city, EventTimes times, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path network = folder.resolve("network.mio").toAbsolutePath();
        RoadNetworkFile.write(city.network(), network);
        TrafficSettings traffic = TrafficSettings.usual(
                        network.toString(),
                        city.places().bounds(),
                        city.places().detectors(),
                        times.earliest(),
                        times.latest())
                .withMostJumpMillis(times.mostJumpMillis());
        Files.writeString(folder.resolve("traffic.json"), SettingsJson.write(traffic) + "\n");
        return new CityJobs(network, traffic);
    }

    /** The network's file. */
    public Path networkFile() {
        return networkFile;
    }

    /** The plans, in the order in which one reads what another writes. */
    public List<JobPlan> plans(String kafka, Duration checkpointInterval) {
        return List.of(new JobPlan(
                "traffic job",
                TRAFFIC,
                List.of(Topics.PROBE_POSITION, Topics.DETECTOR_READING),
                2,
                env -> {
                    JobEnvironment.configure(env, checkpointInterval);
                    env.setParallelism(2);
                    TrafficJob.build(
                            env, TrafficSources.kafka(kafka, TRAFFIC), TrafficSinks.kafka(kafka, TRAFFIC), traffic);
                }));
    }
}
