package city.mio.cli.command;

import city.mio.models.forecast.ForecastTraining.NetworkPlan;
import city.mio.models.forecast.NeuralSettings;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How the neural forecast models are trained. */
final class NetworkOptions {

    private static final double RATE = 0.002;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double HIDDEN_SHARE = 0.03;

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

    long seed() {
        return seed;
    }

    /** The plan that the options ask for. */
    NetworkPlan plan() {
        try {
            return new NetworkPlan(
                    settings(stidEpochs == null ? epochs : stidEpochs, 0), settings(epochs, HIDDEN_SHARE), seeds);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
        }
    }

    private NeuralSettings settings(int most, double hiddenShare) {
        return new NeuralSettings(
                most, windows, batch, Math.max(1, most / 2), RATE, hiddenShare, WEIGHT_DECAY, seed);
    }

    /** What to say after an epoch. */
    static String line(String network, int epoch, double error, boolean best) {
        return Double.isNaN(error)
                ? String.format(Locale.ROOT, "%s: epoch %d", network, epoch + 1)
                : String.format(Locale.ROOT, "%s: epoch %d, validation error %.4f%s",
                        network, epoch + 1, error, best ? ", the best so far" : "");
    }
}
