package city.mio.geo.importers;

import java.util.Arrays;

/**
 * The strongly connected parts of a directed graph: R. Tarjan, Depth-first search and linear graph algorithms, SIAM
 * J. Comput. 1 (1972), with stacks of its own instead of recursion, so that a road of a million nodes does not end
 * in a stack overflow. Immutable.
 */
final class StrongParts {

    private final int[] part;
    private int count;
    private final int largest;

    /** A graph of nodes {@code 0 .. nodes-1} and arcs from {@code from[i]} to {@code to[i]}. */
    StrongParts(int nodes, int[] from, int[] to) {
        part = new int[nodes];
        Arrays.fill(part, -1);
        int[] start = new int[nodes + 1];
        for (int node : from) {
            start[node + 1]++;
        }
        for (int i = 0; i < nodes; i++) {
            start[i + 1] += start[i];
        }
        int[] fill = Arrays.copyOf(start, nodes);
        int[] heads = new int[to.length];
        for (int arc = 0; arc < to.length; arc++) {
            heads[fill[from[arc]]++] = to[arc];
        }
        search(start, heads);
        largest = findLargest();
    }

    private void search(int[] start, int[] heads) {
        int nodes = part.length;
        int[] number = new int[nodes];
        int[] low = new int[nodes];
        int[] next = Arrays.copyOf(start, nodes);
        int[] path = new int[nodes];
        int[] open = new int[nodes];
        int openSize = 0;
        int numbered = 0;
        for (int root = 0; root < nodes; root++) {
            if (number[root] != 0) {
                continue;
            }
            int depth = 0;
            path[0] = root;
            number[root] = low[root] = ++numbered;
            open[openSize++] = root;
            while (depth >= 0) {
                int node = path[depth];
                if (next[node] < start[node + 1]) {
                    int head = heads[next[node]++];
                    if (number[head] == 0) {
                        number[head] = low[head] = ++numbered;
                        open[openSize++] = head;
                        path[++depth] = head;
                    } else if (part[head] < 0) {
                        low[node] = Math.min(low[node], number[head]);
                    }
                    continue;
                }
                if (low[node] == number[node]) {
                    int member;
                    do {
                        member = open[--openSize];
                        part[member] = count;
                    } while (member != node);
                    count++;
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
            }
        }
    }

    /** Of equals the one that holds the node that stands first. */
    private int findLargest() {
        int[] sizes = new int[count];
        for (int of : part) {
            sizes[of]++;
        }
        int best = -1;
        for (int of : part) {
            if (best < 0 || sizes[of] > sizes[best]) {
                best = of;
            }
        }
        return best;
    }

    int partOf(int node) {
        return part[node];
    }

    int count() {
        return count;
    }

    /** The part with the most nodes; -1 if there is no node. */
    int largest() {
        return largest;
    }
}
