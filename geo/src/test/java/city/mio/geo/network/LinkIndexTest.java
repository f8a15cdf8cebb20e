package city.mio.geo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkIndexTest {

    /** Coordinates in the index are floats. */
    private static final double TOLERANCE = 0.02;

    @ParameterizedTest
    @CsvSource({"1, 40, 60, 0.02, 3", "2, 400, 900, 0.05, 6", "3, 30, 50, 3.0, 0", "4, 2, 5, 0.0001, 2", "5, 60, 80, 0, 1"})
    void findsWhatLookingAtEveryLinkFinds(long seed, int nodes, int links, double side, int via) {
        RoadNetwork network = RandomNetworks.strewn(seed, nodes, links, side, via);
        LinkIndex index = new LinkIndex(network);
        Candidates candidates = new Candidates();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            double x = index.projection().x(135.5 + 1.2 * (side + 0.002) * (random.nextDouble() - 0.5));
            double y = index.projection().y(34.7 + 1.2 * (side + 0.002) * (random.nextDouble() - 0.5));
            double radius = random.nextInt(10) == 0 ? 5_000 * random.nextDouble() : 200 * random.nextDouble();
            index.query(x, y, radius, candidates);
            compare(network, x, y, radius, candidates);
        }
    }

    private static void compare(RoadNetwork network, double x, double y, double radius, Candidates found) {
        Map<Integer, Integer> entries = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            assertThat(entries.put(found.link(i), i)).as("link %d is there twice", found.link(i)).isNull();
            if (i > 0) {
                assertThat(found.distanceMetres(i)).isGreaterThanOrEqualTo(found.distanceMetres(i - 1));
            }
        }
        for (int link = 0; link < network.linkCount(); link++) {
            double[] nearest = nearest(network, link, x, y);
            Integer entry = entries.get(link);
            if (nearest[0] < radius - TOLERANCE) {
                assertThat(entry).as("link %d at %.3f of %.3f m", link, nearest[0], radius).isNotNull();
            }
            if (nearest[0] > radius + TOLERANCE) {
                assertThat(entry).as("link %d at %.3f of %.3f m", link, nearest[0], radius).isNull();
            }
            if (entry != null) {
                assertThat(found.distanceMetres(entry)).isCloseTo(nearest[0], within(TOLERANCE));
                assertThat(Math.hypot(found.x(entry) - x, found.y(entry) - y))
                        .isCloseTo(found.distanceMetres(entry), within(1e-6));
                double[] there = at(network, link, found.offsetShare(entry));
                assertThat(Math.hypot(there[0] - found.x(entry), there[1] - found.y(entry)))
                        .as("the offset share leads to the nearest point")
                        .isLessThan(0.1);
                assertThat(found.bearingDegrees(entry)).isBetween(0f, 360f).isNotEqualTo(360f);
            }
        }
    }

    private static double[] nearest(RoadNetwork network, int link, double x, double y) {
        LocalProjection p = network.projection();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 1; i < network.shapeSize(link); i++) {
            double x1 = p.x(network.shapeLon(link, i - 1));
            double y1 = p.y(network.shapeLat(link, i - 1));
            double dx = p.x(network.shapeLon(link, i)) - x1;
            double dy = p.y(network.shapeLat(link, i)) - y1;
            double t = dx * dx + dy * dy == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
            t = Math.max(0, Math.min(1, t));
            best = Math.min(best, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
        }
        return new double[] {best};
    }

    private static double[] at(RoadNetwork network, int link, double share) {
        LocalProjection p = network.projection();
        double total = 0;
        for (int i = 1; i < network.shapeSize(link); i++) {
            total += segment(network, link, i);
        }
        double left = share * total;
        for (int i = 1; i < network.shapeSize(link); i++) {
            double length = segment(network, link, i);
            if (left <= length || i == network.shapeSize(link) - 1) {
                double t = length == 0 ? 0 : left / length;
                double x1 = p.x(network.shapeLon(link, i - 1));
                double y1 = p.y(network.shapeLat(link, i - 1));
                return new double[] {
                    x1 + t * (p.x(network.shapeLon(link, i)) - x1), y1 + t * (p.y(network.shapeLat(link, i)) - y1)
                };
            }
            left -= length;
        }
        throw new AssertionError("a link has at least one segment");
    }

    private static double segment(RoadNetwork network, int link, int i) {
        LocalProjection p = network.projection();
        return Math.hypot(
                p.x(network.shapeLon(link, i)) - p.x(network.shapeLon(link, i - 1)),
                p.y(network.shapeLat(link, i)) - p.y(network.shapeLat(link, i - 1)));
    }

    @Test
    void tellsTheBearingClockwiseFromNorth() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        builder.addNode(1, 135.50, 34.70, false, "", "");
        builder.addNode(2, 135.51, 34.70, false, "", "");
        builder.addLink(RoadLink.builder().linkId(1).from(1).to(2).build());
        builder.addLink(RoadLink.builder().linkId(2).from(2).to(1).build());
        RoadNetwork network = builder.build();
        LinkIndex index = new LinkIndex(network);
        Candidates candidates = new Candidates();
        index.query(index.projection().x(135.5025), index.projection().y(34.7001), 50, candidates);
        assertThat(candidates.size()).isEqualTo(2);
        assertThat(candidates.link(0)).as("equal distances by link index").isEqualTo(0);
        assertThat(candidates.bearingDegrees(0)).isCloseTo(90f, within(0.01f));
        assertThat(candidates.offsetShare(0)).isCloseTo(0.25f, within(0.001f));
        assertThat(candidates.bearingDegrees(1)).isCloseTo(270f, within(0.01f));
        assertThat(candidates.offsetShare(1)).isCloseTo(0.75f, within(0.001f));
        candidates.keepNearest(1);
        assertThat(candidates.size()).isEqualTo(1);
        assertThatThrownBy(() -> candidates.link(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void looksForTheNearestInGrowingCircles() {
        RoadNetwork network = RandomNetworks.grid(10, 10);
        LinkIndex index = new LinkIndex(network);
        Candidates scratch = new Candidates();
        assertThat(index.findNearest(135.39, 34.6, 100, scratch)).isEmpty();
        int link = index.findNearest(135.39, 34.6, 5_000, scratch).orElseThrow();
        assertThat(network.fromNode(link) == 0 || network.toNode(link) == 0).isTrue();
        assertThat(scratch.distanceMetres(0)).isCloseTo(915, within(2.0));
    }

    @Test
    void anEmptyNetworkHasNothingNear() {
        LinkIndex index = new LinkIndex(new RoadNetworkBuilder().build());
        Candidates candidates = new Candidates();
        index.query(0, 0, 1e6, candidates);
        assertThat(candidates.size()).isZero();
    }

    @Test
    void refusesQueriesThatAreNoPlace() {
        LinkIndex index = new LinkIndex(RandomNetworks.grid(3, 3));
        Candidates candidates = new Candidates();
        assertThatThrownBy(() -> index.query(Double.NaN, 0, 10, candidates))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.query(0, 0, -1, candidates)).isInstanceOf(IllegalArgumentException.class);
        index.query(1e300, 0, 10, candidates);
        assertThat(candidates.size()).isZero();
    }
}
