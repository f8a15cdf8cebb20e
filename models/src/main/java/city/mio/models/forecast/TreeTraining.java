package city.mio.models.forecast;

import city.mio.models.forecast.trees.Bins;
import city.mio.models.forecast.trees.BoostedTrees;
import city.mio.models.forecast.trees.Boosting;
import city.mio.models.forecast.trees.SmileBoosting;
import city.mio.models.forecast.trees.TreeRows;
import city.mio.models.forecast.trees.TreeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Learns trees from a frame's training part; how many, by its validation part. One thread. */
public final class TreeTraining {

    private static final int BINNED_SAMPLE = 20_000;
    private static final int JUDGED_ROWS = 60_000;
    private static final int SHARE_LEARNT_ON = 4;
    /** So many times what Smile learns from is drawn for it to choose from by weight. */
    private static final int ROWS_TO_DRAW_FROM = 4;

    private final Frame frame;
    private final Split split;
    private final int horizons;
    private final Plan plan;

    /**
     * How it is learnt.
     *
     * @param rows forecasts of one target that are learnt from, drawn by the seed
     * @param hiddenShare share of them in which the target's newest values are hidden, as if it were silent
     */
    public record Plan(int rows, double hiddenShare, TreeSettings settings) {
        public Plan {
            if (rows < 1 || !(hiddenShare >= 0 && hiddenShare < 1)) {
                throw new IllegalArgumentException("rows must be positive and hiddenShare lie in [0, 1)");
            }
        }

        /** What the figures in the documentation are of. */
        public static Plan usual(long seed) {
            return new Plan(300_000, 0.03, new TreeSettings(500, 48, 0.06, 150, 0.5, 0.35, 0.3, 0.5, 60, seed));
        }
    }

    /** Told of each tree. */
    public interface Watcher {
        /**
         * A tree was grown.
         *
         * @param tree from 1
         * @param error on the validation part in units of usual deviations, NaN if there is none
         */
        void grown(int channel, int tree, double error);
    }

    TreeTraining(Frame frame, Split split, int horizons, Plan plan) {
        this.frame = frame;
        this.split = split;
        this.horizons = horizons;
        this.plan = plan;
    }

    /** Learns all channels, each by itself. */
    TreeForecaster learn(Ridge ridge, Neighbours neighbours, boolean slow, Watcher watcher) {
        return learn(ridge, neighbours, slow, watcher, null);
    }

    /** Goes on where others ended, with a quarter as many trees, from a frame without a validation part. */
    TreeForecaster learnOn(TreeForecaster before, Ridge ridge, boolean slow, Watcher watcher) {
        return learn(ridge, before.neighbours(), slow, watcher, before);
    }

