package city.mio.cli.command;

import city.mio.cli.solve.RouteChecker;
import city.mio.cli.solve.SolvableInstance;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mio solve-pdptw}: a pick-up and delivery problem with time windows from a file. */
@Command(
        name = "solve-pdptw",
        mixinStandardHelpOptions = true,
        description = {
            "Solves a pick-up and delivery problem with time windows in the format of Li and Lim.",
            "Fewest vehicles, then least total distance.",
            "The routes are judged by a checker of its own; where best-known.csv beside the file names the instance, the"
                    + " gap is told.",
            "Ctrl-C ends the search, and the best so far is told and written.",
            "Exit code 1 where the routes found are not feasible (the answer says why and who is left) or cannot be written."
        })
final class SolvePdptwCommand implements Callable<Integer> {

    @Mixin
    private SolveOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return options.solve(
                spec.commandLine(), true, SolvableInstance::readLiLim, RouteChecker::ofLiLim);
    }
}
