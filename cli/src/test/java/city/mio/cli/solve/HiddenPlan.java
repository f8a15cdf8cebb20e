package city.mio.cli.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * An instance made from a plan that is then forgotten: vehicles drive random routes, each stop's window holds the time at
 * which it was served. So there is a plan for as many vehicles, however scarce they are and however tight the windows.
 */
final class HiddenPlan {

    private final int vehicles;
    private final int requests;
    private final double width;
    private final double horizon;
    private final int capacity;
    private final double[] x;
    private final double[] y;
    private final double[] service;
    private final int[] load;
    private final double[] at;
    private double longestRide;
    private double longestRoute;

    /** @param width of a window; a stop's is anywhere around the time of its service */
    HiddenPlan(int vehicles, int perVehicle, double width, int capacity, long seed) {
        this.vehicles = vehicles;
        this.width = width;
        this.capacity = capacity;
        requests = vehicles * perVehicle;
        int nodes = 2 * requests + 1;
        x = new double[nodes];
        y = new double[nodes];
        service = new double[nodes];
        load = new int[nodes];
        at = new double[nodes];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i < nodes; i++) {
            x[i] = Math.round(random.nextDouble() * 20_000 - 10_000) / 1_000.0;
            y[i] = Math.round(random.nextDouble() * 20_000 - 10_000) / 1_000.0;
            service[i] = 1 + random.nextInt(5);
        }
        double last = 0;
        for (int v = 0; v < vehicles; v++) {
            last = Math.max(last, drive(1 + v * perVehicle, perVehicle, random));
        }
        horizon = Math.ceil(last + 100);
    }

    private double drive(int first, int count, SplittableRandom random) {
        List<Integer> waiting = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            waiting.add(i);
        }
        List<Integer> aboard = new ArrayList<>();
        int place = 0;
        double begin = 20 + random.nextInt(60);
        double clock = begin;
        int onBoard = 0;
        while (!waiting.isEmpty() || !aboard.isEmpty()) {
            boolean pick = !waiting.isEmpty() && (aboard.isEmpty() || aboard.size() < 3 && random.nextBoolean());
            int request = pick ? waiting.remove(0) : aboard.remove(random.nextInt(aboard.size()));
            if (pick) {
                load[request] = 1 + random.nextInt(Math.max(1, Math.min(3, capacity - onBoard)));
                if (onBoard + load[request] > capacity) {
                    waiting.add(0, request);
                    request = aboard.remove(0);
                    pick = false;
                }
            }
            int stop = pick ? request : request + requests;
            clock += apart(place, stop);
            at[stop] = clock;
            clock += service[stop];
            place = stop;
            if (pick) {
                aboard.add(request);
                onBoard += load[request];
            } else {
                onBoard -= load[request];
                load[stop] = -load[request];
                longestRide = Math.max(longestRide, at[stop] - at[request] - service[request]);
            }
        }
        clock += apart(place, 0);
        longestRoute = Math.max(longestRoute, clock - begin);
        return clock;
    }

    private double apart(int a, int b) {
        return Math.hypot(x[a] - x[b], y[a] - y[b]);
    }

    int requests() {
        return requests;
    }

    private double[] window(int stop, SplittableRandom random) {
        if (stop == 0) {
            return new double[] {0, horizon};
        }
        double open = Math.max(0, at[stop] - random.nextDouble() * width);
        return new double[] {Math.floor(open * 1_000) / 1_000, Math.ceil((open + width) * 1_000) / 1_000};
    }

    /** As Cordeau and Laporte write it; the depot's row may come again at the end, N may be n or 2n. */
    String cordeau(boolean depotAgain, boolean twice, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d %d %.3f %d %.3f\n",
                vehicles,
                twice ? 2 * requests : requests,
                Math.ceil(longestRoute),
                capacity,
                Math.ceil(longestRide)));
        for (int id = 0; id <= 2 * requests + (depotAgain ? 1 : 0); id++) {
            int stop = id > 2 * requests ? 0 : id;
            double[] window = window(stop, random);
            text.append(String.format(
                    Locale.ROOT,
                    "%3d %8.3f %8.3f %2.0f %2d %9.3f %9.3f\n",
                    id, x[stop], y[stop], service[stop], load[stop], window[0], window[1]));
        }
        return text.toString();
    }

    /** As Li and Lim write it, the stops shuffled. */
    String liLim(int fleet, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = 2 * requests + 1;
        int[] stopAt = new int[nodes];
        int[] idOf = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            stopAt[i] = i;
        }
        for (int i = nodes - 1; i > 1; i--) {
            int j = 1 + random.nextInt(i);
            int kept = stopAt[i];
            stopAt[i] = stopAt[j];
            stopAt[j] = kept;
        }
        for (int id = 0; id < nodes; id++) {
            idOf[stopAt[id]] = id;
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d\t%d\t1\n", fleet, capacity));
        for (int id = 0; id < nodes; id++) {
            int stop = stopAt[id];
            double[] window = window(stop, random);
            int pickup = stop > requests ? idOf[stop - requests] : 0;
            int delivery = stop > 0 && stop <= requests ? idOf[stop + requests] : 0;
            text.append(String.format(
                    Locale.ROOT,
                    "%d\t%.3f\t%.3f\t%d\t%.3f\t%.3f\t%.0f\t%d\t%d\n",
                    id, x[stop], y[stop], load[stop], window[0], window[1], service[stop], pickup, delivery));
        }
        return text.toString();
    }
}
