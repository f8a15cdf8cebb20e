package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.engine.CityJobs;
import city.mio.cli.engine.EventTimes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio settings}: what jobs on a cluster must be given. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a city's network and the settings of its jobs to a folder, for mio submit, and says how the city is"
                    + " forecast (forecast.yaml)."
        })
final class SettingsCommand implements Callable<Integer> {

    @Mixin
    private CityOptions city;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; the same path must be readable on every task manager.")
    private Path out;

    @Option(
            names = "--any-time",
            description = "Events may be of any age, for replays and simulations; without it, a week at most.")
    private boolean anyTime;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        City read = city.read();
        Instant now = Instant.now();
        CityJobs.write(read, anyTime ? EventTimes.recorded(now) : EventTimes.live(now), out);
        try (Stream<Path> files = Files.list(out)) {
            List<String> written = files.map(Path::toString).sorted().toList();
            if (json) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("city", read.places().id());
                result.put("written", written);
                result.put("forecast", read.forecast().byName());
                spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(result));
            } else {
                written.forEach(file -> spec.commandLine().getOut().println("written: " + file));
                read.forecast().byName().forEach((name, value) ->
                        spec.commandLine().getOut().println("forecast." + name + ": " + value));
            }
        }
        return 0;
    }
}
