package city.mio.cli.command;

import city.mio.cli.engine.JobSubmitter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mio submit}: the same jobs on somebody else's Flink cluster. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Submits a job to a standalone Flink cluster.",
            "What follows -- goes to the job: --kafka HOST:PORT, --settings FILE (of mio settings), --group NAME,"
                    + " --checkpoint-seconds N, --parallelism N. FILE and the network file it names must be readable on"
                    + " every task manager."
        },
        footer = {
            "",
            "Example:",
            "  ./mio settings --city osaka --out /srv/mio",
            "  ./mio submit --jobmanager localhost:8081 --checkpoint-dir file:///srv/mio/checkpoints -- --kafka"
                    + " localhost:9092 --settings /srv/mio/traffic.json"
        })
final class SubmitCommand implements Callable<Integer> {

    /** The jobs that the jar holds. */
    enum Job {
        TRAFFIC("city.mio.jobs.traffic.TrafficJobMain"),
        ALERT("city.mio.jobs.alert.AlertJobMain"),
        FORECAST("city.mio.jobs.forecast.ForecastJobMain"),
        DISPATCH("city.mio.jobs.dispatch.DispatchJobMain"),
        HAUL("city.mio.jobs.haul.HaulJobMain");

        private final String mainClass;

        Job(String mainClass) {
            this.mainClass = mainClass;
        }
    }

    @Option(
            names = "--jobmanager",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The cluster's REST door, as its web UI shows it.")
    private String jobManager;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            defaultValue = "TRAFFIC",
            description = "Which job: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Job job;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The job jar. Default: stream-jobs/target/mio-jobs.jar in the project's folder.")
    private Path jar;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Where the job says none. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "URI",
            defaultValue = "",
            description = "Where the cluster keeps the job's snapshots, such as file:///srv/mio/checkpoints, the same for"
                    + " all its machines. Default: the cluster's own setting.")
    private String checkpointDir;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Parameters(paramLabel = "JOB OPTION", description = "Handed to the job, after --.", arity = "0..*")
    private List<String> jobOptions = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        HostPort door = HostPort.parse("--jobmanager", jobManager);
        Path file = jar != null ? jar : ProjectFolder.get().resolve("stream-jobs/target/mio-jobs.jar");
        JobID id = new JobSubmitter(door.host(), door.port()).submit(file, job.mainClass, jobOptions, parallelism, checkpointDir);
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("job", job.name().toLowerCase(java.util.Locale.ROOT));
            result.put("jobId", id.toString());
            result.put("jobManager", door.toString());
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(result));
        } else {
            spec.commandLine()
                    .getOut()
                    .println("submitted " + job.name().toLowerCase(java.util.Locale.ROOT) + " job " + id + " to http://"
                            + door);
        }
        return 0;
    }
}
