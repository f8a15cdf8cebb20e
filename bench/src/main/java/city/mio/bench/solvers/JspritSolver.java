package city.mio.bench.solvers;

import city.mio.models.dispatch.PickupDeliveryProblem;
import com.graphhopper.jsprit.core.algorithm.VehicleRoutingAlgorithm;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.algorithm.state.StateManager;
import com.graphhopper.jsprit.core.problem.Location;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.constraint.ConstraintManager;
import com.graphhopper.jsprit.core.problem.constraint.HardActivityConstraint;
import com.graphhopper.jsprit.core.problem.cost.AbstractForwardVehicleRoutingTransportCosts;
import com.graphhopper.jsprit.core.problem.driver.Driver;
import com.graphhopper.jsprit.core.problem.job.Shipment;
import com.graphhopper.jsprit.core.problem.misc.JobInsertionContext;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.VehicleRoute;
import com.graphhopper.jsprit.core.problem.solution.route.activity.DeliverShipment;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TimeWindow;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TourActivity;
import com.graphhopper.jsprit.core.problem.vehicle.Vehicle;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.Solutions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * jsprit with its defaults. It has no longest ride and starts routes as early as it may, so an exact check of the whole
 * route with the request in it is added as a hard constraint, asked last. Its threshold falls with the share of the
 * iterations that are done; how many fit into the time is measured by a short run before, which is given for free. What
 * it leaves of its time is given to another search with the next seed, and the better plan counts.
 */
final class JspritSolver implements PlanSolver {

    private static final double PILOT_SHARE = 0.1;
    private static final int PILOT_MOST = 200_000;
    /** The pilot runs before the virtual machine has compiled all: more will fit, and the time ends what does not. */
    private static final double FASTER_LATER = 2;
    /** Share of the time that is too short for another search. */
    private static final double LEFT_UNUSED = 0.05;

    @Override
    public String name() {
        return "jsprit";
    }

    @Override
    public List<int[]> solve(BenchInstance instance, double cpuSeconds, long seed) {
        int[] done = {0};
        search(instance, cpuSeconds * PILOT_SHARE, PILOT_MOST, seed, done);
        double perSecond = done[0] / (cpuSeconds * PILOT_SHARE);
        PlanSolver.Stopwatch clock = new PlanSolver.Stopwatch();
        VehicleRoutingProblemSolution best = null;
        double left = cpuSeconds;
        for (int again = 0; left > cpuSeconds * LEFT_UNUSED; again++) {
            int fitting = (int) Math.max(100, FASTER_LATER * perSecond * left);
            VehicleRoutingProblemSolution found = search(instance, left, fitting, seed + again, done);
            best = better(best, found);
            perSecond = done[0] / (left - cpuSeconds + clock.seconds());
            left = cpuSeconds - clock.seconds();
        }
        int n = instance.instance().problem().requests();
        List<int[]> routes = new ArrayList<>();
        if (best == null || !best.getUnassignedJobs().isEmpty()) {
            return routes;
        }
        for (VehicleRoute route : best.getRoutes()) {
            routes.add(route.getActivities().stream()
                    .mapToInt(activity -> nodeOf(activity, n))
                    .toArray());
        }
        return routes;
    }

    private static VehicleRoutingProblemSolution better(
            VehicleRoutingProblemSolution one, VehicleRoutingProblemSolution other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int fewer = Integer.compare(
                other.getUnassignedJobs().size(), one.getUnassignedJobs().size());
        return fewer < 0 || fewer == 0 && other.getCost() < one.getCost() ? other : one;
    }

    private static VehicleRoutingProblemSolution search(
            BenchInstance instance, double cpuSeconds, int iterations, long seed, int[] done) {
        PlanSolver.Stopwatch clock = new PlanSolver.Stopwatch();
        PickupDeliveryProblem p = instance.instance().problem();
        VehicleRoutingProblem problem = problem(p, instance.fewestVehicles());
        StateManager states = new StateManager(problem);
        ConstraintManager constraints = new ConstraintManager(problem, states);
        if (Double.isFinite(p.longestRide()) || Double.isFinite(p.longestRoute())) {
            constraints.addConstraint(new Timing(p), ConstraintManager.Priority.LOW);
        }
        VehicleRoutingAlgorithm algorithm = Jsprit.Builder.newInstance(problem)
                .setStateAndConstraintManager(states, constraints)
                .setRandom(new Random(seed))
                .buildAlgorithm();
        algorithm.setMaxIterations(iterations);
        done[0] = 0;
        algorithm.addTerminationCriterion(found -> {
            done[0]++;
            return clock.seconds() >= cpuSeconds;
        });
        return Solutions.bestOf(algorithm.searchSolutions());
    }

