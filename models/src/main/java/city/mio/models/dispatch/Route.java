package city.mio.models.dispatch;

import java.util.Arrays;

/**
 * One vehicle's nodes in order with the earliest and the latest feasible start of service at each.
 *
 * <p>Windows, driving, longest rides and the longest route are difference constraints: their earliest solution is the
 * least fixed point of pushing starts later (a ride that is too long pushes its pick-up, a route that is too long its
 * departure), their latest solution the greatest of pushing starts earlier. Both hold all constraints, so they bound
 * every schedule of the route with more nodes in it. Mutable; not thread safe.
 */
final class Route {

    /** Positions 0 and size - 1 are the depot. */
    int[] node = new int[4];
    double[] early = new double[4];
    double[] late = new double[4];
    int[] loadAfter = new int[4];

    /** Cost of the drive on to the next position, and time from the start of service here to the arrival there. */
    double[] leg = new double[4];

    double[] hop = new double[4];
    int size;
    double cost;
    long hash;

    private final PickupDeliveryProblem problem;
    private final int[] positionOf;

    Route(PickupDeliveryProblem problem) {
        this.problem = problem;
        positionOf = new int[problem.nodes];
        clear();
    }

    void clear() {
        size = 2;
        node[0] = 0;
        node[1] = problem.nodes - 1;
        update();
    }

    boolean isEmpty() {
        return size == 2;
    }

    /** Becomes the same as the other, which stays its own. */
    void copy(Route other) {
        reserve(other.size);
        size = other.size;
        System.arraycopy(other.node, 0, node, 0, size);
        System.arraycopy(other.early, 0, early, 0, size);
        System.arraycopy(other.late, 0, late, 0, size);
        System.arraycopy(other.loadAfter, 0, loadAfter, 0, size);
        System.arraycopy(other.leg, 0, leg, 0, size);
        System.arraycopy(other.hop, 0, hop, 0, size);
        cost = other.cost;
        hash = other.hash;
    }

    /** Takes these nodes, given without the depot; says whether the route is feasible. */
    boolean adopt(int[] stops) {
        reserve(stops.length + 2);
        size = stops.length + 2;
        node[0] = 0;
        System.arraycopy(stops, 0, node, 1, stops.length);
        node[size - 1] = problem.nodes - 1;
        return update();
    }

    private void reserve(int length) {
        if (node.length < length) {
            int room = length + length / 2;
            node = Arrays.copyOf(node, room);
            early = Arrays.copyOf(early, room);
            late = Arrays.copyOf(late, room);
            loadAfter = new int[room];
            leg = new double[room];
            hop = new double[room];
        }
    }

    /**
     * Puts the pick-up after one position and the delivery after another (positions before the insertion). Stops more make
     * nothing earlier and let nothing be later (triangle inequality), so that the bounds go on from what they were.
     */
    void insert(int request, int pickUpAfter, int deliverAfter) {
        reserve(size + 2);
        int delivery = request + problem.requests;
        int behind = size - deliverAfter - 1;
        int between = deliverAfter - pickUpAfter;
        shift(node, pickUpAfter, between, behind);
        shift(early, pickUpAfter, between, behind);
        shift(late, pickUpAfter, between, behind);
        node[pickUpAfter + 1] = request;
        early[pickUpAfter + 1] = problem.earliest[request];
        late[pickUpAfter + 1] = problem.latest[request];
        node[deliverAfter + 2] = delivery;
        early[deliverAfter + 2] = problem.earliest[delivery];
        late[deliverAfter + 2] = problem.latest[delivery];
        size += 2;
        layOut();
        pushLater(pickUpAfter + 1, deliverAfter + 2);
        pushEarlier(deliverAfter + 2, pickUpAfter + 1);
    }

    /** Makes room for one value behind a position and for another after so many more. */
    private static void shift(Object values, int position, int between, int behind) {
        System.arraycopy(values, position + between + 1, values, position + between + 3, behind);
        System.arraycopy(values, position + 1, values, position + 2, between);
    }

