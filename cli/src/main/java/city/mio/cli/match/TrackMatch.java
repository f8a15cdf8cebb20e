package city.mio.cli.match;

import city.mio.cli.progress.Progress;
import city.mio.events.ProbePosition;
import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.MatchListener;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.matching.MatcherState;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.matching.UnmatchedReason;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Matches whole recordings, fix after fix as if they came in now, and counts what became of them. */
public final class TrackMatch {

    private TrackMatch() {}

    /**
     * Matches every vehicle by itself and writes its passages in order.
     *
     * @param progress is told of each fix taken
     * @throws IOException if they cannot be written
     */
    public static MatchReport run(
            RoadNetwork network, GpsTracks tracks, MatcherSettings settings, TraversalWriter out, Progress progress)
            throws IOException {
        OnlineMatcher matcher = new OnlineMatcher(network, new LinkIndex(network), settings);
        Count count = new Count(out);
        long taken = 0;
        try {
            for (Map.Entry<String, List<ProbePosition>> track : tracks.fixes().entrySet()) {
                count.begin(track.getKey());
                MatcherState state = matcher.newState();
                for (ProbePosition fix : track.getValue()) {
                    matcher.accept(
                            state, fix.time(), fix.lon(), fix.lat(),
                            fix.speedMps(), fix.headingDegrees(), fix.accuracyMetres(), count);
                    progress.reached(++taken);
                }
                matcher.finish(state, count);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return count.report(tracks);
    }

    private static final class Count implements MatchListener {
        private static final int BREAKS_NAMED = 1_000;

        private final TraversalWriter out;
        private final Map<UnmatchedReason, Long> unmatched = new EnumMap<>(UnmatchedReason.class);
        private final Map<BreakReason, Long> breaks = new EnumMap<>(BreakReason.class);
        private final List<MatchReport.Break> firstBreaks = new ArrayList<>();
        private long fixes;
        private long matched;
        private long traversals;
        private String vehicleId;
        private int sequence;

        Count(TraversalWriter out) {
            this.out = out;
            for (UnmatchedReason reason : UnmatchedReason.values()) {
                unmatched.put(reason, 0L);
            }
            for (BreakReason reason : BreakReason.values()) {
                breaks.put(reason, 0L);
            }
        }

        void begin(String vehicle) {
            vehicleId = vehicle;
            sequence = 0;
        }

        @Override
        public void traversal(
                int link, long enterTime, long exitTime, float startShare, float coveredShare, int positions) {
            traversals++;
            try {
                out.write(new MatchedTraversal(
                        vehicleId, sequence++, link, enterTime, exitTime, startShare, coveredShare, positions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void fix(long time, int link, float offsetShare, UnmatchedReason reasonOrNull) {
            fixes++;
            if (reasonOrNull == null) {
                matched++;
            } else {
                unmatched.merge(reasonOrNull, 1L, Long::sum);
            }
        }

        @Override
        public void broken(long time, BreakReason reason) {
            breaks.merge(reason, 1L, Long::sum);
            if (firstBreaks.size() < BREAKS_NAMED) {
                firstBreaks.add(new MatchReport.Break(vehicleId, time, reason));
            }
        }

        MatchReport report(GpsTracks tracks) {
            return new MatchReport(
                    tracks.fixes().size(), fixes, matched, unmatched, traversals, breaks, firstBreaks);
        }
    }
}
