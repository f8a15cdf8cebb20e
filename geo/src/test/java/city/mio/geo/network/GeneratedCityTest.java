package city.mio.geo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class GeneratedCityTest {

    @Test
    void isACity() {
        RoadNetwork city = GeneratedCity.of(10_000, 7);
        System.out.println(city + ", " + city.bannedTurnCount() + " banned turns");
        assertThat(city.nodeCount()).isBetween(10_000, 10_500);
        assertThat(city.linkCount() / (double) city.nodeCount()).isBetween(2.3, 2.5);
        assertThat(city.bannedTurnCount()).isPositive();
        assertThat(reached(city, true)).isEqualTo(city.nodeCount());
        assertThat(reached(city, false)).isEqualTo(city.nodeCount());
    }

    @Test
    void isTheSameForTheSameSeed() {
        RoadNetwork one = GeneratedCity.of(2_500, 3);
        RoadNetwork same = GeneratedCity.of(2_500, 3);
        assertThat(same.arrays()).usingRecursiveComparison().isEqualTo(one.arrays());
        assertThat(GeneratedCity.of(2_500, 4).linkCount()).isNotEqualTo(one.linkCount());
    }

    @Test
    void refusesNoSize() {
        assertThatThrownBy(() -> GeneratedCity.of(10, 1)).hasMessageContaining("nodes 10");
    }

    private static int reached(RoadNetwork network, boolean forward) {
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(0);
        seen.set(0);
        while (!open.isEmpty()) {
            int node = open.poll();
            int degree = forward ? network.outDegree(node) : network.inDegree(node);
            for (int i = 0; i < degree; i++) {
                int next = forward ? network.toNode(network.outLink(node, i)) : network.fromNode(network.inLink(node, i));
                if (!seen.get(next)) {
                    seen.set(next);
                    open.add(next);
                }
            }
        }
        return seen.cardinality();
    }
}
