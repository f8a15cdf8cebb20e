package city.mio.geo.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineMatcherTest {

    private static MatchRecorder match(TestRoads roads, TestRoads.Drive drive) {
        return match(roads, drive, MatcherSettings.defaults(), Float.NaN, Float.NaN);
    }

    private static MatchRecorder match(
            TestRoads roads, TestRoads.Drive drive, MatcherSettings settings, float speed, float heading) {
        RoadNetwork network = roads.build();
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), settings);
        MatchRecorder recorder = new MatchRecorder(roads, network);
        MatcherState state = matcher.newState();
        for (double[] fix : drive.fixes()) {
            feed(matcher, state, fix, speed, heading, recorder);
        }
        matcher.finish(state, recorder);
        assertThat(recorder.fixes).hasSameSizeAs(drive.fixes());
        return recorder;
    }

    static void feed(
            OnlineMatcher matcher,
            MatcherState state,
            double[] fix,
            float speed,
            float heading,
            MatchListener listener) {
        matcher.accept(
                state,
                (long) fix[0],
                TestRoads.PLANE.lon(fix[1]),
                TestRoads.PLANE.lat(fix[2]),
                speed,
                heading,
                Float.NaN,
                listener);
    }

    @Test
    void tellsWhenLinksWereEnteredAndLeft() {
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 200, 0)
                .node("c", 500, 0)
                .node("d", 600, 0)
                .oneWay("a", "b", "c", "d");
        MatchRecorder told = match(roads, roads.drive("a").pause(0).toPlace(50, 0, 10, 100).to("d", 10, 4));

        assertThat(told.path()).isEqualTo("a>b b>c c>d");
        MatchRecorder.Passage first = told.passages.get(0);
        assertThat(first.enter()).isZero();
        assertThat(first.exit()).isCloseTo(20_000, within(20L));
        assertThat(first.start()).isCloseTo(0, within(1e-6f));
        assertThat(first.covered()).isCloseTo(1, within(1e-6f));
        MatchRecorder.Passage second = told.passages.get(1);
        assertThat(second.enter()).isEqualTo(first.exit());
        assertThat(second.exit()).isCloseTo(50_000, within(20L));
        assertThat(second.covered()).isEqualTo(1);
        // Fixes at 21, 25, 29 … 49 s.
        assertThat(second.positions()).isEqualTo(8);
        MatchRecorder.Passage third = told.passages.get(2);
        // The last fix is at 57 s.
        assertThat(third.exit()).isEqualTo(57_000);
        assertThat(third.covered()).isCloseTo(0.7f, within(0.01f));
        assertThat(told.breaks).isEmpty();
    }

    @Test
    void startsAndEndsInTheMiddleOfLinks() {
        TestRoads roads = TestRoads.grid(4, 1, 200);
        MatchRecorder told = match(
                roads, roads.drive("a0").unseenTo("a0", 5).toPlaceUnseen(50, 0).toPlace(500, 0, 10, 5).fix());

        assertThat(told.path()).isEqualTo("a0>b0 b0>c0 c0>d0");
        assertThat(told.passages.get(0).start()).isCloseTo(0.25f, within(0.005f));
        assertThat(told.passages.get(0).covered()).isCloseTo(0.75f, within(0.005f));
        assertThat(told.passages.get(2).start()).isZero();
        assertThat(told.passages.get(2).covered()).isCloseTo(0.5f, within(0.005f));
    }

    @Test
    void followsTurnsThroughNoise() {
        TestRoads roads = TestRoads.grid(5, 5, 100);
        for (int seconds : new int[] {1, 3, 10}) {
            MatchRecorder told = match(
                    roads,
                    roads.noisyDrive("a0", 6, 42)
                            .to("c0", 9, seconds)
                            .to("c2", 9, seconds)
                            .to("e2", 9, seconds)
                            .to("e4", 9, seconds));
            assertThat(told.path())
                    .as("every %d s", seconds)
                    .isEqualTo("a0>b0 b0>c0 c0>c1 c1>c2 c2>d2 d2>e2 e2>e3 e3>e4");
            assertThat(told.breaks).isEmpty();
        }
    }

    @Test
    void findsTheWayBetweenSparseFixes() {
        TestRoads roads = TestRoads.grid(12, 12, 150);
        MatchRecorder told = match(
                roads,
                roads.noisyDrive("a0", 8, 7)
                        .to("f0", 12, 30)
                        .to("f5", 12, 30)
                        .to("k5", 12, 30)
                        .fix());
        assertThat(told.path())
                .isEqualTo("a0>b0 b0>c0 c0>d0 d0>e0 e0>f0 f0>f1 f1>f2 f2>f3 f3>f4 f4>f5 "
                        + "f5>g5 g5>h5 h5>i5 i5>j5 j5>k5");
    }

    @Test
    void keepsToItsOwnOfTwoParallelRoads() {
        TestRoads roads = new TestRoads();
        for (int i = 0; i <= 5; i++) {
            roads.node("s" + i, 200 * i, 0).node("n" + i, 200 * i, 25);
        }
        roads.twoWay("s0", "s1", "s2", "s3", "s4", "s5").twoWay("n0", "n1", "n2", "n3", "n4", "n5");
        roads.twoWay("s0", "n0").twoWay("s5", "n5");
        MatchRecorder told = match(roads, roads.noisyDrive("n0", 7, 3).to("n5", 14, 1));
        assertThat(told.path()).isEqualTo("n0>n1 n1>n2 n2>n3 n3>n4 n4>n5");
    }

    @Test
    void tellsTheExpresswayFromTheTrunkRoadBelowItBySpeed() {
        TestRoads roads = stacked();
        MatchRecorder fast = match(
                roads, roads.noisyDrive("t0", 5, 3).to("t5", 25, 2), MatcherSettings.defaults(), 25, 90);
        assertThat(fast.path()).isEqualTo("x0>x1 x1>x2 x2>x3 x3>x4 x4>x5");
    }

    @Test
    void staysOnTheExpresswayThatItCameOnByTheRamp() {
        TestRoads roads = stacked();
        MatchRecorder told = match(
                roads,
                roads.noisyDrive("r", 4, 5).to("x1", 8, 2).to("x3", 8, 2),
                MatcherSettings.defaults(),
                8,
                Float.NaN);
        assertThat(told.path()).isEqualTo("r>x1 x1>x2 x2>x3");
    }

    private static TestRoads stacked() {
        TestRoads roads = new TestRoads().node("r", 150, 150);
        for (int i = 0; i <= 5; i++) {
            roads.node("t" + i, 300 * i, 0).node("x" + i, 300 * i, 4);
        }
        for (int i = 0; i < 5; i++) {
            roads.link("t" + i, "t" + (i + 1), RoadClass.TRUNK);
            roads.link("x" + i, "x" + (i + 1), RoadClass.MOTORWAY);
        }
        return roads.link("r", "x1", RoadClass.MOTORWAY_LINK);
    }

    @Test
    void tellsOppositeOneWayStreetsByHeading() {
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 1000, 0)
                .node("c", 0, 6)
                .node("d", 1000, 6)
                .oneWay("a", "b")
                .oneWay("d", "c");
        TestRoads.Drive drive = roads.drive("a");
        drive.toPlaceUnseen(400, 3).fixAt(400, 3).pause(1).fixAt(410, 3);
        assertThat(match(roads, drive, MatcherSettings.defaults(), 10, 88).fixes)
                .extracting(MatchRecorder.Matched::name)
                .containsOnly("a>b");
        assertThat(match(roads, drive, MatcherSettings.defaults(), 10, 275).fixes)
                .extracting(MatchRecorder.Matched::name)
                .containsOnly("d>c");
    }

    @Test
    void doesNotDriveAgainstAOneWayStreet() {
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 300, 0)
                .node("c", 0, 30)
                .node("d", 300, 30)
                .oneWay("a", "b")
                .oneWay("b", "d")
                .oneWay("d", "c")
                .oneWay("c", "a");
        // Eastward along the middle: only the southern street goes that way.
        MatchRecorder told =
                match(roads, roads.drive("a").toPlaceUnseen(20, 17).toPlace(280, 17, 10, 2));
        assertThat(told.path()).isEqualTo("a>b");
    }

    @Test
    void obeysTurnBans() {
        TestRoads free = TestRoads.grid(3, 3, 200);
        TestRoads banned = TestRoads.grid(3, 3, 200).ban("a1", "b1", "b2");
        assertThat(match(free, acrossTheBlock(free)).path()).isEqualTo("a1>b1 b1>b2 b2>c2");
        assertThat(match(banned, acrossTheBlock(banned)).path()).isEqualTo("a1>b1 b1>c1 c1>c2 c2>b2");
    }

    private static TestRoads.Drive acrossTheBlock(TestRoads roads) {
        return roads.drive("a1")
                .toPlaceUnseen(60, 200)
                .fix()
                .pause(4)
                .toPlaceUnseen(100, 200)
                .fix()
                .pause(60)
                .toPlaceUnseen(300, 400)
                .fix();
    }

    @Test
    void bridgesTheSilenceOfATunnel() {
        TestRoads roads = new TestRoads();
        for (int i = 0; i <= 6; i++) {
            roads.node("t" + i, 400 * i, 0);
        }
        roads.twoWay("t0", "t1", "t2", "t3", "t4", "t5", "t6");
        MatchRecorder told = match(
                roads,
                roads.noisyDrive("t0", 5, 1).to("t1", 16, 1).unseenTo("t5", 100).to("t6", 16, 1));
        assertThat(told.path()).isEqualTo("t0>t1 t1>t2 t2>t3 t3>t4 t4>t5 t5>t6");
        assertThat(told.breaks).isEmpty();
        MatchRecorder.Passage inside = told.passages.get(2);
        assertThat(inside.positions()).isZero();
        assertThat(inside.exit() - inside.enter()).isCloseTo(25_000, within(1500L));
    }

    @Test
    void turnsBackOnTheRoad() {
        TestRoads roads = TestRoads.grid(4, 1, 300);
        MatchRecorder told = match(
                roads, roads.drive("a0").to("b0", 10, 2).toPlace(450, 0, 10, 2).to("b0", 10, 2).to("a0", 10, 2));
        assertThat(told.path()).isEqualTo("a0>b0 b0>c0 c0>b0 b0>a0");
        assertThat(told.passages.get(1).covered()).isCloseTo(0.5f, within(0.05f));
        assertThat(told.passages.get(2).start()).isCloseTo(0.5f, within(0.05f));
        assertThat(told.passages.get(2).covered()).isCloseTo(0.5f, within(0.05f));
    }

    @Test
    void standsWithoutLoops() {
        TestRoads roads = TestRoads.grid(4, 4, 100);
        int onItsLink = 0;
        for (int seed = 0; seed < 20; seed++) {
            MatchRecorder told = match(
                    roads,
                    roads.noisyDrive("a1", 6, seed)
                            .to("b1", 10, 2)
                            .toPlace(190, 100, 10, 2)
                            .stand(90, 2)
                            .to("d1", 10, 2));
            assertThat(told.path()).as("seed %d", seed).isEqualTo("a1>b1 b1>c1 c1>d1");
            MatchRecorder.Passage stop = told.passages.get(1);
            onItsLink += stop.exit() - stop.enter() > 90_000 ? 1 : 0;
        }
        // It stands 10 m before the crossing with errors of 6 m that have nothing to do with one another, which real
        // ones are not; mostly the wait belongs to the link before it.
        assertThat(onItsLink).isGreaterThanOrEqualTo(13);
    }

    @Test
    void keepsToTheRoadThroughASteadyError() {
        // Two carriageways 14 m apart for a kilometre; all fixes lie 9 m towards the other one.
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 200, 0)
                .node("c", 1200, 0)
                .node("d", 1400, 0)
                .node("e", 230, -14)
                .node("f", 1170, -14)
                .oneWay("a", "b", "c", "d")
                .oneWay("b", "e", "f", "c");
        TestRoads.Drive beside = roads.drive("a").to("b", 20, 1);
        for (int i = 0; i < 50; i++) {
            beside.fixAt(200 + 20 * i, -9).pause(1);
        }
        assertThat(match(roads, beside.toPlace(1400, 0, 20, 1)).path()).startsWith("a>b b>c");
        // Whoever changes over within two seconds has taken the other one.
        TestRoads.Drive over = roads.drive("a").to("b", 20, 1);
        for (int i = 0; i < 50; i++) {
            over.fixAt(200 + 20 * i, Math.max(-14, -9 * i)).pause(1);
        }
        assertThat(match(roads, over.toPlace(1400, 0, 20, 1)).path()).startsWith("a>b b>e e>f");
    }

    @Test
    void avoidsDrivesBannedOverSeveralLinks() {
        // From a over b and c to d is shorter than round by e, but banned.
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 300, 0)
                .node("c", 300, 30)
                .node("d", 0, 30)
                .node("e", 380, 15)
                .oneWay("a", "b", "c", "d")
                .oneWay("b", "e", "c");
        TestRoads.Drive drive =
                roads.drive("a").toPlace(280, 0, 10, 2).pause(20).fixAt(250, 30).pause(5);
        drive.toPlace(0, 30, 10, 5);
        assertThat(match(roads, drive).path()).isEqualTo("a>b b>c c>d");
        assertThat(match(roads.bannedPath("a", "b", "c", "d"), drive).path()).isEqualTo("a>b b>e e>c c>d");
    }

    @Test
    void parkingIsNoTravelTime() {
        TestRoads roads = TestRoads.grid(4, 1, 300);
        MatchRecorder told = match(
                roads,
                roads.noisyDrive("a0", 3, 9)
                        .to("b0", 10, 2)
                        .toPlace(450, 0, 10, 2)
                        .stand(1200, 10)
                        .to("d0", 10, 2));
        assertThat(told.breaks).containsExactly(BreakReason.PARKED);
        assertThat(told.path()).isEqualTo("a0>b0 b0>c0 b0>c0 c0>d0");
        MatchRecorder.Passage before = told.passages.get(1);
        assertThat(before.exit() - before.enter()).isBetween(10_000L, 22_000L);
        assertThat(before.covered()).isCloseTo(0.5f, within(0.06f));
        MatchRecorder.Passage after = told.passages.get(2);
        assertThat(after.start()).isCloseTo(0.5f, within(0.12f));
        assertThat(after.exit() - after.enter()).isBetween(8_000L, 22_000L);
        assertThat(told.reasons()).contains(UnmatchedReason.PARKED).doesNotContain(UnmatchedReason.OUTLIER);
    }

    @Test
    void leavesOutliersOut() {
        TestRoads roads = TestRoads.grid(12, 6, 100);
        MatchRecorder told = match(
                roads,
                roads.noisyDrive("a1", 4, 2)
                        .to("e1", 10, 5)
                        .fixAt(400, 480)
                        .pause(5)
                        .toPlaceUnseen(450, 100)
                        .to("i1", 10, 5));
        assertThat(told.path()).isEqualTo("a1>b1 b1>c1 c1>d1 d1>e1 e1>f1 f1>g1 g1>h1 h1>i1");
        assertThat(told.reasons()).containsOnlyOnce(UnmatchedReason.OUTLIER);
        assertThat(told.breaks).isEmpty();
    }

    @Test
    void breaksWhereNoRouteLeads() {
        TestRoads roads = new TestRoads()
                .node("a", 0, 0)
                .node("b", 500, 0)
                .node("c", 700, 0)
                .node("d", 1500, 0)
                .twoWay("a", "b")
                .twoWay("c", "d");
        MatchRecorder told = match(roads, roads.drive("a").to("b", 10, 5).to("c", 10, 5).to("d", 10, 5));
        assertThat(told.path()).isEqualTo("a>b c>d");
        assertThat(told.breaks).hasSize(1).containsAnyOf(BreakReason.NO_ROUTE, BreakReason.OFF_ROAD);
    }

    @Test
    void breaksAtLongSilence() {
        TestRoads roads = TestRoads.grid(6, 1, 300);
        MatchRecorder told =
                match(roads, roads.drive("a0").to("b0", 10, 5).unseenTo("e0", 1000).to("f0", 10, 5));
        assertThat(told.breaks).containsExactly(BreakReason.GAP);
        assertThat(told.path()).isEqualTo("a0>b0 e0>f0");
    }

    @Test
    void saysWhenTheVehicleIsOffTheRoads() {
        TestRoads roads = TestRoads.grid(3, 1, 300);
        MatchRecorder told = match(
                roads, roads.drive("a0").to("c0", 10, 5).toPlace(600, 1500, 10, 5).toPlace(0, 1500, 10, 5));
        assertThat(told.path()).isEqualTo("a0>b0 b0>c0");
        assertThat(told.breaks).contains(BreakReason.OFF_ROAD);
        assertThat(told.reasons().get(told.fixes.size() - 1)).isEqualTo(UnmatchedReason.OFF_ROAD);
    }

    @Test
    void refusesTimeThatDoesNotGoOn() {
        TestRoads roads = TestRoads.grid(3, 1, 300);
        RoadNetwork network = roads.build();
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), MatcherSettings.defaults());
        MatchRecorder recorder = new MatchRecorder(roads, network);
        MatcherState state = matcher.newState();
        feed(matcher, state, new double[] {1000, 10, 0}, Float.NaN, Float.NaN, recorder);
        for (long time : List.of(1000L, 999L)) {
            assertThatThrownBy(() -> feed(matcher, state, new double[] {time, 20, 0}, 0, 0, recorder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000");
        }
        assertThatThrownBy(() -> feed(matcher, state, new double[] {2000, Double.NaN, 0}, 0, 0, recorder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(state.fixCount()).isEqualTo(1);
        assertThat(state.lastTime()).isEqualTo(1000);
        matcher.finish(state, recorder);
        assertThat(recorder.fixes).hasSize(1);
        assertThat(state.isIdle()).isTrue();
        assertThat(state.fixCount()).isEqualTo(1);
    }

    @Test
    void takesWhatADeviceSaysOfSpeedAndHeadingForWhatItIsWorth() {
        TestRoads roads = TestRoads.grid(3, 1, 300);
        for (float odd : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1, 1e9f}) {
            MatchRecorder told =
                    match(roads, roads.drive("a0").to("c0", 10, 5), MatcherSettings.defaults(), odd, odd);
            assertThat(told.fixes).as("speed and heading %s", odd).allSatisfy(fix -> assertThat(fix.offset())
                    .isBetween(0f, 1f));
        }
        MatchRecorder told = match(
                roads,
                roads.drive("a0").to("c0", 10, 5),
                MatcherSettings.defaults(),
                10,
                Float.POSITIVE_INFINITY);
        assertThat(told.path()).isEqualTo("a0>b0 b0>c0");
    }

    @Test
    void decidesWithinTheLag() {
        TestRoads roads = new TestRoads();
        for (int i = 0; i <= 9; i++) {
            roads.node("s" + i, 300 * i, 0).node("n" + i, 300 * i, 4);
        }
        for (int i = 0; i < 9; i++) {
            roads.oneWay("s" + i, "s" + (i + 1)).oneWay("n" + i, "n" + (i + 1));
        }
        RoadNetwork network = roads.build();
        MatcherSettings settings = MatcherSettings.builder().maxLagSeconds(60).maxLagFixes(40).build();
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), settings);
        MatchRecorder recorder = new MatchRecorder(roads, network);
        MatcherState state = matcher.newState();
        int fed = 0;
        // Between two roads that never part: only the lag can decide.
        for (double[] fix : roads.drive("s0").toPlaceUnseen(0, 2).toPlace(2700, 2, 10, 1).fixes()) {
            feed(matcher, state, fix, Float.NaN, Float.NaN, recorder);
            fed++;
            assertThat(state.openFixes()).isLessThanOrEqualTo(40).isEqualTo(fed - recorder.fixes.size());
        }
        matcher.finish(state, recorder);
        assertThat(recorder.fixes).hasSize(fed);
        assertThat(recorder.passages).hasSize(9);
    }
}
