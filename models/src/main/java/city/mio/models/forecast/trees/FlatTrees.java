package city.mio.models.forecast.trees;

import java.util.List;

/**
 * Trees as they are scored: all nodes in one array, rows in blocks that stay in the cache while tree after tree is added,
 * four rows going down a tree at once without a branch to guess. A node's test is a mask of the 64 bins that go right, so
 * that a missing value costs nothing more. Leaves come after a tree's nodes and lead to themselves. Immutable.
 */
final class FlatTrees {

    private static final int BLOCK = 256;
    private static final int TOGETHER = 4;
    private static final int NUMBER = 0xffff;

    private final int outputs;
    private final int[] nodes;
    /** Where a tree's nodes begin, and where its answers do. */
    private final int[] firstNode;
    private final int[] firstAnswer;
    /** A bit for each bin: whether it goes right. */
    private final long[] right;
    /** From the lowest bits: left child, right child, feature, 16 bits each; numbers within the tree. */
    private final long[] ways;
    /** {@code [(leaf of tree) * outputs + output]}. */
    private final float[] answers;

    FlatTrees(List<Tree> trees, int outputs) {
        this.outputs = outputs;
        int size = trees.size();
        nodes = new int[size];
        firstNode = new int[size];
        firstAnswer = new int[size];
        int all = 0;
        int leaves = 0;
        for (int tree = 0; tree < size; tree++) {
            nodes[tree] = trees.get(tree).nodes();
            firstNode[tree] = all;
            firstAnswer[tree] = leaves * outputs;
            all += 2 * nodes[tree] + 1;
            leaves += nodes[tree] + 1;
        }
        right = new long[all];
        ways = new long[all];
        answers = new float[leaves * outputs];
        for (int tree = 0; tree < size; tree++) {
            trees.get(tree).flatten(right, ways, firstNode[tree]);
            System.arraycopy(trees.get(tree).answers(), 0, answers, firstAnswer[tree], (nodes[tree] + 1) * outputs);
        }
    }

    /** Adds the trees' answers; shapes as {@link BoostedTrees#add}. */
    void add(byte[] rows, int features, int count, float[] to) {
        int[] leaves = new int[BLOCK];
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            for (int tree = 0; tree < nodes.length; tree++) {
                leaves(tree, rows, features, from, size, leaves);
                add(firstAnswer[tree], leaves, size, from, to);
            }
        }
    }

    private void add(int answer, int[] leaves, int size, int from, float[] to) {
        for (int i = 0; i < size; i++) {
            int leaf = answer + leaves[i] * outputs;
            int at = (from + i) * outputs;
            for (int output = 0; output < outputs; output++) {
                to[at + output] += answers[leaf + output];
            }
        }
    }

    private void leaves(int tree, byte[] rows, int features, int from, int size, int[] leaves) {
        int inner = nodes[tree];
        int first = firstNode[tree];
        int i = 0;
        for (; i + TOGETHER <= size; i += TOGETHER) {
            int row = (from + i) * features;
            int row1 = row + features;
            int row2 = row1 + features;
            int row3 = row2 + features;
            int node = 0;
            int node1 = 0;
            int node2 = 0;
            int node3 = 0;
            while (node < inner || node1 < inner || node2 < inner || node3 < inner) {
                node = below(first + node, rows, row);
                node1 = below(first + node1, rows, row1);
                node2 = below(first + node2, rows, row2);
                node3 = below(first + node3, rows, row3);
            }
            leaves[i] = node - inner;
            leaves[i + 1] = node1 - inner;
            leaves[i + 2] = node2 - inner;
            leaves[i + 3] = node3 - inner;
        }
        for (; i < size; i++) {
            int node = 0;
            while (node < inner) {
                node = below(first + node, rows, (from + i) * features);
            }
            leaves[i] = node - inner;
        }
    }

    private int below(int node, byte[] rows, int row) {
        long way = ways[node];
        int side = (int) (right[node] >>> rows[row + (int) (way >>> 32)]) & 1;
        return (int) (way >>> (side << 4)) & NUMBER;
    }

    /** A node's two children and the feature it asks for. */
    static long way(int feature, int left, int rightChild) {
        return (long) feature << 32 | (long) rightChild << 16 | left;
    }
}
