package city.mio.geo.routing;

import java.util.Arrays;

/**
 * The weights of a hierarchy's arcs for one set of link times: of each arc, the least of its turn and of all ways over
 * vertices below both ends. Filled by {@link #customise}, then only read; whoever reads must know that nobody customises it
 * meanwhile.
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
        out = new int[topology.outHead.length];
        in = new int[topology.inTail.length];
        best = new int[topology.height];
    }

    /** Computes all weights for these times over links. */
    void customise(int[] millis) {
        linkMillis = millis;
        fillTurns(out, topology.outTurnArc, topology.outTurnLink, topology.outTurnMillis);
        fillTurns(in, topology.inTurnArc, topology.inTurnLink, topology.inTurnMillis);
        for (int v = 0; v < topology.vertexCount; v++) {
            relax(v, topology.outStart, topology.outHead, out, topology.downStart, topology.downArc,
                    topology.downHead, in);
            relax(v, topology.inStart, topology.inTail, in, topology.upStart, topology.upArc,
                    topology.upTail, out);
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
    private void relax(
            int v,
            int[] start,
            char[] end,
            int[] weight,
            int[] lowerStart,
            int[] lowerArc,
            int[] lower,
            int[] lowerWeight) {
        int[] best = this.best;
        int depth = topology.depth[v];
        int first = start[v];
        int last = start[v + 1];
        if (first == last) {
            return;
        }
        for (int k = first; k < last; k++) {
            best[end[k]] = weight[k];
        }
        for (int i = lowerStart[v]; i < lowerStart[v + 1]; i++) {
            int toLower = lowerWeight[lowerArc[i]];
            if (toLower >= LinkTimes.IMPASSABLE) {
                continue;
            }
            int u = lower[i];
            int begin = start[u];
            for (int k = start[u + 1] - 1; k >= begin && end[k] < depth; k--) {
                int over = toLower + weight[k];
                if (over < best[end[k]]) {
                    best[end[k]] = over;
                }
            }
        }
        for (int k = first; k < last; k++) {
            weight[k] = best[end[k]];
        }
    }
}
