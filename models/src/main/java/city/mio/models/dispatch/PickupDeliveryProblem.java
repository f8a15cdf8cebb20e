package city.mio.models.dispatch;

import java.util.Arrays;

/**
 * Requests to be carried from their pick-up to their delivery by a fleet of equal vehicles that begin and end at a depot.
 *
 * <p>With n requests, node 0 is where vehicles begin, nodes 1 to n are pick-ups, node n + i is the delivery of i, and
 * node 2n + 1 is where vehicles end. Service at a node begins within its window (waiting is allowed) and lasts its
 * service time. From the end of service at a pick-up to the beginning at its delivery pass at most
 * {@code longestRide}; between leaving the first node and arriving at the last at most {@code longestRoute}. Times and
 * distances are in whatever unit the matrices have, and must keep the triangle inequality. Immutable.
 */
public final class PickupDeliveryProblem {

    /** Slack for sums of floating-point times, in the unit of the matrices. */
    static final double TOLERANCE = 1e-7;

    final int requests;
    final int nodes;
    final int vehicles;
    final int capacity;
    final double longestRide;
    final double longestRoute;
    final int[] load;
    final double[] service;
    final double[] earliest;
    final double[] latest;
    final double[] time;
    final double[] cost;

    /** The same by where a drive ends: from a to b at {@code b * nodes + a}; one array with the above where they are equal. */
    final double[] timeTo;

    final double[] costTo;

    private PickupDeliveryProblem(Builder builder) {
        requests = builder.requests;
        nodes = 2 * requests + 2;
        vehicles = builder.vehicles;
        capacity = builder.capacity;
        longestRide = builder.longestRide;
        longestRoute = builder.longestRoute;
        load = builder.load.clone();
        service = builder.service.clone();
        earliest = builder.earliest.clone();
        latest = builder.latest.clone();
        time = flat("time", builder.time);
        double[] costs = flat("cost", builder.cost);
        cost = Arrays.equals(costs, time) ? time : costs; // what is read less stays in the processor's cache
        timeTo = turned(time);
        costTo = cost == time ? timeTo : turned(cost);
        validate();
        tightenWindows();
    }

    public static Builder builder(int requests) {
        return new Builder(requests);
    }

    public int requests() {
        return requests;
    }

    public int vehicles() {
        return vehicles;
    }

    public int capacity() {
        return capacity;
    }

    /** Infinite where there is no limit. */
    public double longestRide() {
        return longestRide;
    }

    /** Infinite where there is no limit. */
    public double longestRoute() {
        return longestRoute;
    }

    public int load(int node) {
        return load[node];
    }

    public double service(int node) {
        return service[node];
    }

    /** The earliest start of service that some schedule can use: at least that of the window given. */
    public double earliest(int node) {
        return earliest[node];
    }

    /** The latest start of service that some schedule can use: at most that of the window given. */
    public double latest(int node) {
        return latest[node];
    }

    /** The driving time from one node straight to another. */
    public double time(int from, int to) {
        return time[from * nodes + to];
    }

    /** The cost of going from one node straight to another. */
    public double cost(int from, int to) {
        return cost[from * nodes + to];
    }

    /** The summed cost of one vehicle's nodes in visiting order, from and to the depot. */
    public double cost(int[] route) {
        double sum = 0;
        int at = 0;
        for (int node : route) {
            sum += cost(at, node);
            at = node;
        }
        return route.length == 0 ? 0 : sum + cost(at, nodes - 1);
    }

    private double[] flat(String name, double[][] matrix) {
        require(matrix != null && matrix.length == nodes, name + " is not a matrix of " + nodes + " nodes");
        double[] flat = new double[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            require(matrix[i].length == nodes, name + " row " + i + " has " + matrix[i].length + " values");
            for (int j = 0; j < nodes; j++) {
                require(matrix[i][j] >= 0 && Double.isFinite(matrix[i][j]), name + " from " + i + " to " + j + " is not a length");
                flat[i * nodes + j] = matrix[i][j];
            }
        }
        return flat;
    }

