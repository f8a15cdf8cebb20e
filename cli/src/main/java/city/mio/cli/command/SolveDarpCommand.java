package city.mio.cli.command;

import city.mio.cli.solve.RouteChecker;
import city.mio.cli.solve.SolvableInstance;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mio solve-darp}: a dial-a-ride problem from a file. */
@Command(
        name = "solve-darp",
        mixinStandardHelpOptions = true,
        description = {
            "Solves a dial-a-ride problem in the format of Cordeau and Laporte: time windows, longest ride, longest route, capacity.",
            "Least total distance with at most the vehicles of the file.",
            "The routes are judged by a checker of its own; where best-known.csv beside the file names the instance, the"
                    + " gap is told.",
            "Ctrl-C ends the search, and the best so far is told and written.",
            "Exit code 1 where the routes found are not feasible (the answer says why and who is left) or cannot be written."
        })
final class SolveDarpCommand implements Callable<Integer> {

    @Mixin
    private SolveOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return options.solve(
                spec.commandLine(), false, SolvableInstance::readCordeau, RouteChecker::ofCordeau);
    }
}
