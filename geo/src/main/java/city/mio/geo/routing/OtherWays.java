package city.mio.geo.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses routes beside the fastest one: single-via paths that are not much longer, not much the same, and locally
 * optimal: around the via no detour that a driver would see (Abraham, Delling, Goldberg, Werneck, "Alternative routes in
 * road networks", 2013: limited sharing, bounded stretch, T-test).
 */
final class OtherWays {

    /** Around the via, a quarter of the fastest route must be itself a shortest path: what the paper takes for T. */
    private static final double LOCALLY_OPTIMAL_SHARE = 0.25;

    /** Vias that are looked at: each costs two paths. */
    private static final int MOST_VIAS = 60;

    private final PositionQuery query;
    private final RouteGraph graph;
    private final int[] linkMillis;
    private final double mostSlower;
    private final double mostShared;

    OtherWays(PositionQuery query, RouteGraph graph, int[] linkMillis, double mostSlower, double mostShared) {
        this.query = query;
        this.graph = graph;
        this.linkMillis = linkMillis;
        this.mostSlower = mostSlower;
        this.mostShared = mostShared;
    }

    /** Adds other paths to the one that is in the list, up to {@code most} in total. */
    void addTo(List<int[]> paths, int most) {
        int[] best = paths.get(0);
        int from = best[0];
        int to = best[best.length - 1];
        int bestMillis = millis(best, 0, best.length - 1);
        int atMost = (int) Math.min(LinkTimes.IMPASSABLE - 1, Math.floor((1 + mostSlower) * bestMillis));
        BitSet seen = new BitSet();
        mark(best, seen);
        for (boolean likely : new boolean[] {true, false}) {
            if (paths.size() < most) {
                int[] vias = query.listVias(from, to, atMost, likely);
                addTo(paths, most, vias, seen, atMost, bestMillis);
            }
        }
    }

    private void addTo(List<int[]> paths, int most, int[] vias, BitSet seen, int atMost, int bestMillis) {
        int from = paths.get(0)[0];
        int to = paths.get(0)[paths.get(0).length - 1];
        int looks = 0;
        for (int via : vias) {
            if (seen.get(via) || via == from || via == to) {
                continue;
            }
            if (paths.size() >= most || looks++ >= MOST_VIAS) {
                return;
            }
            int[] path = join(query.findPath(from, via), query.findPath(via, to));
            if (path == null) {
                continue;
            }
            mark(path, seen);
            if (millis(path, 0, path.length - 1) <= atMost
                    && isSimple(path)
                    && isDifferent(path, paths, bestMillis)
                    && isLocallyOptimal(path, via, bestMillis)) {
                paths.add(path);
            }
        }
    }

    private static void mark(int[] path, BitSet seen) {
        for (int state : path) {
            seen.set(state);
        }
    }

    private static int[] join(int[] first, int[] second) {
        if (first == null || second == null) {
            return null;
        }
        int[] path = Arrays.copyOf(first, first.length + second.length - 1);
        System.arraycopy(second, 1, path, first.length, second.length - 1);
        return path;
    }

    private int millis(int[] path, int first, int last) {
        int millis = 0;
        for (int i = first; i < last; i++) {
            millis += linkMillis[graph.linkOf(path[i])] + query.turnMillis(path[i], path[i + 1]);
        }
        return millis;
    }

    /** No crossing twice. */
    private boolean isSimple(int[] path) {
        BitSet nodes = new BitSet();
        for (int state : path) {
            int node = graph.network().toNode(graph.linkOf(state));
            if (nodes.get(node)) {
                return false;
            }
            nodes.set(node);
        }
        return true;
    }

    private boolean isDifferent(int[] path, List<int[]> others, int bestMillis) {
        for (int[] other : others) {
            BitSet links = new BitSet();
            for (int state : other) {
                links.set(graph.linkOf(state));
            }
            long shared = 0;
            for (int state : path) {
                int link = graph.linkOf(state);
                shared += links.get(link) ? linkMillis[link] : 0;
            }
            if (shared > mostShared * bestMillis) {
                return false;
            }
        }
        return true;
    }

    private boolean isLocallyOptimal(int[] path, int via, int bestMillis) {
        int at = 0;
        while (path[at] != via) {
            at++;
        }
        int reach = (int) (LOCALLY_OPTIMAL_SHARE * bestMillis);
        int first = at;
        while (first > 0 && millis(path, first, at) < reach) {
            first--;
        }
        int last = at;
        while (last < path.length - 1 && millis(path, at, last) < reach) {
            last++;
        }
        return path[first] != path[last] && query.distance(path[first], path[last]) == millis(path, first, last);
    }
}
