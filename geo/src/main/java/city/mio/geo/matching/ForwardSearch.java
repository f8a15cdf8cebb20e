package city.mio.geo.matching;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * The step from one fix to the next as one shortest-path problem: from all hypotheses at once, each with the cost
 * it comes with, over the links, to all candidates of the next fix. One search replaces the search from every
 * hypothesis, because the price of a route is linear in its length: what a route must be longer than the beeline is
 * the same for all ways to a fix. Goal-directed (A*, Hart, Nilsson and Raphael 1968) towards the fix, over links as
 * labels, so that banned turns and turning back can be told. Thread-confined; memory linear in the network.
 */
final class ForwardSearch {

    /** A service road or a yard is hardly a through way; between equals a driver takes the street. */
    private static final float SERVICE_FACTOR = 1.5f;

    private static final float LIVING_STREET_FACTOR = 1.2f;

    /** Bounds the work of a fix that cannot be reached. */
    static final int MOST_SETTLED = 20_000;

    /** What a way is longer than this beyond the beeline counts in part. */
    private static final float LONG_DETOUR_METRES = 300;

    private static final float LONG_DETOUR_FACTOR = 0.33f;

    /** A metre that is taken back is so much less likely than one that is driven. */
    private static final float BACKING_FACTOR = 3;

    private static final int FROM_SOURCE = -2;

    /**
     * What a drive banned over several links costs more, metres: dear, but not impossible, for a search with one label
     * a link may have forgotten the way to it that is allowed, and some drivers do it.
     */
    private static final float BANNED_PATH_METRES = 300;

    private final RoadNetwork network;
    private final TurnCosts turns;
    private final FixErrors errors;
    private float costPerMetre;
    private float uTurnCost;

    /** Length, weighted by how little a through way the link is. */
    private final float[] linkMetres;
    private final float[] endX;
    private final float[] endY;

    private final int[] stamps;
    private final boolean[] settled;
    private final float[] labelCost;
    /** Link before; {@code FROM_SOURCE - h} where the label starts at hypothesis h. */
    private final int[] labelParent;

    /** Cost at which the hypothesis that the label comes from gives up. */
    private final float[] labelLimit;

    /** The hypothesis that the label comes from. */
    private final int[] labelSource;

    private final int[] labelPath;
    private final int[] targetStamps;
    private final int[] targetOf;
    private int stamp;

    private final LinkHeap heap = new LinkHeap();

    private int targets;
    private int[] targetLink = new int[16];
    private float[] targetOffset = new float[16];
    private float[] targetCost = new float[16];
    /** Part of the cost that is the way and what the hypothesis had cost before. */
    private float[] targetWay = new float[16];

    private float[] targetReached = new float[16];
    private int[] targetFrom = new int[16];
    private float goalX;
    private float goalY;
    private float goalRadius;
    private float bestCost;
    private int settledLinks;
    private int[] chain = new int[64];

    ForwardSearch(RoadNetwork network, TurnCosts turns, FixErrors errors) {
        this.network = network;
        this.turns = turns;
        this.errors = errors;
        int links = network.linkCount();
        linkMetres = new float[links];
        endX = new float[links];
        endY = new float[links];
        for (int link = 0; link < links; link++) {
            linkMetres[link] = network.lengthMetres(link) * classFactor(network.roadClass(link));
            endX[link] = (float) network.projection().x(network.nodeLon(network.toNode(link)));
            endY[link] = (float) network.projection().y(network.nodeLat(network.toNode(link)));
        }
        stamps = new int[links];
        settled = new boolean[links];
        labelCost = new float[links];
        labelParent = new int[links];
        labelSource = new int[links];
        labelPath = new int[links];
        labelLimit = new float[links];
        targetStamps = new int[links];
        targetOf = new int[links];
    }

    private static float classFactor(RoadClass roadClass) {
        return switch (roadClass) {
            case SERVICE -> SERVICE_FACTOR;
            case LIVING_STREET -> LIVING_STREET_FACTOR;
            default -> 1;
        };
    }

    /**
     * Begins the step to a fix, in the network's projection; its errors were begun before.
     *
     * @param radiusMetres no target is farther from the fix
     * @param metresPerNat what a metre of route costs in this step
     */
    void begin(double x, double y, double radiusMetres, double metresPerNat) {
        costPerMetre = (float) (1 / metresPerNat);
        uTurnCost = turns.uTurnMetres() * costPerMetre;
        stamp++;
        if (stamp == 0) {
            Arrays.fill(stamps, 0);
            Arrays.fill(targetStamps, 0);
            stamp = 1;
        }
        heap.clear();
        targets = 0;
        goalX = (float) x;
        goalY = (float) y;
        goalRadius = (float) radiusMetres;
        bestCost = Float.POSITIVE_INFINITY;
        settledLinks = 0;
    }

