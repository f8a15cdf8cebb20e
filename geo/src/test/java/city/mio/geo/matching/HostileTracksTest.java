package city.mio.geo.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for tracks that no vehicle drove. {@code -Dmio.fuzz=10000} tries as many of them. */
class HostileTracksTest {

    private static final int TRACKS = Integer.getInteger("mio.fuzz", 300);
    private static final int SIZE = 9;
    private static final double METRES = 120;

    /** Of the settings with the longest lag; some dozens of hypotheses wait for each fix at most. */
    private static final int MOST_STATE_BYTES = 400_000;

    private final TestRoads roads = TestRoads.grid(SIZE, SIZE, METRES).ban("b1", "c1", "c2");
    private final RoadNetwork network = roads.build();
    private final LinkIndex index = new LinkIndex(network);

    @Test
    void noTrackBreaksThePromises() {
        int largest = 0;
        long refused = 0;
        long accepted = 0;
        for (int seed = 0; seed < TRACKS; seed++) {
            MatcherSettings settings = settings(seed);
            try {
                OnlineMatcher matcher = new OnlineMatcher(network, index, settings);
                MatchRecorder told = new MatchRecorder(roads, network);
                MatcherState state = matcher.newState();
                List<Long> times = new ArrayList<>();
                int count = 0;
                for (HostileTracks.Fix fix : HostileTracks.track(roads, SIZE, METRES, seed)) {
                    if (accept(matcher, state, fix, told)) {
                        times.add(fix.time());
                        accepted++;
                    } else {
                        refused++;
                    }
                    assertThat(state.openFixes()).isLessThanOrEqualTo(settings.maxLagFixes());
                    assertThat(matcher.searchedLinks()).isLessThanOrEqualTo(network.linkCount());
                    if (count++ % 16 == 0) {
                        largest = Math.max(largest, MatcherStateCodecTest.bytes(state).length);
                    }
                }
                matcher.finish(state, told);
                assertThat(state.isIdle()).isTrue();
                assertThat(told.fixes.stream().map(MatchRecorder.Matched::time)).containsExactlyElementsOf(times);
                assertThat(told.fixes).allSatisfy(fix -> assertThat(fix.link() < 0).isEqualTo(fix.reason() != null));
                followOneAnother(told);
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + ": " + e, e);
            }
        }
        System.out.printf("%d hostile tracks: %d fixes taken, %d refused, largest state %d bytes%n",
                TRACKS, accepted, refused, largest);
        assertThat(largest).isLessThan(MOST_STATE_BYTES);
        assertThat(refused).isPositive();
        assertThat(accepted).isGreaterThan(refused);
    }

    /** Leaps across a network too large to be searched whole cost no more than the bound. */
    @Test
    void aLeapCostsBoundedWork() {
        int size = 26;
        TestRoads wide = TestRoads.grid(size, 500, 40);
        RoadNetwork large = wide.build();
        assertThat(large.linkCount()).isGreaterThan(2 * ForwardSearch.MOST_SETTLED);
        MatcherSettings settings =
                MatcherSettings.builder().maxGapSeconds(3600).breakCost(10_000).beam(1000).build();
        OnlineMatcher matcher = new OnlineMatcher(large, new LinkIndex(large), settings);
        MatchRecorder told = new MatchRecorder(wide, large);
        MatcherState state = matcher.newState();
        int most = 0;
        int fixes = 40;
        for (int i = 0; i < fixes; i++) {
            double[] fix = {1 + 595_000L * i, 40 * (size - 1) * (i % 3) / 2.0, i % 2 == 0 ? 10 : 499 * 40 - 10};
            OnlineMatcherTest.feed(matcher, state, fix, Float.NaN, Float.NaN, told);
            most = Math.max(most, matcher.searchedLinks());
        }
        matcher.finish(state, told);
        assertThat(told.fixes).hasSize(fixes);
        assertThat(most).isPositive().isLessThanOrEqualTo(ForwardSearch.MOST_SETTLED + 1);
    }

    private static MatcherSettings settings(int seed) {
        return switch (seed % 3) {
            case 0 -> MatcherSettings.defaults();
            case 1 -> MatcherSettings.forRecordings();
            default -> MatcherSettings.builder().maxLagFixes(3).maxLagSeconds(10).beam(15).build();
        };
    }

    /** @return whether the fix was taken; one that was not leaves the state as it was */
    private static boolean accept(
            OnlineMatcher matcher, MatcherState state, HostileTracks.Fix fix, MatchRecorder told) {
        boolean possible = fix.time() > state.lastTime()
                && Math.abs(fix.time()) <= 253_402_300_799_999L
                && Math.abs(fix.lon()) <= 180
                && Math.abs(fix.lat()) <= 90;
        byte[] before = possible ? null : MatcherStateCodecTest.bytes(state);
        int toldBefore = told.log.size();
        try {
            matcher.accept(
                    state, fix.time(), fix.lon(), fix.lat(), fix.speed(), fix.heading(), fix.accuracy(), told);
        } catch (IllegalArgumentException e) {
            if (possible) {
                throw e;
            }
            assertThat(MatcherStateCodecTest.bytes(state)).isEqualTo(before);
            assertThat(told.log).hasSize(toldBefore);
            return false;
        }
        assertThat(possible).as("%s was taken", fix).isTrue();
        return true;
    }

    private void followOneAnother(MatchRecorder told) {
        MatchRecorder.Passage last = null;
        for (MatchRecorder.Passage passage : told.passages) {
            assertThat(passage.exit()).isGreaterThanOrEqualTo(passage.enter());
            assertThat(passage.covered()).isGreaterThan(0f);
            assertThat(passage.start()).isGreaterThanOrEqualTo(0f);
            assertThat(passage.start() + passage.covered()).isLessThanOrEqualTo(1.00001f);
            if (last != null) {
                assertThat(passage.enter()).isGreaterThanOrEqualTo(last.exit());
                // Turned back, or turned back twice without having come anywhere in between.
                boolean turned = network.oppositeLink(last.link()) == passage.link()
                        || (last.link() == passage.link()
                                && Math.abs(last.start() + last.covered() - passage.start()) < 1e-5);
                if (passage.path() == last.path() && !turned) {
                    assertThat(network.fromNode(passage.link()))
                            .as("%s then %s", last, passage)
                            .isEqualTo(network.toNode(last.link()));
                }
            }
            last = passage;
        }
    }
}
