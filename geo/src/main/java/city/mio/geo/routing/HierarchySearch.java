package city.mio.geo.routing;

import java.util.Arrays;

/**
 * Point to point in a hierarchy: all ancestors of both ends in the elimination tree, lowest first, without a priority
 * queue; then every arc of the way is resolved into turns. Thread-confined.
 */
final class HierarchySearch {

    private final HierarchyTopology topology;

    /** From the start, and to the end, by depth; {@link LinkTimes#IMPASSABLE} everywhere between two searches. */
    private final int[] forward;

    private final int[] backward;

    /** The depth from which each was reached. */
    private final int[] forwardFrom;

    private final int[] backwardFrom;

    /** The ancestors of the start and of the end, by depth. */
    private final int[] above;

    private final int[] aboveEnd;

    private int[] path = new int[64];
    private int pathSize;
    private int[] arcs = new int[64];

    HierarchySearch(HierarchyTopology topology) {
        this.topology = topology;
        forward = new int[topology.height];
        backward = new int[topology.height];
        Arrays.fill(forward, LinkTimes.IMPASSABLE);
        Arrays.fill(backward, LinkTimes.IMPASSABLE);
        forwardFrom = new int[topology.height];
        backwardFrom = new int[topology.height];
        above = new int[topology.height];
        aboveEnd = new int[topology.height];
    }

    /** Milliseconds from a vertex to another, {@link LinkTimes#IMPASSABLE} if there is no way. */
    int distance(HierarchyMetric metric, int from, int to) {
        int[] parent = topology.parent;
        HierarchyArcs out = topology.out;
        HierarchyArcs in = topology.in;
        int a = from;
        int b = to;
        int depthA = topology.depth[a];
        int depthB = topology.depth[b];
        forward[depthA] = 0;
        backward[depthB] = 0;
        while (a != b) {
            if (b < 0 || (a >= 0 && a < b)) {
                int at = forward[depthA];
                if (at < LinkTimes.IMPASSABLE) {
                    out.relax(a, at, metric.out, forward);
                    forward[depthA] = LinkTimes.IMPASSABLE;
                }
                a = parent[a];
                depthA--;
            } else {
                int at = backward[depthB];
                if (at < LinkTimes.IMPASSABLE) {
                    in.relax(b, at, metric.in, backward);
                    backward[depthB] = LinkTimes.IMPASSABLE;
                }
                b = parent[b];
                depthB--;
            }
        }
        int best = LinkTimes.IMPASSABLE;
        for (; a >= 0; a = parent[a], depthA--) {
            int there = forward[depthA];
            int back = backward[depthA];
            best = Math.min(best, there + back);
            if (there < best) {
                out.relax(a, there, metric.out, forward);
            }
            if (back < best) {
                in.relax(a, back, metric.in, backward);
            }
            forward[depthA] = LinkTimes.IMPASSABLE;
            backward[depthA] = LinkTimes.IMPASSABLE;
        }
        return best;
    }

    /** The states on a shortest path, both ends included; null if there is none. */
    int[] findPath(HierarchyMetric metric, int from, int to) {
        int common = searchWithPaths(metric, from, to);
        int best = LinkTimes.IMPASSABLE;
        int top = -1;
        for (int depth = common; depth >= 0; depth--) {
            if (forward[depth] + backward[depth] < best) {
                best = forward[depth] + backward[depth];
                top = depth;
            }
        }
        clear(from, to);
        if (top < 0) {
            return null;
        }
        int up = 0;
        for (int depth = top; depth != topology.depth[from]; depth = forwardFrom[depth]) {
            up++;
        }
        int down = 0;
        for (int depth = top; depth != topology.depth[to]; depth = backwardFrom[depth]) {
            down++;
        }
        int[] vertices = new int[up + 1 + down];
        for (int depth = top, i = up; i >= 0; depth = forwardFrom[depth], i--) {
            vertices[i] = above[depth];
        }
        for (int depth = top, i = up; i < vertices.length; depth = backwardFrom[depth], i++) {
            vertices[i] = aboveEnd[depth];
        }
        pathSize = 0;
        addToPath(from);
        for (int i = 1; i < vertices.length; i++) {
            unpack(metric, vertices[i - 1], vertices[i]);
        }
        int[] states = new int[pathSize];
        for (int i = 0; i < pathSize; i++) {
            states[i] = topology.stateOfRank[path[i]];
        }
        return states;
    }

