package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
    void whereAllAreToBeCoveredAlikeTheNoisyOnesAreToo() {
        Random random = new Random(6);
        int steps = 24 * 160;
        float[] values = new float[steps * TARGETS];
        for (int i = 0; i < values.length; i++) {
            // One target in six is eight times as noisy as the others.
            values[i] = (float) (100 + (i % TARGETS < 2 ? 8 : 1) * random.nextGaussian());
        }
        Panel panel = SyntheticPanel.panel(TARGETS, values);
        Split split = Split.of(steps, 0.5, 0.2);

        double narrowest = coverageOfTheFirst(new ForecastTraining(panel, split, HORIZONS), split);
        double alike = coverageOfTheFirst(new ForecastTraining(panel, split, HORIZONS).coveringAlike(), split);
        assertThat(alike).isBetween(0.68, 0.86);
        assertThat(narrowest).isLessThan(alike - 0.05);
    }

    /** Share of the first target's outcomes in the test part that its intervals held. */
    private static double coverageOfTheFirst(ForecastTraining training, Split split) {
        Forecaster ridge = training.simple().get(2);
        AdaptiveIntervals intervals = training.intervals(ridge);
        Frame frame = training.frame();
        IntervalTally tally = new IntervalTally(HORIZONS);
        for (int origin = split.validationTo(); origin < split.testTo() - HORIZONS; origin++) {
            intervals.observe(frame.panel(), origin);
            PointForecast[] ends = forecast(intervals, frame, ridge, origin);
            for (int h = 0; h < HORIZONS; h++) {
                tally.add(h, 0, frame.panel().value(0, origin + 1 + h, 0), ends[0].get(0, 0, h), 100, ends[1].get(0, 0, h));
            }
        }
        return tally.held(0, HORIZONS).coverage();
    }

    @Test
    void errorsDownAndUpHaveSizesOfTheirOwnByTheHour() {
        Random random = new Random(4);
        int steps = 24 * 160;
        float[] values = new float[steps * TARGETS];
        for (int step = 0; step < steps; step++) {
            // In the morning it may become much slower, in the evening much faster.
            double down = step % 24 < 12 ? 8 : 1;
            double up = step % 24 < 12 ? 1 : 8;
            for (int target = 0; target < TARGETS; target++) {
                double size = random.nextBoolean() ? -down : up;
                values[step * TARGETS + target] = (float) (100 + size * Math.abs(random.nextGaussian()));
            }
        }
        Panel panel = SyntheticPanel.panel(TARGETS, values);
        Split split = Split.of(steps, 0.5, 0.2);
        ForecastTraining training = new ForecastTraining(panel, split, HORIZONS);
        Frame frame = training.frame();
        Forecaster middle = new Forecaster() {
            @Override
            public String name() {
                return "middle";
            }

            @Override
            public void forecast(Frame seen, int origin, PointForecast out) {
                for (int i = 0; i < TARGETS * HORIZONS; i++) {
                    out.set(0, i / HORIZONS, i % HORIZONS, 100);
                }
            }
        };
        AdaptiveIntervals intervals =
                AdaptiveIntervals.learn(frame, middle, split.validationOrigins(HORIZONS, 200), HORIZONS);
        run(intervals, frame, middle, split);

        int midnight = split.validationTo() / 24 * 24 + 48;
        PointForecast[] morning = forecast(intervals, frame, middle, midnight + 4);
        PointForecast[] evening = forecast(intervals, frame, middle, midnight + 16);
        assertThat(100 - morning[0].get(0, 3, 1)).isGreaterThan(2 * (100 - evening[0].get(0, 3, 1)));
        assertThat(evening[1].get(0, 3, 1) - 100).isGreaterThan(2 * (morning[1].get(0, 3, 1) - 100));
    }

    /** As {@code write} wrote them when both sides were one: one target, one horizon, errors of 2 expected. */
    @Test
    void readsIntervalsOfTheFirstForm() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Parts.writeFloats(out, new float[] {2});
            out.writeDouble(1);
            out.writeDouble(2);
            Parts.writeDoubles(out, new double[14]);
            out.writeDouble(0.1);
            out.writeDouble(0.1);
            Parts.writeDoubles(out, new double[400]);
        }
        AdaptiveIntervals read =
                AdaptiveIntervals.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1, 1, 1);
        Panel panel = SyntheticPanel.panel(1, new float[24 * 20]);
        PointForecast point = new PointForecast(1, 1, 1);
        PointForecast p10 = new PointForecast(1, 1, 1);
        PointForecast p90 = new PointForecast(1, 1, 1);
        point.set(0, 0, 0, 30);
        read.around(new Frame(panel, Normalisation.learn(panel, 0, 24 * 18)), 24 * 19, point, p10, p90);
        // Nothing was observed yet: two units on each side.
        assertThat(p10.get(0, 0, 0)).isCloseTo(26, within(1e-4f));
        assertThat(p90.get(0, 0, 0)).isCloseTo(34, within(1e-4f));

        assertThatThrownBy(() -> AdaptiveIntervals.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1, 2, 1))
                .isInstanceOf(IOException.class).hasMessageContaining("1 targets where 2");
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