    /**
     * Adds a candidate of the fix.
     *
     * @param offset share along the link of its point nearest to the fix
     * @param x of that point, metres in the network's projection
     * @param cost what else speaks against the candidate
     */
    void addTarget(int link, float offset, double x, double y, float cost) {
        if (targets == targetLink.length) {
            int capacity = 2 * targets;
            targetLink = Arrays.copyOf(targetLink, capacity);
            targetOffset = Arrays.copyOf(targetOffset, capacity);
            targetCost = Arrays.copyOf(targetCost, capacity);
            targetWay = Arrays.copyOf(targetWay, capacity);
            targetReached = Arrays.copyOf(targetReached, capacity);
            targetFrom = Arrays.copyOf(targetFrom, capacity);
        }
        targetStamps[link] = stamp;
        targetOf[link] = targets;
        targetLink[targets] = link;
        targetOffset[targets] = offset;
        errors.addTarget(x, y, cost);
        targetCost[targets] = Float.POSITIVE_INFINITY;
        targets++;
    }

    /**
     * Finds the cheapest way to each target that costs no more than the best and the beam.
     *
     * @param beeline cost of the straight way from the fix before
     * @param leapCost what hypotheses pay that were at the fix before; those that left it out do not
     * @param allowance what a way may cost at most, beyond what its hypothesis has cost so far
     */
    void run(MatcherState state, float beeline, float leapCost, float beam, float allowance) {
        int first = state.firstOf(state.lastStage());
        int end = state.hypotheses;
        for (int h = first; h < end; h++) {
            reachOnSameLink(state, h, costOf(state, h, leapCost));
        }
        for (int h = first; h < end; h++) {
            int link = state.hypothesisLink[h];
            float cost = costOf(state, h, leapCost) + (1 - state.hypothesisOffset[h]) * linkCost(link);
            float limit = state.prunedCost(h) + leapCost + allowance;
            label(link, cost, FROM_SOURCE - h, h, limit, bestCost + beam);
        }
        for (int h = first; h < end; h++) {
            int link = state.hypothesisLink[h];
            int opposite = network.oppositeLink(link);
            if (opposite >= 0 && stamps[link] == stamp && labelParent[link] == FROM_SOURCE - h) {
                float cost = costOf(state, h, leapCost) + uTurnCost + state.hypothesisOffset[h] * linkCost(link);
                label(opposite, cost, link, h, labelLimit[link], bestCost + beam);
            }
        }
        while (!heap.isEmpty() && heap.leastCost() < bestCost + beam) {
            int link = heap.pop();
            if (settled[link]) {
                continue;
            }
            settled[link] = true;
            if (++settledLinks > MOST_SETTLED) {
                break;
            }
            expand(state, link, beam);
        }
        softenDetours(state, leapCost, beeline);
    }

    /**
     * Makes long detours less unlikely than the exponential distribution has them: few ways are much longer than
     * the beeline, but those that are have a reason.
     */
    private void softenDetours(MatcherState state, float leapCost, float beeline) {
        bestCost = Float.POSITIVE_INFINITY;
        for (int t = 0; t < targets; t++) {
            if (targetCost[t] < Float.POSITIVE_INFINITY) {
                int h = targetSource(t);
                float detour = targetWay[t] - costOf(state, h, leapCost) - beeline - state.hypothesisBehind[h];
                float longDetour = LONG_DETOUR_METRES * costPerMetre;
                if (detour > longDetour) {
                    targetCost[t] -= (detour - longDetour) * (1 - LONG_DETOUR_FACTOR);
                }
                bestCost = Math.min(bestCost, targetCost[t]);
            }
        }
    }

    private float linkCost(int link) {
        return linkMetres[link] * costPerMetre;
    }

    private static float costOf(MatcherState state, int h, float leapCost) {
        return state.hypothesisCost[h] + (state.hypothesisKind[h] == MatcherState.SKIPPED ? 0 : leapCost);
    }

    private void reachOnSameLink(MatcherState state, int h, float cost) {
        int link = state.hypothesisLink[h];
        float offset = state.hypothesisOffset[h];
        if (targetStamps[link] == stamp) {
            int t = targetOf[link];
            float ahead = targetOffset[t] - offset;
            if (ahead >= 0) {
                reach(t, cost + ahead * linkCost(link), targetOffset[t], errors.after(h, t), FROM_SOURCE - h);
            } else {
                // Roads are not driven backwards: where noise says so, either this fix is off and the vehicle
                // stands, or an earlier one was and it had not come so far.
                float back = cost - ahead * BACKING_FACTOR * linkCost(link);
                reach(t, back, targetOffset[t], errors.after(h, t), FROM_SOURCE - h);
                reach(t, cost, offset, errors.elsewhere(h, t, link, offset), FROM_SOURCE - h);
            }
        }
        int opposite = network.oppositeLink(link);
        if (opposite >= 0 && targetStamps[opposite] == stamp) {
            int t = targetOf[opposite];
            float turned = Math.abs(targetOffset[t] - (1 - offset));
            reach(t, cost + uTurnCost + turned * linkCost(opposite), targetOffset[t], errors.after(h, t), link);
            if (targetFrom[t] == link) {
                // The label of the link may come to belong to another hypothesis; the way to the target must not.
                targetFrom[t] = turnBackOf(h);
            }
        }
    }

