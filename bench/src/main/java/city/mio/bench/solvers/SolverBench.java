package city.mio.bench.solvers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench solvers}. */
@Command(
        name = "solvers",
        description = {
            "The dispatch solver beside OR-Tools 9.15 (guided local search) and jsprit 1.9 (with an exact check of timing)"
                    + " on instances of the literature: one process, one thread, the same time each.",
            "Time is processor time of the thread that searches, so that what else the machine does decides nothing."
                    + " Every plan goes through Mio's checker, which shares no code with any solver."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SolverBench implements Callable<Integer> {

    @Option(names = "--set", paramLabel = "SET", required = true, description = "a, R (dial-a-ride) or lilim")
    private String set;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "for each (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1", description = "runs 1 to N (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--peers",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "mio,ortools,jsprit",
            description = "who takes part (default: ${DEFAULT-VALUE})")
    private List<String> peers;

    @Option(names = "--instances", paramLabel = "NAME", split = ",", description = "only these of the set")
    private List<String> instances = new ArrayList<>();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "where the instances are. Default: dispatch/darp or dispatch/pdptw under MIO_DATA or ../shared/data")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the lines to standard output")
    private Path json;

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description = "a line of JSON for each run as soon as it is over; what stands there already is not run again")
    private Path rows;

    @Override
    public Integer call() throws Exception {
        BenchInstance.Kind kind = BenchInstance.Kind.of(set);
        if (!(seconds > 0) || seeds < 1) {
            throw new IllegalArgumentException("--seconds and --seeds must be positive");
        }
        List<PlanSolver> solvers = peers.stream().map(SolverBench::solver).toList();
        List<BenchInstance> chosen = BenchInstance.list(kind, folder == null ? defaultFolder(kind) : folder, instances);
        boolean fewestVehicles = kind == BenchInstance.Kind.LILIM;
        RunLog log = RunLog.open(Optional.ofNullable(rows), kind.word, seconds);
        List<SolverRun> runs = run(chosen, solvers, seconds, seeds, log, System.out);
        List<SolverSummary> summaries = SolverSummary.of(runs, fewestVehicles);
        GapTable.of(runs).forEach(System.out::println);
        summaries.forEach(summary -> System.out.println(summary.line(summaries.get(0).solver())));
        SolverSummary.againstBestOfOthers(runs, fewestVehicles).ifPresent(System.out::println);
        if (json != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("set", kind.word);
            all.put("cpuSecondsEach", seconds);
            all.put("solvers", summaries.stream().map(SolverSummary::toMap).toList());
            all.put("runs", runs.stream().map(SolverRun::toMap).toList());
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all) + "\n");
        }
        return 0;
    }

    static List<SolverRun> run(
            List<BenchInstance> instances,
            List<PlanSolver> solvers,
            double seconds,
            int seeds,
            RunLog log,
            PrintStream out)
            throws IOException {
        List<SolverRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            for (BenchInstance instance : instances) {
                for (PlanSolver solver : solvers) {
                    Optional<SolverRun> done = log.find(solver.name(), instance, seed);
                    SolverRun run = done.isPresent() ? done.get() : SolverRun.of(solver, instance, seconds, seed);
                    if (done.isEmpty()) {
                        log.add(run);
                    }
                    runs.add(run);
                    out.println(run.line());
                }
            }
        }
        return runs;
    }

    private static PlanSolver solver(String name) {
        return switch (name) {
            case "mio" -> new MioSolver();
            case "ortools" -> new OrToolsSolver();
            case "jsprit" -> new JspritSolver();
            default -> throw new IllegalArgumentException("--peers: there is no " + name + ", only mio, ortools, jsprit");
        };
    }

    private static Path defaultFolder(BenchInstance.Kind kind) {
        return Stream.of(System.getenv("MIO_DATA"), "../shared/data")
                .filter(root -> root != null && !root.isBlank())
                .map(root -> Path.of(root).resolve(kind.folder))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + kind.folder + " under MIO_DATA or ../shared/data: name a folder by --folder"));
    }
}
