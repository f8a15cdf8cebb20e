package city.mio.models.dispatch;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A dial-a-ride instance small enough to be enumerated, with a schedule test of its own. */
record TinyInstance(
        int requests, int vehicles, int capacity, double ride, double longestRoute, double[][] d, double[][] cost,
        double[] service, double[] open, double[] close, int[] load) {

    /** Costs are driving times, the same in both directions. */
    static TinyInstance random(SplittableRandom random) {
        return servable(random, 0, 0);
    }

    /** Driving takes longer one way than the other, and so do costs, but not by as much. */
    static TinyInstance leaning(SplittableRandom random) {
        return servable(random, 0.4, -0.2);
    }

    private static TinyInstance servable(SplittableRandom random, double timeLean, double costLean) {
        while (true) {
            TinyInstance tiny = draw(random, timeLean, costLean);
            try {
                tiny.problem();
                return tiny;
            } catch (IllegalArgumentException unservable) {
                assert unservable.getMessage().contains("cannot be served");
            }
        }
    }

    private static TinyInstance draw(SplittableRandom random, double timeLean, double costLean) {
        int n = 2 + random.nextInt(3);
        int nodes = 2 * n + 2;
        double[] x = new double[nodes];
        double[] y = new double[nodes];
        double[] service = new double[nodes];
        double[] open = new double[nodes];
        double[] close = new double[nodes];
        int[] load = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            x[i] = random.nextDouble() * 10;
            y[i] = random.nextDouble() * 10;
            close[i] = 150;
            if (i > 0 && i < nodes - 1) {
                service[i] = random.nextInt(3);
            }
        }
        x[nodes - 1] = x[0];
        y[nodes - 1] = y[0];
        for (int i = 1; i <= n; i++) {
            load[i] = 1 + random.nextInt(2);
            load[i + n] = -load[i];
            int bound = random.nextBoolean() ? i : i + n;
            open[bound] = 15 + random.nextInt(50);
            close[bound] = open[bound] + 5 + random.nextInt(12);
        }
        double[][] d = new double[nodes][nodes];
        double[][] cost = new double[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                double straight = Math.hypot(x[i] - x[j], y[i] - y[j]);
                d[i][j] = straight + timeLean * (x[j] - x[i]);
                cost[i][j] = straight + costLean * (x[j] - x[i]);
            }
        }
        return new TinyInstance(
                n, 1 + random.nextInt(3), 3, 9 + random.nextInt(8), 35 + random.nextInt(50), d, cost, service, open, close,
                load);
    }

    PickupDeliveryProblem problem() {
        var builder = PickupDeliveryProblem.builder(requests)
                .fleet(vehicles, capacity)
                .longestRide(ride)
                .longestRoute(longestRoute)
                .matrices(d, cost);
        for (int i = 0; i < 2 * requests + 2; i++) {
            builder.node(i, load[i], service[i], open[i], close[i]);
        }
        return builder.build();
    }

    /** Some of the requests, each pick-up before its delivery, otherwise shuffled. */
    int[] randomOrder(SplittableRandom random) {
        int count = 1 + random.nextInt(requests);
        int[] stops = new int[2 * count];
        int[] left = new int[requests + 1];
        int placed = 0;
        while (placed < stops.length) {
            int i = 1 + random.nextInt(count);
            if (left[i] < 2) {
                stops[placed++] = left[i]++ == 0 ? i : i + requests;
            }
        }
        return stops;
    }

    double length(int[] stops) {
        double sum = 0;
        int at = 0;
        for (int stop : stops) {
            sum += cost[at][stop];
            at = stop;
        }
        return sum + cost[at][0];
    }

    /** All-pairs shortest paths (Floyd and Warshall) of the difference constraints: no node reaches itself below 0. */
    boolean hasSchedule(int[] stops) {
        int end = 2 * requests + 1;
        int[] all = new int[stops.length + 2];
        System.arraycopy(stops, 0, all, 1, stops.length);
        all[all.length - 1] = end;
        int zero = all.length;
        double[][] most = new double[zero + 1][zero + 1];
        for (double[] row : most) {
            Arrays.fill(row, 1e15);
        }
        int onBoard = 0;
        for (int k = 0; k < zero; k++) {
            onBoard += load[all[k]];
            if (onBoard > capacity) {
                return false;
            }
            most[zero][k] = close[all[k]];
            most[k][zero] = -open[all[k]];
            if (k > 0) {
                most[k][k - 1] = -service[all[k - 1]] - d[all[k - 1]][all[k]];
            }
            for (int j = 1; j < k; j++) {
                if (all[j] <= requests && all[k] == all[j] + requests) {
                    most[j][k] = ride + service[all[j]];
                }
            }
        }
        most[0][zero - 1] = longestRoute;
        for (int m = 0; m <= zero; m++) {
            for (int i = 0; i <= zero; i++) {
                for (int j = 0; j <= zero; j++) {
                    most[i][j] = Math.min(most[i][j], most[i][m] + most[m][j]);
                }
            }
        }
        for (int i = 0; i <= zero; i++) {
            if (most[i][i] < -1e-6) {
                return false;
            }
        }
        return true;
    }
}
