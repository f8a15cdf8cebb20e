package city.mio.bench.solvers;

import city.mio.models.dispatch.PickupDeliveryProblem;
import com.google.ortools.Loader;
import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.Solver;
import com.google.ortools.constraintsolver.main;
import com.google.protobuf.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * OR-Tools' routing by guided local search from parallel cheapest insertion. It counts in whole numbers: 1/10,000 of
 * the instance's unit, driving rounded up and windows inwards, so that its plans stand before the checker. Longest ride
 * and longest route are its own constraints. It may drop requests on its way, at a price above any distance; a plan that
 * does so in the end is none. It has no seed.
 */
final class OrToolsSolver implements PlanSolver {

    private static final double GRAIN = 10_000;
    /** Guided local search asks for a limit; the processor time ends it long before. */
    private static final int NEVER_SECONDS = 100_000;

    @Override
    public String name() {
        return "ortools";
    }

    @Override
    public List<int[]> solve(BenchInstance instance, double cpuSeconds, long seed) {
        Loader.loadNativeLibraries();
        Stopwatch clock = new Stopwatch();
        PickupDeliveryProblem p = instance.instance().problem();
        int n = p.requests();
        int vehicles = Math.min(p.vehicles(), n);
        // Its manager has one node less: where vehicles begin is where they end, as in both formats.
        RoutingIndexManager manager = new RoutingIndexManager(2 * n + 1, vehicles, 0);
        RoutingModel model = new RoutingModel(manager);
        Solver solver = model.solver();
        model.setArcCostEvaluatorOfAllVehicles(model.registerTransitMatrix(matrix(p, false)));
        long vehicle = Math.round(longest(p) * 2 * n * GRAIN);
        long dropped = 2 * vehicle;
        if (instance.fewestVehicles()) {
            model.setFixedCostOfAllVehicles(vehicle);
        }
        long horizon = down(p.latest(2 * n + 1));
        model.addDimension(model.registerTransitMatrix(matrix(p, true)), horizon, horizon, false, "time");
        RoutingDimension time = model.getMutableDimension("time");
        long[] loads = new long[2 * n + 1];
        for (int node = 1; node <= 2 * n; node++) {
            loads[node] = p.load(node);
        }
        model.addDimensionWithVehicleCapacity(
                model.registerUnaryTransitVector(loads), 0, fleetOf(vehicles, p.capacity()), true, "load");
        for (int v = 0; v < vehicles; v++) {
            time.cumulVar(model.start(v)).setRange(up(p.earliest(0)), down(p.latest(0)));
            time.cumulVar(model.end(v)).setRange(up(p.earliest(2 * n + 1)), horizon);
            if (Double.isFinite(p.longestRoute())) {
                time.setSpanUpperBoundForVehicle(down(p.longestRoute()), v);
            }
        }
        for (int i = 1; i <= n; i++) {
            long pick = manager.nodeToIndex(i);
            long drop = manager.nodeToIndex(i + n);
            time.cumulVar(pick).setRange(up(p.earliest(i)), down(p.latest(i)));
            time.cumulVar(drop).setRange(up(p.earliest(i + n)), down(p.latest(i + n)));
            model.addPickupAndDelivery(pick, drop);
            // Without leave to drop requests at a price its first plan fails where vehicles are scarce.
            model.addDisjunction(new long[] {pick}, dropped);
            model.addDisjunction(new long[] {drop}, dropped);
            solver.addConstraint(solver.makeEquality(model.vehicleVar(pick), model.vehicleVar(drop)));
            solver.addConstraint(solver.makeLessOrEqual(time.cumulVar(pick), time.cumulVar(drop)));
            if (Double.isFinite(p.longestRide())) {
                solver.addConstraint(solver.makeLessOrEqual(
                        solver.makeDifference(time.cumulVar(drop), time.cumulVar(pick)),
                        down(p.longestRide() + p.service(i))));
            }
        }
        // Held here, because the library does not hold it.
        BooleanSupplier over = () -> clock.seconds() >= cpuSeconds;
        model.addSearchMonitor(solver.makeCustomLimit(over));
        RoutingSearchParameters parameters = main.defaultRoutingSearchParameters().toBuilder()
                .setFirstSolutionStrategy(FirstSolutionStrategy.Value.PARALLEL_CHEAPEST_INSERTION)
                .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                .setTimeLimit(Duration.newBuilder().setSeconds(NEVER_SECONDS))
                .build();
        Assignment found = model.solveWithParameters(parameters);
        List<int[]> routes = new ArrayList<>();
        for (int v = 0; found != null && v < vehicles; v++) {
            List<Integer> route = new ArrayList<>();
            for (long at = found.value(model.nextVar(model.start(v)));
                    !model.isEnd(at);
                    at = found.value(model.nextVar(at))) {
                route.add(manager.indexToNode(at));
            }
            if (!route.isEmpty()) {
                routes.add(route.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        model.delete();
        manager.delete();
        return routes.stream().mapToInt(route -> route.length).sum() == 2 * n ? routes : List.of();
    }

    /** Distances, or times with the service at the node that is left. */
    private static long[][] matrix(PickupDeliveryProblem p, boolean times) {
        int size = 2 * p.requests() + 1;
        long[][] matrix = new long[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                int to = j == 0 ? size : j;
                if (i != j) {
                    matrix[i][j] = times ? up(p.service(i) + p.time(i, to)) : Math.round(p.cost(i, to) * GRAIN);
                }
            }
        }
        return matrix;
    }

    private static double longest(PickupDeliveryProblem p) {
        double longest = 0;
        for (int i = 0; i <= 2 * p.requests(); i++) {
            for (int j = 0; j <= 2 * p.requests(); j++) {
                longest = Math.max(longest, p.cost(i, j));
            }
        }
        return longest;
    }

    private static long[] fleetOf(int vehicles, int capacity) {
        long[] capacities = new long[vehicles];
        Arrays.fill(capacities, capacity);
        return capacities;
    }

    private static long up(double value) {
        return (long) Math.ceil(value * GRAIN - 1e-6);
    }

    private static long down(double value) {
        return (long) Math.floor(value * GRAIN + 1e-6);
    }
}
