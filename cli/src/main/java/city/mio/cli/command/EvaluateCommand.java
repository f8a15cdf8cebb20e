package city.mio.cli.command;

import city.mio.cli.forecast.ErrorTable;
import city.mio.cli.forecast.HorizonTable;
import city.mio.cli.forecast.IntervalTable;
import city.mio.cli.forecast.Protocol;
import city.mio.cli.progress.Progress;
import city.mio.jobs.forecast.ModelFolder;
import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.ForecastTraining.NetworkPlan;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.Frame;
import city.mio.models.forecast.NeuralTraining;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.ResidualQuantiles;
import city.mio.models.forecast.RoadGraph;
import city.mio.models.forecast.Split;
import city.mio.models.forecast.TreeTraining;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mio evaluate}: how good the judgement is, on data with a known outcome. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures models on data with a known outcome.",
        subcommands = {EvaluateCommand.Forecast.class, EvaluateSlotsCommand.class})
final class EvaluateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to evaluate is missing: forecast or slots");
    }

    /** {@code mio evaluate forecast}. */
    @Command(
            name = "forecast",
            mixinStandardHelpOptions = true,
            description = {
                "Learns from the first part of a public data set and prints the errors on its last part, by horizon:"
                        + " last value, profile, ridge and their ensemble, with --trees boosted trees and with --networks"
                        + " the neural models too; beside them a plain ridge and with --smile trees, both by Smile;"
                        + " then how the 80 %% intervals of each held, and all measures side by side 15, 30 and 60 minutes"
                        + " ahead (--json: at every horizon).",
                "losloop and aarhus take a folder or file of the plain matrix form; pems0x and metr a .npz, .h5 or"
                        + " CSV file."
            })
    static final class Forecast implements Callable<Integer> {

        private static final int HORIZONS = 12;

        @Option(names = "--data", required = true, paramLabel = "DIR|FILE", description = "The data set.")
        private Path data;

        @Option(names = "--protocol", required = true, paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
        private Protocol protocol;

        @Option(
                names = "--start",
                paramLabel = "DATETIME",
                description = "Local time of the first step, as 2018-01-01T00:00. Default: that of the published copy.")
        private LocalDateTime start;

        @Option(names = "--model", paramLabel = "MODEL",
                description = "Learn nothing: score this model on what comes after its learning and choosing.")
        private Path modelFolder;

        @Option(names = "--trees", description = "Train and score boosted trees too: minutes.")
        private boolean trees;

        @Option(names = "--smile", description = "Grow and score trees of Smile's too: minutes.")
        private boolean smile;

        @Option(names = "--networks", description = "Train and score the neural models too: minutes to an hour.")
        private boolean networks;

        @Mixin
        private NetworkOptions networkOptions;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Panel panel = protocol.read(data, start);
            if (modelFolder != null) {
                return scoreStored(panel);
            }
            Split split = protocol.split(panel.steps());
            Optional<RoadGraph> graph = networks ? networkOptions.findGraph(protocol, data, panel) : Optional.empty();
            ForecastTraining training;
            try {
                training = new ForecastTraining(panel, split, HORIZONS);
                graph.ifPresent(training::along);
            } catch (IllegalArgumentException e) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, data + ": " + e.getMessage(), e);
            }
            int[] origins = split.testOrigins(HORIZONS);
            if (origins.length == 0) {
                throw new CommandFault(
                        CommandFault.ASKED_WRONGLY, data + ": " + panel.steps() + " steps leave none to test on");
            }
            ForecastModel learnt =
                    training.withPlainLinear(learn(training, panel.channelCount()).model(), networkOptions.seed());
            if (smile) {
                learnt = GrowthLines.withSmileTrees(training, learnt, networkOptions.seed(), spec);
            }
            score(panel, learnt, split.validationTo(), origins);
            return 0;
        }

        private int scoreStored(Panel panel) throws IOException {
            ModelFolder.Stored stored = ModelFolder.read(modelFolder);
            stored.check(panel, data);
            long later = stored.origin().learntUntilMillis() - panel.timeline().startMillis();
            int from = (int) Math.max(0, Math.min(panel.steps(), later / panel.timeline().stepMillis()));
            ForecastModel model = stored.model();
            int[] origins = new Split(0, Math.max(1, from), Math.max(1, from), panel.steps())
                    .testOrigins(model.horizons());
            if (origins.length == 0) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, data + ": ends before what the model learnt does");
            }
            score(panel, model, from, origins);
            return 0;
        }

        private void score(Panel panel, ForecastModel model, int from, int[] origins) throws IOException {
            Frame frame = model.frame(panel);
            ErrorTable table = new ErrorTable(protocol, model.horizons());
            IntervalTable intervals = new IntervalTable(table);
            List<Forecaster> compared = new ArrayList<>(model.peers());
            compared.addAll(model.ensemble().members());
            for (Forecaster each : compared) {
                Optional<ResidualQuantiles> ends = model.findResiduals(each);
                if (ends.isPresent()) {
                    intervals.score(each, ends.get(), frame, origins);
                } else {
                    table.score(each, frame, origins);
                }
            }
            if (model.findRainEffect().isPresent()) {
                table.score(model.ensemble(), frame, origins);
            }
            intervals.score(model.forecaster(), model.intervals(), frame, from, origins);
            if (model.findPlainLinear().isPresent()) {
                Forecaster plain = model.findPlainLinear().get();
                intervals.scoreWidened(plain, model.findResiduals(plain).orElseThrow(), frame, origins);
            }
            print(panel, origins.length, table, intervals);
        }

        private ForecastTraining.Learnt learn(ForecastTraining training, int channels) throws IOException {
            TreeTraining.Plan grown = trees ? TreeTraining.Plan.usual(networkOptions.seed()) : null;
            TreeTraining.Watcher treeWatcher = new GrowthLines(spec);
            if (!networks) {
                return training.learn(grown, treeWatcher);
            }
            NetworkPlan plan = networkOptions.plan();
            long total = plan.mostEpochs(channels);
            try (Progress progress = Progress.start("training", "epochs", total, spec.commandLine().getErr())) {
                return training.learn(grown, treeWatcher, plan, new Watch(progress, spec));
            }
        }

        private void print(Panel panel, int forecasts, ErrorTable table, IntervalTable intervals)
                throws IOException {
            var stdout = spec.commandLine().getOut();
            HorizonTable horizons = new HorizonTable(table, intervals, panel.timeline().stepMillis());
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("protocol", protocol.name().toLowerCase(Locale.ROOT));
                object.put("targets", panel.targetCount());
                object.put("steps", panel.steps());
                object.put("forecasts", forecasts);
                object.put("errors", table.objects());
                object.put("intervals", intervals.objects());
                object.put("byHorizon", horizons.objects());
                object.put("withoutIntervals", horizons.withoutIntervals());
                stdout.println(new ObjectMapper().writeValueAsString(object));
            } else {
                table.lines().forEach(stdout::println);
                intervals.lines().forEach(stdout::println);
                horizons.lines().forEach(stdout::println);
            }
        }
    }

    /** Tells of each epoch; goes on from nothing. */
    private static final class Watch implements NeuralTraining.Watcher {
        private final Progress progress;
        private final CommandSpec spec;
        private long done;

        Watch(Progress progress, CommandSpec spec) {
            this.progress = progress;
            this.spec = spec;
        }

        @Override
        public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state) {
            progress.reached(++done);
            spec.commandLine().getErr().println(NetworkOptions.line(network, epoch, error, best));
        }

        @Override
        public NeuralTraining.State findState(String network) {
            return null;
        }
    }
}
