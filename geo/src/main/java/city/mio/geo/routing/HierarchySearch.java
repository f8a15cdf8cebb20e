package city.mio.geo.routing;

import java.util.Arrays;

/**
 * Point to point in a hierarchy: all ancestors of both ends in the elimination tree, lowest first, without a priority
 * queue; then every arc of the way is resolved into turns. Thread-confined.
 */
final class HierarchySearch {

    private final HierarchyTopology topology;

    /** From the start, and to the end; {@link LinkTimes#IMPASSABLE} everywhere between two searches. */
    private final int[] forward;

    private final int[] backward;

    /** The vertex below from which each was reached. */
    private final int[] forwardFrom;

    private final int[] backwardFrom;

    private int[] path = new int[64];
    private int pathSize;
    private int[] arcs = new int[64];

    HierarchySearch(HierarchyTopology topology) {
        this.topology = topology;
        forward = new int[topology.vertexCount];
        backward = new int[topology.vertexCount];
        Arrays.fill(forward, LinkTimes.IMPASSABLE);
        Arrays.fill(backward, LinkTimes.IMPASSABLE);
        forwardFrom = new int[topology.vertexCount];
        backwardFrom = new int[topology.vertexCount];
    }

    /** Milliseconds from a vertex to another, {@link LinkTimes#IMPASSABLE} if there is no way. */
    int distance(HierarchyMetric metric, int from, int to) {
        int[] parent = topology.parent;
        int[] outStart = topology.outStart;
        int[] outHead = topology.outHead;
        int[] inStart = topology.inStart;
        int[] inTail = topology.inTail;
        int[] out = metric.out;
        int[] in = metric.in;
        forward[from] = 0;
        backward[to] = 0;
        int a = from;
        int b = to;
        while (a != b) {
            if (b < 0 || (a >= 0 && a < b)) {
                int at = forward[a];
                if (at < LinkTimes.IMPASSABLE) {
                    relax(forward, at, outStart[a], outStart[a + 1], outHead, out);
                    forward[a] = LinkTimes.IMPASSABLE;
                }
                a = parent[a];
            } else {
                int at = backward[b];
                if (at < LinkTimes.IMPASSABLE) {
                    relax(backward, at, inStart[b], inStart[b + 1], inTail, in);
                    backward[b] = LinkTimes.IMPASSABLE;
                }
                b = parent[b];
            }
        }
        int best = LinkTimes.IMPASSABLE;
        for (; a >= 0; a = parent[a]) {
            int there = forward[a];
            int back = backward[a];
            best = Math.min(best, there + back);
            if (there < best) {
                relax(forward, there, outStart[a], outStart[a + 1], outHead, out);
            }
            if (back < best) {
                relax(backward, back, inStart[a], inStart[a + 1], inTail, in);
            }
            forward[a] = LinkTimes.IMPASSABLE;
            backward[a] = LinkTimes.IMPASSABLE;
        }
        return best;
    }

    private static void relax(int[] reached, int at, int first, int last, int[] end, int[] weight) {
        for (int k = first; k < last; k++) {
            int next = at + weight[k];
            int vertex = end[k];
            if (next < reached[vertex]) {
                reached[vertex] = next;
            }
        }
    }

    /** The states on a shortest path, both ends included; null if there is none. */
    int[] findPath(HierarchyMetric metric, int from, int to) {
        int top = searchWithPaths(metric, from, to);
        if (top < 0) {
            clear(from, to);
            return null;
        }
        int size = 1;
        for (int v = top; v != from; v = forwardFrom[v]) {
            size++;
        }
        for (int v = top; v != to; v = backwardFrom[v]) {
            size++;
        }
        int[] vertices = new int[size];
        int at = 0;
        for (int v = top; v != from; v = forwardFrom[v]) {
            at++;
        }
        for (int v = top, i = at; ; v = forwardFrom[v]) {
            vertices[i--] = v;
            if (v == from) {
                break;
            }
        }
        for (int v = top; v != to; v = backwardFrom[v]) {
            vertices[++at] = backwardFrom[v];
        }
        clear(from, to);
        pathSize = 0;
        addToPath(from);
        for (int i = 1; i < size; i++) {
            unpack(metric, vertices[i - 1], vertices[i]);
        }
        int[] states = new int[pathSize];
        for (int i = 0; i < pathSize; i++) {
            states[i] = topology.stateOfRank[path[i]];
        }
        return states;
    }

