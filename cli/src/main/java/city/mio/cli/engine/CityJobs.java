package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.jobs.alert.AlertJob;
import city.mio.jobs.alert.AlertSettings;
import city.mio.jobs.alert.AlertSinks;
import city.mio.jobs.alert.AlertSources;
import city.mio.jobs.alert.AlertThresholds;
import city.mio.jobs.dispatch.DispatchJob;
import city.mio.jobs.dispatch.DispatchJobSettings;
import city.mio.jobs.dispatch.DispatchSinks;
import city.mio.jobs.dispatch.DispatchSources;
import city.mio.jobs.forecast.ForecastJob;
import city.mio.jobs.forecast.ForecastSettings;
import city.mio.jobs.forecast.ForecastSinks;
import city.mio.jobs.forecast.ForecastSources;
import city.mio.jobs.haul.HaulJob;
import city.mio.jobs.haul.HaulSettings;
import city.mio.jobs.haul.HaulSinks;
import city.mio.jobs.haul.HaulSources;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import city.mio.jobs.traffic.OffStreetPlace;
import city.mio.jobs.traffic.TrafficJob;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.jobs.traffic.TrafficSinks;
import city.mio.jobs.traffic.TrafficSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs of a city: their settings as files that any cluster can read, and the plans to run them here. */
public final class CityJobs {

    private static final String TRAFFIC = "traffic";
    private static final String ALERT = "alert";
    private static final String FORECAST = "forecast";
    private static final String DISPATCH = "dispatch";
    private static final String HAUL = "haul";

    private final Path networkFile;
    private final TrafficSettings traffic;
    private final AlertSettings alert;
    private final ForecastSettings forecast;
    private final Optional<DispatchJobSettings> dispatch;
    private final Optional<HaulSettings> haul;

    private CityJobs(
            Path networkFile,
            TrafficSettings traffic,
            AlertSettings alert,
            ForecastSettings forecast,
            Optional<DispatchJobSettings> dispatch,
            Optional<HaulSettings> haul) {
        this.networkFile = networkFile;
        this.traffic = traffic;
        this.alert = alert;
        this.forecast = forecast;
        this.dispatch = dispatch;
        this.haul = haul;
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
                .withMostJumpMillis(times.mostJumpMillis())
                .withOffStreet(holdingAreas(city));
        Files.writeString(folder.resolve("traffic.json"), SettingsJson.write(traffic) + "\n");
        AlertSettings alert = AlertSettings.of(network.toString(), city.places())
                .with(AlertThresholds.DEFAULT
                        .with(city.thresholds().byName())
                        .with(city.forecast().predicted()));
        Files.writeString(folder.resolve("alert.json"), SettingsJson.write(alert) + "\n");
        ForecastSettings forecast = ForecastSettings.of(
                        network.toString(),
                        city.places(),
                        city.forecastModels().map(Path::toString).orElse(null))
                .withTimes(times.earliest(), times.latest())
                .withTicks(
                        city.forecast().linkTickMinutes(), city.forecast().detectorTickMinutes())
                .withLinkShards(city.forecast().linkParts())
                .with(city.forecast().watch());
        Files.writeString(folder.resolve("forecast.json"), SettingsJson.write(forecast) + "\n");
        Optional<DispatchJobSettings> dispatch = Optional.empty();
        if (!city.onDemand().isEmpty()) {
            dispatch = Optional.of(DispatchJobSettings.of(network.toString(), city.onDemand())
                    .withTimes(times.earliest(), times.latest()));
            Files.writeString(folder.resolve("dispatch.json"), SettingsJson.write(dispatch.get()) + "\n");
        }
        Optional<HaulSettings> haul = city.haul()
                .map(office -> HaulSettings.of(network.toString(), city.places(), office)
                        .withSpeedFlows(city.speedFlows())
                        .withTimes(times.earliest(), times.latest()));
        if (haul.isPresent()) {
            Files.writeString(folder.resolve("haul.json"), SettingsJson.write(haul.get()) + "\n");
        }
        return new CityJobs(network, traffic, alert, forecast, dispatch, haul);
    }

