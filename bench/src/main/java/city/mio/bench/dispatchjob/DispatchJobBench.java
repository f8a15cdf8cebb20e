package city.mio.bench.dispatchjob;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.command.DurationConverter;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.embedded.FlinkProcesses;
import city.mio.cli.engine.OnDemandDemand;
import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.jobs.dispatch.DispatchJob;
import city.mio.jobs.dispatch.DispatchJobSettings;
import city.mio.jobs.dispatch.DispatchSinks;
import city.mio.jobs.dispatch.DispatchSources;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.devices.KafkaMqttOutput;
import city.mio.simulators.devices.OutputSettings;
import city.mio.simulators.ondemand.OnDemandFigures;
import city.mio.simulators.ondemand.OnDemandWorld;
import city.mio.simulators.ondemand.SimulatedService;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench dispatch-job}. */
@Command(
        name = "dispatch-job",
        description = "The dispatch job on Flink processes of its own, over Kafka: riders ask at a steady rate and accept, buses"
                + " drive their plans and tell where they are. How long an answer takes from topic to topic, as a reader of"
                + " committed records sees it; what is lost or answered twice; and how long until the next answer after a"
                + " task manager was killed (SIGKILL). Fails where a request was lost or answered twice, or a promise was"
                + " broken without a word.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DispatchJobBench implements Callable<Integer> {

    private static final long MINUTE = 60_000;

    @Option(names = "--rate", description = "requests a second of wall clock (default: ${DEFAULT-VALUE})")
    private double rate = 50;

    @Option(
            names = "--duration",
            converter = DurationConverter.class,
            description = "how long is measured, as 60s, 2m (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ofSeconds(60);

    @Option(names = "--warm-up", converter = DurationConverter.class, description = "before it (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ofSeconds(20);

    @Option(names = "--pace", description = "seconds of the city in a second (default: ${DEFAULT-VALUE})")
    private int pace = 10;

    @Option(names = "--services", description = "operators (default: ${DEFAULT-VALUE})")
    private int services = 10;

    @Option(names = "--vehicles", description = "of each (default: ${DEFAULT-VALUE})")
    private int vehicles = 30;

    @Option(names = "--parallelism", description = "tasks side by side (default: ${DEFAULT-VALUE})")
    private int parallelism = 1;

    @Option(names = "--kill-task-manager", description = "kill the task manager that runs the job when a third has passed")
    private boolean kill;

    @Option(names = "--city", description = "folder under config/ (default: ${DEFAULT-VALUE})")
    private String city = "osaka";

    @Option(names = "--seed", description = "of riders and buses (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "the result as one JSON line on standard output, the table on standard error")
    private boolean json;

    /** Never counted down: waiting for it is waiting for the time. */
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        if (!(rate > 0) || pace < 1 || services < 1 || vehicles < 1 || parallelism < 1) {
            throw new IllegalArgumentException("--rate, --pace, --services, --vehicles and --parallelism must be positive");
        }
        if (rate / services / pace > 0.9) {
            throw new IllegalArgumentException(
                    "--services or --pace is too small: riders of one service ask at most once in a second of the city");
        }
        Path root = Path.of(System.getProperty("mio.root", ""));
        City read = CityFolder.read(root.resolve("config").resolve(city));
        if (read.onDemand().isEmpty()) {
            throw new IllegalArgumentException("--city: " + city + " has no on-demand buses");
        }
        PrintStream say = json ? System.err : System.out;
        Path directory = Files.createTempDirectory("mio-bench");
        boolean done = false;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                FlinkProcesses flink = FlinkProcesses.start(
                        directory.resolve("flink"), FlinkProcesses.ownClassPath(), kill ? 2 : 1, parallelism)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            Map<String, Object> result = measure(read, kafka.bootstrap(), flink, directory, say);
            StringBuilder table = new StringBuilder("\n| figure | value |\n|---|---|\n");
            result.forEach((name, value) -> table.append("| ").append(name).append(" | ").append(value).append(" |\n"));
            say.println(table);
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(result));
            }
            done = Stream.of("lost", "answeredTwice", "promisesBrokenUntold")
                    .allMatch(figure -> ((Number) result.get(figure)).longValue() == 0);
        } finally {
            delete(directory);
        }
        return done ? 0 : 1;
    }

    private Map<String, Object> measure(City read, String kafka, FlinkProcesses flink, Path directory, PrintStream say)
            throws Exception {
        RoadNetwork network = read.network();
        Path file = directory.resolve("network.mio");
        RoadNetworkFile.write(network, file);
        List<ServiceSettings> loaded = LoadedServices.of(read.onDemand(), services, vehicles);
        CitySimulation simulation = new CitySimulation(
                network,
                read.places(),
                SimulationSettings.builder()
                        .seed(seed)
                        .tripsPerHour(0)
                        .warmUpMinutes(0)
                        .incidentsPerHour(0)
                        .rain(List.of())
                        .crowds(false)
                        .build());
        double perHour = rate / services / pace * 3600;
        List<SimulatedService> asked =
                loaded.stream().map(each -> OnDemandDemand.of(each, network, perHour)).toList();
        simulation.warmUp();
        JobClient job = submit(flink, kafka, DispatchJobSettings.of(file.toString(), loaded));
        flink.awaitRunning(job.getJobID().toString());
        say.printf(
                "%s, %d services of %d buses, %s requests/s at %d times the pace, parallelism %d, %d processors%n",
                network, services, vehicles, rate, pace, parallelism, Runtime.getRuntime().availableProcessors());
        AtomicReference<Consumer<TripRequest>> asking = new AtomicReference<>(request -> {});
        try (KafkaMqttOutput output = new KafkaMqttOutput(new OutputSettings(kafka, "", "riders")) {
            @Override
            public void tripRequest(TripRequest request) {
                asking.get().accept(request);
                super.tripRequest(request);
            }
        }) {
            OnDemandWorld world = new OnDemandWorld(simulation, asked, output);
            try (Answers answers = new Answers(kafka, world);
                    Backlog backlog = new Backlog(kafka, "dispatch")) {
                asking.set(answers::expect);
                world.join();
                return run(simulation, world, output, answers, flink, backlog, say);
            }
        }
    }

    private JobClient submit(FlinkProcesses flink, String kafka, DispatchJobSettings settings) throws Exception {
        StreamExecutionEnvironment env = flink.newEnvironment(parallelism);
        DispatchJob.configure(env, Duration.ofSeconds(5));
        DispatchJob.build(
                env, DispatchSources.kafka(kafka, "dispatch"), DispatchSinks.kafka(kafka, "dispatch"), settings);
        return env.executeAsync("dispatch");
    }

    private Map<String, Object> run(
            CitySimulation simulation,
            OnDemandWorld world,
            KafkaMqttOutput output,
            Answers answers,
            FlinkProcesses flink,
            Backlog backlog,
            PrintStream say)
            throws Exception {
        long begin = System.nanoTime();
        live(simulation, world, output, begin, warmUp);
        answers.measure();
        double cpuBefore = flink.taskManagerCpuSeconds();
        long statusesBefore = statuses(output);
        long killedAt = -1;
        Duration third = warmUp.plus(duration.dividedBy(3));
        if (kill) {
            live(simulation, world, output, begin, third);
            killedAt = System.currentTimeMillis();
            int which = flink.killBusyTaskManager();
            say.printf("killed tm-%d%n", which);
        }
        live(simulation, world, output, begin, warmUp.plus(duration));
        double cpu = flink.taskManagerCpuSeconds() - cpuBefore;
        double statusRate = (statuses(output) - statusesBefore) / (duration.toMillis() / 1000.0);
        output.flush();
        // Nobody asks any more; the city's clock stands still until all is read and answered.
        long stopped = System.nanoTime();
        for (int i = 0; i < 1200 && (answers.open() > 0 || !backlog.isRead()); i++) {
            never.await(100, TimeUnit.MILLISECONDS);
        }
        double behind = (System.nanoTime() - stopped) / 1e9;
        answers.awaitSilence();
        OnDemandFigures riders = world.figures();
        Map<String, Object> result = new LinkedHashMap<>(answers.figures());
        result.put("requestsPerSecond", rate);
        result.put("busWordsPerSecond", Math.round(statusRate));
        if (kill) {
            long next = answers.nextAfter(killedAt + 500);
            result.put("secondsToNextAnswer", next < 0 ? "none" : (next - killedAt) / 1000.0);
        } else {
            result.put("taskManagerCpuShare", Math.round(cpu / (duration.toMillis() / 1000.0) * 100) / 100.0);
        }
        result.put("secondsBehindAtTheEnd", Math.round(behind * 10) / 10.0);
        result.put("promisesBroken", riders.brokenPromises());
        result.put("promisesBrokenUntold", riders.brokenWithoutAlert());
        result.put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return result;
    }

    private static long statuses(KafkaMqttOutput output) {
        return output.sentByTopic().getOrDefault(Topics.BUS_STATUS.name(), 0L);
    }

    /** Lets the city live at its pace until so long after the beginning. */
    private void live(CitySimulation simulation, OnDemandWorld world, KafkaMqttOutput output, long begin, Duration until)
            throws InterruptedException {
        while (true) {
            long passed = System.nanoTime() - begin;
            if (passed >= until.toNanos()) {
                return;
            }
            long due = simulation.startTime() + passed / 1_000_000 * pace;
            while (simulation.time() + 1000 <= due) {
                simulation.step();
                world.afterStep();
                if (simulation.time() % MINUTE == 0) {
                    tellLinks(simulation, output);
                }
            }
            never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    private static void tellLinks(CitySimulation simulation, KafkaMqttOutput output) {
        RoadNetwork network = simulation.network();
        for (int link = 0; link < network.linkCount(); link++) {
            double seconds = simulation.linkSeconds(link);
            output.send(
                    Topics.LINK_STATE,
                    LinkState.builder()
                            .linkId(network.linkId(link))
                            .minute(simulation.time() - MINUTE)
                            .speedMps((float) (network.lengthMetres(link) / seconds))
                            .travelTimeSeconds((float) seconds)
                            .freeFlowSpeedMps((float) (network.lengthMetres(link) / network.freeFlowSeconds(link)))
                            .samples(3)
                            .confidence(1)
                            .source(SpeedSource.PROBE)
                            .build());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
