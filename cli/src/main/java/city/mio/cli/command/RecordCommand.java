package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.progress.Progress;
import city.mio.cli.record.Recording;
import city.mio.cli.record.TopicRecorder;
import city.mio.geo.places.DetectorSite;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio record}: the engine's own topics as a history. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what the topics tell as the matrices that forecasts are learnt from: link_speed, detector_speed (m/s),"
                    + " detector_flow (vehicles a step) from link.state and detector.reading; rain (mm/h) from road.event"
                    + " and haul (construction vehicles declared for the slot, by route) from haul.declaration, where there"
                    + " is any; history.json. mio train and mio train slots read the folder.",
            "Links and detectors that the city does not have are left out and counted.",
            "Begins with the oldest that the broker still has and goes on until --until, Ctrl-C, or with --stored until"
                    + " all is read. Matrices are written at the end."
        })
final class RecordCommand implements Callable<Integer> {

    @Mixin
    private CityOptions city;

    @Option(names = {"--kafka", "--bootstrap"}, required = true, paramLabel = "HOST:PORT", description = "The broker.")
    private String kafka;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out;

    @Option(names = "--from", paramLabel = "DATETIME",
            description = "Leaves out what happened before: 2026-10-12T06:00, in --timezone or with an offset.")
    private String from;

    @Option(names = "--until", paramLabel = "DATETIME",
            description = "Leaves out what happens from then on, and ends two hours of event time later, when"
                    + " corrections are in.")
    private String until;

    @Option(names = "--stored", description = "Ends with what is on the topics now.")
    private boolean stored;

    @Option(names = "--step", paramLabel = "MINUTES", defaultValue = "5",
            description = "Length of one row. Default: ${DEFAULT-VALUE}.")
    private int stepMinutes;

    @Option(names = "--timezone", paramLabel = "ZONE",
            description = "By which days and hours are told apart. Default: the city's.")
    private String timezone;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        HostPort.parse("--kafka", kafka);
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a file, not a folder (--out)");
        }
        if (stepMinutes < 1 || 60 % stepMinutes != 0) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--step: does not divide an hour: " + stepMinutes);
        }
        if (city.forecastModels != null) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--forecast-models: nothing is forecast here");
        }
        ZoneId asked = timezone == null ? null : zone();
        City chosen = city.read();
        ZoneId zone = asked == null ? chosen.places().timezone() : asked;
        long begin = from == null ? 0 : time("--from", from, zone);
        long end = until == null ? Long.MAX_VALUE : time("--until", until, zone);
        if (end <= begin) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--until: does not come after --from: " + until);
        }
        Recording.Span span = new Recording.Span(stepMinutes * 60_000L, begin, end);
        try (StopOnSignal signal = new StopOnSignal(() -> {}, () -> {});
                Recording recording = new Recording(out, span, targets(chosen))) {
            TopicRecorder recorder = new TopicRecorder(kafka, stored, signal.asked());
            try (Progress progress = Progress.start("recording", "records", -1, spec.commandLine().getErr())) {
                recorder.run(recording, span, progress::reached);
            }
            return print(recording.finish(zone, Map.of("city", chosen.places().id())), recording.tally(), recorder.undecodable());
        }
    }

    private static Recording.Targets targets(City city) {
        Set<String> detectors = city.places().detectors().stream().map(DetectorSite::id).collect(Collectors.toSet());
        return new Recording.Targets() {
            @Override
            public boolean hasLink(long linkId) {
                return city.network().findLink(linkId).isPresent();
            }

            @Override
            public boolean hasDetector(String detectorId) {
                return detectors.contains(detectorId);
            }
        };
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--timezone: there is no time zone " + timezone, e);
        }
    }

    private static long time(String option, String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                throw new CommandFault(
                        CommandFault.ASKED_WRONGLY, option + ": is no time as 2026-10-12T06:00: " + text, e);
            }
        }
    }

    private int print(Map<String, Integer> written, Recording.Tally tally, long undecodable) throws Exception {
        if (written.isEmpty()) {
            throw new CommandFault(CommandFault.FAILED, "nothing was recorded: of " + (tally.outside() + tally.late())
                    + " records none lies in the time asked for, " + tally.unknown()
                    + " are of links and detectors that the city does not have, " + undecodable
                    + " could not be decoded");
        }
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("written", out.toString());
            summary.putAll(written);
            summary.put("records", tally.taken());
            summary.put("outside", tally.outside());
            summary.put("late", tally.late());
            summary.put("longerThanAStep", tally.tooLong());
            summary.put("unknown", tally.unknown());
            summary.put("undecodable", undecodable);
            stdout.println(new ObjectMapper().writeValueAsString(summary));
        } else {
            stdout.println("written: " + out + ", " + written + " from " + tally.taken() + " records; left out: "
                    + tally.outside() + " outside the time asked for, " + tally.late() + " too late, " + tally.tooLong()
                    + " longer than a step, " + tally.unknown() + " of links and detectors that the city does not have, "
                    + undecodable + " not decodable");
        }
        return 0;
    }
}
