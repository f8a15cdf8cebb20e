package city.mio.geo.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatcherStateCodecTest {

    static byte[] bytes(MatcherState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            MatcherStateCodec.write(state, new DataOutputStream(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static MatcherState state(byte[] bytes) throws IOException {
        return MatcherStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void aStateThatWasStoredGoesOnAsIfItWasNot() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            TestRoads roads = TestRoads.grid(8, 8, 110);
            RoadNetwork network = roads.build();
            List<double[]> fixes = RandomDrives.fixes(roads, 8, 110, seed);
            OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), MatcherSettings.defaults());
            MatchRecorder whole = new MatchRecorder(roads, network);
            MatcherState kept = matcher.newState();
            MatchRecorder stored = new MatchRecorder(roads, network);
            MatcherState state = matcher.newState();
            Random cuts = new Random(seed);
            for (double[] fix : fixes) {
                OnlineMatcherTest.feed(matcher, kept, fix, Float.NaN, Float.NaN, whole);
                if (cuts.nextInt(4) == 0) {
                    byte[] bytes = bytes(state);
                    state = state(bytes);
                    // Also what was read and not used yet can be stored and copied.
                    assertThat(bytes(state)).isEqualTo(bytes);
                    assertThat(bytes(state.copy())).isEqualTo(bytes);
                }
                OnlineMatcherTest.feed(matcher, state, fix, Float.NaN, Float.NaN, stored);
            }
            matcher.finish(kept, whole);
            matcher.finish(state, stored);
            assertThat(stored.log).as("seed %d", seed).isEqualTo(whole.log);
        }
    }

    @Test
    void aStateOutlivesAReimport() throws IOException {
        TestRoads first = new TestRoads().node("a", 0, 0).node("b", 300, 0).node("c", 600, 0);
        first.twoWay("a", "b", "c");
        TestRoads second = new TestRoads().node("x", 300, 500).node("c", 600, 0).node("b", 300, 0).node("a", 0, 0);
        second.twoWay("b", "x").twoWay("c", "b", "a");
        RoadNetwork before = first.build();
        RoadNetwork after = second.build();
        OnlineMatcher early = new OnlineMatcher(before, new LinkIndex(before), MatcherSettings.defaults());
        OnlineMatcher late = new OnlineMatcher(after, new LinkIndex(after), MatcherSettings.defaults());
        List<double[]> fixes = first.drive("a").to("b", 10, 5).to("c", 10, 5).fixes();
        MatchRecorder told = new MatchRecorder(second, after);
        MatcherState state = early.newState();
        MatchRecorder beforeTold = new MatchRecorder(first, before);
        for (int i = 0; i < fixes.size(); i++) {
            if (i == 4) {
                state = state(bytes(state));
            }
            OnlineMatcherTest.feed(
                    i < 4 ? early : late, state, fixes.get(i), Float.NaN, Float.NaN, i < 4 ? beforeTold : told);
        }
        late.finish(state, told);
        assertThat(told.path()).isEqualTo("a>b b>c");
        assertThat(beforeTold.fixes.size() + told.fixes.size()).isEqualTo(fixes.size());
        assertThat(told.passages.get(0).start()).isLessThan(1e-6f);
    }

    @Test
    void aRoadThatIsGoneEndsThePath() throws IOException {
        TestRoads first = new TestRoads().node("a", 0, 0).node("b", 300, 0).twoWay("a", "b");
        TestRoads second = new TestRoads().node("c", 0, 0).node("d", 300, 0).twoWay("c", "d");
        RoadNetwork before = first.build();
        RoadNetwork after = second.build();
        OnlineMatcher early = new OnlineMatcher(before, new LinkIndex(before), MatcherSettings.defaults());
        OnlineMatcher late = new OnlineMatcher(after, new LinkIndex(after), MatcherSettings.defaults());
        MatchRecorder told = new MatchRecorder(second, after);
        MatcherState state = early.newState();
        MatchRecorder ignored = new MatchRecorder(first, before);
        List<double[]> fixes = first.drive("a").to("b", 10, 5).fixes();
        OnlineMatcherTest.feed(early, state, fixes.get(0), Float.NaN, Float.NaN, ignored);
        int open = state.openFixes();
        state = state(bytes(state));
        OnlineMatcherTest.feed(late, state, fixes.get(1), Float.NaN, Float.NaN, told);
        late.finish(state, told);
        assertThat(told.breaks).containsExactly(BreakReason.NO_ROUTE);
        assertThat(told.fixes).hasSize(open + 1);
    }

    @Test
    void refusesWhatIsNoState() throws IOException {
        assertThatThrownBy(() -> state(new byte[] {99}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99");
        TestRoads roads = TestRoads.grid(4, 4, 100);
        RoadNetwork network = roads.build();
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), MatcherSettings.defaults());
        MatcherState state = matcher.newState();
        MatchRecorder recorder = new MatchRecorder(roads, network);
        for (double[] fix : roads.drive("a0").to("c0", 10, 5).fixes()) {
            OnlineMatcherTest.feed(matcher, state, fix, Float.NaN, Float.NaN, recorder);
        }
        byte[] good = bytes(state);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> state(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void staysSmall() {
        TestRoads roads = TestRoads.grid(8, 8, 110);
        RoadNetwork network = roads.build();
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), MatcherSettings.defaults());
        int most = 0;
        for (int seed = 0; seed < 10; seed++) {
            MatcherState state = matcher.newState();
            for (double[] fix : RandomDrives.fixes(roads, 8, 110, seed)) {
                OnlineMatcherTest.feed(
                        matcher, state, fix, Float.NaN, Float.NaN, new MatchRecorder(roads, network));
                most = Math.max(most, bytes(state).length);
            }
        }
        assertThat(most).isLessThan(16_000);
    }
}
