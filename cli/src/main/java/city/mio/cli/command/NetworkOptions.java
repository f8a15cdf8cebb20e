package city.mio.cli.command;

import city.mio.cli.forecast.Protocol;
import city.mio.cli.forecast.RoadGraphFile;
import city.mio.models.forecast.ForecastTraining.NetworkPlan;
import city.mio.models.forecast.NeuralSettings;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.RoadGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the neural forecast models are trained. */
final class NetworkOptions {

    private static final double RATE = 0.002;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double HIDDEN_SHARE = 0.03;
    private static final double NAMELESS_SHARE = 0.3;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "30",
            description = "Epochs of a network at most. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--stid-epochs", paramLabel = "N",
            description = "Epochs of the published network at most, which learns more slowly. Default: as --epochs.")
    private Integer stidEpochs;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "1300",
            description = "Forecasts that a network learns from in an epoch. Default: ${DEFAULT-VALUE}.")
    private int windows;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "4",
            description = "Forecasts between two updates of a network. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3",
            description = "Extended networks that are trained, from seeds that follow each other. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--graph", paramLabel = "FILE",
            description = "Which targets follow which along the road, for the extended networks: CSV of from_id, to_id and"
                    + " weight (as DCRNN's) or distance_m. Default: losloop's own where it lies beside the data.")
    private Path graph;

    long seed() {
        return seed;
    }

    /** Whether a graph was asked for by name. */
    boolean asksForGraph() {
        return graph != null;
    }

    /**
     * The graph that was asked for, else that of the public data set where there is one.
     *
     * @param protocol null for a mio history
     */
    Optional<RoadGraph> findGraph(Protocol protocol, Path data, Panel panel) throws IOException {
        Optional<Path> file = graph != null || protocol == null ? Optional.ofNullable(graph) : protocol.findGraph(data);
        return file.isEmpty() ? Optional.empty() : Optional.of(RoadGraphFile.read(file.get(), panel.targets()));
    }

    /** The plan that the options ask for. */
    NetworkPlan plan() {
        try {
            return new NetworkPlan(
                    settings(stidEpochs == null ? epochs : stidEpochs, 0, 0),
                    settings(epochs, HIDDEN_SHARE, NAMELESS_SHARE), seeds);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }

    private NeuralSettings settings(int most, double hiddenShare, double namelessShare) {
        return new NeuralSettings(
                most, windows, batch, Math.max(1, most / 2), RATE, hiddenShare, namelessShare, WEIGHT_DECAY, seed);
    }

    /** What to say after an epoch. */
    static String line(String network, int epoch, double error, boolean best) {
        return Double.isNaN(error)
                ? String.format(Locale.ROOT, "%s: epoch %d", network, epoch + 1)
                : String.format(Locale.ROOT, "%s: epoch %d, validation error %.4f%s",
                        network, epoch + 1, error, best ? ", the best so far" : "");
    }
}
