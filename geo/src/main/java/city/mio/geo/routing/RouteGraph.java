package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as routing sees it: states, and allowed turns between them. A state is a link, and for links inside a
 * banned path of three or more links also how far along such a path the vehicle has come; so that every walk over
 * turns is a drive that breaks no ban. Links without such paths have one state with the link's own index; the states
 * beside the first follow behind all links. Immutable and thread-safe.
 *
 * <p>The states of banned paths are those of Aho and Corasick's automaton (1975) over the paths, with links as
 * letters.
 */
public final class RouteGraph {

    private final RoadNetwork network;
    private final TurnCosts turnCosts;
    private final int[] linkOfState;

    /** States of a link beside its first, ascending; only links that have some. */
    private final Map<Integer, int[]> moreStates;

    private final int[] turnStart;
    private final int[] turnTo;
    private final int[] turnMillis;

    private RouteGraph(RoadNetwork network, TurnCosts turnCosts, Automaton automaton) {
        this.network = network;
        this.turnCosts = turnCosts;
        linkOfState = automaton.linkOfState();
        moreStates = automaton.moreStates();
        turnStart = new int[linkOfState.length + 1];
        int[] to = new int[4 * linkOfState.length + 4];
        int[] millis = new int[to.length];
        int count = 0;
        for (int state = 0; state < linkOfState.length; state++) {
            int link = linkOfState[state];
            int node = network.toNode(link);
            if (count + network.outDegree(node) > to.length) {
                to = Arrays.copyOf(to, 2 * count + network.outDegree(node));
                millis = Arrays.copyOf(millis, to.length);
            }
            for (int i = 0; i < network.outDegree(node); i++) {
                int next = network.outLink(node, i);
                int cost = turnCosts.turnMillis(network, link, next);
                int nextState = cost < LinkTimes.IMPASSABLE ? automaton.next(state, next) : -1;
                if (nextState >= 0) {
                    to[count] = nextState;
                    millis[count++] = cost;
                }
            }
            turnStart[state + 1] = count;
        }
        turnTo = Arrays.copyOf(to, count);
        turnMillis = Arrays.copyOf(millis, count);
    }

    /** With the bans of the network. */
    public static RouteGraph of(RoadNetwork network, TurnCosts turnCosts) {
        return of(network, turnCosts, List.of());
    }

    /**
     * With the bans of the network, and further paths that no vehicle may drive from the first link to the last.
     *
     * @param bannedPaths link indices in order, at least 2 each
     * @throws IllegalArgumentException if a path is shorter or its links do not hang together
     */
    public static RouteGraph of(RoadNetwork network, TurnCosts turnCosts, List<int[]> bannedPaths) {
        for (int[] path : bannedPaths) {
            boolean whole = path.length >= 2;
            for (int i = 1; whole && i < path.length; i++) {
                whole = network.toNode(path[i - 1]) == network.fromNode(path[i]);
            }
            if (!whole) {
                throw new IllegalArgumentException("banned path " + Arrays.toString(path) + " is no path");
            }
        }
        return new RouteGraph(network, turnCosts, new Automaton(network.linkCount(), bannedPaths));
    }

    public RoadNetwork network() {
        return network;
    }

    public TurnCosts turnCosts() {
        return turnCosts;
    }

    public int stateCount() {
        return linkOfState.length;
    }

    public int turnCount() {
        return turnTo.length;
    }

    /** The link of a state. */
    int linkOf(int state) {
        return linkOfState[state];
    }

    /** The states of a link beside the first, which has the link's index. */
    int[] moreStatesOf(int link) {
        return moreStates.isEmpty() ? NONE : moreStates.getOrDefault(link, NONE);
    }

    private static final int[] NONE = {};

    /** The first turn out of a state; the last is before the first of the next state. */
    int firstTurn(int state) {
        return turnStart[state];
    }

    /** Where a turn leads. */
    int turnTo(int turn) {
        return turnTo[turn];
    }

    /** What a turn costs. */
    int turnMillis(int turn) {
        return turnMillis[turn];
    }

    /** Which banned paths a vehicle may be on; letters are links, a text is a drive. */
    private static final class Automaton {
        private final Set<List<Integer>> banned = new HashSet<>();

        /** Beginnings of banned paths with two links or more, not whole paths. */
        private final Map<List<Integer>, Integer> beginnings = new HashMap<>();

        private final List<List<Integer>> more = new ArrayList<>();
        private final BitSet linksInPaths = new BitSet();
        private final int links;

        Automaton(int links, List<int[]> bannedPaths) {
            this.links = links;
            for (int[] path : bannedPaths) {
                banned.add(Arrays.stream(path).boxed().toList());
            }
            for (int[] path : bannedPaths) {
                List<Integer> whole = Arrays.stream(path).boxed().toList();
                whole.forEach(linksInPaths::set);
                for (int length = 2; length < path.length; length++) {
                    List<Integer> beginning = whole.subList(0, length);
                    // What begins with a whole banned path is never driven.
                    if (endsBanned(beginning)) {
                        break;
                    }
                    if (!beginnings.containsKey(beginning)) {
                        beginnings.put(beginning, links + more.size());
                        more.add(beginning);
                    }
                }
            }
        }

        int[] linkOfState() {
            int[] linkOf = new int[links + more.size()];
            for (int state = 0; state < linkOf.length; state++) {
                linkOf[state] = state < links ? state : last(more.get(state - links));
            }
            return linkOf;
        }

        Map<Integer, int[]> moreStates() {
            Map<Integer, int[]> states = new HashMap<>();
            for (int i = 0; i < more.size(); i++) {
                int state = links + i;
                states.merge(last(more.get(i)), new int[] {state}, (before, one) -> {
                    int[] both = Arrays.copyOf(before, before.length + 1);
                    both[before.length] = state;
                    return both;
                });
            }
            return states;
        }

        /** The state behind the turn into the link; -1 if it ends a banned path. */
        int next(int state, int link) {
            if (!linksInPaths.get(link)) {
                return link;
            }
            List<Integer> driven = new ArrayList<>(state < links ? List.of(state) : more.get(state - links));
            driven.add(link);
            if (endsBanned(driven)) {
                return -1;
            }
            for (int from = 0; from + 2 <= driven.size(); from++) {
                Integer found = beginnings.get(driven.subList(from, driven.size()));
                if (found != null) {
                    return found;
                }
            }
            return link;
        }

        private boolean endsBanned(List<Integer> driven) {
            for (int from = 0; from + 2 <= driven.size(); from++) {
                if (banned.contains(driven.subList(from, driven.size()))) {
                    return true;
                }
            }
            return false;
        }

        private static int last(List<Integer> path) {
            return path.get(path.size() - 1);
        }
    }
}
