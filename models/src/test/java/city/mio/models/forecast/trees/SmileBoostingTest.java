package city.mio.models.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmileBoostingTest {

    private static final int FEATURES = 3;
    private static final int OUTPUTS = 2;

    @Test
    void learnsStepsOfEachOutputWithMissingValuesBelowAllOthers() {
        Random random = new Random(2);
        int count = 2_000;
        float[] values = new float[count * FEATURES];
        float[] outcomes = new float[count * OUTPUTS];
        for (int row = 0; row < count; row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                values[row * FEATURES + feature] = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
            }
            outcomes[row * OUTPUTS] = step(values[row * FEATURES]);
            outcomes[row * OUTPUTS + 1] = random.nextInt(3) == 0 ? Float.NaN : -10 * step(values[row * FEATURES + 2]);
        }
        Bins bins = Bins.learn(values, FEATURES);
        byte[] binned = new byte[values.length];
        float[] weights = new float[count];
        Arrays.fill(weights, 1);
        for (int row = 0; row < count; row++) {
            bins.fill(Arrays.copyOfRange(values, row * FEATURES, (row + 1) * FEATURES), binned, row);
        }
        float[] base = new float[count * OUTPUTS];
        Arrays.fill(base, 2);
        TreeRows rows = new TreeRows(FEATURES, OUTPUTS, binned, outcomes, base, weights);
        BoostedTrees trees = new SmileBoosting(bins, new SmileBoosting.Settings(2_000, 40, 4, 6, 10, 0.3, 0.9, 5)).learn(rows);

        float[] told = base.clone();
        trees.add(binned, count, told);
        double off = 0;
        int wrong = 0;
        for (int row = 0; row < count; row++) {
            off += Math.abs(told[row * OUTPUTS] - step(values[row * FEATURES]));
            wrong += Math.abs(told[row * OUTPUTS + 1] + 10 * step(values[row * FEATURES + 2])) > 1 ? 1 : 0;
        }
        assertThat(off / count).isCloseTo(0, within(0.02));
        assertThat(wrong).isLessThan(count / 50);
    }

    /** Missing: 5; up to half: 1; above: 3. */
    private static float step(float value) {
        return Float.isNaN(value) ? 5 : value <= 0.5f ? 1 : 3;
    }
}
