package city.mio.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.engine.Commits;
import city.mio.cli.engine.TopicWatch;
import city.mio.events.DispatchPlan;
import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.wire.Topics;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.jobs.dispatch.DispatchJob;
import city.mio.jobs.dispatch.DispatchJobSettings;
import city.mio.jobs.dispatch.DispatchSinks;
import city.mio.jobs.dispatch.DispatchSources;
import city.mio.jobs.dispatch.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dispatch job over Kafka loses its task manager among requests: every request is answered once, and every word to
 * riders and every plan is the same as of a job that reads the same requests undisturbed.
 */
class KilledDispatchTest {

    private static final long START = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();
    private static final int REQUESTS = 300;
    private static final Duration LONG = Duration.ofSeconds(180);

    /** What a job said, in the order in which it did. */
    private static final class Told {
        private final Map<String, List<TripOffer>> offers = new HashMap<>();
        private final Map<String, List<DispatchPlan>> plans = new HashMap<>();
        private final Set<String> answered = new HashSet<>();

        synchronized void take(TripOffer offer) {
            String id = offer.serviceKey() + "/" + offer.requestId();
            offers.computeIfAbsent(id, unused -> new ArrayList<>())
                    .add(offer.toBuilder().ingestedAt(0).build());
            answered.add(offer.serviceKey() + "/" + offer.inReplyTo());
        }

        synchronized void take(DispatchPlan plan) {
            plans.computeIfAbsent(plan.serviceKey() + "/" + plan.vehicleId(), unused -> new ArrayList<>())
                    .add(plan);
        }

        synchronized Set<String> unanswered(Set<String> messages) {
            Set<String> open = new HashSet<>(messages);
            open.removeAll(answered);
            return open;
        }
    }

    private volatile Told told = new Told();