    private static VehicleRoutingProblem problem(PickupDeliveryProblem p, boolean fewestVehicles) {
        int n = p.requests();
        double longest = 0;
        for (int i = 0; i <= 2 * n; i++) {
            for (int j = 0; j <= 2 * n; j++) {
                longest = Math.max(longest, p.cost(i, j));
            }
        }
        VehicleTypeImpl type = VehicleTypeImpl.Builder.newInstance("vehicle")
                .addCapacityDimension(0, p.capacity())
                .setFixedCost(fewestVehicles ? longest * 2 * n : 0)
                .build();
        VehicleRoutingProblem.Builder builder = VehicleRoutingProblem.Builder.newInstance()
                .setFleetSize(VehicleRoutingProblem.FleetSize.FINITE)
                .setRoutingCost(new Matrix(p));
        for (int v = 0; v < Math.min(p.vehicles(), n); v++) {
            builder.addVehicle(VehicleImpl.Builder.newInstance("vehicle " + v)
                    .setStartLocation(Location.newInstance(0))
                    .setEndLocation(Location.newInstance(2 * n + 1))
                    .setEarliestStart(p.earliest(0))
                    .setLatestArrival(p.latest(2 * n + 1))
                    .setType(type)
                    .build());
        }
        for (int i = 1; i <= n; i++) {
            builder.addJob(Shipment.Builder.newInstance(String.valueOf(i))
                    .setPickupLocation(Location.newInstance(i))
                    .setDeliveryLocation(Location.newInstance(i + n))
                    .setPickupServiceTime(p.service(i))
                    .setDeliveryServiceTime(p.service(i + n))
                    .setPickupTimeWindow(TimeWindow.newInstance(p.earliest(i), p.latest(i)))
                    .setDeliveryTimeWindow(TimeWindow.newInstance(p.earliest(i + n), p.latest(i + n)))
                    .addSizeDimension(0, p.load(i))
                    .build());
        }
        return builder.build();
    }

    private static int nodeOf(TourActivity activity, int requests) {
        int request = Integer.parseInt(((TourActivity.JobActivity) activity).getJob().getId());
        return activity instanceof DeliverShipment ? request + requests : request;
    }

    /** The problem's matrices, by the locations' indices. */
    private static final class Matrix extends AbstractForwardVehicleRoutingTransportCosts {
        private final PickupDeliveryProblem p;

        private Matrix(PickupDeliveryProblem p) {
            this.p = p;
        }

        @Override
        public double getDistance(Location from, Location to, double departureTime, Vehicle vehicle) {
            return p.cost(from.getIndex(), to.getIndex());
        }

        @Override
        public double getTransportTime(
                Location from, Location to, double departureTime, Driver driver, Vehicle vehicle) {
            return p.time(from.getIndex(), to.getIndex());
        }

        @Override
        public double getTransportCost(
                Location from, Location to, double departureTime, Driver driver, Vehicle vehicle) {
            return p.cost(from.getIndex(), to.getIndex());
        }
    }

    /** Asks, where a delivery finds its place, whether the whole route has a schedule. */
    private static final class Timing implements HardActivityConstraint {
        private final int requests;
        private final ExactTiming exact;
        private int[] nodes = new int[64];

        private Timing(PickupDeliveryProblem p) {
            requests = p.requests();
            exact = new ExactTiming(p);
        }

        @Override
        public ConstraintsStatus fulfilled(
                JobInsertionContext context,
                TourActivity before,
                TourActivity activity,
                TourActivity after,
                double departure) {
            if (!(activity instanceof DeliverShipment) || context.getRelatedActivityContext() == null) {
                return ConstraintsStatus.FULFILLED;
            }
            List<TourActivity> activities = context.getRoute().getActivities();
            int pickUpAt = context.getRelatedActivityContext().getInsertionIndex();
            int deliverAt = context.getActivityContext().getInsertionIndex();
            int drop = nodeOf(activity, requests);
            if (nodes.length < activities.size() + 2) {
                nodes = new int[2 * activities.size() + 2];
            }
            int size = 0;
            for (int k = 0; k <= activities.size(); k++) {
                if (k == pickUpAt) {
                    nodes[size++] = drop - requests;
                }
                if (k == deliverAt) {
                    nodes[size++] = drop;
                }
                if (k < activities.size()) {
                    nodes[size++] = nodeOf(activities.get(k), requests);
                }
            }
            return exact.holds(nodes, size) ? ConstraintsStatus.FULFILLED : ConstraintsStatus.NOT_FULFILLED;
        }
    }
}
