package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.engine.CityJobs;
import city.mio.cli.engine.Engine;
import city.mio.cli.engine.EngineSettings;
import city.mio.cli.engine.EventFeeder;
import city.mio.cli.engine.EventTimes;
import city.mio.cli.engine.JobPlan;
import city.mio.cli.engine.Session;
import city.mio.cli.engine.StopSignal;
import city.mio.cli.engine.Summary;
import city.mio.cli.embedded.StartFailure;
import city.mio.feeds.inbound.PlateHasher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs the whole engine for one command: the data folder, the log, the signals, the lines for people. */
final class EngineRun {

    /** Makes the feeder once the brokers are there. */
    @FunctionalInterface
    interface FeederMaker {
        EventFeeder make(Engine engine, PlateHasher plateHasher) throws Exception;
    }

    private final EngineOptions options;
    private final PrintWriter people;
    private final PrintWriter result;

    EngineRun(EngineOptions options, CommandLine line) {
        this.options = options;
        this.people = options.json ? line.getErr() : line.getOut();
        this.result = line.getOut();
    }

    /** Takes a line for people. */
    void say(String line) {
        people.println(line);
    }

    /** Runs until its time is up, the feeder has no more, or somebody stops it; the exit code. */
    int run(City city, EventTimes times, FeederMaker maker) throws Exception {
        try (StopOnSignal signal = new StopOnSignal(this::sayStopping, () -> say("Not everything stopped within a minute"));
                DataFolder data = DataFolder.open(options.data)) {
            StopSignal stop = signal.asked();
            Logs.toFile(data.path().resolve("mio.log"));
            try {
                return run(city, times, maker, data.path(), stop);
            } catch (Exception e) {
                if (stop.isRequested()) {
                    return StopOnSignal.INTERRUPTED;
                }
                boolean saysItAll = e instanceof StartFailure && e.getCause() == null;
                if (!saysItAll) {
                    data.keep();
                    LoggerFactory.getLogger(EngineRun.class).info("the run failed", e);
                    say("The log is in " + data.path().resolve("mio.log"));
                }
                throw e;
            }
        }
    }

    private void sayStopping() {
        people.println();
        say("Stopping …");
    }

    private int run(City city, EventTimes times, FeederMaker maker, Path data, StopSignal stop) throws Exception {
        PlateHasher hasher = plateHasher(data);
        Optional<Summary> summary;
        EngineSettings settings = options.settings(data);
        try (Engine engine = new Engine(city, settings, hasher, this::say, stop)) {
            engine.startBrokers();
            List<JobPlan> plans = CityJobs.write(city, times, data.resolve("city"))
                    .plans(engine.kafka(), settings.checkpointInterval());
            try (EventFeeder feeder = maker.make(engine, hasher)) {
                feeder.listen(engine.watch());
                engine.startParts(plans, times.cityClock());
                say("The live map is on " + engine.url() + (options.duration == null ? " (Ctrl-C stops everything)" : ""));
                if (!options.headless) {
                    openBrowser(engine.url());
                }
                summary = new Session(engine, feeder, this::say, stop).run(Optional.ofNullable(options.duration));
            }
        }
        say("Stopped");
        if (summary.isEmpty()) {
            return StopOnSignal.INTERRUPTED;
        }
        result.println(summary.get().toJson());
        result.flush();
        return summary.get().isWhole() ? 0 : CommandFault.FAILED;
    }

    private static PlateHasher plateHasher(Path data) throws IOException {
        try {
            Optional<PlateHasher> told = PlateHasher.findInEnvironment(System.getenv());
            return told.isPresent() ? told.get() : PlateHasher.loadOrCreate(data.resolve("plate.key"));
        } catch (IllegalArgumentException e) {
            throw new CommandFault(
                    CommandFault.ASKED_WRONGLY, PlateHasher.KEY_VARIABLE + ": " + e.getMessage(), e);
        }
    }

    /** Only where there is a desktop; a browser that does not come is no fault, the address has been said. */
    private void openBrowser(String url) {
        boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        Path opener = Path.of("/usr/bin/xdg-open");
        if (!desktop || !Files.isExecutable(opener)) {
            return;
        }
        try {
            new ProcessBuilder(opener.toString(), url)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            say("No browser opened: " + e.getMessage());
        }
    }
}
