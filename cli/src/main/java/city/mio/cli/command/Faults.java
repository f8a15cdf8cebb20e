package city.mio.cli.command;

import city.mio.cli.city.CityFault;
import city.mio.cli.embedded.StartFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns whatever goes wrong into one line on standard error and an exit code; never a stack trace. */
final class Faults implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    @Override
    public int handleExecutionException(
            Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("mio: " + message(fault));
        LOG.debug("the command failed", fault);
        return exitCode(fault);
    }

    @Override
    public int handleParseException(CommandLine.ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("mio: " + oneLine(fault.getMessage()) + " (see " + name + " --help)");
        return CommandFault.ASKED_WRONGLY;
    }

    private static int exitCode(Throwable fault) {
        if (fault instanceof CommandFault known) {
            return known.exitCode();
        }
        boolean asked = fault instanceof CityFault || fault instanceof IOException || fault instanceof StartFailure;
        return asked ? CommandFault.ASKED_WRONGLY : CommandFault.FAILED;
    }

    private static String message(Throwable fault) {
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + ": may not be opened";
        }
        String text = fault.getMessage();
        if (text == null || text.isBlank()) {
            text = fault.getClass().getSimpleName();
        }
        return oneLine(text);
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((a, b) -> a + " " + b).orElse("");
    }
}
