package city.mio.bench.solvers;

import city.mio.models.dispatch.PickupDeliveryProblem;

/**
 * Whether a route has a schedule that keeps windows, longest rides and the longest route: the least solution of its
 * difference constraints, by pushing starts later until nothing moves or a window is left. For the peers that know no
 * such check; shares no code with Mio's.
 */
final class ExactTiming {

    private static final double SLACK = 1e-7;

    private final PickupDeliveryProblem p;
    private final int[] positionOf;
    private double[] start = new double[64];

    ExactTiming(PickupDeliveryProblem p) {
        this.p = p;
        positionOf = new int[2 * p.requests() + 2];
    }

    /** The first so many of the nodes, without the depot. */
    boolean holds(int[] nodes, int size) {
        int end = 2 * p.requests() + 1;
        if (start.length < size + 2) {
            start = new double[2 * size + 2];
        }
        start[0] = p.earliest(0);
        for (int k = 0; k < size; k++) {
            positionOf[nodes[k]] = k + 1;
            start[k + 1] = p.earliest(nodes[k]);
        }
        start[size + 1] = p.earliest(end);
        for (int round = 0; round < 4 * (size + 2); round++) {
            boolean moved = false;
            int before = 0;
            for (int k = 1; k <= size + 1; k++) {
                int node = k > size ? end : nodes[k - 1];
                start[k] = Math.max(start[k], start[k - 1] + p.service(before) + p.time(before, node));
                if (start[k] > p.latest(node) + SLACK) {
                    return false;
                }
                if (node > p.requests()) {
                    int from = k > size ? 0 : positionOf[node - p.requests()];
                    double longest = k > size ? p.longestRoute() : p.longestRide();
                    double needed = start[k] - longest - p.service(from == 0 ? 0 : nodes[from - 1]);
                    if (needed > start[from] + SLACK) {
                        start[from] = needed;
                        moved = true;
                    }
                }
                before = node;
            }
            if (!moved) {
                return true;
            }
        }
        return false;
    }
}
