package city.mio.models.forecast.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Learns trees one by one, each from what those before left over. The loss is the pinball loss of the level (for 0.5 half
 * the absolute error), rounded off near 0. A tree's shape is found by one direction of all outputs' gradients, drawn
 * for it; each leaf then answers for every output with a step of iteratively reweighted least squares towards its
 * quantile (Hunter and Lange, 2000), which never increases the loss. One thread.
 */
public final class Boosting {

    private final Bins bins;
    private final TreeSettings settings;

    public Boosting(Bins bins, TreeSettings settings) {
        this.bins = bins;
        this.settings = settings;
    }

    /** Trees, how many of them were kept, and their weighted mean loss on the rows they were judged by. */
    public record Learnt(BoostedTrees trees, double error) {}

    /**
     * Learns until all rounds are done, or until the rows to be judged by gain no more.
     *
     * @param judges rows that say how many trees to keep; null to keep all
     * @param watcher told each round, from 1, and its error (NaN without judges)
     */
    public Learnt learn(TreeRows rows, TreeRows judges, BiConsumer<Integer, Double> watcher) {
        if (rows.features() != bins.features()) {
            throw new IllegalArgumentException("rows must have " + bins.features() + " features: " + rows.features());
        }
        int outputs = rows.outputs();
        TreeGrower grower = new TreeGrower(rows, settings);
        SplittableRandom random = new SplittableRandom(settings.seed());
        float[] forecast = rows.base().clone();
        float[] judged = judges == null ? null : judges.base().clone();
        long[] slopes = new long[rows.count()];
        double[] direction = new double[outputs];
        List<Tree> trees = new ArrayList<>();
        int best = 0;
        double bestError = judges == null ? Double.NaN : error(judges, judged);
        for (int round = 1; round <= settings.rounds(); round++) {
            draw(direction, random);
            int count = drawRows(grower.order(), random);
            slopes(rows, forecast, direction, grower.order(), count, slopes);
            Tree tree = grower.grow(count, slopes, drawFeatures(random));
            answer(tree, grower, rows, forecast);
            trees.add(tree);
            BoostedTrees.add(tree, rows.bins(), rows.features(), rows.count(), outputs, forecast);
            double error = Double.NaN;
            if (judges == null) {
                best = round;
            } else {
                BoostedTrees.add(tree, judges.bins(), judges.features(), judges.count(), outputs, judged);
                error = error(judges, judged);
                if (error < bestError) {
                    bestError = error;
                    best = round;
                }
            }
            watcher.accept(round, error);
            if (round - best >= settings.patience()) {
                break;
            }
        }
        return new Learnt(new BoostedTrees(bins, outputs, trees.subList(0, best)), bestError);
    }

    /** Outputs that follow each other count alike: a bump somewhere, on a floor. */
    private static void draw(double[] direction, SplittableRandom random) {
        double centre = random.nextDouble() * direction.length;
        double width = 0.2 * direction.length + 0.5;
        double sum = 0;
        for (int output = 0; output < direction.length; output++) {
            double far = (output + 0.5 - centre) / width;
            direction[output] = 0.1 + Math.exp(-0.5 * far * far);
            sum += direction[output];
        }
        for (int output = 0; output < direction.length; output++) {
            direction[output] /= sum;
        }
    }

    private int drawRows(int[] order, SplittableRandom random) {
        int count = 0;
        for (int row = 0; row < order.length; row++) {
            if (settings.rowShare() >= 1 || random.nextDouble() < settings.rowShare()) {
                order[count++] = row;
            }
        }
        return count;
    }

    private int[] drawFeatures(SplittableRandom random) {
        int[] features = new int[bins.features()];
        for (int i = 0; i < features.length; i++) {
            features[i] = i;
        }
        int wanted = Math.max(1, (int) Math.round(settings.featureShare() * features.length));
        for (int i = 0; i < wanted; i++) {
            int j = i + random.nextInt(features.length - i);
            int held = features[i];
            features[i] = features[j];
            features[j] = held;
        }
        int[] drawn = Arrays.copyOf(features, wanted);
        Arrays.sort(drawn);
        return drawn;
    }

    private void slopes(TreeRows rows, float[] forecast, double[] direction, int[] order, int count, long[] slopes) {
        int outputs = rows.outputs();
        double softness = settings.softness();
        double above = 2 * settings.level();
        double below = 2 - above;
        for (int i = 0; i < count; i++) {
            int row = order[i];
            double gradient = 0;
            double weight = 0;
            int at = row * outputs;
            for (int output = 0; output < outputs; output++) {
                float outcome = rows.outcomes()[at + output];
                if (!Float.isNaN(outcome)) {
                    double left = outcome - forecast[at + output];
                    double slope = left / Math.max(Math.abs(left), softness);
                    gradient += direction[output] * slope * (left > 0 ? above : below);
                    weight += direction[output];
                }
            }
            slopes[row] = TreeGrower.packed(gradient * rows.weights()[row], weight * rows.weights()[row]);
        }
    }

    private void answer(Tree tree, TreeGrower grower, TreeRows rows, float[] forecast) {
        int outputs = rows.outputs();
        double softness = settings.softness();
        double[] sums = new double[outputs];
        double[] weights = new double[outputs];
        int[] order = grower.order();
        for (int leaf = 0; leaf <= tree.nodes(); leaf++) {
            Arrays.fill(sums, 0);
            Arrays.fill(weights, 0);
            for (int i = grower.from(leaf); i < grower.to(leaf); i++) {
                int row = order[i];
                int at = row * outputs;
                double own = rows.weights()[row];
                for (int output = 0; output < outputs; output++) {
                    float outcome = rows.outcomes()[at + output];
                    if (!Float.isNaN(outcome)) {
                        double left = outcome - forecast[at + output];
                        double level = left > 0 ? settings.level() : 1 - settings.level();
                        double weight = own * level / Math.max(Math.abs(left), softness);
                        sums[output] += weight * left;
                        weights[output] += weight;
                    }
                }
            }
            for (int output = 0; output < outputs; output++) {
                double step = weights[output] == 0 ? 0 : sums[output] / weights[output];
                tree.answers()[leaf * outputs + output] = (float) (settings.learningRate() * step);
            }
        }
    }

    private double error(TreeRows judges, float[] forecast) {
        int outputs = judges.outputs();
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < judges.count(); row++) {
            double weight = judges.weights()[row];
            for (int output = 0; output < outputs; output++) {
                float outcome = judges.outcomes()[row * outputs + output];
                if (!Float.isNaN(outcome)) {
                    double left = outcome - forecast[row * outputs + output];
                    sum += weight * (left > 0 ? settings.level() * left : (settings.level() - 1) * left);
                    weights += weight;
                }
            }
        }
        return weights == 0 ? 0 : 2 * sum / weights;
    }
}