    /** Takes out every request that is marked. */
    void removeMarked(boolean[] marked) {
        int n = problem.requests;
        int kept = 1;
        for (int k = 1; k < size - 1; k++) {
            int request = node[k] > n ? node[k] - n : node[k];
            if (!marked[request]) {
                node[kept++] = node[k];
            }
        }
        node[kept++] = problem.nodes - 1;
        size = kept;
        update();
    }

    /** Computes all that follows from the nodes. Says whether the route is feasible. */
    boolean update() {
        for (int k = 0; k < size; k++) {
            early[k] = problem.earliest[node[k]];
            late[k] = problem.latest[node[k]];
        }
        return layOut() && pushLater(1, size - 1) && pushEarlier(size - 2, 0);
    }

    /** Computes all but the timing; says whether everybody finds a seat. */
    private boolean layOut() {
        PickupDeliveryProblem p = problem;
        int width = p.nodes;
        double sum = 0;
        long mixed = 1;
        loadAfter[0] = 0;
        boolean fits = true;
        for (int k = 0; k < size; k++) {
            int at = node[k];
            positionOf[at] = k;
            if (k > 0) {
                int arc = node[k - 1] * width + at;
                leg[k - 1] = p.cost[arc];
                hop[k - 1] = p.service[node[k - 1]] + p.time[arc];
                sum += leg[k - 1];
                loadAfter[k] = loadAfter[k - 1] + p.load[at];
                fits &= loadAfter[k] <= p.capacity;
            }
            mixed = mixed * 0x9E3779B97F4A7C15L + (at + 1) * 0xD1B54A32D192ED03L;
            mixed ^= mixed >>> 29;
        }
        cost = isEmpty() ? 0 : sum;
        hash = mixed;
        return fits;
    }

    /** From a position on, and at least up to another, until nothing moves any more. */
    private boolean pushLater(int first, int atLeastTo) {
        PickupDeliveryProblem p = problem;
        int n = p.requests;
        int pushes = 0;
        int furthest = atLeastTo;
        int k = first;
        while (k < size) {
            int at = node[k];
            double start = early[k - 1] + hop[k - 1];
            if (start > early[k]) {
                early[k] = start;
                if (start > p.latest[at] + PickupDeliveryProblem.TOLERANCE) {
                    return false;
                }
            } else if (k > furthest) {
                return true;
            }
            if (at > n) {
                int from = k == size - 1 ? 0 : positionOf[at - n];
                double allowed = k == size - 1 ? p.longestRoute : p.longestRide;
                double needed = early[k] - allowed - p.service[node[from]];
                if (needed > early[from] + PickupDeliveryProblem.TOLERANCE) {
                    if (needed > p.latest[node[from]] + PickupDeliveryProblem.TOLERANCE || ++pushes > 4 * size) {
                        return false;
                    }
                    early[from] = needed;
                    furthest = Math.max(furthest, k);
                    k = from;
                }
            }
            k++;
        }
        return true;
    }

    /** From a position backwards, and at least down to another, until nothing moves any more. */
    private boolean pushEarlier(int first, int atLeastTo) {
        PickupDeliveryProblem p = problem;
        int n = p.requests;
        int pushes = 0;
        int nearest = atLeastTo;
        int k = first;
        while (k >= 0) {
            int at = node[k];
            double start = late[k + 1] - hop[k];
            if (start < late[k]) {
                late[k] = start;
                if (start < p.earliest[at] - PickupDeliveryProblem.TOLERANCE) {
                    return false;
                }
            } else if (k < nearest) {
                return true;
            }
            if (at <= n) {
                int to = k == 0 ? size - 1 : positionOf[at + n];
                double needed = late[k] + p.service[at] + (k == 0 ? p.longestRoute : p.longestRide);
                if (needed < late[to] - PickupDeliveryProblem.TOLERANCE) {
                    if (needed < p.earliest[node[to]] - PickupDeliveryProblem.TOLERANCE || ++pushes > 4 * size) {
                        return false;
                    }
                    late[to] = needed;
                    nearest = Math.min(nearest, k);
                    k = to;
                }
            }
            k--;
        }
        return true;
    }
}
