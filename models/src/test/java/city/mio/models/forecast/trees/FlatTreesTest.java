package city.mio.models.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlatTreesTest {

    private static final int FEATURES = 7;
    private static final int OUTPUTS = 3;
    private static final int ROWS = 1_003;

    /** Trees of all shapes, one of a single leaf and cuts at both ends among them, answer as going down one by one does. */
    @Test
    void answersAsTheTreesDoOneByOne() {
        Random random = new Random(8);
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            trees.add(tree(i * 3 + 1, random));
        }
        byte[] rows = new byte[ROWS * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) random.nextInt(Bins.EACH);
        }
        float[] expected = new float[ROWS * OUTPUTS];
        for (Tree tree : trees) {
            BoostedTrees.add(tree, rows, FEATURES, ROWS, OUTPUTS, expected);
        }
        float[] told = new float[ROWS * OUTPUTS];
        new FlatTrees(trees, OUTPUTS).add(rows, FEATURES, ROWS, told);
        assertThat(told).isEqualTo(expected);
    }

    /** Leaves are split in a random order, as far right as left. */
    private static Tree tree(int leaves, Random random) {
        Tree tree = new Tree(leaves, OUTPUTS);
        int[] parent = new int[leaves];
        boolean[] isLeft = new boolean[leaves];
        parent[0] = -1;
        for (int made = 1; made < leaves; made++) {
            int leaf = random.nextInt(made);
            int node = tree.nodes();
            tree.split(leaf, parent[leaf], isLeft[leaf], random.nextInt(FEATURES), random.nextInt(Bins.EACH),
                    random.nextBoolean());
            parent[leaf] = node;
            isLeft[leaf] = true;
            parent[made] = node;
            isLeft[made] = false;
        }
        for (int i = 0; i < leaves * OUTPUTS; i++) {
            tree.answers()[i] = random.nextFloat() - 0.5f;
        }
        return tree;
    }
}
