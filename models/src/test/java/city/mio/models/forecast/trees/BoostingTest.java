package city.mio.models.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoostingTest {

    private static final int ROWS = 20_000;

    /** Two outputs of three features, the third of which says nothing; a missing first feature means 5. */
    private static final class Law {
        private final float[] features = new float[ROWS * 3];
        private final float[] outcomes = new float[ROWS * 2];
        private final float[] noise = new float[ROWS];

        Law(long seed, double noisy) {
            Random random = new Random(seed);
            for (int row = 0; row < ROWS; row++) {
                // Twentieths, so that every value has a bin of its own.
                float first = random.nextInt(20) / 20f;
                float second = random.nextInt(20) / 20f;
                boolean missing = random.nextInt(5) == 0;
                noise[row] = (float) (noisy * random.nextGaussian());
                double truth = missing ? 5 : (first > 0.4 ? 2 : -1) * (second > 0.7 ? 3 : 1);
                features[row * 3] = missing ? Float.NaN : first;
                features[row * 3 + 1] = second;
                features[row * 3 + 2] = random.nextFloat();
                outcomes[row * 2] = (float) (truth + noise[row]);
                outcomes[row * 2 + 1] = random.nextInt(3) == 0 ? Float.NaN : (float) (2 * truth + noise[row]);
            }
        }

        TreeRows rows(Bins bins) {
            byte[] binned = new byte[ROWS * 3];
            for (int row = 0; row < ROWS; row++) {
                bins.fill(new float[] {features[row * 3], features[row * 3 + 1], features[row * 3 + 2]}, binned, row);
            }
            float[] weights = new float[ROWS];
            Arrays.fill(weights, 1);
            return new TreeRows(3, 2, binned, outcomes, new float[ROWS * 2], weights);
        }
    }

    private static TreeSettings settings(double level) {
        return new TreeSettings(100, 6, 0.15, 400, 0.7, 1, 0.1, level, 150, 5);
    }

    @Test
    void learnsALawWithMissingValuesToItsNoise() {
        Law law = new Law(1, 0.5);
        Bins bins = Bins.learn(law.features, 3);
        BoostedTrees trees = learn(law, bins, 0.5).trees();
        Law other = new Law(2, 0.5);
        float[] told = new float[ROWS * 2];
        trees.add(other.rows(bins).bins(), ROWS, told);

        double floor = 0.5 * Math.sqrt(2 / Math.PI);
        assertThat(error(other, told, 0)).isCloseTo(floor, within(0.05 * floor));
        assertThat(error(other, told, 1)).isCloseTo(floor, within(0.05 * floor));
    }

    @Test
    void learnsQuantilesThatHold() {
        Law law = new Law(3, 1);
        Bins bins = Bins.learn(law.features, 3);
        Law other = new Law(4, 1);
        float[] low = new float[ROWS * 2];
        float[] high = new float[ROWS * 2];
        learn(law, bins, 0.1).trees().add(other.rows(bins).bins(), ROWS, low);
        learn(law, bins, 0.9).trees().add(other.rows(bins).bins(), ROWS, high);

        for (int output = 0; output < 2; output++) {
            assertThat(shareBelow(other, low, output)).isCloseTo(0.1, within(0.025));
            assertThat(shareBelow(other, high, output)).isCloseTo(0.9, within(0.025));
        }
    }

    @Test
    void firstSplitIsTheBestThereIs() {
        Law law = new Law(6, 0.5);
        Bins bins = Bins.learn(law.features, 3);
        TreeRows rows = law.rows(bins);
        TreeSettings settings = new TreeSettings(1, 2, 1, 50, 1, 1, 0.2, 0.5, 1, 1);
        TreeGrower grower = new TreeGrower(rows, settings);
        long[] slopes = new long[ROWS];
        Random random = new Random(8);
        for (int row = 0; row < ROWS; row++) {
            slopes[row] = TreeGrower.packed(law.outcomes[row * 2] + random.nextGaussian(), 1);
            grower.order()[row] = row;
        }
        Tree tree = grower.grow(ROWS, slopes, new int[] {0, 1, 2});

        double best = 0;
        for (int feature = 0; feature < 3; feature++) {
            for (int cut = 1; cut < Bins.EACH; cut++) {
                for (boolean missingLeft : new boolean[] {false, true}) {
                    best = Math.max(best, gain(rows, slopes, feature, cut, missingLeft));
                }
            }
        }
        double found = 0;
        double left = 0;
        double leftWeight = 0;
        for (int row = 0; row < ROWS; row++) {
            if (tree.leaf(rows.bins(), row * 3) == 0) {
                left += slopes[row] >> 32;
                leftWeight += slopes[row] & 0xffffffffL;
            }
        }
        found = gain(slopes, left, leftWeight);
        assertThat(best).isPositive();
        assertThat(found).isCloseTo(best, within(1e-6 * best));
    }

    private static double gain(TreeRows rows, long[] slopes, int feature, int cut, boolean missingLeft) {
        double left = 0;
        double leftWeight = 0;
        for (int row = 0; row < ROWS; row++) {
            byte bin = rows.bins()[row * 3 + feature];
            if (bin == 0 ? missingLeft : bin <= cut) {
                left += slopes[row] >> 32;
                leftWeight += slopes[row] & 0xffffffffL;
            }
        }
        return gain(slopes, left, leftWeight);
    }

    private static double gain(long[] slopes, double left, double leftWeight) {
        double all = 0;
        double weight = 0;
        for (long slope : slopes) {
            all += slope >> 32;
            weight += slope & 0xffffffffL;
        }
        double least = 50.0 * TreeGrower.RESOLUTION;
        if (leftWeight < least || weight - leftWeight < least) {
            return 0;
        }
        double ridge = TreeGrower.RESOLUTION;
        double right = all - left;
        return left * left / (leftWeight + ridge) + right * right / (weight - leftWeight + ridge)
                - all * all / (weight + ridge);
    }

    @Test
    void sameSeedGivesTheSameTreesAndStoredTheyAnswerAlike() throws Exception {
        Law law = new Law(1, 0.5);
        Bins bins = Bins.learn(law.features, 3);
        byte[] first = bytes(learn(law, bins, 0.5).trees());

        assertThat(bytes(learn(law, bins, 0.5).trees())).isEqualTo(first);
        BoostedTrees stored = BoostedTrees.read(new DataInputStream(new ByteArrayInputStream(first)));
        assertThat(bytes(stored)).isEqualTo(first);
        for (int cut : List.of(1, 300, first.length - 1)) {
            byte[] shorter = Arrays.copyOf(first, cut);
            assertThatThrownBy(() -> BoostedTrees.read(new DataInputStream(new ByteArrayInputStream(shorter))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepsAsManyTreesAsTheJudgesSay() {
        Law law = new Law(1, 2);
        Bins bins = Bins.learn(law.features, 3);
        TreeSettings eager = new TreeSettings(150, 64, 0.5, 2, 1, 1, 0.2, 0.5, 20, 1);
        List<Double> errors = new ArrayList<>();
        Boosting.Learnt learnt = new Boosting(bins, eager)
                .learn(law.rows(bins), new Law(9, 2).rows(bins), (round, error) -> errors.add(error));

        double least = errors.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertThat(learnt.error()).isEqualTo(least);
        assertThat(learnt.trees().size()).isEqualTo(errors.indexOf(least) + 1);
        assertThat(errors).hasSize(learnt.trees().size() + 20);
    }

    private static Boosting.Learnt learn(Law law, Bins bins, double level) {
        return new Boosting(bins, settings(level)).learn(law.rows(bins), null, (round, error) -> {});
    }

    private static byte[] bytes(BoostedTrees trees) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trees.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static double error(Law law, float[] told, int output) {
        double sum = 0;
        int seen = 0;
        for (int at = output; at < told.length; at += 2) {
            if (!Float.isNaN(law.outcomes[at])) {
                sum += Math.abs(law.outcomes[at] - told[at]);
                seen++;
            }
        }
        return sum / seen;
    }

    private static double shareBelow(Law law, float[] told, int output) {
        int below = 0;
        int seen = 0;
        for (int at = output; at < told.length; at += 2) {
            if (!Float.isNaN(law.outcomes[at])) {
                below += law.outcomes[at] < told[at] ? 1 : 0;
                seen++;
            }
        }
        return below / (double) seen;
    }
}
