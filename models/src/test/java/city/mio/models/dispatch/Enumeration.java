package city.mio.models.dispatch;

import java.util.Arrays;

/** Every order of every set of requests, and every division of the requests into routes. */
final class Enumeration {

    private final TinyInstance tiny;
    private final double[] cheapest;
    private final double[][] byVehicles;

    Enumeration(TinyInstance tiny) {
        this.tiny = tiny;
        int sets = 1 << tiny.requests();
        cheapest = new double[sets];
        Arrays.fill(cheapest, Double.POSITIVE_INFINITY);
        for (int set = 1; set < sets; set++) {
            order(set, set, set, new int[2 * Integer.bitCount(set)], 0);
        }
        byVehicles = new double[tiny.vehicles() + 1][sets];
        for (double[] row : byVehicles) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        byVehicles[0][0] = 0;
        for (int v = 1; v <= tiny.vehicles(); v++) {
            for (int set = 0; set < sets; set++) {
                for (int part = set; part > 0; part = (part - 1) & set) {
                    byVehicles[v][set] =
                            Math.min(byVehicles[v][set], byVehicles[v - 1][set & ~part] + cheapest[part]);
                }
            }
        }
    }

    private void order(int set, int toPick, int toDrop, int[] stops, int placed) {
        if (placed == stops.length) {
            if (tiny.hasSchedule(stops)) {
                cheapest[set] = Math.min(cheapest[set], tiny.length(stops));
            }
            return;
        }
        for (int i = 0; i < tiny.requests(); i++) {
            int bit = 1 << i;
            if ((toPick & bit) != 0) {
                stops[placed] = i + 1;
                order(set, toPick & ~bit, toDrop, stops, placed + 1);
            } else if ((toDrop & bit) != 0) {
                stops[placed] = i + 1 + tiny.requests();
                order(set, toPick, toDrop & ~bit, stops, placed + 1);
            }
        }
    }

    double optimum() {
        double best = Double.POSITIVE_INFINITY;
        for (double[] row : byVehicles) {
            best = Math.min(best, row[row.length - 1]);
        }
        return best;
    }

    int fewestVehicles() {
        for (int v = 1; v < byVehicles.length; v++) {
            if (byVehicles[v][byVehicles[v].length - 1] < Double.POSITIVE_INFINITY) {
                return v;
            }
        }
        throw new IllegalStateException("cannot be served");
    }

    double optimumWithFewest() {
        double[] row = byVehicles[fewestVehicles()];
        return row[row.length - 1];
    }
}
