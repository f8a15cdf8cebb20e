package city.mio.geo.matching;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** What holds for every track, however bad. */
class OnlineMatcherPropertyTest {

    private static final int SIZE = 7;
    private static final double METRES = 120;

    private final TestRoads roads = TestRoads.grid(SIZE, SIZE, METRES).ban("b1", "c1", "c2");
    private final RoadNetwork network = roads.build();
    private final LinkIndex index = new LinkIndex(network);

    private MatchRecorder match(List<double[]> fixes, MatcherSettings settings) {
        OnlineMatcher matcher = new OnlineMatcher(network, index, settings);
        MatchRecorder told = new MatchRecorder(roads, network);
        MatcherState state = matcher.newState();
        for (double[] fix : fixes) {
            OnlineMatcherTest.feed(matcher, state, fix, Float.NaN, Float.NaN, told);
            assertThat(state.openFixes()).isLessThanOrEqualTo(settings.maxLagFixes());
        }
        matcher.finish(state, told);
        assertThat(state.isIdle()).isTrue();
        return told;
    }

    @Property(tries = 150, seed = "2009", shrinking = ShrinkingMode.OFF)
    void tellsEveryFixOnceInOrder(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<double[]> fixes = RandomDrives.fixes(roads, SIZE, METRES, seed);
        MatchRecorder told = match(fixes, MatcherSettings.defaults());
        assertThat(told.fixes.stream().map(MatchRecorder.Matched::time))
                .containsExactlyElementsOf(fixes.stream().map(fix -> (long) fix[0]).toList());
        assertThat(told.fixes).allSatisfy(fix -> {
            assertThat(fix.link() < 0).isEqualTo(fix.reason() != null);
            assertThat(fix.offset()).isBetween(0f, 1f);
        });
    }

    @Property(tries = 150, seed = "2010", shrinking = ShrinkingMode.OFF)
    void passagesFollowOneAnother(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<double[]> fixes = RandomDrives.fixes(roads, SIZE, METRES, seed);
        MatchRecorder told = match(fixes, MatcherSettings.defaults());
        MatchRecorder.Passage last = null;
        for (MatchRecorder.Passage passage : told.passages) {
            assertThat(passage.exit()).isGreaterThanOrEqualTo(passage.enter());
            assertThat(passage.start()).isBetween(0f, 1f);
            assertThat(passage.covered()).isGreaterThan(0f);
            assertThat(passage.start() + passage.covered()).isLessThanOrEqualTo(1.00001f);
            if (last != null) {
                assertThat(passage.enter()).isGreaterThanOrEqualTo(last.exit());
                if (passage.path() == last.path()) {
                    boolean turnedBack = network.oppositeLink(last.link()) == passage.link();
                    assertThat(network.toNode(last.link()) == network.fromNode(passage.link()) || turnedBack)
                            .as("%s then %s", last, passage)
                            .isTrue();
                    if (!turnedBack) {
                        assertThat(passage.start()).isZero();
                        assertThat(last.start() + last.covered()).isGreaterThan(0.99999f);
                    }
                }
            }
            last = passage;
        }
        int onPassages = told.passages.stream().mapToInt(MatchRecorder.Passage::positions).sum();
        long matched = told.fixes.stream().filter(fix -> fix.link() >= 0).count();
        assertThat(onPassages).isLessThanOrEqualTo((int) matched);
    }

    @Property(tries = 40, seed = "2011", shrinking = ShrinkingMode.OFF)
    void sameFixesSameDecisions(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<double[]> fixes = RandomDrives.fixes(roads, SIZE, METRES, seed);
        assertThat(match(fixes, MatcherSettings.defaults()).log)
                .isEqualTo(match(fixes, MatcherSettings.defaults()).log);
    }

    @Property(tries = 60, seed = "2012", shrinking = ShrinkingMode.OFF)
    void keepsItsPromisesUnderAShortLag(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<double[]> fixes = RandomDrives.fixes(roads, SIZE, METRES, seed);
        MatcherSettings settings =
                MatcherSettings.builder().maxLagFixes(3).maxLagSeconds(10).build();
        assertThat(match(fixes, settings).fixes).hasSameSizeAs(fixes);
    }
}
