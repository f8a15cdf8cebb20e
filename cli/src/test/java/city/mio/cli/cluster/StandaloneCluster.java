package city.mio.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A Flink standalone session cluster on loopback, each part a process of its own, started from the jars of the test's
 * class path without a Flink distribution. Mio's own classes are left out of its class path: the job brings them. Not
 * thread-safe.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final List<String> MODULE_FLAGS = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private final Path directory;
    private final int restPort;
    private final int rpcPort;
    private final List<Process> taskManagers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Process jobManager;

    private StandaloneCluster(Path directory, int restPort, int rpcPort) {
        this.directory = directory;
        this.restPort = restPort;
        this.rpcPort = rpcPort;
    }

    /** A running cluster whose task managers have all registered. */
    static StandaloneCluster start(Path directory, int taskManagers, int slotsEach) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(directory, freePort(), freePort());
        cluster.configure(slotsEach);
        cluster.jobManager =
                cluster.launch("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", 512);
        for (int i = 0; i < taskManagers; i++) {
            cluster.startTaskManager();
        }
        cluster.awaitTaskManagers(taskManagers);
        return cluster;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void configure(int slotsEach) throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(
                conf.resolve("config.yaml"),
                """
                jobmanager.rpc.address: localhost
                jobmanager.bind-host: localhost
                jobmanager.rpc.port: %d
                jobmanager.memory.process.size: 900m
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                rest.bind-port: "%d"
                taskmanager.numberOfTaskSlots: %d
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.task.heap.size: 512m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.managed.size: 64m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                heartbeat.interval: 2000
                heartbeat.timeout: 8000
                io.tmp.dirs: %s
                """
                        .formatted(
                                rpcPort,
                                restPort,
                                restPort,
                                slotsEach,
                                Files.createDirectories(directory.resolve("tmp"))));
        Files.writeString(
                conf.resolve("log4j2.properties"),
                """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{ISO8601} %-5p %c{1} %m%n
                logger.groups.name = org.apache.flink.metrics.MetricGroup
                logger.groups.level = ERROR
                """);
    }

    private static String flinkClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("mio-"))
                .filter(entry -> !entry.contains("-tests.jar"))
                // The job's jar brings these; Flink's own distribution has none of them.
                .filter(entry -> !entry.contains("flink-connector-kafka") && !entry.contains("/org/apache/kafka/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process launch(String name, String mainClass, int heapMegabytes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(MODULE_FLAGS);
        command.add("-Dlog4j2.configurationFile=" + directory.resolve("conf/log4j2.properties"));
        command.addAll(List.of("-cp", flinkClassPath(), mainClass));
        command.addAll(List.of("--configDir", directory.resolve("conf").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    /** One more task manager; {@link #awaitTaskManagers} waits until it has registered. */
    void startTaskManager() throws IOException {
        taskManagers.add(launch(
                "taskmanager-" + taskManagers.size(), "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", 700));
    }

    /** Ends a task manager as a power cut would: SIGKILL. */
    void killTaskManager(int index) {
        taskManagers.get(index).destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !taskManagers.get(index).isAlive());
    }

    void awaitTaskManagers(int count) {
        Awaitility.await("task managers, see " + directory)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(UncheckedIOException.class)
                .until(() -> get("/taskmanagers").split("\"slotsNumber\"", -1).length - 1 >= count);
    }

    /** What the job manager's REST interface answers to a GET. */
    String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + restPort + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the job manager", e);
        }
    }

    String restAddress() {
        return "localhost:" + restPort;
    }

    @Override
    public void close() {
        List<Process> all = new ArrayList<>(taskManagers);
        all.add(jobManager);
        all.forEach(Process::destroyForcibly);
        for (Process process : all) {
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
