package city.mio.cli.embedded;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker in this JVM: one KRaft node that is broker and controller. What it holds lies in the data folder
 * and is there again after a restart on the same folder. Thread-safe.
 */
public final class EmbeddedKafka implements Component {

    private static final int NODE_ID = 1;
    private static final String CLUSTER_FILE = "cluster.id";

    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker, on new or on existing data.
     *
     * @param dataDir where its log lies; created if missing
     * @param port on the loopback interface, 0 for a free one
     * @throws StartFailure if the port is taken or the folder cannot be written
     */
    public static EmbeddedKafka start(Path dataDir, int port) {
        int brokerPort = Ports.claim("Kafka", port, "--kafka-port");
        int controllerPort = Ports.free();
        try {
            Files.createDirectories(dataDir);
            Path log = dataDir.resolve("log");
            String clusterId = clusterId(dataDir);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .setNodeId(NODE_ID)
                    .setClusterId(clusterId)
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
            KafkaRaftServer server = new KafkaRaftServer(
                    KafkaConfig.fromProps(settings(log, brokerPort, controllerPort)), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, brokerPort);
        } catch (IOException e) {
            throw new StartFailure("Kafka: cannot write to " + dataDir + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new StartFailure("Kafka: cannot start on port " + brokerPort + ": " + e.getMessage(), e);
        }
    }

    private static String clusterId(Path dataDir) throws IOException {
        Path file = dataDir.resolve(CLUSTER_FILE);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }

    private static Properties settings(Path log, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", NODE_ID);
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", log.toString());
        p.put("metadata.log.dir", log.toString());
        // One node: nothing to replicate to.
        p.put("default.replication.factor", 1);
        p.put("min.insync.replicas", 1);
        p.put("offsets.topic.replication.factor", 1);
        p.put("transaction.state.log.replication.factor", 1);
        p.put("transaction.state.log.min.isr", 1);
        p.put("share.coordinator.state.topic.replication.factor", 1);
        p.put("share.coordinator.state.topic.min.isr", 1);
        // The defaults of 50 partitions each cost seconds at start.
        p.put("offsets.topic.num.partitions", 4);
        p.put("transaction.state.log.num.partitions", 4);
        p.put("share.coordinator.state.topic.num.partitions", 1);
        p.put("group.initial.rebalance.delay.ms", 0);
        p.put("transaction.max.timeout.ms", 3_600_000);
        p.put("auto.create.topics.enable", false);
        p.put("log.segment.bytes", 64 << 20);
        p.put("log.index.size.max.bytes", 1 << 20);
        p.put("metadata.log.segment.bytes", 16 << 20);
        p.put("log.cleaner.dedupe.buffer.size", 4 << 20);
        p.put("log.retention.hours", 24);
        // Devices and replays tell the time in the record's payload; the record's own timestamp is when it arrived.
        p.put("log.message.timestamp.type", "CreateTime");
        p.put("num.network.threads", 2);
        p.put("num.io.threads", 4);
        p.put("background.threads", 2);
        p.put("log.flush.offset.checkpoint.interval.ms", 10_000);
        p.put("controlled.shutdown.enable", false);
        // Kafka wants each value in its own number type, or as text.
        p.replaceAll((name, value) -> value.toString());
        return p;
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String describe() {
        return "Kafka " + org.apache.kafka.common.utils.AppInfoParser.getVersion() + " (KRaft, embedded) on "
                + bootstrap();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /**
     * Creates those of Mio's topics that a broker does not have yet; works with any broker, embedded or not.
     *
     * @param bootstrap {@code host:port}
     * @return the names of the topics it created, in alphabetical order
     * @throws StartFailure if no broker answers there
     */
    public static List<String> createTopics(String bootstrap) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("request.timeout.ms", 10_000);
        settings.put("default.api.timeout.ms", 20_000);
        try (Admin admin = Admin.create(settings)) {
            Set<String> there = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            Collection<NewTopic> missing = new ArrayList<>();
            for (Topic<?> topic : Topics.listTopics()) {
                if (!there.contains(topic.name())) {
                    missing.add(new NewTopic(topic.name(), partitions(topic), (short) -1));
                }
            }
            try {
                admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            return missing.stream().map(NewTopic::name).sorted().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Kafka: interrupted while creating topics at " + bootstrap, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new StartFailure(
                    "Kafka: no broker answers at " + bootstrap + " (--kafka HOST:PORT): " + cause.getMessage(), e);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new StartFailure(
                    "Kafka: " + bootstrap + " is no address of a broker (--kafka HOST:PORT): "
                            + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
                    e);
        } catch (UncheckedIOException e) {
            throw new StartFailure("Kafka: " + e.getMessage(), e);
        }
    }

    /** What must stay in one order over all keys, or is little, has one partition. */
    private static int partitions(Topic<?> topic) {
        if (topic == Topics.DEAD_LETTER || topic == Topics.ALERT) {
            return 1;
        }
        return topic == Topics.INTAKE_RECEIPT ? 2 : 4;
    }
}
