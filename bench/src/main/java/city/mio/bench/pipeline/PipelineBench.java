package city.mio.bench.pipeline;

import city.mio.cli.city.CityFolder;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.events.wire.Topics;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.Bounds;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.simulators.load.ProbeLoad;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.locationtech.jts.geom.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench pipeline}. */
@Command(
        name = "pipeline",
        description = "Probe positions per second through the whole traffic job over Kafka (validate, match, fuse, exactly"
                + " once), beside the same Kafka source into a discarding sink; latency at half of that rate; memory;"
                + " and where the time goes. All in one process, on loopback.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PipelineBench implements Callable<Integer> {

    private static final long START = 1_795_230_000_000L / 60_000 * 60_000;

    @Option(names = "--events", description = "probe positions in each run (default: ${DEFAULT-VALUE})")
    private int events = 4_000_000;

    @Option(names = "--vehicles", description = "vehicles that drive at once (default: ${DEFAULT-VALUE})")
    private int vehicles = 20_000;

    @Option(names = "--interval", description = "seconds between two positions of one vehicle (default: ${DEFAULT-VALUE})")
    private double intervalSeconds = 1;

    @Option(names = "--rounds", description = "runs of each, in turn; the medians count (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--parallelism", description = "tasks side by side (default: ${DEFAULT-VALUE})")
    private int parallelism = 2;

    @Option(names = "--checkpoint", description = "seconds between checkpoints (default: ${DEFAULT-VALUE})")
    private double checkpointSeconds = 5;

    @Option(names = "--latency-seconds", description = "how long latency is measured (default: ${DEFAULT-VALUE})")
    private int latencySeconds = 60;

    @Option(names = "--city", description = "folder under config/ whose network is driven (default: ${DEFAULT-VALUE})")
    private String city = "osaka";

    @Option(names = "--network", description = "a network file to drive instead, in any form that mio import reads")
    private Path networkFile;

    @Option(names = "--seed", description = "of the load (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "the result as one JSON line on standard output, the table on standard error")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (events < 1000 || vehicles < 1 || !(intervalSeconds > 0) || rounds < 1 || parallelism < 1) {
            throw new IllegalArgumentException("--events, --vehicles, --interval, --rounds and --parallelism must be positive");
        }
        PrintStream say = json ? System.err : System.out;
        Path root = Path.of(System.getProperty("mio.root", ""));
        RoadNetwork network = networkFile == null
                ? CityFolder.read(root.resolve("config").resolve(city)).network()
                : NetworkImporter.importFile(networkFile, ImportOptions.defaults()).network();
        Path directory = Files.createTempDirectory("mio-bench");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            Map<String, Object> result = measure(network, kafka.bootstrap(), directory, say);
            say.println(ResultTable.of(result));
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(result));
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private Map<String, Object> measure(RoadNetwork network, String kafka, Path directory, PrintStream say)
            throws Exception {
        Path file = directory.resolve("network.mionet");
        RoadNetworkFile.write(network, file);
        Envelope extent = network.bounds();
        extent.expandBy(0.02);
        TrafficSettings settings = TrafficSettings.usual(
                file.toString(),
                new Bounds(extent.getMinX(), extent.getMinY(), extent.getMaxX(), extent.getMaxY()),
                List.of(),
                START - 3_600_000,
                START + 86_400_000L * 30);
        long interval = Math.round(intervalSeconds * 1000);

        say.printf("%s, %,d vehicles, one position each %s s, parallelism %d, %d processors%n",
                network, vehicles, intervalSeconds, parallelism, Runtime.getRuntime().availableProcessors());
        ProbeLoad load = new ProbeLoad(network, vehicles, interval, START, seed);
        long began = System.nanoTime();
        produce(kafka, load, events, 0, say);
        say.printf("wrote %,d positions to Kafka at %,.0f/s%n", events, events / seconds(began));

        JobRuns runs = new JobRuns(kafka, settings, parallelism, Duration.ofMillis((long) (checkpointSeconds * 1000)),
                directory.resolve("checkpoints"));
        List<Double> ceilings = new ArrayList<>();
        List<Double> jobs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Map<String, Double> profile = Map.of();
        for (int round = 0; round < rounds; round++) {
            double ceiling = events / runs.discard("ceiling-" + round);
            double job;
            try (CpuProfile recording = CpuProfile.start()) {
                job = events / runs.traffic("job-" + round);
                profile = recording.stop();
            }
            ceilings.add(ceiling);
            jobs.add(job);
            ratios.add(job / ceiling);
            say.printf("round %d: source into discard %,.0f/s, traffic job %,.0f/s, ratio %.2f%n",
                    round + 1, ceiling, job, job / ceiling);
        }
        long accepted = runs.acceptedByReceipts();
        if (accepted != (long) events * rounds) {
            throw new IllegalStateException("the receipts say that " + accepted + " positions were accepted, "
                    + (long) events * rounds + " were sent");
        }

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("parallelism", parallelism);
        result.put("vehicles", vehicles);
        result.put("intervalSeconds", intervalSeconds);
        result.put("positionsPerRun", events);
        result.put("sourceIntoDiscardPerSecond", Math.round(median(ceilings)));
        result.put("trafficJobPerSecond", Math.round(median(jobs)));
        result.put("ratio", median(ratios));
        result.put("acceptedByReceipts", accepted);
        result.put("cpuShare", profile);
        int half = (int) (median(jobs) / 2);
        measureLatency(runs, load, kafka, half, result, say);
        return result;
    }

    private void measureLatency(
            JobRuns runs, ProbeLoad load, String kafka, int rate, Map<String, Object> result, PrintStream say)
            throws Exception {
        say.printf("latency at %,d/s for %d s%n", rate, latencySeconds);
        long before = usedHeap();
        try (JobRuns.Live live = runs.startTraffic("latency");
                LatencyProbe probe = new LatencyProbe(kafka, InstantSource.system())) {
            // The first seconds compile and fill caches, and cover the joining of the group.
            produce(kafka, load, rate * 15, rate, say);
            probe.begin();
            produce(kafka, load, rate * latencySeconds, rate, say);
            live.requireRunning();
            long after = usedHeap();
            result.put("latencyRatePerSecond", rate);
            result.put("checkpointSeconds", checkpointSeconds);
            result.put("traversalLatencyMs", probe.ofTraversals());
            result.put("linkStateLatencyMs", probe.ofStates());
            result.put("heapPer10000VehiclesMegabytes", Math.max(0, after - before) / 1e6 / vehicles * 10_000);
        }
    }

    /** Used heap after a full collection; twice, because the first one frees what finalizers hold. */
    private static long usedHeap() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Sends so many, at a rate, or as fast as it goes where the rate is 0. */
    private static void produce(String kafka, ProbeLoad load, int count, int perSecond, PrintStream say) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka);
        properties.put("linger.ms", "5");
        properties.put("batch.size", "262144");
        properties.put("buffer.memory", "67108864");
        properties.put("compression.type", "none");
        String topic = Topics.PROBE_POSITION.name();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Pacer pacer = new Pacer(perSecond);
            for (int i = 0; i < count; i++) {
                pacer.awaitTurn(i);
                load.next();
                producer.send(new ProducerRecord<>(topic, load.key(), load.value()), (metadata, fault) -> {
                    if (fault != null) {
                        say.println("a position could not be written: " + fault.getMessage());
                    }
                });
            }
            producer.flush();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
