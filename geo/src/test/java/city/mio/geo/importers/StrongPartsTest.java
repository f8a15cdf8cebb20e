package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StrongPartsTest {

    @Test
    void agreesWithReachability() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int nodes = 1 + random.nextInt(14);
            int arcs = random.nextInt(3 * nodes);
            int[] from = random.ints(arcs, 0, nodes).toArray();
            int[] to = random.ints(arcs, 0, nodes).toArray();
            boolean[][] reach = new boolean[nodes][nodes];
            for (int i = 0; i < nodes; i++) {
                reach[i][i] = true;
            }
            for (int i = 0; i < arcs; i++) {
                reach[from[i]][to[i]] = true;
            }
            for (int k = 0; k < nodes; k++) {
                for (int i = 0; i < nodes; i++) {
                    for (int j = 0; j < nodes; j++) {
                        reach[i][j] |= reach[i][k] && reach[k][j];
                    }
                }
            }
            StrongParts parts = new StrongParts(nodes, from, to);
            int largest = 0;
            int ofLargest = 0;
            for (int i = 0; i < nodes; i++) {
                int size = 0;
                for (int j = 0; j < nodes; j++) {
                    boolean together = reach[i][j] && reach[j][i];
                    assertThat(parts.partOf(i) == parts.partOf(j)).isEqualTo(together);
                    size += together ? 1 : 0;
                }
                largest = Math.max(largest, size);
                ofLargest += parts.partOf(i) == parts.largest() ? 1 : 0;
            }
            assertThat(ofLargest).isEqualTo(largest);
        }
    }

    @Test
    void aRoadOfAMillionNodesIsNoStackOverflow() {
        int nodes = 1_000_000;
        int[] from = new int[nodes];
        int[] to = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            from[i] = i;
            to[i] = (i + 1) % nodes;
        }
        assertThat(new StrongParts(nodes, from, to).count()).isEqualTo(1);
        to[nodes - 1] = nodes - 1;
        assertThat(new StrongParts(nodes, from, to).count()).isEqualTo(nodes);
    }

    @Test
    void nothingHasNoParts() {
        assertThat(new StrongParts(0, new int[0], new int[0]).largest()).isEqualTo(-1);
    }
}
