package city.mio.bench.dispatchjob;

import java.io.File;
import java.io.IOException;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink standalone session cluster on loopback, each part a process of its own, so that one can be killed as a power cut
 * would. Its class path is this process's: the job needs no jar. Not thread-safe.
 */
final class FlinkProcesses implements AutoCloseable {

    private static final List<String> OPENED = List.of(
            "java.lang", "java.net", "java.io", "java.nio", "sun.nio.ch", "java.lang.reflect", "java.text", "java.time",
            "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks");

    private final Path directory;
    private final int restPort;
    private final int rpcPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> taskManagers = new CopyOnWriteArrayList<>();
    private volatile Process jobManager;

    private FlinkProcesses(Path directory) throws IOException {
        this.directory = directory;
        restPort = freePort();
        rpcPort = freePort();
    }

    /** A running cluster whose task managers, named {@code tm-0} and so on, have all registered. */
    static FlinkProcesses start(Path directory, int taskManagers, int slotsEach) throws Exception {
        FlinkProcesses cluster = new FlinkProcesses(directory);
        // Whoever ends this process ends them too.
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::kill));
        try {
            cluster.configure(slotsEach);
            cluster.jobManager = cluster.launch(
                    "jobmanager",
                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                    512,
                    List.of());
            for (int i = 0; i < taskManagers; i++) {
                cluster.taskManagers.add(cluster.launch(
                        "tm-" + i,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        700,
                        List.of("-D", "taskmanager.resource-id=tm-" + i)));
            }
            cluster.await("task managers", Duration.ofSeconds(120),
                    () -> cluster.get("/taskmanagers").split("\"slotsNumber\"", -1).length - 1 >= taskManagers);
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
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
                execution.checkpointing.storage: filesystem
                execution.checkpointing.dir: %s
                io.tmp.dirs: %s
                """
                        .formatted(
                                rpcPort,
                                restPort,
                                restPort,
                                slotsEach,
                                Files.createDirectories(directory.resolve("checkpoints")).toUri(),
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

    private Process launch(String name, String mainClass, int heapMegabytes, List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseParallelGC");
        command.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
        command.add("--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED");
        command.add("--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
        OPENED.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
        command.add("-Dlog4j2.configurationFile=" + directory.resolve("conf/log4j2.properties"));
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, mainClass, "--configDir", directory.resolve("conf").toString()));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    /** An environment whose job runs on this cluster. */
    StreamExecutionEnvironment newEnvironment(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createRemoteEnvironment("localhost", restPort, configuration);
        env.setParallelism(parallelism);
        return env;
    }

    /** Waits until all tasks of a job run. */
    void awaitRunning(String job) throws Exception {
        await("the job to run", Duration.ofSeconds(120), () -> {
            String tasks = get("/jobs/" + job);
            return tasks.contains("\"state\":\"RUNNING\"")
                    && !tasks.matches("(?s).*\"status\":\"(CREATED|SCHEDULED|DEPLOYING|INITIALIZING|RECONCILING)\".*");
        });
    }

    /** Ends, as a power cut would, a task manager on which tasks run; its number. */
    int killBusyTaskManager() throws IOException, InterruptedException {
        for (int i = 0; i < taskManagers.size(); i++) {
            String told = get("/taskmanagers/tm-" + i);
            if (taskManagers.get(i).isAlive() && number(told, "freeSlots") < number(told, "slotsNumber")) {
                taskManagers.get(i).destroyForcibly();
                taskManagers.get(i).waitFor(20, TimeUnit.SECONDS);
                return i;
            }
        }
        throw new IllegalStateException("no task manager has a task");
    }

    private static int number(String json, String field) {
        var found = java.util.regex.Pattern.compile("\"" + field + "\":(\\d+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("the job manager says nothing of " + field + ": " + json);
        }
        return Integer.parseInt(found.group(1));
    }

    /** Processor time of the task managers that live, seconds. */
    double taskManagerCpuSeconds() {
        return taskManagers.stream()
                .filter(Process::isAlive)
                .mapToDouble(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0)
                .sum();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Duration longest, Condition condition) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                if (jobManager == null || !jobManager.isAlive()) {
                    throw new IllegalStateException("the job manager has died: " + lastLine("jobmanager"), e);
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        what + ": not within " + longest.toSeconds() + " s: " + lastLine("jobmanager"));
            }
            never.await(200, TimeUnit.MILLISECONDS);
        }
    }

    private String lastLine(String process) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(process + ".log"));
        return lines.isEmpty() ? process + " said nothing" : lines.get(lines.size() - 1);
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + restPort + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void kill() {
        taskManagers.forEach(Process::destroyForcibly);
        if (jobManager != null) {
            jobManager.destroyForcibly();
        }
    }

    @Override
    public void close() {
        List<Process> all = new ArrayList<>(taskManagers);
        if (jobManager != null) {
            all.add(jobManager);
        }
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
