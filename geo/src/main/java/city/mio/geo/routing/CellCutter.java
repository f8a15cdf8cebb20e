package city.mio.geo.routing;

import java.util.Arrays;

/**
 * Cuts a connected piece of the road network in two through few links: FlowCutter (Hamann, Strasser, "Graph
 * bisection with Pareto optimization", 2018) started from the ends of the piece in several compass directions, as
 * InertialFlowCutter does (Gottesbüren, Hamann, Uhl, Wagner, "Faster and better nested dissection orders for
 * customizable contraction hierarchies", 2019). Maximum flows by Dinic's algorithm. Of all cuts met it takes the one
 * with the fewest links for the size of its smaller side.
 *
 * <p>One instance for one piece. Deterministic.
 */
final class CellCutter {

    /** Of the nodes, those at either end from which the cut is sought at first. */
    private static final double TERMINAL_SHARE = 0.06;

    /** No cut leaves less on its smaller side, unless no other is found. */
    private static final double LEAST_SHARE = 0.2;

    private final int n;
    private final int[] start;
    private final int[] head;
    private final int[] capacity;
    private final int[] reverse;
    private final double[] x;
    private final double[] y;

    private final int[] flow;
    private final int[] position;
    private final int[] nextArc;
    private int flowValue;
    private final Side source;
    private final Side target;
    private final int[] pathArc;

    private boolean[] best;
    private double bestScore = Double.POSITIVE_INFINITY;

    /** What one end of the flow holds for good, and what it reaches through what capacity is left. */
    private static final class Side {
        final boolean[] held;

        /** Steps from the held nodes, -1 where none lead. */
        final int[] level;

        /** The nodes reached, held ones first. */
        final int[] reached;

        int count;
        int expanded;

        /** Nodes beside those reached; may have been reached since. */
        int[] beside = new int[16];

        int besideCount;

        Side(int n) {
            held = new boolean[n];
            level = new int[n];
            reached = new int[n];
        }

        void hold(int node) {
            held[node] = true;
        }

        void addBeside(int node) {
            if (besideCount == beside.length) {
                beside = Arrays.copyOf(beside, 2 * besideCount);
            }
            beside[besideCount++] = node;
        }
    }

    /**
     * A piece as arcs by node, each street as an arc from either end.
     *
     * @param start first arc of each node, and one past the last
     * @param head where each arc leads
     * @param capacity links that the street has, the same on both of its arcs
     * @param reverse the street's other arc
     * @param x metres eastward
     * @param y metres northward
     */
    CellCutter(int[] start, int[] head, int[] capacity, int[] reverse, double[] x, double[] y) {
        n = start.length - 1;
        this.start = start;
        this.head = head;
        this.capacity = capacity;
        this.reverse = reverse;
        this.x = x;
        this.y = y;
        flow = new int[head.length];
        position = new int[n];
        nextArc = new int[n];
        source = new Side(n);
        target = new Side(n);
        pathArc = new int[n];
    }

    /** Which nodes are on the one side, at least one on each. */
    boolean[] cut(int directions) {
        for (int i = 0; i < directions; i++) {
            double angle = Math.PI * i / directions;
            cutAlong(Math.cos(angle), Math.sin(angle));
        }
        if (best == null) {
            best = new boolean[n];
            for (int node = 0; node < n; node++) {
                best[node] = position[node] < n / 2;
            }
        }
        return best;
    }

    private void cutAlong(double dx, double dy) {
        int[] ordered = order(dx, dy);
        Arrays.fill(flow, 0);
        flowValue = 0;
        Arrays.fill(source.held, false);
        Arrays.fill(target.held, false);
        int terminals = Math.max(1, (int) (TERMINAL_SHARE * n));
        for (int i = 0; i < terminals; i++) {
            source.hold(ordered[i]);
            target.hold(ordered[n - 1 - i]);
        }
        saturate();
        while (true) {
            // Even halves would not make this flow the best.
            if (flowValue >= bestScore * (n / 2)) {
                return;
            }
            boolean fromSource = source.count <= target.count;
            Side side = fromSource ? source : target;
            Side other = fromSource ? target : source;
            int node = choose(side, other, fromSource);
            if (node < 0) {
                consider();
                return;
            }
            boolean grows = other.level[node] >= 0;
            if (grows) {
                consider();
            }
            for (int i = 0; i < side.count; i++) {
                side.hold(side.reached[i]);
            }
            side.hold(node);
            if (grows) {
                saturate();
            } else {
                side.level[node] = 0;
                side.reached[side.count++] = node;
                expand(side, fromSource);
            }
        }
    }