    private TreeForecaster learn(
            Ridge ridge, Neighbours neighbours, boolean slow, Watcher watcher, TreeForecaster before) {
        int channels = frame.panel().channelCount();
        List<BoostedTrees> trees = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            TreeInput input = new TreeInput(channel, channels, horizons, neighbours, slow);
            trees.add(learn(ridge, input, watcher, before == null ? null : before.trees(channel)));
        }
        return new TreeForecaster(TreeForecaster.OWN, ridge, neighbours, slow, horizons, trees);
    }

    /**
     * The same rows of the same input, but trees that Smile grows: fewer rows, each horizon by itself.
     *
     * @param told of each channel that is learnt
     */
    TreeForecaster learnBySmile(
            Ridge ridge, Neighbours neighbours, boolean slow, SmileBoosting.Settings settings, IntConsumer told) {
        int channels = frame.panel().channelCount();
        int targets = frame.panel().targetCount();
        List<BoostedTrees> trees = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            TreeInput input = new TreeInput(channel, channels, horizons, neighbours, slow);
            SplittableRandom random = new SplittableRandom(settings.seed() * 31 + channel);
            int first = split.trainFrom() + TreeInput.WINDOW - 1;
            long pairs = (long) (split.trainTo() - horizons - first) * targets;
            int count = (int) Math.min(pairs, (long) ROWS_TO_DRAW_FROM * settings.rows());
            Filler filler = new Filler(ridge, input);
            Bins bins = bins(filler, input, Math.min(count, BINNED_SAMPLE), pairs, random);
            trees.add(new SmileBoosting(bins, settings).learn(draw(filler, bins, count, pairs, random)));
            told.accept(channel);
        }
        return new TreeForecaster(TreeForecaster.BY_SMILE, ridge, neighbours, slow, horizons, trees);
    }

    private BoostedTrees learn(Ridge ridge, TreeInput input, Watcher watcher, BoostedTrees before) {
        int targets = frame.panel().targetCount();
        SplittableRandom random = new SplittableRandom(plan.settings().seed() * 31 + input.channel());
        int first = split.trainFrom() + TreeInput.WINDOW - 1;
        int origins = split.trainTo() - horizons - first;
        long pairs = (long) origins * targets;
        int count = (int) Math.min(pairs, plan.rows());
        Filler filler = new Filler(ridge, input);
        Bins bins = before == null ? bins(filler, input, Math.min(count, BINNED_SAMPLE), pairs, random) : before.bins();
        TreeRows rows = draw(filler, bins, count, pairs, random);
        int[] judged = split.validationOrigins(horizons, Math.max(1, JUDGED_ROWS / targets));
        TreeRows judges = judged.length == 0 ? null : filler.rows(bins, judged.length * targets);
        for (int i = 0; i < judged.length; i++) {
            for (int target = 0; target < targets; target++) {
                filler.put(judges, bins, i * targets + target, judged[i], target, 0);
            }
        }
        TreeSettings settings = plan.settings();
        if (before != null) {
            before.add(rows.bins(), count, rows.base());
            settings = settings.withRounds(Math.max(1, before.size() / SHARE_LEARNT_ON));
        }
        BoostedTrees learnt = new Boosting(bins, settings)
                .learn(rows, judges, (tree, error) -> watcher.grown(input.channel(), tree, error))
                .trees();
        return before == null ? learnt : before.plus(learnt);
    }

    /** Rows in order of time; every pair of an origin and a target has the same chance. */
    private TreeRows draw(Filler filler, Bins bins, int count, long pairs, SplittableRandom random) {
        int targets = frame.panel().targetCount();
        int first = split.trainFrom() + TreeInput.WINDOW - 1;
        TreeRows rows = filler.rows(bins, count);
        long left = pairs;
        int at = 0;
        for (long pair = 0; pair < pairs && at < count; pair++, left--) {
            if (random.nextDouble() * left < count - at) {
                boolean hide = random.nextDouble() < plan.hiddenShare();
                int hidden = hide ? 1 + random.nextInt(TreeInput.WINDOW) : 0;
                filler.put(rows, bins, at++, first + (int) (pair / targets), (int) (pair % targets), hidden);
            }
        }
        return rows;
    }

    private Bins bins(Filler filler, TreeInput input, int size, long pairs, SplittableRandom random) {
        int targets = frame.panel().targetCount();
        int first = split.trainFrom() + TreeInput.WINDOW - 1;
        float[] sample = new float[size * input.width()];
        for (int i = 0; i < size; i++) {
            long pair = random.nextLong(pairs);
            filler.fill(first + (int) (pair / targets), (int) (pair % targets), 0);
            System.arraycopy(filler.row, 0, sample, i * input.width(), input.width());
        }
        return Bins.learn(sample, input.width());
    }

    /** Fills rows. */
    private final class Filler {
        private final Ridge ridge;
        private final TreeInput input;
        private final float[] ridgeRow = Ridge.row();
        private final float[] base = new float[horizons];
        private final float[] row;

        Filler(Ridge ridge, TreeInput input) {
            this.ridge = ridge;
            this.input = input;
            row = new float[input.width()];
        }

        void fill(int origin, int target, int hidden) {
            ridge.deviations(frame, input.channel(), origin, target, hidden, ridgeRow, base);
            input.fill(frame, origin, target, hidden, base, row);
        }

        TreeRows rows(Bins bins, int count) {
            return new TreeRows(input.width(), horizons, new byte[count * input.width()],
                    new float[count * horizons], new float[count * horizons], new float[count]);
        }

        void put(TreeRows rows, Bins bins, int number, int origin, int target, int hidden) {
            fill(origin, target, hidden);
            bins.fill(row, rows.bins(), number);
            System.arraycopy(base, 0, rows.base(), number * horizons, horizons);
            for (int h = 0; h < horizons; h++) {
                rows.outcomes()[number * horizons + h] =
                        frame.outcome(input.channel(), origin + 1 + h, target);
            }
            Normalisation normalisation = frame.normalisation();
            rows.weights()[number] = normalisation.scale(input.channel(), target)
                    / normalisation.meanScale(input.channel());
        }
    }
}
