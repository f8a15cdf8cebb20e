package city.mio.models.dispatch;

/**
 * The cheapest feasible place of a request in a route.
 *
 * <p>Places are tried with their cost first; what costs more than the best known is not looked at. The route's earliest
 * and latest starts, its load and the driving time on board rule out most of the rest while the delivery's place moves
 * on; only what is left is decided exactly, by the same fixed point as in {@link Route}, bounded by the route's own
 * latest starts. Results are remembered by the route's content. Not thread safe.
 */
final class Insertion {

    private static final int MEMORY_BITS = 16;

    /** A remembered result is two words side by side: its key; its cost (single precision will do) and place. */
    private static final int WORDS_BITS = 1;

    /** Position after which to pick up, then that for the delivery, 15 bits each, or that there is no place. */
    private static final int NO_PLACE = -1;

    private static final double SLACK = PickupDeliveryProblem.TOLERANCE;

    /** Added cost of the place found last; infinite if there is none below the limit. */
    double bestCost;

    int bestPickUpAfter;
    int bestDeliverAfter;

    private final PickupDeliveryProblem p;
    private final long[] memory = new long[1 << MEMORY_BITS + WORDS_BITS];
    private final long[] requestKeys;
    private int[] node = new int[16];
    private double[] start = new double[16];
    private double[] bound = new double[16];
    private final int[] positionOf;

    Insertion(PickupDeliveryProblem problem) {
        p = problem;
        positionOf = new int[p.nodes];
        requestKeys = new long[p.requests + 1];
        for (int i = 1; i <= p.requests; i++) {
            long z = i * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            requestKeys[i] = z ^ (z >>> 31);
        }
    }

    /** Looks for a place that costs less than the limit; says whether there is one. */
    boolean find(Route route, int request, double limit) {
        long key = route.hash ^ requestKeys[request];
        int slot = (int) ((key * 0xD6E8FEB86659FD93L) >>> (64 - MEMORY_BITS)) << WORDS_BITS;
        if (memory[slot] == key) {
            long word = memory[slot + 1];
            double known = Float.intBitsToFloat((int) (word >>> 32));
            int place = (int) word;
            if (place != NO_PLACE) {
                bestCost = known;
                bestPickUpAfter = place >>> 15;
                bestDeliverAfter = place & 0x7FFF;
                return known < limit;
            }
            if (known >= limit) {
                return false;
            }
        }
        search(route, request, limit);
        boolean found = bestCost < limit;
        int place = found ? bestPickUpAfter << 15 | bestDeliverAfter : NO_PLACE;
        memory[slot] = key;
        memory[slot + 1] = (long) Float.floatToIntBits((float) bestCost) << 32 | place & 0xFFFF_FFFFL;
        return found;
    }

