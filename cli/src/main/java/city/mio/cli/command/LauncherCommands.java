package city.mio.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that the launcher script carries out itself; here they only have their place in the help. */
final class LauncherCommands {

    private LauncherCommands() {}

    private static int refer(String command) {
        throw new CommandFault(
                CommandFault.ASKED_WRONGLY, command + " is run by the launcher script in the project's folder: ./mio " + command);
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Installs what the tests need, builds everything and passes every test.")
    static final class Test implements Callable<Integer> {

        @Parameters(paramLabel = "MAVEN OPTION", description = "Handed to Maven.", arity = "0..*")
        private List<String> options = new ArrayList<>();

        @Override
        public Integer call() {
            return refer("test");
        }
    }

    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            description = "Measures Mio beside its peers: ./mio bench pipeline, ./mio bench --help.")
    static final class Bench implements Callable<Integer> {

        @Parameters(paramLabel = "BENCHMARK", description = "Which, and its options.", arity = "0..*")
        private List<String> options = new ArrayList<>();

        @Override
        public Integer call() {
            return refer("bench");
        }
    }
}