    private static int turnBackOf(int h) {
        return Integer.MIN_VALUE + h;
    }

    private void reach(int t, float cost, float offset, float emission, int from) {
        if (cost + emission < targetCost[t]) {
            targetCost[t] = cost + emission;
            targetWay[t] = cost;
            targetReached[t] = offset;
            targetFrom[t] = from;
            bestCost = Math.min(bestCost, targetCost[t]);
        }
    }

    private void label(int link, float cost, int parent, int source, float limit, float most) {
        if (stamps[link] == stamp && (settled[link] || labelCost[link] <= cost)) {
            return;
        }
        float dx = endX[link] - goalX;
        float dy = endY[link] - goalY;
        float toGo = (float) Math.sqrt(dx * dx + dy * dy) - goalRadius;
        float estimate = toGo > 0 ? cost + toGo * costPerMetre : cost;
        if (estimate >= limit || estimate >= most) {
            return;
        }
        if (stamps[link] != stamp) {
            stamps[link] = stamp;
            settled[link] = false;
            labelPath[link] = -1;
        }
        labelCost[link] = cost;
        labelLimit[link] = limit;
        labelParent[link] = parent;
        labelSource[link] = source;
        heap.push(estimate, link);
    }

    private void expand(MatcherState state, int link, float beam) {
        int node = network.toNode(link);
        float cost = labelCost[link];
        int source = labelSource[link];
        float straightest = turns.straightest(link);
        for (int i = 0, n = network.outDegree(node); i < n; i++) {
            int next = network.outLink(node, i);
            float metres = turns.metres(link, next, straightest);
            if (metres == TurnCosts.BANNED) {
                continue;
            }
            List<int[]> bannedPaths = turns.bannedPathsTo(next);
            if (!bannedPaths.isEmpty() && ends(state, link, bannedPaths)) {
                metres += BANNED_PATH_METRES;
            }
            float enter = cost + metres * costPerMetre;
            if (targetStamps[next] == stamp) {
                int t = targetOf[next];
                reach(t, enter + targetOffset[t] * linkCost(next), targetOffset[t], errors.after(source, t), link);
            }
            label(next, enter + linkCost(next), link, source, labelLimit[link], bestCost + beam);
        }
    }

    /** Whether the way to the end of a link goes along one of these paths but for its last link. */
    private boolean ends(MatcherState state, int link, List<int[]> paths) {
        for (int[] path : paths) {
            int i = path.length - 2;
            int label = link;
            // The label's own links first, then those that the hypothesis has come over; the tree's leaf is its link.
            while (i >= 0 && label >= 0 && path[i] == label) {
                i--;
                if (labelParent[label] < 0) {
                    int node = state.pathParent[state.hypothesisPath[labelSource[label]]];
                    while (i >= 0 && node >= 0 && path[i] == state.pathLink[node]) {
                        i--;
                        node = state.pathParent[node];
                    }
                    break;
                }
                label = labelParent[label];
            }
            if (i < 0) {
                return true;
            }
        }
        return false;
    }

    /** Links that the step has searched through. */
    int settledLinks() {
        return settledLinks;
    }

    int targets() {
        return targets;
    }

    /** Least cost of any target with its emission; infinite if none was reached. */
    float bestCost() {
        return bestCost;
    }

    int targetLink(int t) {
        return targetLink[t];
    }

    /** Where the vehicle is on the target's link. */
    float targetOffset(int t) {
        return targetCost[t] < Float.POSITIVE_INFINITY ? targetReached[t] : targetOffset[t];
    }

    float targetEmission(int t) {
        return errors.alone(t);
    }

    float targetCost(int t) {
        return targetCost[t];
    }

    /** The hypothesis from which the target was reached. */
    int targetSource(int t) {
        int from = targetFrom[t];
        while (from >= 0) {
            from = labelParent[from];
        }
        return from < Integer.MIN_VALUE / 2 ? from - Integer.MIN_VALUE : FROM_SOURCE - from;
    }

    /** Writes the way to the target into the state's tree of paths and returns the node of the target's link. */
    int addPath(MatcherState state, int t) {
        int from = targetFrom[t];
        if (from < Integer.MIN_VALUE / 2) {
            return state.addPath(targetLink[t], state.hypothesisPath[from - Integer.MIN_VALUE]);
        }
        if (from < 0) {
            return state.hypothesisPath[FROM_SOURCE - from];
        }
        int count = 0;
        int link = from;
        while (labelPath[link] < 0 && labelParent[link] >= 0) {
            if (count == chain.length) {
                chain = Arrays.copyOf(chain, 2 * count);
            }
            chain[count++] = link;
            link = labelParent[link];
        }
        int path = labelPath[link] >= 0 ? labelPath[link] : state.hypothesisPath[FROM_SOURCE - labelParent[link]];
        while (count > 0) {
            link = chain[--count];
            path = state.addPath(link, path);
            labelPath[link] = path;
        }
        return state.addPath(targetLink[t], path);
    }
}
