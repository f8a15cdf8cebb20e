package city.mio.cli.solve;

import city.mio.models.dispatch.PickupDeliveryProblem;
import city.mio.models.dispatch.UnservableRequestException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An instance from a file as a problem to solve.
 *
 * @param problem the problem
 * @param fileIds the file's node id for each node of the problem
 */
public record SolvableInstance(PickupDeliveryProblem problem, int[] fileIds) {

    private static final int MOST_REQUESTS = 2_000;

    /** Reads the format of Cordeau and Laporte (2003): {@code m N T Q L}, then {@code id x y service load e l}. */
    public static SolvableInstance readCordeau(Path file) throws IOException {
        InstanceRows rows = InstanceRows.read(file);
        rows.width(0, 5, "vehicles, nodes, longest route, capacity, longest ride");
        int nodes = rows.count() - 1;
        int n = (nodes - 1) / 2;
        size(rows, n);
        boolean endRow = nodes % 2 == 0;
        for (int row = 1; row < rows.count(); row++) {
            rows.width(row, 7, "id, x, y, service, load, earliest, latest");
            ordered(rows, row);
            boolean depotAgain = endRow && row == nodes; // numbered 0 or on from the others, as the author liked
            if (!depotAgain && rows.whole(row, 0, "id") != row - 1) {
                throw rows.fault(row, "id is not " + (row - 1) + ", the next");
            }
        }
        double open = rows.at(1, 5);
        double close = rows.at(1, 6);
        if (endRow) {
            open = Math.max(open, rows.at(nodes, 5));
            close = Math.min(close, rows.at(nodes, 6));
        }
        // The route begins with the service at the depot, the problem's with leaving it.
        double longestRoute = above(rows, 0, 2, "longest route") - rows.at(1, 3);
        if (!(longestRoute > 0)) {
            throw rows.fault(1, "service of the depot takes the whole route");
        }
        int[] ids = new int[2 * n + 2];
        double[] x = new double[2 * n + 2];
        double[] y = new double[2 * n + 2];
        PickupDeliveryProblem.Builder builder = PickupDeliveryProblem.builder(n)
                .fleet(positive(rows, 0, 0, "vehicles"), positive(rows, 0, 3, "capacity"))
                .longestRoute(longestRoute)
                .longestRide(above(rows, 0, 4, "longest ride"));
        for (int node = 0; node <= 2 * n + 1; node++) {
            int row = node <= 2 * n ? node + 1 : endRow ? nodes : 1;
            ids[node] = rows.whole(row, 0, "id");
            x[node] = rows.at(row, 1);
            y[node] = rows.at(row, 2);
            boolean depot = node == 0 || node > 2 * n;
            int load = rows.whole(row, 4, "load");
            if (depot && load != 0) {
                throw rows.fault(row, "the depot has a load");
            }
            if (!depot && (node <= n) != (load > 0)) {
                throw rows.fault(row, node <= n ? "load of a pick-up is not positive" : "load of a delivery is not negative");
            }
            if (!depot && node > n && load != -rows.whole(node - n + 1, 4, "load")) {
                throw rows.fault(row, "load is not that of its pick-up, line " + rows.lines().get(node - n + 1));
            }
            builder.node(
                    node,
                    load,
                    rows.at(row, 3),
                    depot ? open : rows.at(row, 5),
                    depot ? close : rows.at(row, 6));
        }
        return build(file, builder, x, y, 1, ids);
    }

