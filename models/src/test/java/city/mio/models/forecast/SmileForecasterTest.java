package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.forecast.trees.SmileBoosting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmileForecasterTest {

    private static final int HORIZONS = 4;
    private static final int TARGETS = 5;

    private static SmileBoosting.Settings settings(long seed) {
        return new SmileBoosting.Settings(1_500, 15, 6, 10, 25, 0.15, 0.6, seed);
    }

    private static ForecastModel learnt(ForecastTraining training, long seed) {
        List<Integer> told = new ArrayList<>();
        ForecastModel model = training.withSmileTrees(
                training.withPlainLinear(training.learn().model(), seed), settings(seed), told::add);
        assertThat(told).containsExactly(0);
        return model;
    }

    @Test
    void bothLearnAKnownLaw() {
        Panel panel = SyntheticPanel.make(TARGETS, 120, 3, 0.05);
        Split split = Split.of(panel.steps(), 0.7, 0.1);
        ForecastModel model = learnt(new ForecastTraining(panel, split, HORIZONS), 1);

        assertThat(model.peers()).extracting(Forecaster::name).containsExactly("plain ridge", "smile trees");
        // The plain one does not know what was to be expected of the values it sees.
        for (int i = 0; i < 2; i++) {
            Forecaster peer = model.peers().get(i);
            for (int ahead = 1; ahead <= HORIZONS; ahead++) {
                double floor = SyntheticPanel.floor(ahead);
                assertThat(error(peer, model.frame(panel), split, ahead)).as(peer.name())
                        .isCloseTo(floor, within((i == 0 ? 0.25 : 0.12) * floor));
            }
        }
    }

    @Test
    void neitherLooksAheadNorFallsSilentWithItsTargets() {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 5, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastModel model = learnt(new ForecastTraining(panel, split, HORIZONS), 1);
        int origin = split.validationTo() + 20;
        float[] changed = new float[panel.steps() * TARGETS];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = i / TARGETS <= origin ? panel.value(0, i / TARGETS, i % TARGETS) : -1e6f;
        }
        Frame other = model.frame(SyntheticPanel.panel(TARGETS, changed.clone()));
        Arrays.fill(changed, Float.NaN);
        Frame silent = model.frame(SyntheticPanel.panel(TARGETS, changed));
        for (Forecaster peer : model.peers()) {
            assertThat(values(peer, other, origin)).as(peer.name()).isEqualTo(values(peer, model.frame(panel), origin));
            for (float value : values(peer, silent, origin)) {
                assertThat(value).as(peer.name()).isBetween(20f, 100f);
            }
        }
    }

    @Test
    void sameSeedLearnsTheSameAndStoredTheyAnswerAlike() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 7, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        int origin = split.validationTo() + 20;
        ForecastModel model = learnt(training, 1);
        Map<String, byte[]> parts = model.parts();
        ForecastModel stored = ForecastModel.of(parts);
        ForecastModel again = learnt(training, 1);
        ForecastModel other = learnt(training, 2);

        assertThat(stored.peers()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            float[] expected = values(model.peers().get(i), model.frame(panel), origin);
            assertThat(values(stored.peers().get(i), stored.frame(panel), origin)).isEqualTo(expected);
            assertThat(values(again.peers().get(i), again.frame(panel), origin)).isEqualTo(expected);
        }
        assertThat(values(other.peers().get(1), other.frame(panel), origin))
                .isNotEqualTo(values(model.peers().get(1), model.frame(panel), origin));
        for (Forecaster peer : model.peers()) {
            assertThat(stored.findResiduals(peer).orElseThrow().high(0, 2)).as(peer.name())
                    .isPositive()
                    .isEqualTo(model.findResiduals(peer).orElseThrow().high(0, 2));
        }

        for (String name : List.of("plain.bin", "smile-trees.bin")) {
            Map<String, byte[]> broken = new HashMap<>(parts);
            broken.put(name, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> ForecastModel.of(broken)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void treesTellWhatOnlyAMissingValueSays() {
        // One step ahead a target is what it was, but for a jump where the newest value is missing: trees alone can tell.
        int steps = 24 * 60;
        float[] values = new float[steps];
        Random random = new Random(3);
        for (int step = 0; step < steps; step++) {
            boolean after = step > 0 && Float.isNaN(values[step - 1]);
            values[step] = random.nextInt(4) == 0 && !after ? Float.NaN : after ? 60 : 50 + random.nextFloat();
        }
        Panel panel = SyntheticPanel.panel(1, values);
        Split split = Split.of(steps, 0.7, 0.1);
        ForecastTraining training = new ForecastTraining(panel, split, 1);
        ForecastModel model = training.withSmileTrees(training.learn().model(),
                new SmileBoosting.Settings(900, 60, 5, 8, 20, 0.2, 0.8, 1), channel -> { });
        PointForecast out = new PointForecast(1, 1, 1);
        Frame frame = model.frame(panel);
        ErrorTally tally = new ErrorTally(1);
        for (int origin : split.testOrigins(1)) {
            model.peers().get(0).forecast(frame, origin, out);
            tally.add(panel, 0, origin, out);
        }
        assertThat(tally.errors(0, 1).mae()).isLessThan(0.6);
    }

    private static double error(Forecaster model, Frame frame, Split split, int ahead) {
        return TestScores.error(model, frame, split, HORIZONS, ahead);
    }

    private static float[] values(Forecaster model, Frame frame, int origin) {
        return TestScores.values(model, frame, HORIZONS, origin);
    }
}
