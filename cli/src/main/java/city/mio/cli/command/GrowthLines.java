package city.mio.cli.command;

import city.mio.models.forecast.TreeTraining;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** A line now and then while boosted trees grow. */
final class GrowthLines implements TreeTraining.Watcher {

    private static final int TOLD_EVERY = 50;

    private final CommandSpec spec;

    GrowthLines(CommandSpec spec) {
        this.spec = spec;
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