    /** The nodes along the direction. */
    private int[] order(double dx, double dy) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int node = 0; node < n; node++) {
            double at = dx * x[node] + dy * y[node];
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        double scale = most > least ? (Integer.MAX_VALUE - 1) / (most - least) : 0;
        long[] keys = new long[n];
        for (int node = 0; node < n; node++) {
            keys[node] = (long) ((dx * x[node] + dy * y[node] - least) * scale) << 32 | node;
        }
        Arrays.sort(keys);
        int[] ordered = new int[n];
        for (int i = 0; i < n; i++) {
            ordered[i] = (int) keys[i];
            position[ordered[i]] = i;
        }
        return ordered;
    }

    /** The next node for the side: one that costs no more flow if there is one, and the nearest to its end. */
    private int choose(Side side, Side other, boolean fromSource) {
        int chosen = -1;
        boolean chosenGrows = true;
        int kept = 0;
        for (int i = 0; i < side.besideCount; i++) {
            int node = side.beside[i];
            if (side.level[node] >= 0) {
                continue;
            }
            side.beside[kept++] = node;
            if (other.held[node]) {
                continue;
            }
            boolean grows = other.level[node] >= 0;
            boolean nearer = chosen >= 0 && fromSource == position[node] < position[chosen];
            if (chosen < 0 || (grows == chosenGrows ? nearer : chosenGrows)) {
                chosen = node;
                chosenGrows = grows;
            }
        }
        side.besideCount = kept;
        return chosen;
    }

    /** Keeps the better balanced of the two cuts of this flow if it is the best so far. */
    private void consider() {
        int smallerS = Math.min(source.count, n - source.count);
        int smallerT = Math.min(target.count, n - target.count);
        int smaller = Math.max(smallerS, smallerT);
        if (smaller == 0) {
            return;
        }
        double score = (double) flowValue / smaller;
        if (smaller < LEAST_SHARE * n) {
            score *= LEAST_SHARE * n / smaller;
        }
        if (score < bestScore) {
            bestScore = score;
            best = new boolean[n];
            Side side = smallerS >= smallerT ? source : target;
            for (int i = 0; i < side.count; i++) {
                best[side.reached[i]] = true;
            }
        }
    }

    /** Sends what flow still fits, and finds what both sides then reach. */
    private void saturate() {
        restart(source);
        while (expand(source, true)) {
            sendBlockingFlow();
            restart(source);
        }
        restart(target);
        expand(target, false);
    }

    private void restart(Side side) {
        Arrays.fill(side.level, -1);
        side.count = 0;
        side.expanded = 0;
        side.besideCount = 0;
        for (int node = 0; node < n; node++) {
            if (side.held[node]) {
                side.level[node] = 0;
                side.reached[side.count++] = node;
            }
        }
    }

    /** Reaches further from the nodes not expanded yet; whether the source reaches the target's held nodes. */
    private boolean expand(Side side, boolean fromSource) {
        int reachedTarget = Integer.MAX_VALUE;
        while (side.expanded < side.count) {
            int node = side.reached[side.expanded++];
            int level = side.level[node];
            if (level >= reachedTarget) {
                break;
            }
            for (int arc = start[node]; arc < start[node + 1]; arc++) {
                int next = head[arc];
                if (side.level[next] >= 0) {
                    continue;
                }
                int left = fromSource ? capacity[arc] - flow[arc] : capacity[arc] + flow[arc];
                if (left == 0) {
                    side.addBeside(next);
                    continue;
                }
                side.level[next] = level + 1;
                if (fromSource && target.held[next]) {
                    reachedTarget = level + 1;
                } else {
                    side.reached[side.count++] = next;
                }
            }
        }
        return reachedTarget < Integer.MAX_VALUE;
    }

    private void sendBlockingFlow() {
        System.arraycopy(start, 0, nextArc, 0, n);
        for (int i = 0; i < source.count && source.level[source.reached[i]] == 0; i++) {
            sendFrom(source.reached[i]);
        }
    }

    private void sendFrom(int from) {
        int depth = 0;
        int node = from;
        while (true) {
            if (target.held[node]) {
                int sent = Integer.MAX_VALUE;
                for (int i = 0; i < depth; i++) {
                    sent = Math.min(sent, capacity[pathArc[i]] - flow[pathArc[i]]);
                }
                for (int i = 0; i < depth; i++) {
                    flow[pathArc[i]] += sent;
                    flow[reverse[pathArc[i]]] -= sent;
                }
                flowValue += sent;
                depth = 0;
                node = from;
                continue;
            }
            int arc = nextArc[node];
            int end = start[node + 1];
            while (arc < end
                    && (source.level[head[arc]] != source.level[node] + 1 || capacity[arc] == flow[arc])) {
                arc++;
            }
            nextArc[node] = arc;
            if (arc < end) {
                pathArc[depth++] = arc;
                node = head[arc];
            } else if (depth == 0) {
                return;
            } else {
                int back = pathArc[--depth];
                node = head[reverse[back]];
                nextArc[node]++;
            }
        }
    }
}
