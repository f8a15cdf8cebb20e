package city.mio.geo.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.mio.geo.matching.LineMatch.Kind;
import city.mio.geo.matching.LineMatchException.Reason;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A street along y = 0 with a side street at m2 and a road back to it at m3; a dual carriageway at y = 1000 (east) and 1025 (west); a
 * one-way street at y = -500; a street closed to heavy vehicles at y = -1000; an expressway above another street at y = 2000. All in
 * metres.
 */
class LineMatcherTest {

    private final TestRoads roads = roads();
    private final RoadNetwork network = roads.build();
    private final LinkIndex index = new LinkIndex(network);

    private static TestRoads roads() {
        TestRoads roads = new TestRoads();
        for (int i = 0; i < 6; i++) {
            roads.node("m" + i, 300 * i, 0)
                    .node("e" + i, 300 * i, 1000)
                    .node("w" + i, 300 * i, 1025)
                    .node("o" + i, 300 * i, -500)
                    .node("h" + i, 300 * i, -1000)
                    .node("g" + i, 300 * i, 2000)
                    .node("x" + i, 300 * i, 2000);
        }
        return roads.node("s2", 600, 300)
                .node("s3", 900, 300)
                .twoWay("m0", "m1", "m2", "m3", "m4", "m5")
                .twoWay("m2", "s2", "s3", "m3")
                .oneWay("e0", "e1", "e2", "e3", "e4", "e5")
                .oneWay("w5", "w4", "w3", "w2", "w1", "w0")
                .oneWay("o0", "o1", "o2", "o3", "o4", "o5")
                .twoWay("h0", "h1")
                .closedToHeavy("h1", "h2")
                .twoWay("h2", "h3")
                .twoWay("g0", "g1", "g2")
                .twoWay("x0", "x1", "x2")
                .ban("m4", "m3", "s3")
                .bannedPath("m1", "m2", "s2", "s3");
    }

    private static double[] line(double... metres) {
        double[] line = new double[metres.length];
        for (int i = 0; i < metres.length; i += 2) {
            line[i] = TestRoads.PLANE.lon(metres[i]);
            line[i + 1] = TestRoads.PLANE.lat(metres[i + 1]);
        }
        return line;
    }

    private LineMatch match(double[]... parts) throws LineMatchException {
        return new LineMatcher(network, index, LineMatchSettings.heavyVehicles())
                .match(List.of(parts), OptionalLong.empty(), OptionalLong.empty());
    }

    private List<String> names(LineMatch match) {
        return match.linkIds().stream().map(id -> roads.name(network, network.getLink(id))).toList();
    }

    private LineMatchException refused(double[]... parts) {
        LineMatchException fault = catchThrowableOfType(LineMatchException.class, () -> match(parts));
        assertThat(fault).isNotNull();
        assertThat(fault.getMessage()).contains(String.format(java.util.Locale.ROOT, ", at %.6f,%.6f", fault.lon(), fault.lat()));
        return fault;
    }

    /** Where the fault is, metres east. */
    private static double east(LineMatchException fault) {
        return TestRoads.PLANE.x(fault.lon());
    }

    @Test
    void aLineAlongTheRoadIsItsLinks() throws LineMatchException {
        LineMatch match = match(line(0, 0, 600, 0, 600, 300));
        assertThat(names(match)).containsExactly("m0>m1", "m1>m2", "m2>s2");
        assertThat(match.lengthMetres()).isBetween(899.0, 901.0);
        assertThat(match.farthestMetres()).isLessThan(0.5);
        assertThat(match.doubts()).isEmpty();
    }

    @Test
    void theDirectionIsThatOfTheDrawing() throws LineMatchException {
        assertThat(names(match(line(1500, 10, 900, 10)))).containsExactly("m5>m4", "m4>m3");
        assertThat(names(match(line(900, 10, 1500, 10)))).containsExactly("m3>m4", "m4>m5");
    }

    @Test
    void aLineOnTheOtherCarriagewayMeansItsOwn() throws LineMatchException {
        LineMatch match = match(line(0, 1030, 700, 1028, 1500, 1030));
        assertThat(names(match)).containsExactly("e0>e1", "e1>e2", "e2>e3", "e3>e4", "e4>e5");
        assertThat(match.farthestMetres()).isBetween(29.0, 31.0);
        assertThat(names(match(line(1500, 995, 0, 995)))).containsExactly("w5>w4", "w4>w3", "w3>w2", "w2>w1", "w1>w0");
    }

