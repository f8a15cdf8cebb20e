package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveIntervalsTest {

    private static final int TARGETS = 12;
    private static final int HORIZONS = 4;

    @Test
    void coverageHoldsWhenTheWorldBecomesRougher() {
        Random random = new Random(9);
        int steps = 24 * 160;
        float[] values = new float[steps * TARGETS];
        for (int target = 0; target < TARGETS; target++) {
            double deviation = 0;
            for (int step = 0; step < steps; step++) {
                double noise = (1 + target) * (step < steps / 2 ? 1 : 2.5);
                deviation = 0.7 * deviation + noise * random.nextGaussian();
                values[step * TARGETS + target] = (float) (100 + deviation);
            }
        }
        Panel panel = SyntheticPanel.panel(TARGETS, values);
        Split split = Split.of(steps, 0.3, 0.15);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        Forecaster ridge = training.simple().get(2);
        Frame frame = training.frame();
        AdaptiveIntervals intervals =
                AdaptiveIntervals.learn(frame, ridge, split.validationOrigins(HORIZONS, 200), HORIZONS);

        IntervalTally tally = run(intervals, frame, ridge, split);

        for (int h = 0; h < HORIZONS; h++) {
            assertThat(tally.held(h, h + 1).coverage()).isCloseTo(0.8, within(0.02));
        }
        // The week in which the noise jumps is the one that no method can foresee.
        assertThat(java.util.Arrays.stream(tally.coverageByWeek()).filter(c -> c < 0.75 || c > 0.85).count())
                .isLessThanOrEqualTo(1);
        PointForecast[] last = forecast(intervals, frame, ridge, steps - HORIZONS - 1);
        float narrow = last[1].get(0, 0, 0) - last[0].get(0, 0, 0);
        float wide = last[1].get(0, TARGETS - 1, 0) - last[0].get(0, TARGETS - 1, 0);
        assertThat(wide).isGreaterThan(2 * narrow);
    }

    @Test
    void weighsMembersByWhatTheyTell() {
        Random random = new Random(2);
        int rows = 4000;
        float[] outcomes = new float[rows];
        float[][] told = new float[3][rows];
        for (int row = 0; row < rows; row++) {
            double truth = 10 * random.nextGaussian();
            outcomes[row] = row % 7 == 0 ? Float.NaN : (float) (truth + 0.1 * random.nextGaussian());
            told[0][row] = (float) (truth + random.nextGaussian());
            told[1][row] = (float) (truth + random.nextGaussian());
            told[2][row] = (float) (20 * random.nextGaussian());
        }
        double[] weights = Ensemble.weigh(told, outcomes);

        assertThat(weights[0]).isCloseTo(0.5, within(0.05));
        assertThat(weights[1]).isCloseTo(0.5, within(0.05));
        assertThat(weights[2]).isLessThan(0.01);
    }

    @Test
    void anEnsembleIsNoWorseThanItsMembersWhereItLearnt() {
        Panel panel = SyntheticPanel.make(TARGETS, 60, 12, 0.1);
        Split split = Split.of(panel.steps(), 0.5, 0.25);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        List<Forecaster> members = training.simple();
        int[] origins = split.validationOrigins(HORIZONS, 300);
        Ensemble ensemble = Ensemble.learn(training.frame(), members, origins, HORIZONS);

        for (int h = 0; h < HORIZONS; h++) {
            assertThat(ensemble.weight(0, h, 0) + ensemble.weight(0, h, 1) + ensemble.weight(0, h, 2))
                    .isCloseTo(1, within(1e-6));
            for (Forecaster member : members) {
                assertThat(error(ensemble, training.frame(), origins, h))
                        .isLessThan(1.02 * error(member, training.frame(), origins, h));
            }
        }
    }

    private static double error(Forecaster model, Frame frame, int[] origins, int h) {
        ErrorTally tally = new ErrorTally(HORIZONS);
        PointForecast out = new PointForecast(1, TARGETS, HORIZONS);
        for (int origin : origins) {
            model.forecast(frame, origin, out);
            tally.add(frame.panel(), 0, origin, out);
        }
        return tally.errors(h, h + 1).mae();
    }

    private static IntervalTally run(AdaptiveIntervals intervals, Frame frame, Forecaster model, Split split) {
        IntervalTally tally = new IntervalTally(HORIZONS);
        PointForecast point = new PointForecast(1, TARGETS, HORIZONS);
        PointForecast p10 = new PointForecast(1, TARGETS, HORIZONS);
        PointForecast p90 = new PointForecast(1, TARGETS, HORIZONS);
        for (int origin = split.trainTo() + 12; origin < split.testTo() - HORIZONS; origin++) {
            intervals.observe(frame.panel(), origin);
            model.forecast(frame, origin, point);
            intervals.around(frame, origin, point, p10, p90);
            for (int target = 0; target < TARGETS && origin >= split.validationTo(); target++) {
                for (int h = 0; h < HORIZONS; h++) {
                    tally.add(h, (origin - split.validationTo()) / (24 * 7),
                            frame.panel().value(0, origin + 1 + h, target),
                            p10.get(0, target, h), point.get(0, target, h), p90.get(0, target, h));
                }
            }
        }
        return tally;
    }

    private static PointForecast[] forecast(AdaptiveIntervals intervals, Frame frame, Forecaster model, int origin) {
        PointForecast point = new PointForecast(1, TARGETS, HORIZONS);
        PointForecast[] both = {
            new PointForecast(1, TARGETS, HORIZONS), new PointForecast(1, TARGETS, HORIZONS)
        };
        model.forecast(frame, origin, point);
        intervals.around(frame, origin, point, both[0], both[1]);
        return both;
    }
}
