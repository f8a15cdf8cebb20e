package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.cli.embedded.EmbeddedFlink;
import city.mio.cli.embedded.EmbeddedKafka;
import city.mio.cli.embedded.EmbeddedMqtt;
import city.mio.cli.embedded.Ports;
import city.mio.cli.embedded.StartFailure;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.feeds.FeedsServer;
import city.mio.feeds.FeedsSettings;
import city.mio.feeds.inbound.MqttBridge;
import city.mio.feeds.inbound.MqttBridgeSettings;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.feeds.live.PoorForecast;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mio as one thing: Kafka, MQTT, Flink with the jobs, the way in and the way out, started in the order in which they
 * need each other and stopped in the reverse. Each part that comes up says so in one line. One thread starts, drains
 * and closes it.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** A part that runs, and its name for people. */
    private record Running(String name, AutoCloseable part) {}

    private final City city;
    private final EngineSettings settings;
    private final PlateHasher plateHasher;
    private final Consumer<String> say;
    private final StopSignal stop;
    private final Deque<Running> running = new ArrayDeque<>();
    private final Map<JobPlan, JobID> jobs = new LinkedHashMap<>();

    private String kafka;
    private String mqtt;
    private EmbeddedFlink flink;
    private TopicWatch watch;
    private FeedsServer feeds;
    private MqttBridge bridge;

    /**
     * An engine that is not yet started.
     *
     * @param say takes the lines for people
     * @param stop ends the start early
     */
    public Engine(City city, EngineSettings settings, PlateHasher plateHasher, Consumer<String> say, StopSignal stop) {
        this.city = city;
        this.settings = settings;
        this.plateHasher = plateHasher;
        this.say = say;
        this.stop = stop;
    }

    /**
     * Starts Kafka and MQTT, and the watch over the topics.
     *
     * @throws StartFailure naming what could not be started or reached
     */
    public void startBrokers() {
        Ports.claim("the live map", settings.port(), "--port");
        Ports.claim("Flink", settings.flinkPort(), "--flink-port");
        if (settings.kafka().isPresent()) {
            kafka = settings.kafka().get();
        } else {
            EmbeddedKafka broker = EmbeddedKafka.start(settings.dataDir().resolve("kafka"), settings.kafkaPort());
            started("Kafka", broker, broker.describe());
            kafka = broker.bootstrap();
        }
        List<String> created = EmbeddedKafka.createTopics(kafka);
        if (settings.kafka().isPresent()) {
            say.accept("Kafka (outside) on " + kafka + ", topics created: " + created.size());
        }
        checkStop();
        if (settings.mqtt().isPresent()) {
            mqtt = settings.mqtt().get();
            say.accept("MQTT broker (outside) on " + mqtt);
        } else {
            EmbeddedMqtt broker = EmbeddedMqtt.start(settings.dataDir().resolve("mqtt"), settings.mqttPort());
            started("MQTT broker", broker, broker.describe());
            mqtt = broker.uri();
        }
        checkStop();
        watch = new TopicWatch(kafka, InstantSource.system());
    }

    /**
     * Starts all that stands on the brokers.
     *
     * @param cityClock how late it is in the city before anything is heard of it
     * @throws StartFailure naming what could not be started or reached
     */
    public void startParts(List<JobPlan> plans, InstantSource cityClock) {
        running.push(new Running("the watch over the topics", watch));
        watch.start();
        checkStop();
        int slots = plans.stream().mapToInt(JobPlan::parallelism).sum();
        flink = EmbeddedFlink.start(
                settings.dataDir().resolve("flink"),
                settings.flinkPort(),
                Math.max(1, slots),
                settings.checkpointInterval());
        started("Flink", flink, flink.describe());
        for (JobPlan plan : plans) {
            checkStop();
            StreamExecutionEnvironment env = flink.newEnvironment(plan.parallelism());
            plan.build().accept(env);
            jobs.put(plan, flink.submit(plan.name(), env));
            say.accept(plan.name() + " running, " + plan.parallelism() + " side by side");
        }
        checkStop();
        startFeeds(cityClock);
        checkStop();
        startBridge();
    }

    private void startFeeds(InstantSource cityClock) {
        feeds = new FeedsServer(new FeedsSettings(
                        kafka, settings.host(), settings.port(), city.places(), city.network(), city.linkOrder())
                .withOnDemand(OnDemandDoors.of(city.onDemand()))
                .withDriverToken(DriverToken.find(System.getenv()))
                .withCityClock(cityClock)
                .with(new PoorForecast(
                        city.forecast().watch().poor().speedShare(),
                        city.forecast().watch().poor().flowGeh())),
                HaulDoors.of(city, plateHasher));
        try {
            feeds.start();
        } catch (BindException e) {
            throw new StartFailure(
                    "the live map: port " + settings.port() + " on " + settings.host()
                            + " is taken or not allowed; choose another with --port PORT",
                    e);
        }
        started("feeds server", feeds, "feeds server and live map on " + url());
    }

    private void startBridge() {
        bridge = new MqttBridge(MqttBridgeSettings.builder()
                .mqttUri(mqtt)
                .clientId("mio-bridge-" + city.places().id())
                .kafkaBootstrap(kafka)
                .cityId(city.places().id())
                .plateHasher(plateHasher)
                .build());
        bridge.bindTo(feeds.metrics());
        bridge.start();
        try {
            if (!bridge.awaitConnected(Duration.ofSeconds(20))) {
                bridge.close();
                throw new StartFailure("MQTT: no broker answers at " + mqtt + " (--mqtt tcp://HOST:PORT)", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("MQTT: interrupted while connecting", e);
        }
        started("MQTT bridge", bridge, "MQTT bridge from " + mqtt + " to Kafka");
    }

    private void started(String name, AutoCloseable part, String line) {
        running.push(new Running(name, part));
        say.accept(line);
    }

    private void checkStop() {
        if (stop.isRequested()) {
            throw new StoppedEarly();
        }
    }

    /** Where Kafka is, {@code host:port}. */
    public String kafka() {
        return kafka;
    }

    /** Where MQTT is, {@code tcp://host:port}. */
    public String mqtt() {
        return mqtt;
    }

    /** The live map. */
    public String url() {
        return "http://" + (settings.host().equals("127.0.0.1") ? "localhost" : settings.host()) + ":" + feeds.port();
    }

    /** The watch over the topics; there once the brokers are started. */
    public TopicWatch watch() {
        return watch;
    }

    /** The city that it runs. */
    public City city() {
        return city;
    }

    /**
     * Lets everything that was sent run through to the end: MQTT to Kafka, then job by job, as if the input had ended,
     * so that the last minutes come out too.
     *
     * @param sensorMessages how many messages the MQTT broker has taken from the sender
     * @return one line for each step that did not come to its end in time
     */
    public List<String> drain(long sensorMessages) throws InterruptedException {
        List<String> late = new java.util.ArrayList<>();
        if (!await(Duration.ofSeconds(60), () -> {
            var counters = bridge.counters();
            return counters.published() >= sensorMessages && counters.inFlight() == 0;
        })) {
            late.add("the MQTT bridge has passed on " + bridge.counters().published() + " of " + sensorMessages
                    + " messages");
        }
        watch.freezeAlerts();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            for (Map.Entry<JobPlan, JobID> job : jobs.entrySet()) {
                JobPlan plan = job.getKey();
                if (!watch.awaitEnd(Duration.ofSeconds(60))
                        || !await(Duration.ofSeconds(120), () -> hasReadAll(admin, plan))) {
                    late.add(plan.name() + " has not read all of its input");
                }
                flink.drain(plan.name(), job.getValue());
            }
            if (!await(Duration.ofSeconds(30), () -> areCommitsVisible(admin))) {
                late.add("what the jobs wrote last is not all to be seen");
            }
        }
        if (!watch.awaitEnd(Duration.ofSeconds(60))) {
            late.add("the watch over the topics has not read everything");
        }
        return late;
    }

    private static boolean areCommitsVisible(Admin admin) {
        try {
            return Commits.areVisible(
                    admin,
                    Commits.partitionsOf(
                            admin, Topics.listTopics().stream().map(Topic::name).toList()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("no word on what is committed: {}", e.getMessage());
            return false;
        }
    }

    private boolean hasReadAll(Admin admin, JobPlan plan) {
        try {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(plan.group())
                    .partitionsToOffsetAndMetadata()
                    .get(20, TimeUnit.SECONDS);
            for (Topic<?> topic : plan.inputs()) {
                for (Map.Entry<TopicPartition, Long> end : watch.dataEnds(topic.name()).entrySet()) {
                    OffsetAndMetadata at = read.get(end.getKey());
                    if (at == null || at.offset() < end.getValue()) {
                        return false;
                    }
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("no word on how far {} has read: {}", plan.name(), e.getMessage());
            return false;
        }
    }

    private static boolean await(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        // Never counted down: a wait between two looks that an interrupt ends.
        CountDownLatch pause = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || pause.await(100, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Stops what was started, last first, whatever goes wrong on the way. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            Running part = running.pop();
            try {
                part.part().close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly: {}", part.name(), e.getMessage());
                LOG.debug("stopping {}", part.name(), e);
            }
        }
    }
}