    /** Searches up to the roots; the depth of the lowest common ancestor, -1 if there is none. */
    private int searchWithPaths(HierarchyMetric metric, int from, int to) {
        int depth = topology.depth[from];
        forward[depth] = 0;
        for (int v = from; v >= 0; v = topology.parent[v], depth--) {
            above[depth] = v;
            relaxWithPaths(v, depth, topology.out, metric.out, forward, forwardFrom);
        }
        depth = topology.depth[to];
        backward[depth] = 0;
        int common = -1;
        for (int v = to; v >= 0; v = topology.parent[v], depth--) {
            aboveEnd[depth] = v;
            if (common < 0 && depth <= topology.depth[from] && above[depth] == v) {
                common = depth;
            }
            relaxWithPaths(v, depth, topology.in, metric.in, backward, backwardFrom);
        }
        return common;
    }

    private static void relaxWithPaths(
            int v, int depth, HierarchyArcs arcs, int[] weight, int[] reached, int[] reachedFrom) {
        char[] end = arcs.end;
        int at = reached[depth];
        if (at >= LinkTimes.IMPASSABLE) {
            return;
        }
        for (int k = arcs.start[v]; k < arcs.start[v + 1]; k++) {
            int next = at + weight[k];
            if (next < reached[end[k]]) {
                reached[end[k]] = next;
                reachedFrom[end[k]] = depth;
            }
        }
    }

    private void clear(int from, int to) {
        Arrays.fill(forward, 0, topology.depth[from] + 1, LinkTimes.IMPASSABLE);
        Arrays.fill(backward, 0, topology.depth[to] + 1, LinkTimes.IMPASSABLE);
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
        return tail < head
                ? metric.out[topology.out.find(tail, topology.depth[head])]
                : metric.in[topology.in.find(head, topology.depth[tail])];
    }

    private int turnWeight(HierarchyMetric metric, int tail, int head) {
        RouteGraph graph = topology.graph;
        int state = topology.stateOfRank[tail];
        int to = topology.stateOfRank[head];
        for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
            if (graph.turnTo(turn) == to) {
                return metric.linkMillis[graph.linkOf(state)] + metric.turnMillis[turn];
            }
        }
        return -1;
    }

    /** The vertex below both ends over which the arc has its weight. */
    private int middle(HierarchyMetric metric, int tail, int head, int weight) {
        int i = topology.in.upperStart[tail];
        int lastI = topology.in.upperStart[tail + 1];
        int k = topology.out.upperStart[head];
        int lastK = topology.out.upperStart[head + 1];
        while (i < lastI && k < lastK) {
            int under = topology.in.upperLower[i];
            int other = topology.out.upperLower[k];
            if (under == other) {
                if (metric.in[topology.in.upperArc[i]] + metric.out[topology.out.upperArc[k]] == weight) {
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

    /**
     * States with no more than {@code atMost} from the first to the last over them, the least first: of those that
     * both searches reach, or of those that only one does.
     */
    int[] listVias(HierarchyMetric metric, int from, int to, int atMost, boolean reachedByBoth) {
        int common = searchWithPaths(metric, from, to);
        int depthFrom = topology.depth[from];
        int depthTo = topology.depth[to];
        int[] there = Arrays.copyOf(forward, depthFrom + 1);
        int[] back = Arrays.copyOf(backward, depthTo + 1);
        clear(from, to);
        Vias vias = new Vias(depthFrom + depthTo + 2, atMost);
        if (reachedByBoth) {
            for (int depth = common; depth >= 0; depth--) {
                vias.add(there[depth] + back[depth], above[depth]);
            }
        } else {
            for (int depth = depthFrom; depth > common; depth--) {
                if (there[depth] <= atMost) {
                    vias.add(there[depth] + distance(metric, above[depth], to), above[depth]);
                }
            }
            for (int depth = depthTo; depth > common; depth--) {
                if (back[depth] <= atMost) {
                    vias.add(distance(metric, from, aboveEnd[depth]) + back[depth], aboveEnd[depth]);
                }
            }
        }
        return vias.states();
    }

    private final class Vias {
        private final long[] found;
        private final int atMost;
        private int size;

        Vias(int most, int atMost) {
            found = new long[most];
            this.atMost = atMost;
        }

        void add(int over, int vertex) {
            if (over <= atMost) {
                // Of equal ways the vertex contracted last comes first: it stands for the longest stretch.
                found[size++] = (long) over << 32 | (topology.vertexCount - vertex);
            }
        }

        int[] states() {
            Arrays.sort(found, 0, size);
            int[] states = new int[size];
            for (int i = 0; i < size; i++) {
                states[i] = topology.stateOfRank[topology.vertexCount - (int) found[i]];
            }
            return states;
        }
    }
}