    /** The network's file. */
    public Path networkFile() {
        return networkFile;
    }

    /** The plans, in the order in which one reads what another writes. */
    public List<JobPlan> plans(String kafka, Duration checkpointInterval) {
        JobPlan trafficPlan = new JobPlan(
                "traffic job", TRAFFIC, List.of(Topics.PROBE_POSITION, Topics.DETECTOR_READING), 2, env -> {
                    JobEnvironment.configure(env, checkpointInterval);
                    TrafficJob.build(
                            env, TrafficSources.kafka(kafka, TRAFFIC), TrafficSinks.kafka(kafka, TRAFFIC), traffic);
                });
        JobPlan forecastPlan = new JobPlan(
                "forecast job",
                FORECAST,
                List.of(Topics.LINK_STATE, Topics.DETECTOR_READING, Topics.ROAD_EVENT, Topics.HAUL_DECLARATION),
                1,
                env -> {
                    JobEnvironment.configure(env, checkpointInterval);
                    ForecastJob.build(
                            env, ForecastSources.kafka(kafka, FORECAST), ForecastSinks.kafka(kafka, FORECAST), forecast);
                });
        JobPlan alertPlan = new JobPlan(
                "alert job",
                ALERT,
                List.of(
                        Topics.LINK_STATE,
                        Topics.DETECTOR_READING,
                        Topics.ROAD_EVENT,
                        Topics.HAUL_PASSAGE,
                        Topics.FORECAST,
                        Topics.FORECAST_QUALITY),
                1,
                env -> {
                    JobEnvironment.configure(env, checkpointInterval);
                    AlertJob.build(env, AlertSources.kafka(kafka, ALERT), AlertSinks.kafka(kafka, ALERT), alert);
                });
        List<JobPlan> plans = new ArrayList<>(List.of(trafficPlan, forecastPlan));
        haul.ifPresent(office -> plans.add(haulPlan(office, kafka, checkpointInterval)));
        plans.add(alertPlan);
        dispatch.ifPresent(settings -> plans.add(dispatchPlan(kafka, checkpointInterval, settings)));
        return List.copyOf(plans);
    }

    private static JobPlan dispatchPlan(String kafka, Duration checkpointInterval, DispatchJobSettings settings) {
        return new JobPlan(
                "dispatch job",
                DISPATCH,
                List.of(
                        Topics.TRIP_REQUEST,
                        Topics.BUS_STATUS,
                        Topics.LINK_STATE,
                        Topics.FORECAST,
                        Topics.ROAD_EVENT),
                1,
                env -> {
                    DispatchJob.configure(env, checkpointInterval);
                    DispatchJob.build(
                            env,
                            DispatchSources.kafka(kafka, DISPATCH),
                            DispatchSinks.kafka(kafka, DISPATCH),
                            settings);
                });
    }

    /** Where construction vehicles wait beside the road: who stands there is no traffic. */
    private static List<OffStreetPlace> holdingAreas(City city) {
        RoadNetwork roads = city.network();
        List<OffStreetPlace> places = new ArrayList<>();
        city.haul().ifPresent(office -> office.holdingAreas().forEach(area -> {
            int node = roads.getNode(area.nodeId());
            places.add(new OffStreetPlace(
                    area.id(), roads.nodeLon(node), roads.nodeLat(node), HaulSettings.THERE_METRES));
        }));
        return places;
    }

    private static JobPlan haulPlan(HaulSettings office, String kafka, Duration checkpointInterval) {
        return new JobPlan(
                "haul job",
                HAUL,
                List.of(
                        Topics.HAUL_DECLARATION,
                        Topics.HAUL_ORDER,
                        Topics.HAUL_PASSAGE,
                        Topics.PROBE_POSITION,
                        Topics.LINK_STATE,
                        Topics.FORECAST,
                        Topics.FORECAST_SLOT),
                1,
                env -> {
                    JobEnvironment.configure(env, checkpointInterval);
                    HaulJob.build(env, HaulSources.kafka(kafka, HAUL), HaulSinks.kafka(kafka, HAUL), office);
                });
    }
}