    @Test
    void everyRequestIsAnsweredOnceAndPlansGoOnAsTheyWere(@TempDir Path dir) throws Exception {
        City city = CityFolder.read(Path.of("..", "config", "osaka"));
        List<ServiceSettings> services =
                city.onDemand().stream().map(KilledDispatchTest::withLongHold).toList();
        Path network = dir.resolve("network.mio");
        RoadNetworkFile.write(city.network(), network);
        DispatchJobSettings settings = DispatchJobSettings.of(network.toString(), services);
        List<TripRequest> script = script(services);
        Set<String> answersWanted = new HashSet<>();
        script.forEach(said -> answersWanted.add(said.serviceKey() + "/" + said.messageId()));

        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
                MiniCluster flink = new MiniCluster(cluster(dir))) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            flink.start();
            try (TopicWatch watch = new TopicWatch(kafka.bootstrap(), InstantSource.system())
                    .listen(Topics.TRIP_OFFER, offer -> told.take(offer))
                    .listen(Topics.DISPATCH_PLAN, plan -> told.take(plan))) {
                watch.start();
                JobID first = submit(flink, kafka.bootstrap(), settings, "first");
                awaitRunning(flink, first);
                send(kafka.bootstrap(), script.subList(0, script.size() / 2));
                Awaitility.await("answers before the death")
                        .atMost(LONG)
                        .until(() -> told.unanswered(answersWanted).size() < script.size() - 20);
                flink.startTaskManager();
                flink.terminateTaskManager(0).get(60, TimeUnit.SECONDS);
                send(kafka.bootstrap(), script.subList(script.size() / 2, script.size()));
                Told disturbed = awaitAll(watch, kafka.bootstrap(), answersWanted);
                assertThat(flink.getExecutionGraph(first).get(60, TimeUnit.SECONDS).getFailureInfo())
                        .as("the job was disturbed")
                        .isNotNull();
                flink.cancelJob(first).get(60, TimeUnit.SECONDS);
                flink.requestJobResult(first).get(60, TimeUnit.SECONDS);

                told = new Told();
                submit(flink, kafka.bootstrap(), settings, "second");
                Told undisturbed = awaitAll(watch, kafka.bootstrap(), answersWanted);

                disturbed.offers.forEach((id, said) -> assertThat(said.stream()
                                .filter(offer -> offer.news() == TripNews.ANSWER && offer.inReplyTo().endsWith("-ASK")))
                        .as("answers to " + id)
                        .hasSize(1));
                assertThat(disturbed.offers).hasSizeGreaterThan(REQUESTS - 10).isEqualTo(undisturbed.offers);
                assertThat(disturbed.plans).isNotEmpty().isEqualTo(undisturbed.plans);
            }
        }
    }

    private Told awaitAll(TopicWatch watch, String bootstrap, Set<String> wanted) throws Exception {
        Told now = told;
        Awaitility.await("all answers")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(now.unanswered(wanted)).isEmpty());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var partitions = Commits.partitionsOf(
                    admin, List.of(Topics.TRIP_OFFER.name(), Topics.DISPATCH_PLAN.name(), Topics.ALERT.name()));
            Awaitility.await("commits to be seen").atMost(LONG).until(() -> Commits.areVisible(admin, partitions));
        }
        assertThat(watch.awaitEnd(LONG)).isTrue();
        return now;
    }

    /** Offers that nobody accepts are kept all the while: what is said to riders need not wait for what they heard. */
    private static ServiceSettings withLongHold(ServiceSettings s) {
        ServiceSettings.PromiseTable p = s.promises();
        return new ServiceSettings(
                s.operator(), s.zone(), s.timeZone(), s.maxParty(), s.hours(), s.closedDates(), s.districts(), s.stops(),
                s.depots(), s.vehicles(), s.shifts(), s.boarding(), s.fares(),
                new ServiceSettings.PromiseTable(
                        p.maxWaitMinutes(), p.detourFactor(), p.detourMinutes(), p.maxWalkMetres(),
                        p.walkMetresPerSecond(), p.maxSlipMinutes(), p.earlyMinutes(), 3600, p.maxDaysAhead()),
                s.dispatch(), null);
    }

    /** Riders ask, some for later, some change their mind or give up. In the order of time; the same for the same services. */
    private static List<TripRequest> script(List<ServiceSettings> services) {
        SplittableRandom random = new SplittableRandom(5);
        List<TripRequest> script = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            ServiceSettings service = services.get(random.nextInt(services.size()));
            int from = random.nextInt(service.stops().size());
            int to = (from + 1 + random.nextInt(service.stops().size() - 1)) % service.stops().size();
            long time = START + i * 4000L;
            String id = "trip-" + i;
            TripRequest ask = TripRequest.builder()
                    .operatorId(service.operator().id())
                    .zoneId(service.zone().id())
                    .requestId(id)
                    .messageId(id + "-ASK")
                    .kind(TripRequestKind.ASK)
                    .time(time)
                    .wishTime(random.nextInt(3) == 0 ? time + 60_000L * random.nextInt(120) : 0)
                    .from(TripPlace.ofStop(service.stops().get(from).id()))
                    .to(TripPlace.ofStop(service.stops().get(to).id()))
                    .party(new RiderParty(1 + random.nextInt(2), 0, 0, 0))
                    .build();
            script.add(ask);
            int then = random.nextInt(6);
            if (then == 0) {
                script.add(ask.toBuilder().kind(TripRequestKind.CANCEL).messageId(id + "-CANCEL").time(time + 1000).build());
            } else if (then == 1) {
                script.add(ask.toBuilder()
                        .kind(TripRequestKind.CHANGE)
                        .messageId(id + "-CHANGE")
                        .time(time + 1000)
                        .wishTime(time + 30 * 60_000L)
                        .build());
            }
        }
        return script;
    }

    private static MiniClusterConfiguration cluster(Path dir) {
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_PORT, "0");
        c.set(CoreOptions.TMP_DIRS, dir.resolve("tmp").toString());
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, dir.resolve("checkpoints").toUri().toString());
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(c)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build();
    }

    private static JobID submit(MiniCluster flink, String kafka, DispatchJobSettings settings, String name)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(2);
        DispatchJob.configure(env, Duration.ofSeconds(5));
        DispatchJob.build(env, DispatchSources.kafka(kafka, name), DispatchSinks.kafka(kafka, name), settings);
        return flink.submitJob(env.getStreamGraph().getJobGraph()).get(60, TimeUnit.SECONDS).getJobID();
    }

    private static void awaitRunning(MiniCluster flink, JobID job) {
        Awaitility.await("the job runs").atMost(LONG).until(() -> {
            for (var vertex : flink.getExecutionGraph(job).get(60, TimeUnit.SECONDS).getAllExecutionVertices()) {
                if (vertex.getExecutionState() != org.apache.flink.runtime.execution.ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void send(String bootstrap, List<TripRequest> script) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (TripRequest said : script) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.TRIP_REQUEST.name(),
                        Topics.TRIP_REQUEST.key(said),
                        Topics.TRIP_REQUEST.codec().encode(said))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }
}