    private void search(Route route, int pick, double limit) {
        int drop = pick + p.requests;
        int rowPick = pick * p.nodes;
        int rowDrop = drop * p.nodes;
        int[] seq = route.node;
        double[] early = route.early;
        double[] late = route.late;
        double[] leg = route.leg;
        double[] hop = route.hop;
        int[] loadAfter = route.loadAfter;
        double[] service = p.service;
        double[] time = p.time;
        double[] cost = p.cost;
        double[] timeTo = p.timeTo;
        double[] costTo = p.costTo;
        int room = p.capacity - p.load[pick];
        double serve = service[pick];
        double serveDrop = service[drop];
        double earliestPick = p.earliest[pick];
        double earliestDrop = p.earliest[drop];
        double latestPick = p.latest[pick] + SLACK;
        double latestDrop = p.latest[drop] + SLACK;
        double ride = p.longestRide + SLACK;
        double straightTime = serve + time[rowPick + drop];
        double straightCost = cost[rowPick + drop];
        int last = route.size - 1;
        bestCost = limit;
        double credit = route.isEmpty() ? cost[p.nodes - 1] : 0;
        int i = 0;
        double soonest = earliestPick + serve - SLACK;
        while (i < last && late[i + 1] < soonest) {
            i++; // before a stop that must begin too early
        }
        for (; i < last; i++) {
            int a = seq[i];
            int b = seq[i + 1];
            double atPick = Math.max(earliestPick, early[i] + service[a] + timeTo[rowPick + a]);
            if (atPick > latestPick) {
                break;
            }
            if (loadAfter[i] > room) {
                continue;
            }
            double toPick = costTo[rowPick + a];
            double detour = toPick + cost[rowPick + b] - leg[i];
            if (detour + credit >= bestCost) {
                continue;
            }
            double atDrop = Math.max(earliestDrop, atPick + straightTime);
            if (atDrop <= latestDrop && atDrop + serveDrop + time[rowDrop + b] <= late[i + 1] + SLACK) {
                double both = toPick + straightCost + cost[rowDrop + b] - leg[i] + credit;
                if (both < bestCost && feasible(route, pick, i, i)) {
                    bestCost = both;
                    bestPickUpAfter = i;
                    bestDeliverAfter = i;
                }
            }
            double driven = time[rowPick + b];
            double at = atPick + serve + driven;
            if (at > late[i + 1] + SLACK) {
                continue;
            }
            at = Math.max(at, early[i + 1]);
            double lastPick = Math.min(p.latest[pick], late[i + 1] - driven - serve);
            double latestThere = Math.min(latestDrop, lastPick + serve + ride);
            for (int k = i + 1; k < last; k++) {
                int x = seq[k];
                if (loadAfter[k] > room) {
                    break;
                }
                double toDrop = service[x] + timeTo[rowDrop + x];
                double there = Math.max(earliestDrop, at + toDrop);
                if (there > latestThere || driven + toDrop > ride) {
                    break;
                }
                int y = seq[k + 1];
                if (there + serveDrop + time[rowDrop + y] <= late[k + 1] + SLACK) {
                    double total = detour + costTo[rowDrop + x] + cost[rowDrop + y] - leg[k];
                    if (total < bestCost && feasible(route, pick, i, k)) {
                        bestCost = total;
                        bestPickUpAfter = i;
                        bestDeliverAfter = k;
                    }
                }
                at += hop[k];
                if (at > late[k + 1] + SLACK) {
                    break;
                }
                at = Math.max(at, early[k + 1]);
                driven += hop[k];
            }
        }
    }

    /** Exact: whether the route with the request in these places has a schedule. */
    private boolean feasible(Route route, int pick, int pickUpAfter, int deliverAfter) {
        if (p.longestRide == Double.POSITIVE_INFINITY && p.longestRoute == Double.POSITIVE_INFINITY) {
            return true; // the earliest arrivals that led here are a schedule already
        }
        int n = p.requests;
        int width = p.nodes;
        int size = route.size + 2;
        if (node.length < size) {
            node = new int[2 * size];
            start = new double[2 * size];
            bound = new double[2 * size];
        }
        int atPick = pickUpAfter + 1;
        int atDrop = deliverAfter + 2;
        lay(route, 0, atPick, 0);
        put(atPick, pick);
        lay(route, atPick + 1, atDrop, -1);
        put(atDrop, pick + n);
        lay(route, atDrop + 1, size, -2);
        int pushes = 0;
        int furthest = atDrop;
        int k = atPick;
        while (k < size) {
            int before = node[k - 1];
            int here = node[k];
            double begin = start[k - 1] + p.service[before] + p.time[before * width + here];
            if (begin <= start[k]) {
                if (k > furthest) {
                    return true; // from here on nothing is later than in the route as it was
                }
                begin = start[k];
            }
            if (begin > bound[k] + SLACK) {
                return false;
            }
            start[k] = begin;
            if (here > n) {
                boolean last = k == size - 1;
                int from = last ? 0 : positionOf[here - n];
                double needed = begin - (last ? p.longestRoute : p.longestRide) - p.service[node[from]];
                if (needed > start[from] + SLACK) {
                    if (needed > bound[from] + SLACK || ++pushes > 4 * size) {
                        return false;
                    }
                    start[from] = needed;
                    furthest = Math.max(furthest, k);
                    k = from;
                }
            }
            k++;
        }
        return true;
    }

    private void lay(Route route, int from, int to, int shift) {
        for (int k = from; k < to; k++) {
            int at = route.node[k + shift];
            node[k] = at;
            start[k] = route.early[k + shift];
            bound[k] = route.late[k + shift];
            positionOf[at] = k;
        }
    }

    private void put(int k, int at) {
        node[k] = at;
        start[k] = p.earliest[at];
        bound[k] = p.latest[at];
        positionOf[at] = k;
    }
}
