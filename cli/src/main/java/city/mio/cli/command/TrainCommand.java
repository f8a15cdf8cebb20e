package city.mio.cli.command;

import city.mio.cli.forecast.Checkpoints;
import city.mio.cli.forecast.ErrorTable;
import city.mio.cli.forecast.History;
import city.mio.cli.forecast.ModelFolder;
import city.mio.cli.forecast.Protocol;
import city.mio.cli.progress.Progress;
import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.NeuralSettings;
import city.mio.models.forecast.NeuralTraining;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import city.mio.models.forecast.TreeForecaster;
import city.mio.models.forecast.TreeTraining;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mio train}: learns to forecast. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Learns to forecast the targets of a history and writes the model as a folder: a folder of mio history, or"
                    + " with --protocol a public data set, of which only the learning part is looked at.",
            "Stopped and started again with the same options, it goes on with the epoch it was in."
        })
final class TrainCommand implements Callable<Integer> {

    private static final int HORIZONS = 12;

    @Option(names = "--data", required = true, paramLabel = "DIR|FILE", description = "The history.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Folder for the model.")
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

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "30",
            description = "Epochs of a network at most. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "1300",
            description = "Forecasts that a network learns from in an epoch. Default: ${DEFAULT-VALUE}.")
    private int windows;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "16",
            description = "Forecasts between two updates of a network. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, out + ": is a file, not a folder (--out)");
        }
        Panel panel = protocol == null ? History.read(data, series) : protocol.read(data, start);
        Split split = protocol == null ? Split.of(panel.steps(), 0.8, 0.2) : protocol.split(panel.steps());
        ForecastTraining training;
        NeuralSettings plain;
        NeuralSettings extended;
        try {
            training = new ForecastTraining(panel, split, HORIZONS);
            int patience = Math.max(1, epochs / 2);
            plain = new NeuralSettings(epochs, windows, batch, patience, 0.002, 0, seed);
            extended = new NeuralSettings(epochs, windows, batch, patience, 0.002, 0.03, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, data + ": " + e.getMessage(), e);
        }
        String hash = ModelFolder.hash(panel);
        ForecastModel model = simple ? training.model() : withNetworks(training, panel, plain, extended, hash);
        ErrorTable table = new ErrorTable(protocol == null ? Protocol.METR : protocol, HORIZONS);
        List<Forecaster> scored = new ArrayList<>(model.ensemble().members());
        scored.add(model.ensemble());
        for (Forecaster each : scored) {
            table.score(each, training.frame(), split.validationOrigins(HORIZONS, 200));
        }
        long startMillis = panel.timeline().startMillis();
        long stepMillis = panel.timeline().stepMillis();
        ModelFolder.Origin origin = new ModelFolder.Origin(
                spec.root().version()[0], hash, startMillis, startMillis + split.validationTo() * stepMillis, seed);
        ModelFolder.write(out, model, panel, origin, table.objects());
        print(panel, table);
        return 0;
    }

    private ForecastModel withNetworks(
            ForecastTraining training, Panel panel, NeuralSettings plain, NeuralSettings extended, String hash)
            throws IOException {
        Checkpoints checkpoints = new Checkpoints(out.resolve("training"), hash + " " + plain + " " + extended);
        long total = (long) epochs * (panel.channelCount() + 1);
        TreeForecaster trees = Grown.trees(training, TreeTraining.Plan.usual(seed), panel.channelCount(), spec);
        List<String> names = new ArrayList<>();
        try (Progress progress = Progress.start("training", "epochs", total, spec.commandLine().getErr())) {
            ForecastModel model = training.model(trees, plain, extended, new NeuralTraining.Watcher() {
                private long done;

                @Override
                public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state)
                        throws IOException {
                    checkpoints.keep(network, state);
                    progress.reached(++done);
                    spec.commandLine().getErr().println(String.format(Locale.ROOT,
                            "%s: epoch %d, validation error %.4f%s",
                            network, epoch + 1, error, best ? ", the best so far" : ""));
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
            return model;
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
