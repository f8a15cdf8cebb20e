package city.mio.cli.command;

import city.mio.cli.forecast.Checkpoints;
import city.mio.cli.forecast.ErrorTable;
import city.mio.cli.forecast.History;
import city.mio.cli.forecast.Protocol;
import city.mio.cli.progress.Progress;
import city.mio.jobs.forecast.ModelFolder;
import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.ForecastTraining.NetworkPlan;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.NeuralTraining;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.RoadGraph;
import city.mio.models.forecast.Split;
import city.mio.models.forecast.TreeTraining;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mio train}: learns to forecast. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        subcommands = TrainSlotsCommand.class,
        description = {
            "Learns to forecast the next hour of the targets of a history and writes the model as a folder: a folder of mio"
                    + " history, or with --protocol a public data set, of which only the learning part is looked at.",
            "Stopped and started again with the same options, it goes on with the epoch it was in."
        })
final class TrainCommand implements Callable<Integer> {

    private static final int HORIZONS = 12;

    @Option(names = "--data", paramLabel = "DIR|FILE", description = "The history. Required.")
    private Path data;

    @Option(names = "--out", paramLabel = "MODEL", description = "Folder for the model. Required.")
    private Path out;

    @Option(names = "--protocol", paramLabel = "NAME",
            description = "The history is a public data set: ${COMPLETION-CANDIDATES}.")
    private Protocol protocol;

    @Option(names = "--start", paramLabel = "DATETIME",
            description = "With --protocol: local time of the first step. Default: that of the published copy.")
    private LocalDateTime start;

    @Option(names = "--series", paramLabel = "NAME", split = ",", defaultValue = "detector_speed,detector_flow",
            description = "Of a mio history: series of the same targets, learnt together. Default: ${DEFAULT-VALUE}.")
    private List<String> series;

    @Option(names = "--simple", description = "Last value, profile and ridge alone: seconds instead of minutes.")
    private boolean simple;

    @Option(names = "--compact", description = "With --simple: rounded, in a fifth of the room, to ship with a city.")
    private boolean compact;

    @Option(names = "--even",
            description = "Intervals that cover every target and hour alike, as alerts on single links need them, instead of"
                    + " those that are narrowest in the mean.")
    private boolean even;

    @Option(names = "--trees", paramLabel = "N", defaultValue = "500",
            description = "Boosted trees of a channel at most, 0 for none. Default: ${DEFAULT-VALUE}.")
    private int mostTrees;

    @Option(names = "--smile", description = "Grow trees of Smile's too, to stand beside the others: minutes.")
    private boolean smile;

    @Mixin
    private NetworkOptions networkOptions;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // Not required of the subcommand's parent, so asked for here.
        if (data == null || out == null) {
            throw new ParameterException(
                    spec.commandLine(), "missing required option: " + (data == null ? "--data=DIR|FILE" : "--out=MODEL"));
        }
        if (mostTrees < 0) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--trees must not be negative: " + mostTrees);
        }
        if (compact && !simple) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--compact: goes with --simple alone");
        }
        if (simple && networkOptions.asksForGraph()) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, "--graph: networks alone look at it, not what --simple learns");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a file, not a folder (--out)");
        }
        Panel panel = protocol == null ? History.read(data, series) : protocol.read(data, start);
        Split split = protocol == null ? Split.of(panel.steps(), 0.8, 0.2) : protocol.split(panel.steps());
        ForecastTraining training;
        NetworkPlan plan = networkOptions.plan();
        Optional<RoadGraph> graph = simple ? Optional.empty() : networkOptions.findGraph(protocol, data, panel);
        try {
            training = new ForecastTraining(panel, split, HORIZONS);
            graph.ifPresent(training::along);
            if (even) {
                training.coveringAlike();
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, data + ": " + e.getMessage(), e);
        }
        String hash = ModelFolder.hash(panel);
        ForecastTraining.Learnt learnt = simple ? training.learn() : withNetworks(training, panel, plan,
                hash + graph.map(along -> " " + along).orElse(""));
        ForecastModel chosen = learnt.chosen();
        ErrorTable table = new ErrorTable(protocol == null ? Protocol.METR : protocol, HORIZONS);
        List<Forecaster> scored = new ArrayList<>(chosen.ensemble().members());
        scored.add(chosen.ensemble());
        if (chosen.findRainEffect().isPresent()) {
            scored.add(chosen.forecaster());
        }
        for (Forecaster each : scored) {
            table.score(each, training.frame(), split.validationOrigins(HORIZONS, 200));
        }
        long startMillis = panel.timeline().startMillis();
        long stepMillis = panel.timeline().stepMillis();
        ModelFolder.Origin origin = new ModelFolder.Origin(
                spec.root().version()[0], hash, startMillis, startMillis + split.validationTo() * stepMillis, networkOptions.seed());
        ModelFolder.write(out, withPeers(training, learnt.model()), panel, origin, table.objects());
        print(panel, table);
        return 0;
    }

    private ForecastModel withPeers(ForecastTraining training, ForecastModel model) {
        if (simple) {
            return compact ? model.compact() : model;
        }
        ForecastModel beside = training.withPlainLinear(model, networkOptions.seed());
        return smile ? GrowthLines.withSmileTrees(training, beside, networkOptions.seed(), spec) : beside;
    }

    private ForecastTraining.Learnt withNetworks(
            ForecastTraining training, Panel panel, NetworkPlan plan, String learntFrom) throws IOException {
        Checkpoints checkpoints = new Checkpoints(out.resolve("training"), learntFrom + " " + plan);
        long total = plan.mostEpochs(panel.channelCount());
        TreeTraining.Plan usual = TreeTraining.Plan.usual(networkOptions.seed());
        TreeTraining.Plan trees = mostTrees == 0
                ? null
                : new TreeTraining.Plan(usual.rows(), usual.hiddenShare(), usual.settings().withRounds(mostTrees));
        List<String> names = new ArrayList<>();
        try (Progress progress = Progress.start("training", "epochs", total, spec.commandLine().getErr())) {
            ForecastTraining.Learnt learnt = training.learn(trees, new GrowthLines(spec), plan, new NeuralTraining.Watcher() {
                private long done;

                @Override
                public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state)
                        throws IOException {
                    checkpoints.keep(network, state);
                    progress.reached(++done);
                    spec.commandLine().getErr().println(NetworkOptions.line(network, epoch, error, best));
                }

                @Override
                public NeuralTraining.State findState(String network) throws IOException {
                    names.add(network);
                    NeuralTraining.State state = checkpoints.findState(network);
                    done += state == null ? 0 : state.nextEpoch();
                    return state;
                }
            });
            checkpoints.clear(names);
            return learnt;
        }
    }

    private void print(Panel panel, ErrorTable table) throws IOException {
        var stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("written", out.toString());
            object.put("targets", panel.targetCount());
            object.put("channels", panel.channels());
            object.put("validationErrors", table.objects());
            stdout.println(new ObjectMapper().writeValueAsString(object));
        } else {
            stdout.println("written: " + out + ", " + panel.targetCount() + " targets; errors on the validation part:");
            table.lines().forEach(stdout::println);
        }
    }
}
