package city.mio.cli.command;

import city.mio.cli.city.City;
import city.mio.cli.engine.EventTimes;
import city.mio.cli.engine.SimulationFeeder;
import city.mio.simulators.city.SimulationSettings;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio demo}: the whole engine on a simulated city. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole engine on a simulated city and shows it on a live map.",
            "Kafka, an MQTT broker and a Flink cluster run inside; each of the brokers can be an outside one."
        },
        footer = {
            "",
            "With --duration the last line on standard output is a summary in JSON: eventsIn by topic, accepted,",
            "deadLettered by reason, matchedShare, linkStates, alerts by type, endToEndLatencyMs p50 and p99, lost and",
            "duplicated by the simulator's own ledger, speedMae against the simulated truth, forecasts: records by target",
            "and quantity, fallbacks, and how they held: mae of the p50 over all horizons against what came, beside that of",
            "the last value and of the historic profile, poorShare, coverage of p10 to p90, congestion: alerts of congestion",
            "that began, predicted, came, missed (and those of them with a road event), falseAlarms, stillExpected,",
            "leadTimeMinutes from prediction to begin, onDemand: requests of riders,",
            "answers, offers, served, broken promises and those of which the rider was not told, waits, answerMs over the topics.",
            "Plates are hashed with the key in MIO_PLATE_KEY, or with a random one in the data folder."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private CityOptions city;

    @Mixin
    private EngineOptions engine;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "30",
            description = "Simulated seconds per second. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything random: the same seed gives the same traffic. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Local date and time at which the simulated city begins, such as 2026-11-18T04:30. Default:"
                    + " Wednesday 2026-11-18, 07:00.")
    private LocalDateTime start;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0 && speed <= 1000)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--speed: is outside 0 to 1000: " + speed);
        }
        EngineRun run = new EngineRun(engine, spec.commandLine());
        City chosen = city.read();
        run.say("City " + chosen.places().name().en() + ": " + chosen.network().nodeCount() + " nodes, "
                + chosen.network().linkCount() + " links, " + chosen.places().detectors().size() + " detectors");
        SimulationSettings.Builder simulated = SimulationSettings.builder().seed(seed);
        if (start != null) {
            simulated.start(start.atZone(chosen.places().timezone()).toInstant());
        }
        SimulationSettings settings = simulated.build();
        return run.run(
                chosen,
                EventTimes.around(settings.start()),
                (started, hasher) -> new SimulationFeeder(
                        chosen, settings, speed, started.kafka(), started.mqtt(), hasher));
    }
}
