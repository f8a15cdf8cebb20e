package city.mio.geo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoadNetworkTest {

    /** 1 ⇄ 2 → 3, and a second, far longer way from 2 to 1. */
    private static RoadNetworkBuilder threeNodes() {
        return new RoadNetworkBuilder()
                .addNode(1, 135.50, 34.70, true, "梅田", "Umeda")
                .addNode(2, 135.51, 34.70, false, "", "")
                .addNode(3, 135.51, 34.69, false, "", "")
                .addLink(RoadLink.builder().linkId(12).from(1).to(2).roadClass(RoadClass.PRIMARY).build())
                .addLink(RoadLink.builder().linkId(23).from(2).to(3).build())
                .addLink(RoadLink.builder().linkId(99).from(2).to(1).via(135.505, 34.72).build())
                .addLink(RoadLink.builder().linkId(21).from(2).to(1).build());
    }

    @Test
    void answersWhatWasTold() {
        RoadNetwork network = threeNodes().build();
        int link = network.getLink(12);
        assertThat(network.nodeId(network.fromNode(link))).isEqualTo(1);
        assertThat(network.nodeId(network.toNode(link))).isEqualTo(2);
        assertThat(network.nodeName(network.getNode(1))).isEqualTo("梅田");
        assertThat(network.nodeSignal(network.getNode(1))).isTrue();
        assertThat(network.roadClass(link)).isEqualTo(RoadClass.PRIMARY);
        assertThat(network.lanes(link)).isEqualTo(RoadClass.PRIMARY.defaultLanes());
        assertThat(network.freeFlowSpeedMps(link)).isEqualTo(RoadClass.PRIMARY.defaultSpeedMps());
        // One hundredth of a degree of longitude at 34.7° N on the sphere of 6371.0088 km.
        assertThat((double) network.lengthMetres(link)).isCloseTo(914.2, within(0.2));
        assertThat(network.freeFlowSeconds(link))
                .isCloseTo(network.lengthMetres(link) / 13.9f, within(0.01f));
        assertThat(network.shapeSize(network.getLink(99))).isEqualTo(3);
        assertThat(network.bounds().getMaxY()).isEqualTo(34.72);
        assertThat(network.findLink(1234)).isEmpty();
        assertThat(network.findNode(1234)).isEmpty();
        assertThatThrownBy(() -> network.getLink(1234)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theOppositeIsTheOtherHalfOfTheSameStreet() {
        RoadNetwork network = threeNodes().build();
        assertThat(network.oppositeLink(network.getLink(12))).isEqualTo(network.getLink(21));
        assertThat(network.oppositeLink(network.getLink(21))).isEqualTo(network.getLink(12));
        assertThat(network.oppositeLink(network.getLink(23))).isEqualTo(-1);
        assertThat(network.oppositeLink(network.getLink(99))).as("its course differs").isEqualTo(-1);
    }

    @Test
    void linksAreFoundFromTheirNodes() {
        RoadNetwork network = RandomNetworks.strewn(8, 50, 300, 0.05, 2);
        int seen = 0;
        for (int node = 0; node < network.nodeCount(); node++) {
            Set<Integer> out = new HashSet<>();
            for (int i = 0; i < network.outDegree(node); i++) {
                assertThat(network.fromNode(network.outLink(node, i))).isEqualTo(node);
                out.add(network.outLink(node, i));
            }
            assertThat(out).hasSize(network.outDegree(node));
            for (int i = 0; i < network.inDegree(node); i++) {
                assertThat(network.toNode(network.inLink(node, i))).isEqualTo(node);
            }
            seen += network.outDegree(node) + network.inDegree(node);
        }
        assertThat(seen).isEqualTo(2 * network.linkCount());
    }

    @Test
    void bannedTurnsAreNotAllowed() {
        RoadNetwork network = threeNodes().banTurn(12, 23).banTurn(12, 23).build();
        assertThat(network.turnAllowed(network.getLink(12), network.getLink(23))).isFalse();
        assertThat(network.turnAllowed(network.getLink(12), network.getLink(21))).isTrue();
        assertThat(network.turnAllowed(network.getLink(23), network.getLink(12))).as("they do not meet").isFalse();
        List<Long> bans = new ArrayList<>();
        network.forEachBannedTurn((from, to) -> {
            bans.add(network.linkId(from));
            bans.add(network.linkId(to));
        });
        assertThat(bans).containsExactly(12L, 23L);
    }

    @Test
    void bannedPathsAreTold() {
        RoadNetwork network = threeNodes()
                .banPath(21, 12, 23)
                .banPath(21, 12, 23)
                .banPathForHeavy(99, 12, 23)
                .banPathForHeavy(21, 12, 23)
                .banPathForHeavy(12, 21)
                .build();
        List<long[]> paths = new ArrayList<>();
        network.forEachBannedPath(path -> paths.add(Arrays.stream(path).mapToLong(network::linkId).toArray()));
        assertThat(paths).containsExactly(new long[] {21, 12, 23});
        assertThat(network.bannedPathCount()).isEqualTo(1);
        assertThat(network.heavyBannedPathCount()).as("what nobody may drive is not told twice").isEqualTo(1);
        assertThat(network.turnAllowed(network.getLink(12), network.getLink(21))).isTrue();
        assertThat(network.turnAllowedForHeavy(network.getLink(12), network.getLink(21))).isFalse();
        assertThat(network.turnAllowedForHeavy(network.getLink(12), network.getLink(23))).isTrue();
    }

    @Test
    void theBuilderRefusesWhatDoesNotFit() {
        RoadNetworkBuilder builder = threeNodes();
        assertThatThrownBy(() -> builder.addNode(1, 0, 0, false, "", "")).hasMessage("node 1 is there twice");
        assertThatThrownBy(() -> builder.addNode(7, 181, 0, false, "", "")).hasMessageContaining("node 7");
        assertThatThrownBy(() -> builder.addNode(7, Double.NaN, 0, false, "", "")).hasMessageContaining("node 7");
        assertThatThrownBy(() -> builder.addLink(
                        RoadLink.builder().linkId(12).from(1).to(2).build()))
                .hasMessage("link 12 is there twice");
        assertThatThrownBy(() -> builder.addLink(
                        RoadLink.builder().linkId(5).from(1).to(8).build()))
                .hasMessage("link 5: no node 8");
        assertThatThrownBy(() -> builder.banTurn(12, 12)).hasMessageContaining("does not start where");
        assertThatThrownBy(() -> builder.banTurn(12, 77)).hasMessageContaining("no link 77");
        assertThatThrownBy(() -> builder.banPath(21, 12, 21, 23, 12)).hasMessageContaining("link 23 does not start");
        assertThatThrownBy(() -> builder.banPath(21)).hasMessageContaining("fewer than two");
        assertThatThrownBy(() -> RoadLink.builder().linkId(0).build()).hasMessageContaining("linkId");
        assertThatThrownBy(() -> RoadLink.builder().linkId(1).via(1, 91).build()).hasMessageContaining("via");
    }

    @Test
    void stableIdsAreStable() {
        // Stored ids live in state and in topics: these values are a contract.
        assertThat(RoadNetworkBuilder.stableId("umeda>yodoyabashi"))
                .isEqualTo(RoadNetworkBuilder.stableId("umeda" + ">yodoyabashi"))
                .isNotEqualTo(RoadNetworkBuilder.stableId("yodoyabashi>umeda"))
                .isPositive()
                .isLessThan(1L << 53);
        assertThat(RoadNetworkBuilder.stableId("1>2")).isEqualTo(STABLE_ID_OF_1_TO_2);
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            ids.add(RoadNetworkBuilder.stableId("way/" + i + "/0"));
        }
        assertThat(ids).hasSize(200_000);
    }

    private static final long STABLE_ID_OF_1_TO_2 = 4_368_734_151_480_390L;
}
