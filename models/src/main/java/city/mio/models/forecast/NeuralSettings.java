package city.mio.models.forecast;

/**
 * How a network is trained.
 *
 * @param epochs at most
 * @param windowsPerEpoch forecasts learnt from in an epoch, each of all targets; drawn anew each time
 * @param windowsPerBatch forecasts between two updates
 * @param patience epochs without a better error on the validation part before training ends
 * @param learningRate at the beginning; falls along half a cosine to a hundredth
 * @param hiddenShare share of rows in which the target's newest values are hidden, as if it were silent
 * @param namelessShare share of rows that are not told which target they are of: what is learnt from all then serves each,
 *     and says less of what a single one did in a few days
 * @param weightDecay strength of the squared weights beside the mean absolute error in usual deviations
 * @param seed same seed, same network
 */
public record NeuralSettings(
        int epochs,
        int windowsPerEpoch,
        int windowsPerBatch,
        int patience,
        double learningRate,
        double hiddenShare,
        double namelessShare,
        double weightDecay,
        long seed) {

    private static final int MOST_TO_LEARN_ON = 6;

    public NeuralSettings {
        if (epochs < 1 || windowsPerEpoch < 1 || windowsPerBatch < 1 || patience < 1) {
            throw new IllegalArgumentException("epochs, windows and patience must be positive");
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate must be positive: " + learningRate);
        }
        if (!(hiddenShare >= 0 && hiddenShare < 1)) {
            throw new IllegalArgumentException("hiddenShare must lie in [0, 1): " + hiddenShare);
        }
        if (!(namelessShare >= 0 && namelessShare < 1)) {
            throw new IllegalArgumentException("namelessShare must lie in [0, 1): " + namelessShare);
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("weightDecay must not be negative: " + weightDecay);
        }
    }

    /** Every row told which target it is of. */
    public NeuralSettings(int epochs, int windowsPerEpoch, int windowsPerBatch, int patience, double learningRate,
            double hiddenShare, double weightDecay, long seed) {
        this(epochs, windowsPerEpoch, windowsPerBatch, patience, learningRate, hiddenShare, 0, weightDecay, seed);
    }

    /** The same with another seed. */
    public NeuralSettings withSeed(long other) {
        return new NeuralSettings(epochs, windowsPerEpoch, windowsPerBatch, patience, learningRate, hiddenShare,
                namelessShare, weightDecay, other);
    }

    /** For going on from a network that these trained for so many epochs: a third of them, but six at most, at half the rate. */
    NeuralSettings toLearnOn(int trained) {
        return new NeuralSettings(Math.min(MOST_TO_LEARN_ON, Math.max(2, trained / 3)), windowsPerEpoch, windowsPerBatch, patience,
                learningRate / 2, hiddenShare, namelessShare, weightDecay, seed + 1_000);
    }

    /** The rate in an epoch, from 0. */
    double rate(int epoch) {
        double phase = epochs == 1 ? 0 : Math.PI * epoch / (epochs - 1);
        return learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(phase)));
    }
}
