package city.mio.geo.matching;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;

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
    private static final int MOST_SETTLED = 20_000;

    private static final int FROM_SOURCE = -2;

    private final RoadNetwork network;
    private final float uTurnMetres;
    private float costPerMetre;
    private float uTurnCost;
    private final boolean bans;

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

    private final int[] labelPath;
    private final int[] targetStamps;
    private final int[] targetOf;
    private int stamp;

    private final LinkHeap heap = new LinkHeap();

    private int targets;
    private int[] targetLink = new int[16];
    private float[] targetOffset = new float[16];
    private float[] targetEmission = new float[16];
    private float[] targetAlongFactor = new float[16];
    private float[] targetCost = new float[16];
    private float[] targetReached = new float[16];
    private int[] targetFrom = new int[16];
    private float goalX;
    private float goalY;
    private float goalRadius;
    private float bestCost;
    private int[] chain = new int[64];

    ForwardSearch(RoadNetwork network, double uTurnMetres) {
        this.network = network;
        int links = network.linkCount();
        this.uTurnMetres = (float) uTurnMetres;
        bans = network.bannedTurnCount() > 0;
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
     * Begins the step to a fix, in the network's projection.
     *
     * @param radiusMetres no target is farther from the fix
     * @param metresPerNat what a metre of route costs in this step
     */
    void begin(double x, double y, double radiusMetres, double metresPerNat) {
        costPerMetre = (float) (1 / metresPerNat);
        uTurnCost = uTurnMetres * costPerMetre;
        stamp++;
        if (stamp == 0) {
            java.util.Arrays.fill(stamps, 0);
            java.util.Arrays.fill(targetStamps, 0);
            stamp = 1;
        }
        heap.clear();
        targets = 0;
        goalX = (float) x;
        goalY = (float) y;
        goalRadius = (float) radiusMetres;
        bestCost = Float.POSITIVE_INFINITY;
    }

    /**
     * Adds a candidate of the fix.
     *
     * @param offset share along the link of its point nearest to the fix
     * @param emission cost of the fix if the vehicle is at that point
     * @param alongFactor cost of a square metre by which the vehicle is ahead of that point
     */
    void addTarget(int link, float offset, float emission, float alongFactor) {
        if (targets == targetLink.length) {
            int capacity = 2 * targets;
            targetLink = java.util.Arrays.copyOf(targetLink, capacity);
            targetOffset = java.util.Arrays.copyOf(targetOffset, capacity);
            targetEmission = java.util.Arrays.copyOf(targetEmission, capacity);
            targetAlongFactor = java.util.Arrays.copyOf(targetAlongFactor, capacity);
            targetCost = java.util.Arrays.copyOf(targetCost, capacity);
            targetReached = java.util.Arrays.copyOf(targetReached, capacity);
            targetFrom = java.util.Arrays.copyOf(targetFrom, capacity);
        }
        targetStamps[link] = stamp;
        targetOf[link] = targets;
        targetLink[targets] = link;
        targetOffset[targets] = offset;
        targetEmission[targets] = emission;
        targetAlongFactor[targets] = alongFactor;
        targetCost[targets] = Float.POSITIVE_INFINITY;
        targets++;
    }

    /**
     * Finds the cheapest way to each target that costs no more than the best and the beam.
     *
     * @param allowance what a way may cost at most, beyond what its hypothesis has cost so far
     */
    void run(MatcherState state, float beam, float allowance) {
        int first = state.firstOf(state.lastStage());
        int end = state.hypotheses;
        for (int h = first; h < end; h++) {
            reachOnSameLink(state, h);
        }
        for (int h = first; h < end; h++) {
            int link = state.hypothesisLink[h];
            float cost = state.hypothesisCost[h] + (1 - state.hypothesisOffset[h]) * linkCost(link);
            float limit = state.prunedCost(h) + allowance;
            label(link, cost, FROM_SOURCE - h, limit, bestCost + beam);
        }
        for (int h = first; h < end; h++) {
            int link = state.hypothesisLink[h];
            int opposite = network.oppositeLink(link);
            if (opposite >= 0 && stamps[link] == stamp && labelParent[link] == FROM_SOURCE - h) {
                float cost = state.hypothesisCost[h] + uTurnCost + state.hypothesisOffset[h] * linkCost(link);
                label(opposite, cost, link, labelLimit[link], bestCost + beam);
            }
        }
        int count = 0;
        while (!heap.isEmpty() && heap.leastCost() < bestCost + beam) {
            int link = heap.pop();
            if (settled[link]) {
                continue;
            }
            settled[link] = true;
            if (++count > MOST_SETTLED) {
                break;
            }
            expand(link, beam);
        }
    }

    private float linkCost(int link) {
        return linkMetres[link] * costPerMetre;
    }

    private void reachOnSameLink(MatcherState state, int h) {
        int link = state.hypothesisLink[h];
        float offset = state.hypothesisOffset[h];
        float cost = state.hypothesisCost[h];
        if (targetStamps[link] == stamp) {
            int t = targetOf[link];
            float ahead = targetOffset[t] - offset;
            if (ahead >= 0) {
                reach(t, cost + ahead * linkCost(link), targetOffset[t], targetEmission[t], FROM_SOURCE - h);
            } else {
                // Roads are not driven backwards: where noise says so, the vehicle stands and the fix is off.
                float metres = ahead * network.lengthMetres(link);
                float emission = targetEmission[t] + metres * metres * targetAlongFactor[t];
                reach(t, cost, offset, emission, FROM_SOURCE - h);
            }
        }
        int opposite = network.oppositeLink(link);
        if (opposite >= 0 && targetStamps[opposite] == stamp) {
            int t = targetOf[opposite];
            float turned = Math.abs(targetOffset[t] - (1 - offset));
            reach(t, cost + uTurnCost + turned * linkCost(opposite), targetOffset[t], targetEmission[t], link);
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
            targetReached[t] = offset;
            targetFrom[t] = from;
            bestCost = Math.min(bestCost, targetCost[t]);
        }
    }

    private void label(int link, float cost, int parent, float limit, float most) {
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
        heap.push(estimate, link);
    }

    private void expand(int link, float beam) {
        int node = network.toNode(link);
        int opposite = network.oppositeLink(link);
        float cost = labelCost[link];
        for (int i = 0, n = network.outDegree(node); i < n; i++) {
            int next = network.outLink(node, i);
            float enter = cost;
            if (next == opposite) {
                enter += uTurnCost;
            }
            if (bans && !network.turnAllowed(link, next)) {
                continue;
            }
            if (targetStamps[next] == stamp) {
                int t = targetOf[next];
                reach(t, enter + targetOffset[t] * linkCost(next), targetOffset[t], targetEmission[t], link);
            }
            label(next, enter + linkCost(next), link, labelLimit[link], bestCost + beam);
        }
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
        return targetEmission[t];
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
                chain = java.util.Arrays.copyOf(chain, 2 * count);
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
