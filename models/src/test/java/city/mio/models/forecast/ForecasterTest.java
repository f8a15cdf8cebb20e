package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static final int HORIZONS = 4;
    private static final int TARGETS = 5;
    private static final String RESIDUALS = "residuals.bin";

    static final NeuralTraining.Watcher NOBODY = new NeuralTraining.Watcher() {
        @Override
        public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state) {}

        @Override
        public NeuralTraining.State findState(String network) {
            return null;
        }
    };

    @Test
    void learnsAKnownLawToItsNoiseFloor() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 120, 3, 0.05);
        Split split = Split.of(panel.steps(), 0.7, 0.1);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        Forecaster ridge = training.simple().get(2);
        Forecaster context = training.context(settings(5), NOBODY);

        for (int ahead = 1; ahead <= HORIZONS; ahead++) {
            double floor = SyntheticPanel.floor(ahead);
            assertThat(error(ridge, training.frame(), split, ahead)).isCloseTo(floor, within(0.12 * floor));
            assertThat(error(context, training.frame(), split, ahead)).isCloseTo(floor, within(0.2 * floor));
        }
        double profile = error(training.simple().get(1), training.frame(), split, 1);
        assertThat(profile).isGreaterThan(1.8 * SyntheticPanel.floor(1));
    }

    @Test
    void rowsThatAreNotToldTheirTargetTeachWhatServesAll() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 60, 3, 0.05);
        Split split = Split.of(panel.steps(), 0.7, 0.1);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        NeuralSettings settings = new NeuralSettings(2, 400, 16, 2, 0.004, 0.05, 0.3, 1e-4, 11);
        NeuralForecaster context = training.context(settings, NOBODY);

        double profile = error(training.simple().get(1), training.frame(), split, 1);
        assertThat(error(context, training.frame(), split, 1)).isLessThan(0.8 * profile);
        // Nobody's entry stands after those of the targets.
        assertThat(context.network().layerInputSize("who")).isEqualTo(TARGETS + 1);
        NeuralSettings told = new NeuralSettings(1, 32, 16, 1, 0.004, 0.05, 1e-4, 11);
        assertThat(training.context(told, NOBODY).network().layerInputSize("who")).isEqualTo(TARGETS);
        int origin = split.validationTo() + 20;
        assertThat(values(training.context(settings, NOBODY), training.frame(), origin))
                .isEqualTo(values(context, training.frame(), origin));
        assertThatThrownBy(() -> new NeuralSettings(1, 1, 1, 1, 0.1, 0, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("namelessShare");
    }

    @Test
    void noForecastLooksAhead() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 5, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        int origin = split.validationTo() + 20;
        float[] changed = new float[panel.steps() * TARGETS];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = i / TARGETS <= origin ? panel.value(0, i / TARGETS, i % TARGETS) : -1e6f;
        }
        Frame other = new Frame(SyntheticPanel.panel(TARGETS, changed), training.frame().normalisation());

        for (Forecaster model : all(training)) {
            assertThat(values(model, other, origin))
                    .as(model.name())
                    .isEqualTo(values(model, training.frame(), origin));
        }
    }

    @Test
    void answersForTargetsThatAreSilent() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 6, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        float[] silent = new float[panel.steps() * TARGETS];
        java.util.Arrays.fill(silent, Float.NaN);
        Frame frame = new Frame(SyntheticPanel.panel(TARGETS, silent), training.frame().normalisation());

        for (Forecaster model : all(training)) {
            for (float value : values(model, frame, split.validationTo() + 30)) {
                assertThat(value).as(model.name()).isBetween(20f, 100f);
            }
        }
    }

    @Test
    void sameSeedGivesTheSameNetworkAndStoredItAnswersAlike() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 40, 7, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        int origin = split.validationTo() + 20;
        NeuralForecaster first = training.stid(0, settings(2), NOBODY);
        NeuralForecaster second = training.stid(0, settings(2), NOBODY);
        NeuralForecaster stored = new NeuralForecaster(
                "stid", first.input(), HORIZONS, NeuralForecaster.network(first.weights()));

        float[] expected = values(first, training.frame(), origin);
        assertThat(values(second, training.frame(), origin)).isEqualTo(expected);
        assertThat(values(stored, training.frame(), origin)).isEqualTo(expected);
    }

    @Test
    void aModelMadeOfItsPartsAnswersAlikeAndOneWithoutAPartIsRefused() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 30, 8, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        ForecastModel model = training
                .learn(null, null, new ForecastTraining.NetworkPlan(settings(1), settings(1), 2), NOBODY)
                .model();
        Map<String, byte[]> parts = model.parts();
        ForecastModel stored = ForecastModel.of(parts);

        int origin = split.validationTo() + 20;
        float[] expected = values(model.ensemble(), model.frame(panel), origin);
        assertThat(values(stored.ensemble(), stored.frame(panel), origin)).isEqualTo(expected);
        assertThat(tails(stored, panel, origin)).isEqualTo(tails(model, panel, origin));
        for (String name : parts.keySet()) {
            Map<String, byte[]> fewer = new HashMap<>(parts);
            if (name.equals(RESIDUALS)) {
                fewer.put(name, new byte[] {1, 2, 3});
                assertThatThrownBy(() -> ForecastModel.of(fewer)).isInstanceOf(IOException.class);
                continue;
            }
            fewer.remove(name);
            assertThatThrownBy(() -> ForecastModel.of(fewer)).isInstanceOf(IOException.class).hasMessageContaining(name);
            fewer.put(name, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> ForecastModel.of(fewer)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void everyMemberHasResidualsThatHoldAndOlderModelsThoseOfRidgeAlone() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 120, 9, 0.1);
        Split split = Split.of(panel.steps(), 0.5, 0.25);
        NeuralSettings hardly = new NeuralSettings(1, 100, 32, 1, 0.004, 0.05, 1e-4, 11);
        ForecastModel model = new ForecastTraining(panel, split, HORIZONS)
                .learn(null, null, new ForecastTraining.NetworkPlan(hardly, hardly, 1), NOBODY)
                .model();
        Map<String, byte[]> parts = model.parts();
        ForecastModel stored = ForecastModel.of(parts);

        for (Forecaster member : stored.ensemble().members()) {
            ResidualQuantiles ends = stored.findResiduals(member).orElseThrow();
            ResidualQuantiles learnt = model.findResiduals(member).orElseThrow();
            IntervalTally held = held(member, ends, stored.frame(panel), split);
            for (int h = 0; h < HORIZONS; h++) {
                assertThat(ends.low(0, h)).as(member.name()).isEqualTo(learnt.low(0, h));
                assertThat(ends.high(0, h)).as(member.name()).isEqualTo(learnt.high(0, h));
                // Hardly trained networks are others after they have gone on with both parts.
                if (!List.of("stid", "context").contains(member.name())) {
                    assertThat(held.held(h, h + 1).coverage()).as(member.name()).isBetween(0.75, 0.85);
                }
            }
        }
        assertThat(stored.ensemble().members()).extracting(Forecaster::name)
                .containsExactly("last value", "profile", "ridge", "stid", "context");

        Map<String, byte[]> older = new HashMap<>(parts);
        older.remove(RESIDUALS);
        ForecastModel before = ForecastModel.of(older);
        assertThat(before.ensemble().members()).filteredOn(member -> before.findResiduals(member).isPresent())
                .extracting(Forecaster::name).containsExactly("ridge");
        Forecaster ridge = model.ensemble().members().get(2);
        assertThat(before.findResiduals(ridge).orElseThrow().high(0, 1))
                .isEqualTo(model.findResiduals(ridge).orElseThrow().high(0, 1));
    }

    /** How the ends hold on the test part, round every second forecast. */
    private static IntervalTally held(Forecaster model, ResidualQuantiles ends, Frame frame, Split split) {
        IntervalTally tally = new IntervalTally(HORIZONS);
        PointForecast out = new PointForecast(1, TARGETS, HORIZONS);
        int[] origins = split.testOrigins(HORIZONS);
        for (int i = 0; i < origins.length; i += 2) {
            model.forecast(frame, origins[i], out);
            for (int target = 0; target < TARGETS; target++) {
                for (int h = 0; h < HORIZONS; h++) {
                    float middle = out.get(0, target, h);
                    tally.add(h, 0, frame.panel().value(0, origins[i] + 1 + h, target), middle + ends.low(0, h), middle,
                            middle + ends.high(0, h));
                }
            }
        }
        return tally;
    }

    private static float[] tails(ForecastModel model, Panel panel, int origin) {
        PointForecast point = new PointForecast(1, TARGETS, HORIZONS);
        PointForecast p10 = new PointForecast(1, TARGETS, HORIZONS);
        PointForecast p90 = new PointForecast(1, TARGETS, HORIZONS);
        Frame frame = model.frame(panel);
        model.ensemble().forecast(frame, origin, point);
        model.intervals().around(frame, origin, point, p10, p90);
        return new float[] {p10.get(0, 1, 0), p90.get(0, 1, 0), p10.get(0, 4, 3), p90.get(0, 4, 3)};
    }

    @Test
    void trainingLeftAndTakenUpAgainEndsAlike() throws Exception {
        Panel panel = SyntheticPanel.make(TARGETS, 30, 8, 0.1);
        Split split = Split.of(panel.steps(), 0.6, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        List<NeuralTraining.State> states = new ArrayList<>();
        Forecaster whole = training.stid(0, settings(3), new NeuralTraining.Watcher() {
            @Override
            public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state) {
                states.add(state);
            }

            @Override
            public NeuralTraining.State findState(String network) {
                return null;
            }
        });
        Forecaster taken = training.stid(0, settings(3), new NeuralTraining.Watcher() {
            @Override
            public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state) {
                assertThat(epoch).isPositive();
            }

            @Override
            public NeuralTraining.State findState(String network) {
                return states.get(0);
            }
        });

        int origin = split.validationTo() + 20;
        assertThat(values(taken, training.frame(), origin)).isEqualTo(values(whole, training.frame(), origin));
    }

    @Test
    void refusesATrainingPartShorterThanAWindow() {
        Panel panel = SyntheticPanel.make(2, 1, 1, 0);
        Split split = Split.of(panel.steps(), 0.5, 0.2);
        assertThatThrownBy(() -> new ForecastTraining(panel, split, 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorter than a window");
    }

    private static NeuralSettings settings(int epochs) {
        return new NeuralSettings(epochs, 900, 32, epochs, 0.004, 0.05, 1e-4, 11);
    }

    private static List<Forecaster> all(ForecastTraining training) throws Exception {
        List<Forecaster> models = new ArrayList<>(training.simple());
        models.add(training.stid(0, settings(1), NOBODY));
        models.add(training.context(settings(1), NOBODY));
        return models;
    }

    private static double error(Forecaster model, Frame frame, Split split, int ahead) {
        return TestScores.error(model, frame, split, HORIZONS, ahead);
    }

    private static float[] values(Forecaster model, Frame frame, int origin) {
        return TestScores.values(model, frame, HORIZONS, origin);
    }
}
