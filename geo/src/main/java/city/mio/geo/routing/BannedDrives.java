package city.mio.geo.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which banned paths a vehicle may be on: Aho and Corasick's automaton (1975) over the paths, with links as letters and
 * a drive as the text. States are the links, then the beginnings of banned paths with two links or more.
 */
final class BannedDrives {

    private final Set<List<Integer>> banned = new HashSet<>();
    private final Set<List<Integer>> heavyBanned = new HashSet<>();
    private final Map<List<Integer>, Integer> stateOf = new HashMap<>();

    /** The beginnings, by state less the number of links. */
    private final List<List<Integer>> beginnings = new ArrayList<>();

    private final BitSet linksInPaths = new BitSet();
    private final int links;

    /**
     * Of these paths.
     *
     * @param paths link indices in order, at least 2 each
     * @param heavyPaths likewise, banned for heavy vehicles only
     */
    BannedDrives(int links, List<int[]> paths, List<int[]> heavyPaths) {
        this.links = links;
        addTo(banned, paths);
        addTo(heavyBanned, heavyPaths);
        paths.forEach(this::addBeginnings);
        heavyPaths.forEach(this::addBeginnings);
    }

    private void addTo(Set<List<Integer>> set, List<int[]> paths) {
        for (int[] path : paths) {
            List<Integer> whole = Arrays.stream(path).boxed().toList();
            set.add(whole);
            whole.forEach(linksInPaths::set);
        }
    }

    private void addBeginnings(int[] path) {
        List<Integer> whole = Arrays.stream(path).boxed().toList();
        for (int length = 2; length < path.length; length++) {
            List<Integer> beginning = whole.subList(0, length);
            // What begins with a path that all are banned from is never driven.
            if (endsIn(banned, beginning)) {
                return;
            }
            if (!stateOf.containsKey(beginning)) {
                stateOf.put(beginning, links + beginnings.size());
                beginnings.add(beginning);
            }
        }
    }

    int[] linkOfState() {
        int[] linkOf = new int[links + beginnings.size()];
        for (int state = 0; state < linkOf.length; state++) {
            linkOf[state] = state < links ? state : last(beginnings.get(state - links));
        }
        return linkOf;
    }

    /** States of a link beside the first, ascending; only links that have some. */
    Map<Integer, int[]> moreStates() {
        Map<Integer, int[]> states = new HashMap<>();
        for (int i = 0; i < beginnings.size(); i++) {
            int state = links + i;
            states.merge(last(beginnings.get(i)), new int[] {state}, (before, one) -> {
                int[] both = Arrays.copyOf(before, before.length + 1);
                both[before.length] = state;
                return both;
            });
        }
        return states;
    }

    /** The state behind the turn into the link; -1 if it ends a path that all are banned from. */
    int next(int state, int link) {
        if (!linksInPaths.get(link)) {
            return link;
        }
        List<Integer> driven = driven(state, link);
        if (endsIn(banned, driven)) {
            return -1;
        }
        for (int from = 0; from + 2 <= driven.size(); from++) {
            Integer found = stateOf.get(driven.subList(from, driven.size()));
            if (found != null) {
                return found;
            }
        }
        return link;
    }

    /** Whether the turn into the link ends a path that heavy vehicles are banned from. */
    boolean isBannedForHeavy(int state, int link) {
        return linksInPaths.get(link) && endsIn(heavyBanned, driven(state, link));
    }

    private List<Integer> driven(int state, int link) {
        List<Integer> driven = new ArrayList<>(state < links ? List.of(state) : beginnings.get(state - links));
        driven.add(link);
        return driven;
    }

    private static boolean endsIn(Set<List<Integer>> paths, List<Integer> driven) {
        for (int from = 0; from + 2 <= driven.size(); from++) {
            if (paths.contains(driven.subList(from, driven.size()))) {
                return true;
            }
        }
        return false;
    }

    private static int last(List<Integer> path) {
        return path.get(path.size() - 1);
    }
}
