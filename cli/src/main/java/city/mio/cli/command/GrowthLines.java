package city.mio.cli.command;

import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.TreeTraining;
import city.mio.models.forecast.trees.SmileBoosting;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** A line now and then while boosted trees grow. */
final class GrowthLines implements TreeTraining.Watcher {

    private static final int TOLD_EVERY = 50;

    private final CommandSpec spec;

    GrowthLines(CommandSpec spec) {
        this.spec = spec;
    }

    /** The model with Smile's trees beside it. */
    static ForecastModel withSmileTrees(ForecastTraining training, ForecastModel model, long seed, CommandSpec spec) {
        return training.withSmileTrees(model, SmileBoosting.Settings.usual(seed), channel ->
                spec.commandLine().getErr().println("smile trees: channel " + (channel + 1) + " grown"));
    }

    @Override
    public void grown(int channel, int tree, double error) {
        if (tree % TOLD_EVERY == 0) {
            spec.commandLine().getErr().println(Double.isNaN(error)
                    ? String.format(Locale.ROOT, "trees: channel %d, tree %d, of both parts", channel + 1, tree)
                    : String.format(
                            Locale.ROOT, "trees: channel %d, tree %d, validation error %.4f", channel + 1, tree, error));
        }
    }
}
