package city.mio.geo.routing;

/**
 * The arcs of one direction of a hierarchy, kept at their lower ends: those upward ("out") or those down to it ("in").
 * The upper end is an ancestor of the lower one in the elimination tree, so its depth says which it is: two bytes, and
 * whoever climbs the tree needs arrays as long as the tree is high, not as the network is large. Immutable.
 */
final class HierarchyArcs {

    /** The first arc of each vertex, and one past the last. */
    final int[] start;

    /** Depths of the upper ends, ascending at each vertex. */
    final char[] end;

    /** By upper end: the first of its arcs in the two lists that follow. */
    final int[] upperStart;

    /** Arcs by upper end, their lower ends ascending. */
    final int[] upperArc;

    /** Lower ends of {@link #upperArc}. */
    final int[] upperLower;

    /**
     * Lays out arcs.
     *
     * @param start the first arc of each vertex, and one past the last
     * @param upper upper ends, ascending at each vertex
     * @param depth of each vertex
     */
    HierarchyArcs(int[] start, int[] upper, char[] depth) {
        this.start = start;
        int vertices = depth.length;
        end = new char[upper.length];
        upperStart = new int[vertices + 1];
        for (int vertex : upper) {
            upperStart[vertex + 1]++;
        }
        for (int i = 0; i < vertices; i++) {
            upperStart[i + 1] += upperStart[i];
        }
        int[] next = upperStart.clone();
        upperArc = new int[upper.length];
        upperLower = new int[upper.length];
        for (int v = 0; v < vertices; v++) {
            // Ranks ascend towards the root, depths from it.
            for (int i = start[v], arc = start[v + 1] - 1; arc >= start[v]; i++, arc--) {
                end[arc] = depth[upper[i]];
                int at = next[upper[i]]++;
                upperArc[at] = arc;
                upperLower[at] = v;
            }
        }
    }

    int count() {
        return end.length;
    }

    /** The arc at the vertex whose upper end has the depth; it must be there. */
    int find(int vertex, int depth) {
        int first = start[vertex];
        int last = start[vertex + 1] - 1;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (end[middle] < depth) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first;
    }

    /** Lowers what is reached at the upper ends of a vertex's arcs, by depth, to {@code at} and the arc's weight. */
    void relax(int v, int at, int[] weight, int[] reached) {
        char[] end = this.end;
        for (int k = start[v], last = start[v + 1]; k < last; k++) {
            int next = at + weight[k];
            if (next < reached[end[k]]) {
                reached[end[k]] = next;
            }
        }
    }

    /** Likewise, for upper ends above a depth only. */
    void relaxAbove(int v, int depth, int at, int[] weight, int[] reached) {
        char[] end = this.end;
        for (int k = start[v], last = start[v + 1]; k < last && end[k] < depth; k++) {
            int next = at + weight[k];
            if (next < reached[end[k]]) {
                reached[end[k]] = next;
            }
        }
    }
}
