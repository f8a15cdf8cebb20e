package city.mio.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.command.MioCommand;
import city.mio.cli.embedded.EmbeddedFlink;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.embedded.FlinkProcesses;
import city.mio.cli.engine.CityJobs;
import city.mio.cli.engine.Commits;
import city.mio.cli.engine.EventTimes;
import city.mio.cli.engine.JobPlan;
import city.mio.cli.engine.TopicWatch;
import city.mio.events.IntakeSource;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SettingsJson;
import city.mio.jobs.traffic.TrafficJob;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.jobs.traffic.TrafficSinks;
import city.mio.jobs.traffic.TrafficSources;
import city.mio.simulators.ledger.Ledger;
import city.mio.simulators.ledger.LedgerCheck;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a standalone cluster of one job manager and two task managers, one of which dies under load: what
 * comes out is word for word what an undisturbed run of the same positions says.
 */
class KilledTaskManagerTest {

    private static final long START = Instant.parse("2026-11-17T22:00:00Z").toEpochMilli();
    private static final String GROUP = "traffic";
    private static final int MINUTES = 12;
    private static final int VEHICLES = 250;
    /** So long the load lasts, so that the task manager dies in the middle of it. */
    private static final Duration LOAD = Duration.ofSeconds(30);
    /**
     * Longer than by default: a machine that stands still for seconds has silent sources, which the job passes by, as it
     * should; here only the death is to tell.
     */
    private static final long IDLENESS_MILLIS = 10_000;

    private record Word(long linkId, long minute) {}

    /** What was said of each link's minute, revision by revision. */
    private static final class States {
        private final Map<Word, TreeMap<Integer, LinkState>> said = new java.util.concurrent.ConcurrentHashMap<>();

        void take(LinkState state) {
            said.computeIfAbsent(new Word(state.linkId(), state.minute()), word -> new TreeMap<>())
                    .put(state.revision(), state);
        }
    }

    @Test
    void noLinkStateIsLostOrSaidTwice(@TempDir Path dir) throws Exception {
        Path jar = Path.of("..", "stream-jobs", "target", "mio-jobs.jar");
        if (!Files.isRegularFile(jar)) {
            System.out.println("skipped: no job jar yet (mvn verify or package builds it)");
        }
        assumeTrue(Files.isRegularFile(jar), "no job jar yet (mvn verify or package builds it)");
        City city = CityFolder.read(Path.of("..", "config", "osaka"));
        CityJobs.write(city, EventTimes.around(Instant.ofEpochMilli(START)), dir.resolve("city"));
        Path file = dir.resolve("city/traffic.json");
        TrafficSettings settings =
                SettingsJson.read(file, TrafficSettings.class).withIdlenessMillis(IDLENESS_MILLIS);
        Files.writeString(file, SettingsJson.write(settings));
        List<ProbePosition> positions = SteadyTraffic.positions(city.network(), VEHICLES, START, MINUTES, 5);

        States disturbed = onClusterWithOneDeath(dir, jar, positions);
        States undisturbed = undisturbed(dir, settings, positions);

        assertThat(disturbed.said.keySet())
                .as("links and minutes")
                .containsExactlyInAnyOrderElementsOf(undisturbed.said.keySet());
        assertThat(undisturbed.said).hasSizeGreaterThan(500);
        undisturbed.said.forEach((word, revisions) -> {
            LinkState expected = revisions.lastEntry().getValue();
            TreeMap<Integer, LinkState> got = disturbed.said.get(word);
            assertThat(got.firstKey()).isZero();
            assertThat(got.lastKey()).as("no revision is missing").isEqualTo(got.size() - 1);
            assertThat(got.lastEntry().getValue().samples()).as(word.toString()).isEqualTo(expected.samples());
            assertThat(got.lastEntry().getValue().speedMps()).isCloseTo(expected.speedMps(), within(0.01f));
        });
    }

