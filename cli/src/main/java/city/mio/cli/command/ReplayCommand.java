package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.engine.EventTimes;
import city.mio.cli.engine.ReplayFeeder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio replay}: recorded positions through the whole engine. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends recorded positions through the whole engine, with their own clock, order and gaps.",
            "Reads CSV, GPX and .track (lon lat seconds), each also as .gz. Ends by itself with a summary in JSON."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private CityOptions city;

    @Mixin
    private EngineOptions engine;

    @Option(
            names = "--gps",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recorded positions; several files run side by side on one clock.")
    private List<Path> gps;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "60",
            description = "Recorded seconds per second, or max for as fast as it goes. Default: ${DEFAULT-VALUE}.")
    private String speed;

    @Option(
            names = "--traversals",
            paramLabel = "FILE",
            description = "Writes every traversal there as a line of CSV.")
    private Path traversals;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        double factor = factor();
        for (Path file : gps) {
            if (!Files.isRegularFile(file)) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, file + ": there is no such file (--gps)");
            }
        }
        EngineRun run = new EngineRun(engine, spec.commandLine());
        City chosen = city.read();
        chosen.report().lines().forEach(run::say);
        return run.run(
                chosen,
                EventTimes.recorded(Instant.now()),
                (started, hasher) ->
                        new ReplayFeeder(gps, factor, started.kafka(), Optional.ofNullable(traversals)));
    }

    private double factor() {
        if (speed.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0 && factor <= 1e6) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--speed: is no number: " + speed, e);
        }
        throw new CommandFault(CommandFault.ASKED_WRONGLY, "--speed: is outside 0 to 1000000: " + speed);
    }
}
