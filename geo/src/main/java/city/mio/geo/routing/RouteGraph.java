package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A network as routing sees it: states, and allowed turns between them. A state is a link, and for links inside a
 * banned path of three or more links also how far along such a path the vehicle has come; so that every walk over
 * turns is a drive that breaks no ban. Links without such paths have one state with the link's own index; the states
 * beside the first follow behind all links. Immutable and thread-safe.
 * Heavy vehicles have the same states and turns as cars; a turn that only they may not make costs them infinity.
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

    /** The same array if heavy vehicles may make every turn. */
    private final int[] heavyTurnMillis;

    private RouteGraph(RoadNetwork network, TurnCosts turnCosts, BannedDrives banned) {
        this.network = network;
        this.turnCosts = turnCosts;
        linkOfState = banned.linkOfState();
        moreStates = banned.moreStates();
        turnStart = new int[linkOfState.length + 1];
        int[] to = new int[4 * linkOfState.length + 4];
        int[] millis = new int[to.length];
        BitSet notHeavy = new BitSet();
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
                int nextState = cost < LinkTimes.IMPASSABLE ? banned.next(state, next) : -1;
                if (nextState >= 0) {
                    if (!network.turnAllowedForHeavy(link, next) || banned.isBannedForHeavy(state, next)) {
                        notHeavy.set(count);
                    }
                    to[count] = nextState;
                    millis[count++] = cost;
                }
            }
            turnStart[state + 1] = count;
        }
        turnTo = Arrays.copyOf(to, count);
        turnMillis = Arrays.copyOf(millis, count);
        heavyTurnMillis = notHeavy.isEmpty() ? turnMillis : turnMillis.clone();
        notHeavy.stream().forEach(turn -> heavyTurnMillis[turn] = LinkTimes.IMPASSABLE);
    }

    /** With all that the network bans: turns and paths, for all vehicles and for heavy ones. */
    public static RouteGraph of(RoadNetwork network, TurnCosts turnCosts) {
        return of(network, turnCosts, List.of(), List.of());
    }

    /**
     * With all that the network bans, and further paths that no vehicle, or no heavy one, may drive from the first
     * link to the last.
     */
    static RouteGraph of(
            RoadNetwork network, TurnCosts turnCosts, List<int[]> morePaths, List<int[]> moreHeavyPaths) {
        List<int[]> paths = new ArrayList<>(morePaths);
        network.forEachBannedPath(paths::add);
        List<int[]> heavyPaths = new ArrayList<>(moreHeavyPaths);
        network.forEachHeavyBannedPath(heavyPaths::add);
        return new RouteGraph(network, turnCosts, new BannedDrives(network.linkCount(), paths, heavyPaths));
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

    /** What each turn costs, {@link LinkTimes#IMPASSABLE} where these vehicles may not make it; not to be changed. */
    int[] turnMillis(VehicleClass vehicle) {
        return vehicle == VehicleClass.CAR ? turnMillis : heavyTurnMillis;
    }
}