    /** Reads the format of Li and Lim: {@code K Q speed}, then {@code id x y demand e l service pickup delivery}. */
    public static SolvableInstance readLiLim(Path file) throws IOException {
        InstanceRows rows = InstanceRows.read(file);
        rows.width(0, 2, "vehicles, capacity, speed");
        int nodes = rows.count() - 1;
        if (nodes % 2 == 0) {
            throw new InstanceFault(file + ": has " + nodes + " nodes; a depot and pairs make an odd number");
        }
        int n = (nodes - 1) / 2;
        size(rows, n);
        // Some published files say 0 where the others say 1; the literature takes it for 1.
        boolean saysSpeed = rows.rows().get(0).length > 2 && rows.at(0, 2) != 0;
        double speed = saysSpeed ? above(rows, 0, 2, "speed") : 1;
        int[] ids = new int[2 * n + 2];
        double[] x = new double[2 * n + 2];
        double[] y = new double[2 * n + 2];
        PickupDeliveryProblem.Builder builder = PickupDeliveryProblem.builder(n)
                .fleet(positive(rows, 0, 0, "vehicles"), positive(rows, 0, 1, "capacity"));
        int request = 0;
        for (int row = 1; row < rows.count(); row++) {
            rows.width(row, 9, "id, x, y, demand, earliest, latest, service, pick-up, delivery");
            ordered(rows, row, 4);
            if (rows.whole(row, 0, "id") != row - 1) {
                throw rows.fault(row, "id is not " + (row - 1) + ", the next");
            }
        }
        for (int row = 1; row < rows.count(); row++) {
            int pickup = rows.whole(row, 7, "pick-up");
            int delivery = rows.whole(row, 8, "delivery");
            if (row == 1) {
                put(rows, row, 0, builder, ids, x, y);
                put(rows, row, 2 * n + 1, builder, ids, x, y);
            } else if (pickup == 0) {
                if (delivery <= 0 || delivery >= nodes || rows.whole(delivery + 1, 7, "pick-up") != row - 1) {
                    throw rows.fault(row, "its delivery " + delivery + " does not name it as pick-up");
                }
                if (rows.whole(row, 3, "demand") <= 0
                        || rows.whole(delivery + 1, 3, "demand") != -rows.whole(row, 3, "demand")) {
                    throw rows.fault(row, "demand of the pick-up and of its delivery " + delivery + " do not cancel");
                }
                if (++request > n) {
                    throw rows.fault(row, "there are more pick-ups than deliveries");
                }
                put(rows, row, request, builder, ids, x, y);
                put(rows, delivery + 1, request + n, builder, ids, x, y);
            } else if (delivery != 0 || pickup < 0 || pickup >= nodes || rows.whole(pickup + 1, 8, "delivery") != row - 1) {
                throw rows.fault(row, "its pick-up " + pickup + " does not name it as delivery");
            }
        }
        if (request != n) {
            throw new InstanceFault(file + ": has " + request + " pick-ups among " + (2 * n) + " stops");
        }
        return build(file, builder, x, y, speed, ids);
    }

    private static void put(
            InstanceRows rows, int row, int node, PickupDeliveryProblem.Builder builder, int[] ids, double[] x, double[] y) {
        ids[node] = rows.whole(row, 0, "id");
        x[node] = rows.at(row, 1);
        y[node] = rows.at(row, 2);
        builder.node(node, rows.whole(row, 3, "demand"), rows.at(row, 6), rows.at(row, 4), rows.at(row, 5));
    }

    private static SolvableInstance build(
            Path file, PickupDeliveryProblem.Builder builder, double[] x, double[] y, double speed, int[] ids) {
        double[][] cost = new double[x.length][x.length];
        double[][] time = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                cost[i][j] = Math.sqrt((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
                time[i][j] = cost[i][j] / speed;
            }
        }
        try {
            return new SolvableInstance(builder.matrices(time, cost).build(), ids);
        } catch (UnservableRequestException e) {
            int n = (ids.length - 2) / 2;
            throw new UnservableFault(file + ": the request from stop " + ids[e.request()] + " to stop "
                    + ids[e.request() + n] + " cannot be served even by a vehicle of its own: " + e.reason());
        } catch (IllegalArgumentException e) {
            throw new InstanceFault(file + ": " + e.getMessage());
        }
    }

    private static void size(InstanceRows rows, int n) {
        if (n < 1) {
            throw new InstanceFault(rows.file() + ": has no request");
        }
        if (n > MOST_REQUESTS) {
            throw new InstanceFault(rows.file() + ": has " + n + " requests, more than " + MOST_REQUESTS);
        }
    }

    private static void ordered(InstanceRows rows, int row) {
        ordered(rows, row, 5);
        if (rows.at(row, 3) < 0) {
            throw rows.fault(row, "service is negative");
        }
    }

    private static void ordered(InstanceRows rows, int row, int field) {
        if (rows.at(row, field) > rows.at(row, field + 1)) {
            throw rows.fault(row, "window ends before it begins");
        }
    }

    private static int positive(InstanceRows rows, int row, int field, String name) {
        int value = rows.whole(row, field, name);
        if (value < 1) {
            throw rows.fault(row, name + " is not positive: " + value);
        }
        return value;
    }

    private static double above(InstanceRows rows, int row, int field, String name) {
        if (!(rows.at(row, field) > 0)) {
            throw rows.fault(row, name + " is not positive: " + rows.at(row, field));
        }
        return rows.at(row, field);
    }
}