    @Test
    void partsThatMeetAreOneLine() throws LineMatchException {
        assertThat(names(match(line(0, 0, 300, 0), line(310, 5, 600, 0), line(600, 0, 900, 0))))
                .containsExactly("m0>m1", "m1>m2", "m2>m3");
        LineMatchException gap = refused(line(0, 0, 300, 0), line(600, 0, 900, 0));
        assertThat(gap.reason()).isEqualTo(Reason.GAP);
        assertThat(gap.getMessage()).contains("part 2 of the line begins 300 m from the end of part 1");
        assertThat(east(gap)).isBetween(299.0, 301.0);
    }

    @Test
    void aLineThatLeavesTheRoadIsToldWhere() {
        LineMatchException fault = refused(line(0, 0, 350, 0, 400, 150, 450, 0, 900, 0));
        assertThat(fault.reason()).isEqualTo(Reason.OFF_ROAD);
        assertThat(east(fault)).isBetween(360.0, 410.0);
        assertThat(fault.getMessage()).startsWith("the line goes off the road: the nearest is ").contains("m away, more than ");
        assertThat(refused(line(0, 500, 900, 500)).reason()).isEqualTo(Reason.OFF_ROAD);
    }

    @Test
    void aFewPointsAreEnough() throws LineMatchException {
        // 70 m off in the middle of nowhere drawn, and no drawn point is off by more than 40.
        assertThat(names(match(line(0, -40, 1500, 40)))).containsExactly("m0>m1", "m1>m2", "m2>m3", "m3>m4", "m4>m5");
    }

    @Test
    void againstAOneWayRoadThereIsNoWay() {
        LineMatchException fault = refused(line(1500, -500, 0, -500));
        assertThat(fault.reason()).isEqualTo(Reason.AGAINST_ONE_WAY);
        assertThat(east(fault)).isBetween(1300.0, 1500.0);
    }

    @Test
    void roadsClosedToHeavyVehiclesAreNoWay() {
        LineMatchException fault = refused(line(0, -1000, 900, -1000));
        assertThat(fault.reason()).isEqualTo(Reason.CLOSED_TO_HEAVY);
        assertThat(east(fault)).isBetween(299.0, 301.0);
    }

    @Test
    void aLineThatTurnsBackIsNoWay() {
        LineMatchException fault = refused(line(0, 0, 750, 0, 450, 5, 900, 0));
        assertThat(fault.reason()).isEqualTo(Reason.TURNS_BACK);
        assertThat(east(fault)).isBetween(600.0, 760.0);
        assertThat(refused(line(0, 0, 900, 0, 0, 5)).reason()).isEqualTo(Reason.TURNS_BACK);
    }

    @Test
    void aHandThatShakesDoesNotTurnBack() throws LineMatchException {
        assertThat(names(match(line(0, 0, 400, 0, 370, 10, 700, 0, 690, 5, 900, 0))))
                .containsExactly("m0>m1", "m1>m2", "m2>m3");
    }

    @Test
    void bannedTurnsAndDrivesAreNoWay() {
        LineMatchException turn = refused(line(1500, 0, 900, 0, 900, 300));
        assertThat(turn.reason()).isEqualTo(Reason.BANNED_TURN);
        assertThat(east(turn)).isBetween(850.0, 950.0);
        LineMatchException drive = refused(line(300, 0, 600, 0, 600, 300, 900, 300));
        assertThat(drive.reason()).isEqualTo(Reason.BANNED_TURN);
        assertThat(drive.getMessage()).contains("one after the other");
    }

    @Test
    void endsAreWholeLinksAndTheRestIsTold() throws LineMatchException {
        LineMatch match = match(line(200, 0, 600, 0, 1100, 0));
        assertThat(names(match)).containsExactly("m1>m2", "m2>m3", "m3>m4");
        assertThat(match.doubts()).extracting(LineMatch.Doubt::kind).containsExactly(Kind.PART_OF_LINK, Kind.PART_OF_LINK);
        assertThat(match.doubts().get(0).what()).contains("covers only 100 m of link ").contains("left out");
        assertThat(match.doubts().get(1).what()).contains("leaves out 100 m").contains("taken whole");
        assertThat(refused(line(20, 0, 60, 0)).reason()).isEqualTo(Reason.LENGTH);
    }

