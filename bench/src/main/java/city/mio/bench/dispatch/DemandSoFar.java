package city.mio.bench.dispatch;

import city.mio.models.dispatch.live.ExpectedDemand;
import city.mio.simulators.riders.NodeRoads;
import java.util.ArrayDeque;

/**
 * Expects riders where riders have asked in the last while, refused or not: counts by cells of a grid, each standing at
 * the node nearest to its middle. It knows nothing that a dispatcher could not know.
 */
final class DemandSoFar {

    private static final double CELL_METRES = 600;
    private static final double METRES_PER_DEGREE = 111_195;
    private static final long MEMORY_MILLIS = 900_000;
    private static final int HORIZON_SECONDS = 600;

    private final int[] cellOf;
    private final int[] nodeOfCell;
    private final ArrayDeque<long[]> asked = new ArrayDeque<>();

    DemandSoFar(NodeRoads roads) {
        int nodes = roads.nodes();
        double shrink = nodes == 0 ? 1 : Math.cos(Math.toRadians(roads.lat(0)));
        java.util.Map<Long, Integer> cells = new java.util.LinkedHashMap<>();
        cellOf = new int[nodes];
        int[] nearest = new int[nodes];
        double[] least = new double[nodes];
        for (int n = 0; n < nodes; n++) {
            double x = roads.lon(n) * METRES_PER_DEGREE * shrink / CELL_METRES;
            double y = roads.lat(n) * METRES_PER_DEGREE / CELL_METRES;
            long key = (long) Math.floor(x) * 1_000_003 + (long) Math.floor(y);
            int cell = cells.computeIfAbsent(key, fresh -> cells.size());
            cellOf[n] = cell;
            double away = Math.hypot(x - Math.floor(x) - 0.5, y - Math.floor(y) - 0.5);
            if (least[cell] == 0 || away < least[cell]) {
                least[cell] = away;
                nearest[cell] = n;
            }
        }
        nodeOfCell = java.util.Arrays.copyOf(nearest, cells.size());
    }

    void asked(int node, long now) {
        asked.add(new long[] {cellOf[node], now});
    }

    ExpectedDemand expected(int places, long now) {
        while (!asked.isEmpty() && asked.peek()[1] < now - MEMORY_MILLIS) {
            asked.poll();
        }
        float[] requests = new float[places];
        double perSecond = 1000.0 / Math.max(60_000, Math.min(now, MEMORY_MILLIS));
        for (long[] each : asked) {
            requests[nodeOfCell[(int) each[0]]] += (float) (perSecond * HORIZON_SECONDS);
        }
        return new ExpectedDemand(HORIZON_SECONDS, requests);
    }
}
