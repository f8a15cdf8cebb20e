package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.progress.Progress;
import city.mio.cli.record.EngineHistory;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.history.HistorySettings;
import city.mio.simulators.history.SimulatedHistory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio history}: weeks of a simulated city to learn from. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates a city for some weeks and writes what its probe cars and detectors would have told, as the"
                    + " matrices that forecasts are learnt from: link_speed, detector_speed, detector_flow, rain, history.json.",
            "The same options give the same files."
        })
final class HistoryCommand implements Callable<Integer> {

    @Mixin
    private CityOptions cityOptions;

    @Option(
            names = "--start",
            paramLabel = "DATE",
            defaultValue = "2026-10-12",
            description = "First day, from midnight in the city's time. Default: ${DEFAULT-VALUE}.")
    private LocalDate start;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "35",
            description = "How many days. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--step",
            paramLabel = "MINUTES",
            defaultValue = "5",
            description = "Length of one row. Default: ${DEFAULT-VALUE}.")
    private int stepMinutes;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--demand", paramLabel = "FACTOR", defaultValue = "1",
            description = "Trips of all but construction vehicles, as a multiple of the usual; over 1 for roads near their capacity."
                    + " Default: ${DEFAULT-VALUE}.")
    private double demand;

    @Option(names = "--as-seen",
            description = "As the engine would have seen it: positions with their errors and gaps, detectors with their"
                    + " faults, links as the traffic job estimates them.")
    private boolean asSeen;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a file, not a folder (--out)");
        }
        City city = cityOptions.read();
        HistorySettings settings = settings(city);
        try (Progress progress =
                Progress.start("simulating", "steps", settings.steps(), spec.commandLine().getErr())) {
            if (asSeen) {
                new EngineHistory(city.network(), city.places(), settings).write(out, progress::reached);
            } else {
                new SimulatedHistory(city.network(), city.places(), settings).write(out, progress::reached);
            }
        }
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("written", out.toString());
            summary.put("steps", settings.steps());
            summary.put("links", city.network().linkCount());
            summary.put("detectors", city.places().detectors().size());
            stdout.println(new ObjectMapper().writeValueAsString(summary));
        } else {
            stdout.println("written: " + out + ", " + settings.steps() + " steps of " + stepMinutes + " min for "
                    + city.network().linkCount() + " links and "
                    + city.places().detectors().size() + " detectors");
        }
        return 0;
    }

    private HistorySettings settings(City city) {
        if (!(demand > 0 && demand <= 10)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--demand is outside 0 to 10: " + demand);
        }
        try {
            SimulationSettings usual = SimulationSettings.builder().build();
            SimulationSettings simulation = usual.toBuilder()
                    .tripsPerHour(usual.tripsPerHour() * demand)
                    .seed(seed)
                    .start(start.atStartOfDay(city.places().timezone()).toInstant())
                    .rain(HistorySettings.showers(Math.max(1, Math.min(days, 366)), seed))
                    .retentionMinutes(1)
                    .build();
            return new HistorySettings(simulation, days, stepMinutes);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }
}
