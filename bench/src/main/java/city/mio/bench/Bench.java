package city.mio.bench;

import city.mio.bench.haul.SlotPlanBench;
import city.mio.bench.haulday.HaulBench;
import city.mio.bench.dispatch.DispatchBench;
import city.mio.bench.dispatchjob.DispatchJobBench;
import city.mio.bench.forecast.ForecastBench;
import city.mio.bench.matching.MatchBench;
import city.mio.bench.network.ImportBench;
import city.mio.bench.pipeline.PipelineBench;
import city.mio.bench.places.PlacesBench;
import city.mio.bench.routing.RouteBench;
import city.mio.bench.solvers.SolverBench;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code ./mio bench}: measured comparisons, each a table and JSON. */
@Command(
        name = "mio bench",
        description = "Measures Mio beside a ceiling or a peer in the same run. Figures are ratios: machines differ.",
        subcommands = {
            PipelineBench.class,
            MatchBench.class,
            RouteBench.class,
            PlacesBench.class,
            SlotPlanBench.class,
            HaulBench.class,
            ImportBench.class,
            SolverBench.class,
            DispatchBench.class,
            DispatchJobBench.class,
            ForecastBench.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME")
public final class Bench {

    private Bench() {}

    /** Runs one measurement; exit code 0 if it was made, 1 if it failed, 2 if it was asked wrongly. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Bench());
        line.setParameterExceptionHandler((fault, given) -> {
            System.err.println("mio bench: " + fault.getMessage());
            return 2;
        });
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            boolean missing = fault instanceof NoSuchFileException; // its message is the path alone
            System.err.println("mio bench: " + fault.getMessage() + (missing ? ": there is no such file" : ""));
            return missing || fault instanceof IllegalArgumentException ? 2 : 1;
        });
        if (arguments.length == 0) {
            line.usage(System.out);
            System.exit(0);
        }
        System.exit(line.execute(arguments));
    }
}
