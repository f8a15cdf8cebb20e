package city.mio.cli.engine;

import city.mio.cli.embedded.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** Sends a job in its jar to a Flink cluster that runs elsewhere. Thread-safe. */
public final class JobSubmitter {

    private final String host;
    private final int port;

    /**
     * @param host of the cluster's REST door
     * @param port of the cluster's REST door
     */
    public JobSubmitter(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * Runs the jar's main class here up to its {@code execute}, and the job it describes over there.
     *
     * @param jar with the main class and what it needs beyond Flink
     * @param mainClass to run
     * @param arguments for it
     * @param parallelism where the job itself says none
     * @param checkpointDir where the cluster keeps the job's snapshots; empty for the cluster's own setting
     * @throws StartFailure if the jar, the job or the cluster does not play along
     */
    public JobID submit(Path jar, String mainClass, List<String> arguments, int parallelism, String checkpointDir) {
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(jar + ": there is no such job jar; build it with mvn package", null);
        }
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, host);
        settings.set(RestOptions.PORT, port);
        settings.set(JobManagerOptions.ADDRESS, host);
        settings.set(DeploymentOptions.TARGET, "remote");
        settings.set(DeploymentOptions.ATTACHED, false);
        // Here, unlike on the cluster, the jar's libraries are on the class path too: one of each must serve both.
        settings.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
        if (!checkpointDir.isEmpty()) {
            settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpointDir);
        }
        try (PackagedProgram program = PackagedProgram.newBuilder()
                        .setJarFile(jar.toFile())
                        .setEntryPointClassName(mainClass)
                        .setArguments(arguments.toArray(String[]::new))
                        .setConfiguration(settings)
                        .build();
                RestClusterClient<StandaloneClusterId> client =
                        new RestClusterClient<>(settings, StandaloneClusterId.getInstance())) {
            JobGraph graph = PackagedProgramUtils.createJobGraph(program, settings, parallelism, false);
            return client.submitJob(graph).get(120, TimeUnit.SECONDS);
        } catch (ProgramInvocationException e) {
            throw new StartFailure(mainClass + ": " + deepest(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while submitting " + mainClass, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure(
                    "the job manager at " + host + ":" + port + " (--jobmanager HOST:PORT) did not take the job: "
                            + deepest(e),
                    e);
        } catch (Exception e) {
            throw new StartFailure(
                    "no job manager at " + host + ":" + port + " (--jobmanager HOST:PORT): " + deepest(e), e);
        }
    }

    private static String deepest(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
