package city.mio.bench.matching;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one matcher did with all tracks at one interval, added up. Not thread-safe. */
final class Figures {

    /** The thread's own time, so that what else the machine does counts for little. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private RouteMismatch mismatch = new RouteMismatch(0, 0, 0);
    private int tracks;
    private int broken;
    private long positions;
    private long cpuNanos;
    private long wallNanos;

    /** Matches a thinned track and takes the time. A track given up counts as all missed. */
    void add(Matching.Prepared matcher, RecordedTracks.Track track, int intervalSeconds) {
        List<RecordedTracks.Fix> fixes = track.thinned(intervalSeconds);
        int[] links = {};
        long wall = System.nanoTime();
        long cpu = CPU.getCurrentThreadCpuTime();
        try {
            links = matcher.match(fixes);
        } catch (Matching.TrackBroken e) {
            broken++;
        } finally {
            cpuNanos += CPU.getCurrentThreadCpuTime() - cpu;
            wallNanos += System.nanoTime() - wall;
        }
        tracks++;
        positions += fixes.size();
        mismatch = mismatch.plus(RouteMismatch.of(track.network(), links, track.route()));
    }

    RouteMismatch mismatch() {
        return mismatch;
    }

    int broken() {
        return broken;
    }

    double positionsPerCpuSecond() {
        return positions / (cpuNanos * 1e-9);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tracks", tracks);
        map.put("brokenTracks", broken);
        map.put("positions", positions);
        map.put("trueKilometres", mismatch.trueMetres() / 1000);
        map.put("mismatch", mismatch.ratio());
        map.put("missed", mismatch.missedMetres() / mismatch.trueMetres());
        map.put("added", mismatch.addedMetres() / mismatch.trueMetres());
        map.put("positionsPerCpuSecond", positionsPerCpuSecond());
        map.put("positionsPerWallSecond", positions / (wallNanos * 1e-9));
        return map;
    }
}
