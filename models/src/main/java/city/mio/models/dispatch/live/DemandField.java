package city.mio.models.dispatch.live;

import city.mio.geo.network.LocalProjection;
import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Riders expected, spread over the surroundings of the stops for which they were told. Who asked at one stop says as much
 * about the next one down the street: counts of a few riders at many stops are mostly chance, and their mean over a
 * neighbourhood is nearer to what will come (kernel density estimation; Silverman 1986). It brings more riders than to know
 * how many will ask in each cell of the next ten minutes (decision 0011).
 *
 * <p>Stops are gathered in cells, and each cell is told by one of its stops: where most are expected in it, or else the one
 * nearest to the middle of its stops. So vehicles wait at the station and not beside it, and a service with thousands of stops
 * costs no more than its area. Scratch memory: one thread.
 */
final class DemandField {

    /** Sides of a cell: a minute's drive. With 300 m no more riders are served. */
    private static final double CELL_METRES = 600;

    /** Standard deviation of the spread. From 500 to 1,000 m as many riders are served; with 300 m fewer. */
    private static final double SPREAD_METRES = 500;

    /** In standard deviations; what lies farther is one in a hundred. */
    private static final double FARTHEST = 3;

    /**
     * Riders in half an hour by which a cell's own number is believed half: the rest of it is spread. It changes nothing in a
     * dense city, but where all ask at the station it keeps them there.
     */
    private static final double SURE_RIDERS = 3;

    private final int[] cellOf;
    private final int[][] stopsOf;
    private final int[][] near;
    private final double[][] share;
    private final double[] told;
    private final double[] spread;

    DemandField(OnDemandService service) {
        int places = service.places();
        int stops = service.listStops().size();
        LocalProjection metres = new LocalProjection(service.lon(0), service.lat(0));
        double[] x = new double[places];
        double[] y = new double[places];
        cellOf = new int[places];
        Map<List<Long>, Integer> numbers = new HashMap<>();
        List<List<Integer>> members = new ArrayList<>();
        for (int p = 0; p < places; p++) {
            x[p] = metres.x(service.lon(p));
            y[p] = metres.y(service.lat(p));
            List<Long> key = List.of((long) Math.floor(x[p] / CELL_METRES), (long) Math.floor(y[p] / CELL_METRES));
            cellOf[p] = numbers.computeIfAbsent(key, fresh -> numbers.size());
            if (cellOf[p] == members.size()) {
                members.add(new ArrayList<>());
            }
            // A bus may stand at a depot, but riders do not: places behind the stops only say where they are.
            if (p < stops) {
                members.get(cellOf[p]).add(p);
            }
        }
        int cells = members.size();
        stopsOf = new int[cells][];
        double[] middleX = new double[cells];
        double[] middleY = new double[cells];
        for (int c = 0; c < cells; c++) {
            int[] of = members.get(c).stream().mapToInt(Integer::intValue).toArray();
            double mx = Arrays.stream(of).mapToDouble(p -> x[p]).average().orElse(Double.NaN);
            double my = Arrays.stream(of).mapToDouble(p -> y[p]).average().orElse(Double.NaN);
            middleX[c] = mx;
            middleY[c] = my;
            stopsOf[c] = members.get(c).stream()
                    .sorted((a, b) -> Double.compare(
                            Math.hypot(x[a] - mx, y[a] - my), Math.hypot(x[b] - mx, y[b] - my)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        near = new int[cells][];
        share = new double[cells][];
        for (int c = 0; c < cells; c++) {
            spreadOf(c, middleX, middleY);
        }
        told = new double[cells];
        spread = new double[cells];
    }

    /** What of a cell goes to which cells: all of it together, also at the edge of the service. */
    private void spreadOf(int cell, double[] middleX, double[] middleY) {
        int[] to = new int[middleX.length];
        double[] weight = new double[middleX.length];
        int n = 0;
        double sum = 0;
        for (int c = 0; c < middleX.length; c++) {
            // Not a number where a cell has no stops: such are no one's neighbour.
            double away = Math.hypot(middleX[c] - middleX[cell], middleY[c] - middleY[cell]) / SPREAD_METRES;
            if (away <= FARTHEST) {
                to[n] = c;
                weight[n] = Math.exp(-away * away / 2);
                sum += weight[n++];
            }
        }
        near[cell] = Arrays.copyOf(to, n);
        share[cell] = Arrays.copyOf(weight, n);
        for (int k = 0; k < n; k++) {
            share[cell][k] /= sum;
        }
    }

    /**
     * The same riders, spread.
     *
     * @param closed numbers of stops that are not served now: nobody is sent there
     */
    ExpectedDemand spread(ExpectedDemand demand, Set<Integer> closed) {
        float[] requests = demand.requests();
        Arrays.fill(told, 0);
        for (int p = 0; p < Math.min(requests.length, cellOf.length); p++) {
            told[cellOf[p]] += requests[p];
        }
        Arrays.fill(spread, 0);
        double sure = SURE_RIDERS * demand.horizonSeconds() / 1800.0;
        for (int c = 0; c < told.length; c++) {
            double stays = told[c] * told[c] / (told[c] + sure);
            spread[c] += stays;
            for (int k = 0; told[c] > 0 && k < near[c].length; k++) {
                spread[near[c][k]] += (told[c] - stays) * share[c][k];
            }
        }
        float[] riders = new float[cellOf.length];
        for (int c = 0; c < spread.length; c++) {
            int stop = spread[c] > 0 ? standsFor(c, requests, closed) : -1;
            if (stop >= 0) {
                riders[stop] = (float) spread[c];
            }
        }
        return new ExpectedDemand(demand.horizonSeconds(), riders);
    }

    /** The open stop of a cell where most are expected, of equals the one nearest to the middle; -1 if none is open. */
    private int standsFor(int cell, float[] requests, Set<Integer> closed) {
        int found = -1;
        for (int stop : stopsOf[cell]) {
            boolean more = found < 0 || (stop < requests.length && requests[stop] > requests[found]);
            if (more && !closed.contains(stop)) {
                found = stop;
            }
        }
        return found;
    }
}
