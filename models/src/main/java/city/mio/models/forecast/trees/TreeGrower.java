package city.mio.models.forecast.trees;

import java.util.Arrays;

/**
 * Grows one tree leaf by leaf, the leaf that gains most first. A feature's histogram holds the gradient's sum and the
 * weight of each bin in one long, both as whole numbers: one addition a row and feature, exact, and a sibling's
 * histogram is the parent's without the other's. Keeps buffers; not for several threads.
 */
final class TreeGrower {

    /** Gradients and weights are rounded to multiples of one part in this many. */
    static final int RESOLUTION = 1 << 9;

    private static final double RIDGE = 1.0 * RESOLUTION;

    private final TreeRows rows;
    private final TreeSettings settings;
    private final int[] order;
    private final int[] aside;
    private final long[][] histograms;
    private final Leaf[] leaves;

    private static final class Leaf {
        private int from;
        private int to;
        private int parent;
        private boolean isLeft;
        private double gain;
        private int feature;
        private int cut;
        private boolean missingLeft;
    }

    TreeGrower(TreeRows rows, TreeSettings settings) {
        this.rows = rows;
        this.settings = settings;
        order = new int[rows.count()];
        aside = new int[rows.count()];
        histograms = new long[settings.leaves()][rows.features() * Bins.EACH];
        leaves = new Leaf[settings.leaves()];
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = new Leaf();
        }
    }

    /** The rows of the tree grown last, leaf by leaf. */
    int[] order() {
        return order;
    }

    int from(int leaf) {
        return leaves[leaf].from;
    }

    int to(int leaf) {
        return leaves[leaf].to;
    }

    /** A row's gradient and weight in one number. */
    static long packed(double gradient, double weight) {
        return (Math.round(gradient * RESOLUTION) << 32) + Math.round(weight * RESOLUTION);
    }

    /**
     * Grows a tree.
     *
     * @param count rows that it is grown from, the first of {@link #order()}, ascending
     * @param slopes of every row, {@link #packed}
     * @param features that it may split by
     */
    Tree grow(int count, long[] slopes, int[] features) {
        Tree tree = new Tree(settings.leaves(), rows.outputs());
        Leaf root = leaves[0];
        root.from = 0;
        root.to = count;
        root.parent = -1;
        sum(root, histograms[0], slopes, features);
        search(root, histograms[0], features);
        int size = 1;
        while (size < leaves.length) {
            int best = 0;
            for (int i = 1; i < size; i++) {
                if (leaves[i].gain > leaves[best].gain) {
                    best = i;
                }
            }
            Leaf leaf = leaves[best];
            if (!(leaf.gain > 0)) {
                break;
            }
            tree.split(best, leaf.parent, leaf.isLeft, leaf.feature, leaf.cut, leaf.missingLeft);
            Leaf right = leaves[size];
            right.to = leaf.to;
            right.from = divide(leaf);
            leaf.to = right.from;
            leaf.parent = tree.nodes() - 1;
            leaf.isLeft = true;
            right.parent = leaf.parent;
            right.isLeft = false;
            boolean leftIsSmaller = leaf.to - leaf.from < right.to - right.from;
            long[] whole = histograms[best];
            long[] part = histograms[size];
            sum(leftIsSmaller ? leaf : right, part, slopes, features);
            subtract(whole, part, features);
            if (leftIsSmaller) {
                histograms[best] = part;
                histograms[size] = whole;
            }
            search(leaf, histograms[best], features);
            search(right, histograms[size], features);
            size++;
        }
        return tree;
    }

    private void sum(Leaf leaf, long[] histogram, long[] slopes, int[] features) {
        for (int feature : features) {
            Arrays.fill(histogram, feature * Bins.EACH, (feature + 1) * Bins.EACH, 0);
        }
        byte[] bins = rows.bins();
        int width = rows.features();
        for (int i = leaf.from; i < leaf.to; i++) {
            int row = order[i];
            long slope = slopes[row];
            int base = row * width;
            for (int feature : features) {
                histogram[feature * Bins.EACH + bins[base + feature]] += slope;
            }
        }
    }

    private static void subtract(long[] whole, long[] part, int[] features) {
        for (int feature : features) {
            int end = (feature + 1) * Bins.EACH;
            for (int at = feature * Bins.EACH; at < end; at++) {
                whole[at] -= part[at];
            }
        }
    }

    private static double score(long slope) {
        double gradient = slope >> 32;
        return gradient * gradient / ((slope & 0xffffffffL) + RIDGE);
    }

    private void search(Leaf leaf, long[] histogram, int[] features) {
        leaf.gain = 0;
        long least = (long) (settings.leastRows() * RESOLUTION);
        for (int feature : features) {
            int base = feature * Bins.EACH;
            long all = 0;
            for (int bin = 0; bin < Bins.EACH; bin++) {
                all += histogram[base + bin];
            }
            long allWeight = all & 0xffffffffL;
            if (allWeight < 2 * least) {
                return;
            }
            double before = score(all);
            long missing = histogram[base];
            long below = 0;
            for (int cut = 1; cut < Bins.EACH - 1; cut++) {
                long own = histogram[base + cut];
                if (own == 0) {
                    continue;
                }
                below += own;
                for (int way = missing == 0 ? 1 : 0; way < 2; way++) {
                    long leftSide = way == 0 ? below + missing : below;
                    long leftWeight = leftSide & 0xffffffffL;
                    if (leftWeight < least || allWeight - leftWeight < least) {
                        continue;
                    }
                    double gain = score(leftSide) + score(all - leftSide) - before;
                    if (gain > leaf.gain) {
                        leaf.gain = gain;
                        leaf.feature = feature;
                        leaf.cut = cut;
                        // Where nothing was missing, a missing value goes with the more.
                        leaf.missingLeft = missing == 0 ? 2 * leftWeight > allWeight : way == 0;
                    }
                }
            }
        }
    }

    /** Sorts the leaf's rows to their sides, each in its old order; the place where the right side begins. */
    private int divide(Leaf leaf) {
        byte[] bins = rows.bins();
        int width = rows.features();
        int kept = leaf.from;
        int put = 0;
        for (int i = leaf.from; i < leaf.to; i++) {
            int row = order[i];
            byte bin = bins[row * width + leaf.feature];
            if (bin == 0 ? leaf.missingLeft : bin <= leaf.cut) {
                order[kept++] = row;
            } else {
                aside[put++] = row;
            }
        }
        System.arraycopy(aside, 0, order, kept, put);
        return kept;
    }
}
