package city.mio.models.forecast;

import city.mio.models.forecast.trees.BoostedTrees;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Boosted trees for each channel, one set for all targets and horizons, on what ridge leaves over. Immutable; may be
 * shared.
 */
public final class TreeForecaster implements Forecaster {

    static final String OWN = "trees";
    static final String BY_SMILE = "smile trees";

    private final String name;
    private final Ridge ridge;
    private final Neighbours neighbours;
    private final boolean slow;
    private final List<TreeInput> inputs;
    private final List<BoostedTrees> trees;

    TreeForecaster(String name, Ridge ridge, Neighbours neighbours, boolean slow, int horizons,
            List<BoostedTrees> trees) {
        this.name = name;
        this.ridge = ridge;
        this.neighbours = neighbours;
        this.slow = slow;
        this.trees = List.copyOf(trees);
        inputs = new ArrayList<>();
        for (int channel = 0; channel < trees.size(); channel++) {
            inputs.add(new TreeInput(channel, trees.size(), horizons, neighbours, slow));
        }
    }

    @Override
    public String name() {
        return name;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    BoostedTrees trees(int channel) {
        return trees.get(channel);
    }

    /** How many trees a channel has. */
    public int size(int channel) {
        return trees.get(channel).size();
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        int horizons = out.horizons();
        int targets = out.targets();
        float[] ridgeRow = Ridge.row();
        float[] base = new float[horizons];
        for (int channel = 0; channel < trees.size(); channel++) {
            TreeInput input = inputs.get(channel);
            BoostedTrees boosted = trees.get(channel);
            float[] row = new float[input.width()];
            byte[] bins = new byte[targets * input.width()];
            float[] deviations = new float[targets * horizons];
            for (int target = 0; target < targets; target++) {
                ridge.deviations(frame, channel, origin, target, 0, ridgeRow, base);
                input.fill(frame, origin, target, 0, base, row);
                boosted.bins().fill(row, bins, target);
                System.arraycopy(base, 0, deviations, target * horizons, horizons);
            }
            boosted.add(bins, targets, deviations);
            for (int target = 0; target < targets; target++) {
                for (int h = 0; h < horizons; h++) {
                    float deviation = deviations[target * horizons + h];
                    out.set(channel, target, h, frame.value(channel, origin + 1 + h, target, deviation));
                }
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(slow);
        neighbours.write(out);
        for (BoostedTrees boosted : trees) {
            boosted.write(out);
        }
    }

    /** Reads what {@link #write} wrote of a model of these. */
    static TreeForecaster read(
            DataInputStream in, String name, Ridge ridge, int channels, int targets, int horizons) throws IOException {
        boolean slow = in.readBoolean();
        Neighbours neighbours = Neighbours.read(in, targets);
        List<BoostedTrees> trees = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            BoostedTrees boosted = BoostedTrees.read(in);
            int width = new TreeInput(channel, channels, horizons, neighbours, slow).width();
            if (boosted.outputs() != horizons || boosted.bins().features() != width) {
                throw new IOException("the trees are of other horizons or features than the model");
            }
            trees.add(boosted);
        }
        return new TreeForecaster(name, ridge, neighbours, slow, horizons, trees);
    }
}
