package city.mio.models.forecast.trees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Trees whose answers are added up. Immutable; may be shared. */
public final class BoostedTrees {

    private static final int MOST = 1 << 16;

    private final Bins bins;
    private final int outputs;
    private final List<Tree> trees;
    private final FlatTrees flat;

    BoostedTrees(Bins bins, int outputs, List<Tree> trees) {
        this.bins = bins;
        this.outputs = outputs;
        this.trees = List.copyOf(trees);
        flat = new FlatTrees(this.trees, outputs);
    }

    /** These trees and then others, which were learnt on what these leave over. */
    public BoostedTrees plus(BoostedTrees others) {
        if (others.outputs != outputs || others.bins.features() != bins.features()) {
            throw new IllegalArgumentException("others must be of the same features and outputs");
        }
        List<Tree> all = new ArrayList<>(trees);
        all.addAll(others.trees);
        return new BoostedTrees(bins, outputs, all);
    }

    public Bins bins() {
        return bins;
    }

    public int outputs() {
        return outputs;
    }

    public int size() {
        return trees.size();
    }

    /**
     * Adds the trees' answers.
     *
     * @param rows {@code [row * features + feature]}, as {@link Bins#fill} fills them
     * @param to {@code [row * outputs + output]}, what to begin with
     */
    public void add(byte[] rows, int count, float[] to) {
        flat.add(rows, bins.features(), count, to);
    }

    static void add(Tree tree, byte[] rows, int features, int count, int outputs, float[] to) {
        float[] answers = tree.answers();
        for (int row = 0; row < count; row++) {
            int leaf = tree.leaf(rows, row * features) * outputs;
            int at = row * outputs;
            for (int output = 0; output < outputs; output++) {
                to[at + output] += answers[leaf + output];
            }
        }
    }

    public void write(DataOutputStream out) throws IOException {
        bins.write(out);
        out.writeInt(outputs);
        out.writeInt(trees.size());
        for (Tree tree : trees) {
            tree.write(out, outputs);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static BoostedTrees read(DataInputStream in) throws IOException {
        Bins bins = Bins.read(in);
        int outputs = in.readInt();
        int size = in.readInt();
        if (outputs < 1 || outputs > MOST || size < 0 || size > MOST) {
            throw new IOException("trees cannot be " + size + " with " + outputs + " outputs");
        }
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            trees.add(Tree.read(in, bins.features(), outputs));
        }
        return new BoostedTrees(bins, outputs, trees);
    }
}
