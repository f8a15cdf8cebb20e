package city.mio.cli.solve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * Judges routes against an instance file. It reads the file itself and shares no code with the solver: the timing of a
 * route is settled by the shortest paths (Bellman and Ford) of its difference constraints, a schedule exists if no
 * cycle is negative. Times may be off by {@link #TOLERANCE}. Immutable, thread safe.
 */
public final class RouteChecker {

    /** In the file's unit of time: best known values of the literature rest on rounded figures no finer than this. */
    public static final double TOLERANCE = 1e-6;

    /** One bound: time of {@code to} is at most time of {@code from} plus {@code most}. */
    private record Bound(int from, int to, double most) {}

    private record Stop(double x, double y, double service, int load, double open, double close, int pickup) {}

    private final List<Stop> stops;
    private final double endX;
    private final double endY;
    private final int vehicles;
    private final int capacity;
    private final double longestRoute;
    private final double longestRide;
    private final double speed;

    private RouteChecker(
            List<Stop> stops,
            double endX,
            double endY,
            int vehicles,
            int capacity,
            double longestRoute,
            double longestRide,
            double speed) {
        this.stops = stops;
        this.endX = endX;
        this.endY = endY;
        this.vehicles = vehicles;
        this.capacity = capacity;
        this.longestRoute = longestRoute;
        this.longestRide = longestRide;
        this.speed = speed;
    }

    /**
     * What the checker found.
     *
     * @param faults each broken rule in words; none if the routes are feasible
     * @param distance summed length of the routes, from and to the depot
     * @param vehicles routes with at least one stop
     */
    public record Verdict(List<String> faults, double distance, int vehicles) {
        public boolean feasible() {
            return faults.isEmpty();
        }
    }

    /** For a file in the format of Cordeau and Laporte. */
    public static RouteChecker ofCordeau(Path file) throws IOException {
        List<double[]> table = table(file);
        double[] head = table.get(0);
        int pairs = (table.size() - 2) / 2;
        double[] first = table.get(1);
        double[] last = table.get(table.size() - 1);
        boolean twoDepots = table.size() % 2 == 1;
        List<Stop> stops = new ArrayList<>();
        for (int id = 0; id <= 2 * pairs; id++) {
            double[] row = table.get(id + 1);
            double open = id == 0 && twoDepots ? Math.max(first[5], last[5]) : row[5];
            double close = id == 0 && twoDepots ? Math.min(first[6], last[6]) : row[6];
            stops.add(new Stop(row[1], row[2], row[3], (int) row[4], open, close, id > pairs ? id - pairs : 0));
        }
        double[] end = twoDepots ? last : first;
        return new RouteChecker(stops, end[1], end[2], (int) head[0], (int) head[3], head[2], head[4], 1);
    }

    /** For a file in the format of Li and Lim. */
    public static RouteChecker ofLiLim(Path file) throws IOException {
        List<double[]> table = table(file);
        double[] head = table.get(0);
        List<Stop> stops = new ArrayList<>();
        for (double[] row : table.subList(1, table.size())) {
            stops.add(new Stop(row[1], row[2], row[6], (int) row[3], row[4], row[5], (int) row[7]));
        }
        Stop depot = stops.get(0);
        double endless = Double.POSITIVE_INFINITY;
        double speed = head.length > 2 && head[2] > 0 ? head[2] : 1; // 0 stands in some published files
        return new RouteChecker(stops, depot.x, depot.y, (int) head[0], (int) head[1], endless, endless, speed);
    }

    private static List<double[]> table(Path file) throws IOException {
        List<double[]> table = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            double[] row = new Scanner(line.replaceAll("[\\x{FEFF}\\x{1A}]", "")).tokens().mapToDouble(Double::parseDouble).toArray();
            if (row.length > 0) {
                table.add(row);
            }
        }
        return table;
    }

    /** Routes are the file's node ids in visiting order, one list a vehicle, without the depot. */
    public Verdict check(List<int[]> routes) {
        List<String> faults = new ArrayList<>();
        int[] seenIn = new int[stops.size()];
        double distance = 0;
        int used = 0;
        for (int r = 0; r < routes.size(); r++) {
            int[] route = routes.get(r);
            String name = "vehicle " + (r + 1);
            boolean known = true;
            for (int id : route) {
                if (id < 1 || id >= stops.size()) {
                    faults.add(name + ": there is no stop " + id);
                    known = false;
                } else if (seenIn[id] != 0) {
                    faults.add(name + ": stop " + id + " was visited before");
                } else {
                    seenIn[id] = r + 1;
                }
            }
            if (route.length > 0 && known) {
                used++;
                distance += length(route);
                pairs(route, name, faults);
                loads(route, name, faults);
                timing(route, name, faults);
            }
        }
        for (int id = 1; id < stops.size(); id++) {
            if (seenIn[id] == 0) {
                faults.add("stop " + id + " is not visited");
            }
        }
        if (used > vehicles) {
            faults.add(used + " vehicles are used, " + vehicles + " are there");
        }
        return new Verdict(List.copyOf(faults), distance, used);
    }

    private double length(int[] route) {
        double sum = 0;
        double x = stops.get(0).x;
        double y = stops.get(0).y;
        for (int id : route) {
            sum += Math.hypot(stops.get(id).x - x, stops.get(id).y - y);
            x = stops.get(id).x;
            y = stops.get(id).y;
        }
        return sum + Math.hypot(endX - x, endY - y);
    }

    private void pairs(int[] route, String name, List<String> faults) {
        List<Integer> before = new ArrayList<>();
        for (int id : route) {
            int pickup = stops.get(id).pickup;
            if (pickup > 0 && !before.contains(pickup)) {
                faults.add(name + ": delivery " + id + " without pick-up " + pickup + " before it");
            }
            before.add(id);
        }
    }

    private void loads(int[] route, String name, List<String> faults) {
        int load = 0;
        for (int id : route) {
            load += stops.get(id).load;
            if (load > capacity) {
                faults.add(name + ": load " + load + " after stop " + id + " is above " + capacity);
                return;
            }
        }
    }

    private void timing(int[] route, String name, List<String> faults) {
        List<Bound> windows = new ArrayList<>();
        int end = route.length + 1;
        int clock = end + 1; // the variable that stands for time 0
        Stop depot = stops.get(0);
        for (int k = 0; k <= end; k++) {
            Stop stop = k == 0 || k == end ? depot : stops.get(route[k - 1]);
            windows.add(new Bound(clock, k, stop.close));
            windows.add(new Bound(k, clock, -stop.open));
            if (k > 0) {
                Stop from = k == 1 ? depot : stops.get(route[k - 2]);
                double x = k == end ? endX : stop.x;
                double y = k == end ? endY : stop.y;
                double least = from.service + Math.hypot(x - from.x, y - from.y) / speed;
                windows.add(new Bound(k, k - 1, -least));
            }
        }
        List<Bound> rides = new ArrayList<>(windows);
        for (int k = 1; k < end; k++) {
            int pickup = stops.get(route[k - 1]).pickup;
            for (int j = 1; j < k && pickup > 0; j++) {
                if (route[j - 1] == pickup) {
                    rides.add(new Bound(j, k, longestRide + stops.get(pickup).service));
                }
            }
        }
        List<Bound> all = new ArrayList<>(rides);
        all.add(new Bound(0, end, longestRoute));
        if (!holds(windows, clock + 1)) {
            faults.add(name + ": the time windows cannot be kept");
        } else if (!holds(rides, clock + 1)) {
            faults.add(name + ": the longest ride cannot be kept");
        } else if (!holds(all, clock + 1)) {
            faults.add(name + ": the longest route cannot be kept");
        }
    }

    /** Whether the bounds have a solution: no negative cycle, found by relaxing as often as there are variables. */
    private static boolean holds(List<Bound> bounds, int variables) {
        double[] path = new double[variables];
        for (int round = 0; round <= variables; round++) {
            boolean changed = false;
            for (Bound bound : bounds) {
                double through = path[bound.from] + bound.most;
                if (through < path[bound.to] - TOLERANCE) {
                    path[bound.to] = through;
                    changed = true;
                }
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }
}
