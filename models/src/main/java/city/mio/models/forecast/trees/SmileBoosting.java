package city.mio.models.forecast.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.base.cart.CART;
import smile.base.cart.InternalNode;
import smile.base.cart.Loss;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.math.MathEx;
import smile.regression.GradientTreeBoost;

/**
 * Trees that Smile grows (gradient boosting of the absolute error, Friedman 2001, exact splits), for one output after
 * another, and puts into the form that {@link BoostedTrees} answers and is stored in: Smile sees the rows' bins, so that
 * each of its splits is a cut between two of them, and missing values lie below all others. Smile needs the memory of
 * its rows as objects and an exact search for each output: for thousands of rows where {@link Boosting} takes hundreds
 * of thousands. Same seed, same trees.
 */
public final class SmileBoosting {

    private static final String OUTCOME = "outcome";

    private final Bins bins;
    private final Settings settings;

    /**
     * How it is learnt.
     *
     * @param rows of an output at most; a row's chance to be one is its weight
     * @param rounds trees of an output
     * @param depth of a tree at most
     * @param leaves of a tree at most
     * @param leastRows of a leaf
     * @param learningRate what a tree's answer is multiplied by
     * @param rowShare share of the rows that a tree is grown from
     * @param seed same seed, same trees
     */
    public record Settings(int rows, int rounds, int depth, int leaves, int leastRows, double learningRate,
            double rowShare, long seed) {
        public Settings {
            if (rows < 1 || rounds < 1 || depth < 2 || leaves < 2 || leastRows < 1) {
                throw new IllegalArgumentException(
                        "rows, rounds and leastRows must be positive, depth and leaves at least 2");
            }
            if (!(learningRate > 0 && learningRate <= 1 && rowShare > 0 && rowShare <= 1)) {
                throw new IllegalArgumentException("learningRate and rowShare must lie in (0, 1]");
            }
        }

        /** What the figures in the documentation are of. */
        public static Settings usual(long seed) {
            return new Settings(8_000, 40, 8, 24, 40, 0.1, 0.6, seed);
        }
    }

    public SmileBoosting(Bins bins, Settings settings) {
        this.bins = bins;
        this.settings = settings;
    }

    /** Learns all outputs, each by itself, from what the rows' bases leave over. */
    public BoostedTrees learn(TreeRows rows) {
        if (rows.features() != bins.features()) {
            throw new IllegalArgumentException("rows must have " + bins.features() + " features: " + rows.features());
        }
        List<Tree> trees = new ArrayList<>();
        for (int output = 0; output < rows.outputs(); output++) {
            int[] drawn = draw(rows, output);
            if (drawn.length > 2 * settings.leastRows()) {
                learn(rows, output, drawn, trees);
            }
        }
        return new BoostedTrees(bins, rows.outputs(), trees);
    }

    /** Rows with an outcome, each with a chance in proportion to its weight: Smile's loss knows no weights. */
    private int[] draw(TreeRows rows, int output) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 31 + output);
        float most = 0;
        for (float weight : rows.weights()) {
            most = Math.max(most, weight);
        }
        int[] order = new int[rows.count()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        int[] drawn = new int[Math.min(order.length, settings.rows())];
        int count = 0;
        for (int i = 0; i < order.length && count < drawn.length; i++) {
            boolean known = !Float.isNaN(rows.outcomes()[order[i] * rows.outputs() + output]);
            if (known && random.nextDouble() * most < rows.weights()[order[i]]) {
                drawn[count++] = order[i];
            }
        }
        return Arrays.copyOf(drawn, count);
    }

    private void learn(TreeRows rows, int output, int[] drawn, List<Tree> to) {
        int features = rows.features();
        double[][] values = new double[drawn.length][features + 1];
        for (int i = 0; i < drawn.length; i++) {
            for (int feature = 0; feature < features; feature++) {
                values[i][feature] = rows.bins()[drawn[i] * features + feature];
            }
            int at = drawn[i] * rows.outputs() + output;
            values[i][features] = rows.outcomes()[at] - rows.base()[at];
        }
        String[] names = new String[features + 1];
        for (int feature = 0; feature < features; feature++) {
            names[feature] = "x" + feature;
        }
        names[features] = OUTCOME;
        // Smile draws each tree's rows from a generator of its own.
        MathEx.setSeed(settings.seed());
        GradientTreeBoost boost = GradientTreeBoost.fit(Formula.lhs(OUTCOME), DataFrame.of(values, names), Loss.lad(),
                settings.rounds(), settings.depth(), settings.leaves(), settings.leastRows(),
                settings.learningRate(), settings.rowShare());
        StructType schema = boost.schema();
        to.add(constant(boost.predict(Tuple.of(new double[features], schema)) - sum(boost, schema, features),
                rows.outputs(), output));
        for (CART tree : boost.trees()) {
            to.add(converted(tree.root(), schema, rows.outputs(), output));
        }
    }

    /** What the trees alone answer to a row of zeros; what is over is the constant that boosting begins with. */
    private double sum(GradientTreeBoost boost, StructType schema, int features) {
        Tuple zeros = Tuple.of(new double[features], schema);
        double sum = 0;
        for (CART tree : boost.trees()) {
            sum += settings.learningRate() * ((RegressionNode) tree.root().predict(zeros)).output();
        }
        return sum;
    }

    private static Tree constant(double answer, int outputs, int output) {
        Tree tree = new Tree(1, outputs);
        tree.answers()[output] = (float) answer;
        return tree;
    }

    private Tree converted(Node root, StructType schema, int outputs, int output) {
        Tree tree = new Tree(root.leafs(), outputs);
        convert(root, 0, -1, false, schema, outputs, output, tree);
        return tree;
    }

    /** Puts a node and what is below it in the place of a leaf. */
    private void convert(Node node, int leaf, int parent, boolean isLeft, StructType schema, int outputs, int output,
            Tree into) {
        if (node instanceof RegressionNode answer) {
            into.answers()[leaf * outputs + output] = (float) (settings.learningRate() * answer.output());
            return;
        }
        InternalNode inner = (InternalNode) node;
        int number = into.nodes();
        into.split(leaf, parent, isLeft, inner.feature(), cut(inner, schema), true);
        int right = into.nodes();
        convert(inner.trueChild(), leaf, number, true, schema, outputs, output, into);
        convert(inner.falseChild(), right, number, false, schema, outputs, output, into);
    }

    /** The highest bin that goes the way of the true child. */
    private static int cut(InternalNode node, StructType schema) {
        double[] row = new double[schema.length()];
        int low = 0;
        int high = Bins.EACH;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            row[node.feature()] = middle;
            if (node.branch(Tuple.of(row, schema))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
