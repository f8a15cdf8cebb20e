package city.mio.cli.embedded;

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
 * A Flink standalone session cluster on loopback without a Flink distribution, each part a process of its own, so that one
 * can be killed as a power cut would. Not thread-safe.
 */
public final class FlinkProcesses implements AutoCloseable {

    private static final List<String> OPENED = List.of(
            "java.lang", "java.net", "java.io", "java.nio", "sun.nio.ch", "java.lang.reflect", "java.text", "java.time",
            "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks");

    private static final int MOST_ATTEMPTS = 3;

    /** Three processes that start at once on a machine that has other work. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Path directory;
    private final String classPath;
    private final int restPort;
    private final int rpcPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> taskManagers = new CopyOnWriteArrayList<>();
    private volatile Process jobManager;

    private FlinkProcesses(Path directory, List<Path> classPath) throws IOException {
        this.directory = directory;
        this.classPath = classPath.stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        restPort = freePort();
        rpcPort = freePort();
    }

    /** What this process runs from, the modules' folders among it: jobs then need no jar. */
    public static List<Path> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /**
     * A running cluster whose task managers, named {@code tm-0} and so on, have all registered.
     *
     * @param directory for settings, logs and snapshots
     * @param classPath of its processes: Flink's jars, and what the jobs do not bring
     * @param slotsEach slots of each task manager
     * @throws IllegalStateException if it does not come up, with what its job manager said last
     */
    public static FlinkProcesses start(Path directory, List<Path> classPath, int taskManagers, int slotsEach)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            FlinkProcesses cluster = new FlinkProcesses(directory, classPath);
            // Whoever ends this process ends them too.
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::kill));
            try {
                cluster.begin(taskManagers, slotsEach);
                return cluster;
            } catch (IOException | InterruptedException | RuntimeException e) {
                cluster.close();
                // A port that was free may be taken by somebody else before the job manager has it.
                if (attempt == MOST_ATTEMPTS || !(e instanceof Died)) {
                    throw e;
                }
            }
        }
    }

    private void begin(int count, int slotsEach) throws IOException, InterruptedException {
        configure(slotsEach);
        jobManager = launch(
                "jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", 512, List.of());
        for (int i = 0; i < count; i++) {
            startTaskManager();
        }
        awaitTaskManagers(count);
    }

    /** One more task manager; {@link #awaitTaskManagers} waits until it has registered. */
    public void startTaskManager() throws IOException {
        String name = "tm-" + taskManagers.size();
        taskManagers.add(launch(
                name,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                700,
                List.of("-D", "taskmanager.resource-id=" + name)));
    }

    /** Waits until the job manager knows of so many task managers. */
    public void awaitTaskManagers(int count) throws IOException, InterruptedException {
        await("task managers", LONGEST_START,
                () -> get("/taskmanagers").split("\"slotsNumber\"", -1).length - 1 >= count);
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
                pekko.startup-timeout: 120 s
                pekko.ask.timeout: 30 s
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
        command.addAll(List.of("-cp", classPath, mainClass, "--configDir", directory.resolve("conf").toString()));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    /** An environment whose job runs on this cluster. */
    public StreamExecutionEnvironment newEnvironment(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createRemoteEnvironment("localhost", restPort, configuration);
        env.setParallelism(parallelism);
        return env;
    }

    /** Waits until all tasks of a job run. */
    public void awaitRunning(String job) throws IOException, InterruptedException {
        await("the job to run", LONGEST_START, () -> {
            String tasks = get("/jobs/" + job);
            return tasks.contains("\"state\":\"RUNNING\"")
                    && !tasks.matches("(?s).*\"status\":\"(CREATED|SCHEDULED|DEPLOYING|INITIALIZING|RECONCILING)\".*");
        });
    }

    /** Ends a task manager as a power cut would (SIGKILL), and waits until it is gone. */
    public void killTaskManager(int number) throws InterruptedException {
        taskManagers.get(number).destroyForcibly();
        if (!taskManagers.get(number).waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("tm-" + number + " outlives its SIGKILL");
        }
    }

    /** Ends so a task manager on which tasks run; its number. */
    public int killBusyTaskManager() throws IOException, InterruptedException {
        for (int i = 0; i < taskManagers.size(); i++) {
            String told = get("/taskmanagers/tm-" + i);
            if (taskManagers.get(i).isAlive() && number(told, "freeSlots") < number(told, "slotsNumber")) {
                killTaskManager(i);
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
    public double taskManagerCpuSeconds() {
        return taskManagers.stream()
                .filter(Process::isAlive)
                .mapToDouble(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0)
                .sum();
    }

    /** The job manager's process has ended by itself. */
    private static final class Died extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Died(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Duration longest, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                if (jobManager == null || !jobManager.isAlive()) {
                    throw new Died("the job manager has died: " + fault("jobmanager"), e);
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        what + ": not within " + longest.toSeconds() + " s: " + fault("jobmanager"));
            }
            never.await(200, TimeUnit.MILLISECONDS);
        }
    }

    /** The first error that a process told of, or else its last line. */
    private String fault(String process) throws IOException {
        List<String> lines = said(process).lines().toList();
        return lines.stream()
                .filter(line -> line.contains(" ERROR ") || line.contains(" FATAL "))
                .findFirst()
                .orElse(lines.isEmpty() ? process + " said nothing" : lines.get(lines.size() - 1));
    }

    private String said(String process) throws IOException {
        Path log = directory.resolve(process + ".log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Where the job manager listens, {@code host:port}. */
    public String restAddress() {
        return "localhost:" + restPort;
    }

    /** What the job manager's REST door answers to a GET, whatever its status. */
    public String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://" + restAddress() + path)).build(),
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