    @Test
    void endsThatAreSetHold() throws LineMatchException {
        LineMatcher matcher = new LineMatcher(network, index, LineMatchSettings.heavyVehicles());
        OptionalLong m1 = OptionalLong.of(RoadNetworkBuilder.stableId("m1"));
        OptionalLong m4 = OptionalLong.of(RoadNetworkBuilder.stableId("m4"));
        List<double[]> beyond = List.of(line(240, 0, 1250, 0));
        assertThat(names(matcher.match(beyond, m1, m4))).containsExactly("m1>m2", "m2>m3", "m3>m4");
        List<double[]> shorter = List.of(line(0, 0, 1100, 0));
        assertThat(names(matcher.match(shorter, OptionalLong.empty(), m4))).containsExactly("m0>m1", "m1>m2", "m2>m3", "m3>m4");
        assertThatThrownBy(() -> matcher.match(List.of(line(0, 0, 600, 0)), OptionalLong.empty(), m4))
                .isInstanceOf(LineMatchException.class)
                .hasMessageContaining("the line ends 600 m from m4");
        assertThatThrownBy(() -> matcher.match(shorter, OptionalLong.of(7), m4))
                .isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void aRoadAboveAnotherIsADoubt() throws LineMatchException {
        LineMatch match = match(line(0, 2000, 600, 2000));
        assertThat(match.linkIds()).hasSize(2);
        assertThat(match.doubts()).extracting(LineMatch.Doubt::kind).contains(Kind.OTHER_ROAD);
    }

    @Test
    void swappedAndForeignCoordinatesAreTold() {
        double[] right = line(0, 0, 600, 0);
        double[] swapped = {right[1], right[0], right[3], right[2]};
        assertThat(refused(swapped).reason()).isEqualTo(Reason.SWAPPED);
        assertThat(refused(swapped)).hasMessageContaining("longitude first");
        assertThat(refused(new double[] {139.7, 35.6, 139.8, 35.6}).reason()).isEqualTo(Reason.ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 10, 25})
    void drivesOverAGridAreFoundAgain(double noise) throws LineMatchException {
        TestRoads grid = TestRoads.grid(8, 8, 300);
        RoadNetwork streets = grid.build();
        LineMatcher matcher = new LineMatcher(streets, new LinkIndex(streets), LineMatchSettings.heavyVehicles());
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<String> nodes = drive(random);
            List<Double> metres = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                double[] a = grid.at(nodes.get(i));
                double[] b = grid.at(nodes.get(Math.min(i + 1, nodes.size() - 1)));
                for (int k = 0; k < (i + 1 < nodes.size() ? 4 : 1); k++) {
                    metres.add(a[0] + k / 4.0 * (b[0] - a[0]) + noise * (2 * random.nextDouble() - 1));
                    metres.add(a[1] + k / 4.0 * (b[1] - a[1]) + noise * (2 * random.nextDouble() - 1));
                }
            }
            List<double[]> drawn = List.of(line(metres.stream().mapToDouble(Double::doubleValue).toArray()));
            LineMatch match = matcher.match(drawn, OptionalLong.empty(), OptionalLong.empty());
            List<String> links = new ArrayList<>();
            for (int i = 1; i < nodes.size(); i++) {
                links.add(nodes.get(i - 1) + ">" + nodes.get(i));
            }
            assertThat(match.linkIds().stream().map(id -> grid.name(streets, streets.getLink(id))).toList())
                    .as("seed " + seed)
                    .isEqualTo(links);
            assertThat(match.farthestMetres()).isLessThanOrEqualTo(1.5 * noise + 0.5);
            assertThat(matcher.match(drawn, OptionalLong.empty(), OptionalLong.empty())).isEqualTo(match);
        }
    }

    /** Nodes from the lower left onwards, never back west or south. */
    private static List<String> drive(Random random) {
        int column = 0;
        int row = 0;
        List<String> nodes = new ArrayList<>(List.of(TestRoads.gridName(0, 0)));
        int steps = 4 + random.nextInt(9);
        while (steps-- > 0 && (column < 7 || row < 7)) {
            boolean east = row == 7 || column < 7 && random.nextBoolean();
            column += east ? 1 : 0;
            row += east ? 0 : 1;
            nodes.add(TestRoads.gridName(column, row));
        }
        return nodes;
    }
}
