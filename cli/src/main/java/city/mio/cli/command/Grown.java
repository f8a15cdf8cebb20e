package city.mio.cli.command;

import city.mio.cli.progress.Progress;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.TreeForecaster;
import city.mio.models.forecast.TreeTraining;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Boosted trees, learnt under a progress bar. */
final class Grown {

    private static final int TOLD_EVERY = 50;

    private Grown() {}

    static TreeForecaster trees(ForecastTraining training, TreeTraining.Plan plan, int channels, CommandSpec spec) {
        long rounds = plan.settings().rounds();
        try (Progress progress = Progress.start("growing", "trees", rounds * channels, spec.commandLine().getErr())) {
            return training.trees(plan, (channel, tree, error) -> {
                progress.reached(channel * rounds + tree);
                if (tree % TOLD_EVERY == 0) {
                    spec.commandLine().getErr().println(String.format(
                            Locale.ROOT, "trees: channel %d, tree %d, validation error %.4f", channel + 1, tree, error));
                }
            });
        }
    }
}
