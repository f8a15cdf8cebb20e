package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.forecast.trees.TreeSettings;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeForecasterTest {

    private static final int HORIZONS = 4;
    private static final int TARGETS = 5;
    private static final TreeTraining.Watcher NOBODY = (channel, tree, error) -> {};

    private static TreeTraining.Plan plan(long seed) {
        return new TreeTraining.Plan(12_000, 0.05, new TreeSettings(80, 12, 0.1, 60, 0.6, 0.5, 0.3, 0.5, 30, seed));
    }

    @Test
    void learnsAKnownLawToItsNoiseFloor() {
        Panel panel = SyntheticPanel.make(TARGETS, 120, 3, 0.05);
        Split split = Split.of(panel.steps(), 0.7, 0.1);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        Forecaster trees = training.trees(plan(1), NOBODY);

        for (int ahead = 1; ahead <= HORIZONS; ahead++) {
            double floor = SyntheticPanel.floor(ahead);
            assertThat(error(trees, training.frame(), split, ahead)).isCloseTo(floor, within(0.12 * floor));
        }
    }

    @Test
    void learnsWhatNoLineCanTell() {
        // Each target follows the first one's deviation of three steps ago, but only where that is below the profile.
        Random random = new Random(5);
        int steps = 24 * 90;
        float[] values = new float[steps * TARGETS];
        double[] first = new double[steps];
        for (int step = 0; step < steps; step++) {
            first[step] = (step == 0 ? 0 : 0.95 * first[step - 1]) + random.nextGaussian();
            for (int target = 0; target < TARGETS; target++) {
                double follows = step < 3 ? 0 : 3 * Math.min(0, first[step - 3]);
                double deviation = target == 0 ? first[step] : follows + 0.3 * random.nextGaussian();
                values[step * TARGETS + target] = (float) (60 + deviation);
            }
        }
        Panel panel = SyntheticPanel.panel(TARGETS, values);
        Split split = Split.of(panel.steps(), 0.7, 0.1);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        double ridge = error(training.simple().get(2), training.frame(), split, 3);
        double trees = error(training.trees(plan(1), NOBODY), training.frame(), split, 3);

        assertThat(trees).isLessThan(0.8 * ridge);
    }

    @Test
    void neitherLooksAheadNorFallsSilentWithItsTargets() {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 5, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        Forecaster trees = training.trees(plan(1), NOBODY);
        int origin = split.validationTo() + 20;
        float[] changed = new float[panel.steps() * TARGETS];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = i / TARGETS <= origin ? panel.value(0, i / TARGETS, i % TARGETS) : -1e6f;
        }
        Frame other = new Frame(SyntheticPanel.panel(TARGETS, changed), training.frame().normalisation());
        assertThat(values(trees, other, origin)).isEqualTo(values(trees, training.frame(), origin));

        Arrays.fill(changed, Float.NaN);
        Frame silent = new Frame(SyntheticPanel.panel(TARGETS, changed), training.frame().normalisation());
        for (float value : values(trees, silent, origin)) {
            assertThat(value).isBetween(20f, 100f);
        }
    }

    @Test
    void sameSeedGivesTheSameTreesAndStoredTheModelAnswersAlike() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 7, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        int origin = split.validationTo() + 20;
        TreeForecaster trees = training.trees(plan(1), NOBODY);
        float[] expected = values(trees, training.frame(), origin);
        assertThat(values(training.trees(plan(1), NOBODY), training.frame(), origin)).isEqualTo(expected);
        assertThat(values(training.trees(plan(2), NOBODY), training.frame(), origin)).isNotEqualTo(expected);

        ForecastModel model = training.learn(plan(1), NOBODY).chosen();
        ForecastModel stored = ForecastModel.of(model.parts());
        assertThat(stored.ensemble().members()).extracting(Forecaster::name)
                .containsExactly("last value", "profile", "ridge", "trees");
        assertThat(values(stored.ensemble(), stored.frame(panel), origin))
                .isEqualTo(values(model.ensemble(), training.frame(), origin));
    }

    private static double error(Forecaster model, Frame frame, Split split, int ahead) {
        return TestScores.error(model, frame, split, HORIZONS, ahead);
    }

    private static float[] values(Forecaster model, Frame frame, int origin) {
        return TestScores.values(model, frame, HORIZONS, origin);
    }
}
