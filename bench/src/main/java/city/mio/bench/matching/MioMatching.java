package city.mio.bench.matching;

import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.MatchListener;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.matching.MatcherState;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.matching.UnmatchedReason;
import city.mio.geo.network.LinkIndex;
import java.util.Arrays;
import java.util.List;

/** Mio's matcher, one position after the other as on a stream. */
record MioMatching(String name, MatcherSettings settings) implements Matching {

    @Override
    public Prepared prepare(RecordedTracks.Track track) {
        OnlineMatcher matcher = new OnlineMatcher(track.network(), new LinkIndex(track.network()), settings);
        return fixes -> match(matcher, fixes);
    }

    private static int[] match(OnlineMatcher matcher, List<RecordedTracks.Fix> fixes) {
        Links links = new Links();
        MatcherState state = matcher.newState();
        for (RecordedTracks.Fix fix : fixes) {
            matcher.accept(state, fix.time(), fix.lon(), fix.lat(), Float.NaN, Float.NaN, Float.NaN, links);
        }
        matcher.finish(state, links);
        if (links.told != fixes.size()) {
            throw new IllegalStateException(links.told + " of " + fixes.size() + " positions were decided");
        }
        return Arrays.copyOf(links.links, links.count);
    }

    private static final class Links implements MatchListener {
        private int[] links = new int[1024];
        private int count;
        private int told;

        @Override
        public void traversal(int link, long enter, long exit, float start, float covered, int positions) {
            if (count == links.length) {
                links = Arrays.copyOf(links, 2 * count);
            }
            links[count++] = link;
        }

        @Override
        public void fix(long time, int link, float offset, UnmatchedReason reason) {
            told++;
        }

        @Override
        public void broken(long time, BreakReason reason) {
            // The path goes on behind the gap; what is missed there the measure finds.
        }
    }
}
