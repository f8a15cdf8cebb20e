package city.mio.models.forecast.trees;

/**
 * How trees are boosted.
 *
 * @param rounds trees at most
 * @param leaves of a tree at most
 * @param learningRate what a tree's answer is multiplied by
 * @param leastRows weight of rows that a leaf must have
 * @param rowShare share of the rows that a tree is grown from, drawn anew for each
 * @param featureShare share of the features that a tree may split by, drawn anew for each
 * @param softness errors smaller than this count by their square: the absolute error's corner rounded off
 * @param level which quantile is learnt: 0.5 for the median
 * @param patience rounds without a better error on the rows to be judged by before it ends
 * @param seed same seed, same trees
 */
public record TreeSettings(
        int rounds,
        int leaves,
        double learningRate,
        double leastRows,
        double rowShare,
        double featureShare,
        double softness,
        double level,
        int patience,
        long seed) {

    public TreeSettings {
        if (rounds < 1 || leaves < 2 || leaves > 1024 || patience < 1) {
            throw new IllegalArgumentException("rounds, leaves and patience must be positive, leaves 2 to 1,024");
        }
        share("learningRate", learningRate);
        share("rowShare", rowShare);
        share("featureShare", featureShare);
        share("level", level);
        if (!(leastRows >= 1 && softness > 0)) {
            throw new IllegalArgumentException("leastRows must be at least 1 and softness positive");
        }
    }

    private static void share(String field, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must lie in (0, 1]: " + value);
        }
    }

    /** The same with so many rounds. */
    public TreeSettings withRounds(int other) {
        return new TreeSettings(other, leaves, learningRate, leastRows, rowShare, featureShare, softness, level,
                patience, seed);
    }

    /** The same for another quantile. */
    public TreeSettings withLevel(double other) {
        return new TreeSettings(rounds, leaves, learningRate, leastRows, rowShare, featureShare, softness, other,
                patience, seed);
    }
}
