package city.mio.models.dispatch.live;

import java.util.ArrayList;
import java.util.List;

/**
 * The cheapest order of stops for riders of one vehicle, by trying all of them, with times kept by shortest paths in the
 * graph of difference constraints (Floyd and Warshall). Shares nothing with the dispatcher but the riders' own windows.
 */
final class EveryOrder {

    private final long stopMillis;
    private final int seats;
    private final int startPlace;
    private final long readyMillis;

    EveryOrder(long stopMillis, int seats, int startPlace, long readyMillis) {
        this.stopMillis = stopMillis;
        this.seats = seats;
        this.startPlace = startPlace;
        this.readyMillis = readyMillis;
    }

    /** A party as the oracle knows it; boarding takes as long as alighting. */
    record Ride(
            int from, int to, long earliest, long latestPickup, long latestDrop, long maxRide, int seats, long boarding) {}

    /** Driving and halting of the cheapest order that keeps everything; infinite if there is none. */
    double cheapest(List<Ride> rides) {
        return extend(rides, new ArrayList<>(), new boolean[rides.size()], new boolean[rides.size()]);
    }

    private double extend(List<Ride> rides, List<int[]> order, boolean[] fetched, boolean[] done) {
        if (order.size() == 2 * rides.size()) {
            return holds(rides, order) ? cost(rides, order) : Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rides.size(); i++) {
            boolean[] flags = fetched[i] ? done : fetched;
            if (!flags[i]) {
                flags[i] = true;
                order.add(new int[] {i, flags == fetched ? 1 : 0});
                best = Math.min(best, extend(rides, order, fetched, done));
                order.remove(order.size() - 1);
                flags[i] = false;
            }
        }
        return best;
    }

    private static int place(List<Ride> rides, int[] visit) {
        return visit[1] == 1 ? rides.get(visit[0]).from() : rides.get(visit[0]).to();
    }

    private static long drive(int from, int to) {
        return 1000L * SmallTown.STEP_SECONDS * SmallTown.stepsBetween(from, to);
    }

    private double cost(List<Ride> rides, List<int[]> order) {
        double sum = 0;
        int at = startPlace;
        boolean first = true;
        for (int[] visit : order) {
            int place = place(rides, visit);
            sum += drive(at, place) + (!first && at == place ? 0 : stopMillis) + rides.get(visit[0]).boarding();
            at = place;
            first = false;
        }
        return sum;
    }

    private boolean holds(List<Ride> rides, List<int[]> order) {
        int n = order.size();
        long far = 1L << 50;
        long[][] most = new long[n + 1][n + 1];
        for (long[] row : most) {
            java.util.Arrays.fill(row, far);
        }
        int load = 0;
        int[] pickupAt = new int[rides.size()];
        int halt = 0;
        for (int k = 0; k < n; k++) {
            int[] visit = order.get(k);
            Ride ride = rides.get(visit[0]);
            load += visit[1] == 1 ? ride.seats() : -ride.seats();
            if (load > seats) {
                return false;
            }
            int place = place(rides, visit);
            boolean same = k > 0 && place(rides, order.get(k - 1)) == place;
            halt = same ? halt : k;
            most[n][k] = visit[1] == 1 ? ride.latestPickup() : ride.latestDrop();
            long after = k == 0 ? readyMillis + drive(startPlace, place) : Long.MIN_VALUE;
            most[k][n] = -Math.max(ride.earliest(), after);
            if (k > 0) {
                if (same) {
                    most[k][k - 1] = 0;
                } else {
                    int before = place(rides, order.get(k - 1));
                    // Who comes to a halt later makes it longer by waiting; from then on one boards after the other.
                    long boarding = 0;
                    for (int j = k - 1; j >= 0 && place(rides, order.get(j)) == before; j--) {
                        boolean beginsHalt = j == 0 || place(rides, order.get(j - 1)) != before;
                        boarding += rides.get(order.get(j)[0]).boarding();
                        most[k][j] = Math.min(most[k][j], -drive(before, place) - boarding - (beginsHalt ? stopMillis : 0));
                    }
                }
            }
            if (visit[1] == 1) {
                pickupAt[visit[0]] = k;
            } else {
                most[pickupAt[visit[0]]][k] = Math.min(most[pickupAt[visit[0]]][k], ride.maxRide());
            }
        }
        for (int m = 0; m <= n; m++) {
            for (int i = 0; i <= n; i++) {
                for (int j = 0; j <= n; j++) {
                    most[i][j] = Math.min(most[i][j], most[i][m] + most[m][j]);
                }
            }
        }
        for (int i = 0; i <= n; i++) {
            if (most[i][i] < 0) {
                return false;
            }
        }
        return true;
    }
}
