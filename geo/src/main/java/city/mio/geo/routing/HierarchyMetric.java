package city.mio.geo.routing;

import java.util.Arrays;

/**
 * The weights of a hierarchy's arcs for one set of link times: of each arc, the least of its turn and of all ways over
 * vertices below both ends. Filled by {@link #customise}, then only read; whoever reads must know that nobody
 * customises it meanwhile.
 */
final class HierarchyMetric {

    final HierarchyTopology topology;

    /** Milliseconds over links, and of turns; the arrays of the link times and of the graph themselves. */
    int[] linkMillis;

    int[] turnMillis;

    final int[] out;
    final int[] in;

    /** Weight so far of the arcs at the vertex in work, by the depth of their upper end. */
    private final int[] best;

    HierarchyMetric(HierarchyTopology topology) {
        this.topology = topology;
        out = new int[topology.out.count()];
        in = new int[topology.in.count()];
        best = new int[topology.height];
    }

    /** Computes all weights for these times over links and of turns. */
    void customise(int[] linkMillis, int[] turnMillis) {
        this.linkMillis = linkMillis;
        this.turnMillis = turnMillis;
        fillTurns(out, topology.outTurns);
        fillTurns(in, topology.inTurns);
        for (int v = 0; v < topology.vertexCount; v++) {
            relax(v, topology.out, out, topology.in, in);
            relax(v, topology.in, in, topology.out, out);
        }
    }

    private void fillTurns(int[] weight, HierarchyTopology.TurnArcs turns) {
        Arrays.fill(weight, LinkTimes.IMPASSABLE);
        for (int i = 0; i < turns.arc().length; i++) {
            int millis = linkMillis[turns.link()[i]] + turnMillis[turns.turn()[i]];
            weight[turns.arc()[i]] = Math.min(LinkTimes.IMPASSABLE, millis);
        }
    }

    /**
     * Lowers the weights of one vertex's arcs of one direction by its lower triangles. Written for arcs out of {@code
     * v}: over each {@code u} below it, {@code v → u → w}; with in and out exchanged for arcs into it.
     */
    private void relax(int v, HierarchyArcs arcs, int[] weight, HierarchyArcs toLower, int[] toLowerWeight) {
        int first = arcs.start[v];
        int last = arcs.start[v + 1];
        if (first == last) {
            return;
        }
        char[] end = arcs.end;
        for (int k = first; k < last; k++) {
            best[end[k]] = weight[k];
        }
        int depth = topology.depth[v];
        for (int i = toLower.upperStart[v]; i < toLower.upperStart[v + 1]; i++) {
            int at = toLowerWeight[toLower.upperArc[i]];
            if (at < LinkTimes.IMPASSABLE) {
                arcs.relaxAbove(toLower.upperLower[i], depth, at, weight, best);
            }
        }
        for (int k = first; k < last; k++) {
            weight[k] = best[end[k]];
        }
    }
}
