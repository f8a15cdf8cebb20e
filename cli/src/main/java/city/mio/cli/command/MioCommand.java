package city.mio.cli.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code mio} itself, which only knows its subcommands. */
@Command(
        name = "mio",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Mio, a real-time mobility and traffic-prediction engine for a city.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 asked wrongly (an option, a file, a taken port).",
            "Begin with: ./mio demo"
        },
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            HistoryCommand.class,
            RecordCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            FitCommand.class,
            ImportCommand.class,
            MatchCommand.class,
            RouteCommand.class,
            HaulRouteCommand.class,
            OpenLrCommand.class,
            SettingsCommand.class,
            SolveDarpCommand.class,
            SolvePdptwCommand.class,
            SubmitCommand.class,
            TopicsCommand.class,
            LauncherCommands.Test.class,
            LauncherCommands.Bench.class
        })
public final class MioCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The whole command line, ready to be executed; UTF-8 whatever the locale. */
    public static CommandLine line() {
        CommandLine line = new CommandLine(new MioCommand());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Faults faults = new Faults();
        line.setExecutionExceptionHandler(faults);
        line.setParameterExceptionHandler(faults);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setUsageHelpAutoWidth(false);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
