package city.mio.models.forecast.trees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One tree. Node {@code n} asks whether the bin of {@code feature[n]} is at most {@code cut[n]}; a child that is negative
 * is a leaf, {@code -1 - child} its number.
 */
final class Tree {

    private final int[] feature;
    private final byte[] cut;
    private final boolean[] missingLeft;
    private final int[] left;
    private final int[] right;
    /** {@code [leaf * outputs + output]}. */
    private final float[] answers;
    private int nodes;

    Tree(int leaves, int outputs) {
        int most = Math.max(1, leaves - 1);
        feature = new int[most];
        cut = new byte[most];
        missingLeft = new boolean[most];
        left = new int[most];
        right = new int[most];
        answers = new float[leaves * outputs];
    }

    /** Puts a node in a leaf's place: its left child keeps the leaf's number, the right one gets the next. */
    void split(int leaf, int parent, boolean isLeft, int splitFeature, int splitCut, boolean missingGoesLeft) {
        int node = nodes++;
        feature[node] = splitFeature;
        cut[node] = (byte) splitCut;
        missingLeft[node] = missingGoesLeft;
        left[node] = -1 - leaf;
        right[node] = -1 - nodes;
        if (parent >= 0) {
            (isLeft ? left : right)[parent] = node;
        }
    }

    int nodes() {
        return nodes;
    }

    float[] answers() {
        return answers;
    }

    /** The number of the leaf that a row ends in. */
    int leaf(byte[] bins, int offset) {
        if (nodes == 0) {
            return 0;
        }
        int node = 0;
        while (node >= 0) {
            byte bin = bins[offset + feature[node]];
            boolean goesLeft = bin == 0 ? missingLeft[node] : bin <= cut[node];
            node = goesLeft ? left[node] : right[node];
        }
        return -1 - node;
    }

    /** Puts the nodes, then the leaves, into the arrays of {@link FlatTrees}. */
    void flatten(long[] goesRight, long[] ways, int first) {
        for (int node = 0; node < nodes; node++) {
            long above = cut[node] >= Bins.EACH - 1 ? 0 : -1L << (cut[node] + 1);
            goesRight[first + node] = missingLeft[node] ? above & ~1L : above | 1L;
            ways[first + node] = FlatTrees.way(feature[node], number(left[node]), number(right[node]));
        }
        for (int leaf = 0; leaf <= nodes; leaf++) {
            ways[first + nodes + leaf] = FlatTrees.way(0, nodes + leaf, nodes + leaf);
        }
    }

    private int number(int child) {
        return child >= 0 ? child : nodes - 1 - child;
    }

    void write(DataOutputStream out, int outputs) throws IOException {
        out.writeShort(nodes);
        for (int node = 0; node < nodes; node++) {
            out.writeShort(feature[node]);
            out.writeByte(missingLeft[node] ? cut[node] | 0x80 : cut[node]);
            out.writeShort(left[node]);
            out.writeShort(right[node]);
        }
        for (int i = 0; i < (nodes + 1) * outputs; i++) {
            out.writeFloat(answers[i]);
        }
    }

    static Tree read(DataInputStream in, int features, int outputs) throws IOException {
        int nodes = in.readShort();
        if (nodes < 0) {
            throw new IOException("nodes of a tree cannot be " + nodes);
        }
        Tree tree = new Tree(nodes + 1, outputs);
        tree.nodes = nodes;
        for (int node = 0; node < nodes; node++) {
            tree.feature[node] = in.readShort();
            int told = in.readByte();
            tree.missingLeft[node] = told < 0;
            tree.cut[node] = (byte) (told & 0x7f);
            tree.left[node] = in.readShort();
            tree.right[node] = in.readShort();
            // A child comes after its parent, so that every way ends.
            if (tree.feature[node] < 0 || tree.feature[node] >= features
                    || !isChild(tree.left[node], node, nodes) || !isChild(tree.right[node], node, nodes)) {
                throw new IOException("a node of a tree points nowhere");
            }
        }
        for (int i = 0; i < tree.answers.length; i++) {
            tree.answers[i] = in.readFloat();
        }
        return tree;
    }

    private static boolean isChild(int child, int node, int nodes) {
        return child < 0 ? -1 - child <= nodes : child > node && child < nodes;
    }
}