    private States onClusterWithOneDeath(Path dir, Path jar, List<ProbePosition> positions) throws Exception {
        States states = new States();
        Ledger ledger = new Ledger();
        LedgerCheck check = new LedgerCheck(ledger);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
                FlinkProcesses cluster = FlinkProcesses.start(dir.resolve("cluster"), flinkAlone(), 2, 2)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            try (TopicWatch watch = new TopicWatch(kafka.bootstrap(), InstantSource.system())
                    .listen(Topics.LINK_STATE, states::take)
                    .listen(Topics.INTAKE_RECEIPT, check::accept)
                    .listen(Topics.DEAD_LETTER, check::accept)) {
                watch.start();
                String job = submit(cluster, kafka, dir, jar);
                Awaitility.await("the job runs")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> tasks(cluster, job, "RUNNING") == tasks(cluster, job, "total"));

                CountDownLatch half = new CountDownLatch(positions.size() / 2);
                CountDownLatch all = send(kafka.bootstrap(), positions, ledger, half);
                assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
                cluster.killTaskManager(0);
                assertThat(all.await(120, TimeUnit.SECONDS)).isTrue();

                assertThat(watch.awaitEnd(Duration.ofSeconds(30))).isTrue();
                awaitRead(kafka.bootstrap(), GROUP, positions.size());
                drain(cluster, job, dir);
                awaitCommits(kafka.bootstrap());
                assertThat(watch.awaitEnd(Duration.ofSeconds(60))).isTrue();
                assertThat(watch.counts().repeatedLinkStates()).as("link states said twice").isZero();
            }
        }
        var report = check.report();
        assertThat(report.lost()).as(report.lines().toString()).isZero();
        assertThat(report.duplicated()).as(report.lines().toString()).isZero();
        assertThat(report.accepted()).as(report.lines().toString()).isEqualTo(positions.size());
        return states;
    }

    @Test
    void drainingBringsOutTheLastMinute(@TempDir Path dir) throws Exception {
        City city = CityFolder.read(Path.of("..", "config", "osaka"));
        CityJobs jobs = CityJobs.write(city, EventTimes.around(Instant.ofEpochMilli(START)), dir.resolve("city"));
        List<ProbePosition> positions = SteadyTraffic.positions(city.network(), 20, START, 4, 5);
        Ledger ledger = new Ledger();
        LedgerCheck check = new LedgerCheck(ledger);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka-2"), 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            Duration often = Duration.ofSeconds(1);
            JobPlan plan = jobs.plans(kafka.bootstrap(), often).get(0);
            try (EmbeddedFlink flink = EmbeddedFlink.start(dir.resolve("flink"), 0, plan.parallelism(), often);
                    TopicWatch watch = new TopicWatch(kafka.bootstrap(), InstantSource.system())
                            .listen(Topics.INTAKE_RECEIPT, check::accept)) {
                watch.start();
                var env = flink.newEnvironment(plan.parallelism());
                plan.build().accept(env);
                JobID job = flink.submit(plan.name(), env);
                CountDownLatch all = send(kafka.bootstrap(), positions, ledger, new CountDownLatch(1));
                assertThat(all.await(120, TimeUnit.SECONDS)).isTrue();
                awaitRead(kafka.bootstrap(), plan.group(), positions.size());
                flink.drain(plan.name(), job);
                awaitCommits(kafka.bootstrap());
                assertThat(watch.awaitEnd(Duration.ofSeconds(60))).isTrue();
                var report = check.report();
                assertThat(report.lost()).as(report.lines().toString()).isZero();
                assertThat(report.accepted()).isEqualTo(positions.size());
            }
        }
    }

    private States undisturbed(Path dir, TrafficSettings settings, List<ProbePosition> positions) throws Exception {
        States states = new States();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka-2"), 0)) {
            EmbeddedKafka.createTopics(kafka.bootstrap());
            Duration often = Duration.ofSeconds(1);
            try (EmbeddedFlink flink = EmbeddedFlink.start(dir.resolve("flink"), 0, 2, often);
                    TopicWatch watch = new TopicWatch(kafka.bootstrap(), InstantSource.system())
                            .listen(Topics.LINK_STATE, states::take)) {
                watch.start();
                var env = flink.newEnvironment(2);
                JobEnvironment.configure(env, often);
                TrafficJob.build(
                        env,
                        TrafficSources.kafka(kafka.bootstrap(), GROUP),
                        TrafficSinks.kafka(kafka.bootstrap(), GROUP),
                        settings);
                JobID job = flink.submit("traffic job", env);
                CountDownLatch all =
                        send(kafka.bootstrap(), positions, new Ledger(), new CountDownLatch(positions.size()));
                assertThat(all.await(120, TimeUnit.SECONDS)).isTrue();
                awaitRead(kafka.bootstrap(), GROUP, positions.size());
                flink.drain("traffic job", job);
                awaitCommits(kafka.bootstrap());
                assertThat(watch.awaitEnd(Duration.ofSeconds(60))).isTrue();
            }
        }
        return states;
    }

    /** Flink's jars without Mio's own classes and what else the job's jar brings, as on a cluster. */
    private static List<Path> flinkAlone() {
        return FlinkProcesses.ownClassPath().stream()
                .filter(entry -> entry.toString().endsWith(".jar"))
                .filter(entry -> !entry.getFileName().toString().startsWith("mio-"))
                .filter(entry -> !entry.toString().contains("-tests.jar"))
                // Flink's own distribution has none of these.
                .filter(entry -> !entry.toString().contains("flink-connector-kafka"))
                .filter(entry -> !entry.toString().replace('\\', '/').contains("/org/apache/kafka/"))
                .toList();
    }

    private static void awaitCommits(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var partitions = Commits.partitionsOf(
                    admin,
                    List.of(Topics.LINK_STATE.name(), Topics.INTAKE_RECEIPT.name(), Topics.DEAD_LETTER.name()));
            Awaitility.await("commits to be seen")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Commits.areVisible(admin, partitions));
        }
    }

    private static String submit(FlinkProcesses cluster, EmbeddedKafka kafka, Path dir, Path jar) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "submit", "--jobmanager", cluster.restAddress(), "--jar", jar.toString(), "--parallelism", "2",
                        "--checkpoint-dir", dir.resolve("checkpoints").toUri().toString(), "--json", "--",
                        "--kafka", kafka.bootstrap(), "--settings", dir.resolve("city/traffic.json").toString(),
                        "--checkpoint-seconds", "1");
        assertThat(code).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString()).get("jobId").asText();
    }

    private static int tasks(FlinkProcesses cluster, String job, String state) throws Exception {
        var counts = new ObjectMapper().readTree(cluster.get("/jobs/overview")).get("jobs");
        for (var each : counts) {
            if (each.get("jid").asText().equals(job)) {
                return each.get("tasks").get(state.toLowerCase(java.util.Locale.ROOT)).asInt();
            }
        }
        return -1;
    }

    /** Sends in the order of time, evenly over the time of the load; the latch opens when Kafka has all of it. */
    private static CountDownLatch send(
            String bootstrap, List<ProbePosition> positions, Ledger ledger, CountDownLatch progress) {
        CountDownLatch done = new CountDownLatch(positions.size());
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger next = new AtomicInteger();
        int batch = (int) Math.max(1, positions.size() / (LOAD.toMillis() / 20));
        thread.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < batch && next.get() < positions.size(); i++) {
                        ProbePosition position = positions.get(next.getAndIncrement());
                        ledger.sent(
                                IntakeSource.PROBES, position.vehicleId(), position.time(), position.identity());
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.PROBE_POSITION.name(),
                                        Topics.PROBE_POSITION.key(position),
                                        Topics.PROBE_POSITION.codec().encode(position)),
                                (metadata, error) -> {
                                    if (error == null) {
                                        done.countDown();
                                        progress.countDown();
                                    }
                                });
                    }
                    if (next.get() >= positions.size()) {
                        producer.close();
                        thread.shutdown();
                    }
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        return done;
    }

    /** Waits until a group's committed offsets say that it has read so many positions. */
    private static void awaitRead(String bootstrap, String group, long positions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Awaitility.await("all positions read")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> admin.listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata()
                                    .get(20, TimeUnit.SECONDS)
                                    .entrySet()
                                    .stream()
                                    .filter(entry -> entry.getKey().topic().equals(Topics.PROBE_POSITION.name()))
                                    .mapToLong(entry -> entry.getValue().offset())
                                    .sum()
                            >= positions);
        }
    }

    /** Ends the job with all that is still open in it, by the cluster's REST door. */
    private static void drain(FlinkProcesses cluster, String job, Path dir) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + cluster.restAddress() + "/jobs/" + job + "/stop"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"drain\":true,\"targetDirectory\":\""
                                        + dir.resolve("savepoints").toUri() + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Awaitility.await("the job has ended; " + cluster.get("/jobs/" + job + "/exceptions"))
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> cluster.get("/jobs/" + job).contains("\"state\":\"FINISHED\""));
    }
}
