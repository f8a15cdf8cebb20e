package city.mio.geo.routing;

import java.util.Arrays;

/**
 * From each of many to each of many others in a hierarchy: one search upward for each target leaves its distances in
 * buckets at the vertices it meets, one for each source looks into them (Knopp, Sanders, Schultes, Schulz, Wagner,
 * "Computing many-to-many shortest paths using highway hierarchies", 2007). Thread-confined.
 */
final class HierarchyManyToMany {

    private final HierarchyTopology topology;

    /** By depth; {@link LinkTimes#IMPASSABLE} everywhere between two searches. */
    private final int[] reached;

    /** Where each vertex's bucket begins; -1 if it has none. */
    private final int[] bucketStart;

    /** Where it ends; while entries are collected, how many it has; 0 everywhere between two searches. */
    private final int[] bucketEnd;

    private int[] entryVertex = new int[1024];
    private int[] entryTarget = new int[1024];
    private int[] entryMillis = new int[1024];
    private int entries;
    private int[] bucketTarget = new int[1024];
    private int[] bucketMillis = new int[1024];

    HierarchyManyToMany(HierarchyTopology topology) {
        this.topology = topology;
        reached = new int[topology.height];
        Arrays.fill(reached, LinkTimes.IMPASSABLE);
        bucketStart = new int[topology.vertexCount];
        Arrays.fill(bucketStart, -1);
        bucketEnd = new int[topology.vertexCount];
    }

    /** Fills a row for each source, one behind the other; states in, milliseconds out. */
    void distances(HierarchyMetric metric, int[] fromStates, int[] toStates, int[] rows) {
        Arrays.fill(rows, LinkTimes.IMPASSABLE);
        entries = 0;
        for (int j = 0; j < toStates.length; j++) {
            searchBackward(metric, topology.rankOfState[toStates[j]], j);
        }
        fillBuckets();
        for (int i = 0; i < fromStates.length; i++) {
            searchForward(metric, topology.rankOfState[fromStates[i]], rows, i * toStates.length);
        }
        for (int i = 0; i < entries; i++) {
            bucketStart[entryVertex[i]] = -1;
            bucketEnd[entryVertex[i]] = 0;
        }
    }

    private void searchBackward(HierarchyMetric metric, int to, int target) {
        int depth = topology.depth[to];
        reached[depth] = 0;
        for (int v = to; v >= 0; v = topology.parent[v], depth--) {
            int at = reached[depth];
            if (at >= LinkTimes.IMPASSABLE) {
                continue;
            }
            reached[depth] = LinkTimes.IMPASSABLE;
            addEntry(v, target, at);
            topology.in.relax(v, at, metric.in, reached);
        }
    }

    private void addEntry(int vertex, int target, int millis) {
        if (entries == entryVertex.length) {
            entryVertex = Arrays.copyOf(entryVertex, 2 * entries);
            entryTarget = Arrays.copyOf(entryTarget, 2 * entries);
            entryMillis = Arrays.copyOf(entryMillis, 2 * entries);
        }
        entryVertex[entries] = vertex;
        entryTarget[entries] = target;
        entryMillis[entries++] = millis;
        bucketEnd[vertex]++;
    }

    /** Sorts the entries by vertex; buckets lie in the order in which their vertices were first met. */
    private void fillBuckets() {
        if (bucketTarget.length < entries) {
            bucketTarget = new int[entryVertex.length];
            bucketMillis = new int[entryVertex.length];
        }
        int end = 0;
        for (int i = 0; i < entries; i++) {
            int vertex = entryVertex[i];
            if (bucketStart[vertex] < 0) {
                bucketStart[vertex] = end;
                end += bucketEnd[vertex];
                bucketEnd[vertex] = bucketStart[vertex];
            }
            int at = bucketEnd[vertex]++;
            bucketTarget[at] = entryTarget[i];
            bucketMillis[at] = entryMillis[i];
        }
    }

    private void searchForward(HierarchyMetric metric, int from, int[] rows, int row) {
        int depth = topology.depth[from];
        reached[depth] = 0;
        for (int v = from; v >= 0; v = topology.parent[v], depth--) {
            int at = reached[depth];
            if (at >= LinkTimes.IMPASSABLE) {
                continue;
            }
            reached[depth] = LinkTimes.IMPASSABLE;
            if (bucketStart[v] >= 0) {
                look(v, at, rows, row);
            }
            topology.out.relax(v, at, metric.out, reached);
        }
    }

    private void look(int v, int at, int[] rows, int row) {
        for (int i = bucketStart[v]; i < bucketEnd[v]; i++) {
            int target = bucketTarget[i];
            rows[row + target] = Math.min(rows[row + target], at + bucketMillis[i]);
        }
    }
}