    private double[] turned(double[] matrix) {
        double[] turned = new double[matrix.length];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                turned[j * nodes + i] = matrix[i * nodes + j];
            }
        }
        return Arrays.equals(turned, matrix) ? matrix : turned;
    }

    private void validate() {
        for (int i = 0; i < nodes; i++) {
            require(service[i] >= 0 && Double.isFinite(service[i]), "service of node " + i + " is negative");
            require(earliest[i] <= latest[i], "window of node " + i + " ends before it begins");
        }
        require(load[0] == 0 && load[nodes - 1] == 0, "load of the depot is not 0");
        for (int i = 1; i <= requests; i++) {
            require(load[i] >= 0, "load of pick-up " + i + " is negative");
            require(load[i] == -load[i + requests], "load of delivery " + (i + requests) + " is not that of its pick-up");
        }
    }

    /** What no schedule can use is cut from the windows: it makes the tests sharper and loses nothing. */
    private void tightenWindows() {
        int end = nodes - 1;
        for (int p = 1; p <= requests; p++) {
            int d = p + requests;
            double direct = service[p] + time[p * nodes + d];
            earliest[p] = Math.max(earliest[p], earliest[0] + service[0] + time[p]);
            latest[d] = Math.min(latest[d], latest[end] - service[d] - time[d * nodes + end]);
            for (int round = 0; round < 2; round++) {
                earliest[d] = Math.max(earliest[d], earliest[p] + direct);
                latest[p] = Math.min(latest[p], latest[d] - direct);
                earliest[p] = Math.max(earliest[p], earliest[d] - longestRide - service[p]);
                latest[d] = Math.min(latest[d], latest[p] + service[p] + longestRide);
            }
            servable(p, d);
        }
    }

    private void servable(int p, int d) {
        int end = nodes - 1;
        if (load[p] > capacity) {
            throw new UnservableRequestException(p, "its load " + load[p] + " is above the capacity " + capacity);
        }
        if (time[p * nodes + d] > longestRide + TOLERANCE) {
            throw new UnservableRequestException(
                    p, "its direct ride of " + time[p * nodes + d] + " is above the longest ride " + longestRide);
        }
        if (earliest[p] > latest[p] + TOLERANCE || earliest[d] > latest[d] + TOLERANCE) {
            throw new UnservableRequestException(p, "its windows and the depot's leave no time for it");
        }
        double between = Math.max(service[p] + time[p * nodes + d], earliest[d] - latest[p]);
        double route = time[p] + between + service[d] + time[d * nodes + end];
        if (route > longestRoute + TOLERANCE) {
            throw new UnservableRequestException(
                    p, "a route of " + route + " for it alone is above the longest route " + longestRoute);
        }
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** Collects a problem; nodes as in {@link PickupDeliveryProblem}. */
    public static final class Builder {
        private final int requests;
        private int vehicles = 1;
        private int capacity = 1;
        private double longestRide = Double.POSITIVE_INFINITY;
        private double longestRoute = Double.POSITIVE_INFINITY;
        private final int[] load;
        private final double[] service;
        private final double[] earliest;
        private final double[] latest;
        private double[][] time;
        private double[][] cost;

        private Builder(int requests) {
            require(requests >= 1, "requests: there is none");
            this.requests = requests;
            int nodes = 2 * requests + 2;
            load = new int[nodes];
            service = new double[nodes];
            earliest = new double[nodes];
            latest = new double[nodes];
            Arrays.fill(latest, Double.MAX_VALUE / 4);
        }

        public Builder fleet(int vehicles, int capacity) {
            require(vehicles >= 1, "vehicles: there is none");
            require(capacity >= 0, "capacity is negative");
            this.vehicles = vehicles;
            this.capacity = capacity;
            return this;
        }

        public Builder longestRide(double longestRide) {
            require(longestRide > 0, "longestRide is not positive");
            this.longestRide = longestRide;
            return this;
        }

        public Builder longestRoute(double longestRoute) {
            require(longestRoute > 0, "longestRoute is not positive");
            this.longestRoute = longestRoute;
            return this;
        }

        public Builder node(int node, int load, double service, double earliest, double latest) {
            this.load[node] = load;
            this.service[node] = service;
            this.earliest[node] = earliest;
            this.latest[node] = latest;
            return this;
        }

        /** Square matrices over all nodes; a driving time does not hold the service at either end. */
        public Builder matrices(double[][] time, double[][] cost) {
            this.time = time;
            this.cost = cost;
            return this;
        }

        public PickupDeliveryProblem build() {
            return new PickupDeliveryProblem(this);
        }
    }
}