    /** Fills distances and predecessors up to the roots; the vertex where the shortest path turns, -1 if none. */
    private int searchWithPaths(HierarchyMetric metric, int from, int to) {
        forward[from] = 0;
        for (int v = from; v >= 0; v = topology.parent[v]) {
            relaxWithPaths(v, topology.outStart, topology.outHead, metric.out, forward, forwardFrom);
        }
        int best = LinkTimes.IMPASSABLE;
        int top = -1;
        backward[to] = 0;
        for (int v = to; v >= 0; v = topology.parent[v]) {
            if (forward[v] + backward[v] < best) {
                best = forward[v] + backward[v];
                top = v;
            }
            relaxWithPaths(v, topology.inStart, topology.inTail, metric.in, backward, backwardFrom);
        }
        return top;
    }

    private static void relaxWithPaths(int v, int[] start, int[] end, int[] weight, int[] reached, int[] reachedFrom) {
        int at = reached[v];
        if (at >= LinkTimes.IMPASSABLE) {
            return;
        }
        for (int k = start[v]; k < start[v + 1]; k++) {
            int next = at + weight[k];
            if (next < reached[end[k]]) {
                reached[end[k]] = next;
                reachedFrom[end[k]] = v;
            }
        }
    }

    private void clear(int from, int to) {
        for (int v = from; v >= 0; v = topology.parent[v]) {
            forward[v] = LinkTimes.IMPASSABLE;
        }
        for (int v = to; v >= 0; v = topology.parent[v]) {
            backward[v] = LinkTimes.IMPASSABLE;
        }
    }

    private void addToPath(int vertex) {
        if (pathSize == path.length) {
            path = Arrays.copyOf(path, 2 * pathSize);
        }
        path[pathSize++] = vertex;
    }

    /** Adds what lies on the arc, and its head, to the path. */
    private void unpack(HierarchyMetric metric, int tail, int head) {
        int size = 0;
        arcs[size++] = tail;
        arcs[size++] = head;
        while (size > 0) {
            int b = arcs[--size];
            int a = arcs[--size];
            int weight = weight(metric, a, b);
            if (turnWeight(metric, a, b) == weight) {
                addToPath(b);
                continue;
            }
            int middle = middle(metric, a, b, weight);
            if (size + 4 > arcs.length) {
                arcs = Arrays.copyOf(arcs, 2 * arcs.length);
            }
            arcs[size++] = middle;
            arcs[size++] = b;
            arcs[size++] = a;
            arcs[size++] = middle;
        }
    }

    private int weight(HierarchyMetric metric, int tail, int head) {
        if (tail < head) {
            return metric.out[Arrays.binarySearch(
                    topology.outHead, topology.outStart[tail], topology.outStart[tail + 1], head)];
        }
        return metric.in[Arrays.binarySearch(
                topology.inTail, topology.inStart[head], topology.inStart[head + 1], tail)];
    }

    private int turnWeight(HierarchyMetric metric, int tail, int head) {
        RouteGraph graph = topology.graph;
        int state = topology.stateOfRank[tail];
        int to = topology.stateOfRank[head];
        for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
            if (graph.turnTo(turn) == to) {
                return metric.linkMillis[graph.linkOf(state)] + graph.turnMillis(turn);
            }
        }
        return -1;
    }

    /** The vertex below both ends over which the arc has its weight. */
    private int middle(HierarchyMetric metric, int tail, int head, int weight) {
        int i = topology.downStart[tail];
        int lastI = topology.downStart[tail + 1];
        int k = topology.upStart[head];
        int lastK = topology.upStart[head + 1];
        while (i < lastI && k < lastK) {
            int under = topology.downHead[i];
            int other = topology.upTail[k];
            if (under == other) {
                if (metric.in[topology.downArc[i]] + metric.out[topology.upArc[k]] == weight) {
                    return under;
                }
                i++;
                k++;
            } else if (under < other) {
                i++;
            } else {
                k++;
            }
        }
        throw new IllegalStateException("no way below the arc from " + tail + " to " + head);
    }

    /** States that both searches reach, with no more than {@code atMost} over them, the least first. */
    int[] listVias(HierarchyMetric metric, int from, int to, int atMost) {
        searchWithPaths(metric, from, to);
        long[] found = new long[64];
        int size = 0;
        for (int v = from; v >= 0; v = topology.parent[v]) {
            int over = forward[v] + backward[v];
            if (over <= atMost) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                // Of equal ways the vertex contracted last comes first: it stands for the longest stretch.
                found[size++] = (long) over << 32 | (topology.vertexCount - v);
            }
        }
        clear(from, to);
        Arrays.sort(found, 0, size);
        int[] states = new int[size];
        for (int i = 0; i < size; i++) {
            states[i] = topology.stateOfRank[topology.vertexCount - (int) found[i]];
        }
        return states;
    }
}
