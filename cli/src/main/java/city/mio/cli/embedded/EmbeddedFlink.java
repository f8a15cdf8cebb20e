package city.mio.cli.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this JVM, with its REST door and web UI on the loopback interface and its checkpoints in the
 * data folder. Thread-safe.
 */
public final class EmbeddedFlink implements Component {

    private final MiniCluster cluster;
    private final Configuration settings;
    private final URI web;
    private final int slots;
    private final String savepoints;
    private final List<JobID> jobs = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedFlink(MiniCluster cluster, Configuration settings, URI web, int slots, String savepoints) {
        this.cluster = cluster;
        this.settings = settings;
        this.web = web;
        this.slots = slots;
        this.savepoints = savepoints;
    }

    /**
     * Starts a cluster of one task manager.
     *
     * @param dataDir where checkpoints and spilled data lie; created if missing
     * @param port of the web UI on the loopback interface, 0 for a free one
     * @param slots how many tasks run side by side
     * @param checkpointInterval how often it takes a snapshot, which is when exactly-once output is committed
     * @throws StartFailure if the port is taken or the folder cannot be written
     */
    public static EmbeddedFlink start(Path dataDir, int port, int slots, Duration checkpointInterval) {
        int claimed = Ports.claim("Flink", port, "--flink-port");
        MiniCluster cluster = null;
        try {
            Files.createDirectories(dataDir);
            Configuration settings = settings(dataDir, claimed, checkpointInterval);
            cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(settings)
                    .setCommonBindAddress("127.0.0.1")
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(slots)
                    .build());
            cluster.start();
            URI web = cluster.getRestAddress().get(30, TimeUnit.SECONDS);
            return new EmbeddedFlink(
                    cluster, settings, web, slots, dataDir.resolve("savepoints").toUri().toString());
        } catch (Exception e) {
            if (cluster != null) {
                cluster.closeAsync();
            }
            throw new StartFailure("Flink: cannot start on port " + claimed + ": " + e.getMessage(), e);
        }
    }

    private static Configuration settings(Path dataDir, int port, Duration checkpointInterval) {
        Configuration c = new Configuration();
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.PORT, port);
        c.set(RestOptions.BIND_PORT, Integer.toString(port));
        c.set(WebOptions.SUBMIT_ENABLE, false);
        c.set(CoreOptions.TMP_DIRS, dataDir.resolve("tmp").toString());
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        c.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, dataDir.resolve("checkpoints").toUri().toString());
        c.set(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION, ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS);
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        c.set(PipelineOptions.GENERIC_TYPES, false);
        // Brokers come back: wait longer each time rather than give up.
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        return c;
    }

    /** A new environment that knows this cluster's settings; what is built in it goes to {@link #submit}. */
    public StreamExecutionEnvironment newEnvironment(int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration(settings));
        env.setParallelism(parallelism);
        return env;
    }

    /**
     * Runs what was built in an environment of this cluster, and returns when all its tasks run.
     *
     * @param name of the job, for the web UI
     * @throws StartFailure if the cluster refuses the job or it does not come up within a minute
     */
    public JobID submit(String name, StreamExecutionEnvironment env) {
        try {
            var graph = env.getStreamGraph();
            graph.setJobName(name);
            JobID job = cluster.submitJob(graph.getJobGraph()).get(60, TimeUnit.SECONDS).getJobID();
            synchronized (jobs) {
                jobs.add(job);
            }
            awaitRunning(name, job);
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Flink: interrupted while starting " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new StartFailure("Flink: cannot start " + name + ": " + cause.getMessage(), e);
        }
    }

    private void awaitRunning(String name, JobID job) throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var pause = new java.util.concurrent.CountDownLatch(1);
        while (true) {
            var graph = cluster.getExecutionGraph(job).get(30, TimeUnit.SECONDS);
            if (graph.getState().isGloballyTerminalState()) {
                String why = graph.getFailureInfo() == null ? "" : ": " + firstLine(graph.getFailureInfo());
                throw new StartFailure("Flink: " + name + " ended at once (" + graph.getState() + ")" + why, null);
            }
            boolean all = true;
            for (var vertex : graph.getAllExecutionVertices()) {
                all &= vertex.getExecutionState() == org.apache.flink.runtime.execution.ExecutionState.RUNNING;
            }
            if (all && graph.getState() == JobStatus.RUNNING) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("not all tasks run after a minute");
            }
            // Never counted down: this is a wait of 100 ms that an interrupt ends.
            pause.await(100, TimeUnit.MILLISECONDS);
        }
    }

    private static String firstLine(org.apache.flink.runtime.executiongraph.ErrorInfo failure) {
        return failure.getExceptionAsString().lines().findFirst().orElse("");
    }

    /** How a job stands now. */
    public JobStatus status(JobID job) {
        try {
            return cluster.getJobStatus(job).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Flink: no word on job " + job + ": " + e.getMessage(), e);
        }
    }

    /**
     * Ends a job as if its sources had ended: all that is still open in windows and timers comes out, and is
     * committed, before this returns.
     *
     * @throws StartFailure if the job does not end within two minutes
     */
    public void drain(String name, JobID job) {
        try {
            cluster.stopWithSavepoint(job, savepoints, true, SavepointFormatType.CANONICAL).get(120, TimeUnit.SECONDS);
            cluster.requestJobResult(job).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Flink: interrupted while draining " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new StartFailure("Flink: " + name + " could not be drained: " + cause.getMessage(), e);
        }
    }

    /** Where the web UI and the REST door are. */
    public URI web() {
        return web;
    }

    @Override
    public String describe() {
        return "Flink " + org.apache.flink.runtime.util.EnvironmentInformation.getVersion() + " (embedded, " + slots
                + " slots), web UI " + web;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            synchronized (jobs) {
                for (JobID job : jobs) {
                    if (!status(job).isGloballyTerminalState()) {
                        cluster.cancelJob(job).get(20, TimeUnit.SECONDS);
                        cluster.requestJobResult(job).get(20, TimeUnit.SECONDS);
                    }
                }
            }
            cluster.closeAsync().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cluster.closeAsync();
        } catch (ExecutionException | TimeoutException e) {
            cluster.closeAsync();
            throw new IllegalStateException("Flink: did not stop cleanly: " + e.getMessage(), e);
        }
    }
}
