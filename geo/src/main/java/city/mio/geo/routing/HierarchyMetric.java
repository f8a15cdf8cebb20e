package city.mio.geo.routing;

import java.util.Arrays;

/**
 * The weights of a hierarchy's arcs for one set of link times: of each arc, the least of its turn and of all ways over
 * vertices below both ends. Filled by {@link #customise}, then only read; whoever reads must know that nobody
 * customises it meanwhile.
 */
final class HierarchyMetric {

    final HierarchyTopology topology;

    /** Milliseconds over links; those of the link times themselves. */
    int[] linkMillis;

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

    /** Computes all weights for these times over links. */
    void customise(int[] millis) {
        linkMillis = millis;
        fillTurns(out, topology.outTurnArc, topology.outTurnLink, topology.outTurnMillis);
        fillTurns(in, topology.inTurnArc, topology.inTurnLink, topology.inTurnMillis);
        for (int v = 0; v < topology.vertexCount; v++) {
            relax(v, topology.out, out, topology.in, in);
            relax(v, topology.in, in, topology.out, out);
        }
    }

    private void fillTurns(int[] weight, int[] turnArc, int[] turnLink, int[] turnMillis) {
        Arrays.fill(weight, LinkTimes.IMPASSABLE);
        for (int i = 0; i < turnArc.length; i++) {
            weight[turnArc[i]] = Math.min(LinkTimes.IMPASSABLE, linkMillis[turnLink[i]] + turnMillis[i]);
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
