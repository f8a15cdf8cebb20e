package city.mio.bench.haul;

import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanRoute;
import city.mio.models.haul.plan.PlanTrip;
import city.mio.models.haul.plan.SlotPlan;
import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A day's plan as a mixed-integer program, built from the day itself, solved by a solver of OR-Tools. */
final class ExactPlan {

    /**
     * What the solver found.
     *
     * @param status in its own words
     * @param cost of its best plan, NaN if it has none
     * @param bound below which no plan can cost
     * @param seconds of the processor
     */
    record Answer(String status, double cost, double bound, double seconds) {}

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private ExactPlan() {}

    /**
     * Solves a day. SCIP counts its time by the processor, others by the clock.
     *
     * @param solverName as OR-Tools knows it: SCIP, HIGHS; GLOP or PDLP for the linear relaxation
     * @param known a plan that it is told as a hint, so that it begins no worse
     */
    static Answer solve(PlanDay day, String solverName, double seconds, SlotPlan known) {
        Loader.loadNativeLibraries();
        MPSolver solver = MPSolver.createSolver(solverName);
        if (solver == null) {
            throw new IllegalArgumentException("OR-Tools has no solver " + solverName + " here");
        }
        try {
            return solve(solver, day, seconds, known);
        } finally {
            solver.delete();
        }
    }

    private static Answer solve(MPSolver solver, PlanDay day, double seconds, SlotPlan known) {
        List<MPVariable> hinted = new ArrayList<>();
        List<Double> hints = new ArrayList<>();
        MPObjective objective = solver.objective();
        objective.setMinimization();
        Map<Long, MPConstraint> rows = new HashMap<>();
        Map<String, double[]> contractors = new HashMap<>();
        day.trips().forEach(t -> contractors.computeIfAbsent(t.contractor(), c -> new double[1])[0]++);
        Map<String, MPConstraint> fair = new HashMap<>();
        boolean fairness = contractors.size() > 1 && day.fairness().weight() > 0;
        // total = cost of all moves; burden(c) - (1 + slack) share(c) total - excess(c) <= 0.
        MPVariable total = solver.makeNumVar(0, INFINITY, "total");
        MPConstraint sum = solver.makeConstraint(0, 0, "sum");
        sum.setCoefficient(total, -1);
        objective.setCoefficient(total, 1);
        if (fairness) {
            contractors.forEach((name, trips) -> {
                MPConstraint row = solver.makeConstraint(-INFINITY, 0, "fair-" + name);
                row.setCoefficient(total, -(1 + day.fairness().slack()) * trips[0] / day.trips().size());
                MPVariable excess = solver.makeNumVar(0, INFINITY, "excess-" + name);
                row.setCoefficient(excess, -1);
                objective.setCoefficient(excess, day.fairness().weight());
                fair.put(name, row);
            });
        }
        int[][] caps = day.routes().stream().map(PlanRoute::caps).toArray(int[][]::new);
        int[][][] classCaps = day.routes().stream().map(PlanRoute::classCaps).toArray(int[][][]::new);
        double[][] room = day.links().stream().map(link -> link.roomPassengerCars()).toArray(double[][]::new);
        int slots = day.slots();
        for (int t = 0; t < day.trips().size(); t++) {
            PlanTrip trip = day.trips().get(t);
            SlotPlan.Placed placed = known.trips().get(t);
            MPConstraint once = solver.makeConstraint(1, 1, "");
            MPVariable refused = solver.makeBoolVar("");
            once.setCoefficient(refused, 1);
            hinted.add(refused);
            hints.add(placed.route() < 0 ? 1.0 : 0);
            charge(refused, trip.refusalCost(), sum, fair.get(trip.contractor()));
            int type = trip.type().ordinal();
            double cars = day.passengerCars().get(type);
            for (int r = 0; r < day.routes().size(); r++) {
                int[] links = day.routes().get(r).links();
                int[] later = day.routes().get(r).slotsLater();
                for (int slot = trip.earliestSlot(); slot <= Math.min(trip.latestSlot(), slots - 1); slot++) {
                    int cost = trip.costOf(r, slot);
                    if (cost < 0) {
                        continue;
                    }
                    MPVariable x = solver.makeBoolVar("");
                    hinted.add(x);
                    hints.add(placed.route() == r && placed.slot() == slot ? 1.0 : 0);
                    once.setCoefficient(x, 1);
                    charge(x, cost, sum, fair.get(trip.contractor()));
                    long cell = (long) r * slots + slot;
                    row(solver, rows, cell, caps[r][slot]).setCoefficient(x, 1);
                    if (classCaps[r][type][slot] < caps[r][slot]) {
                        row(solver, rows, 1_000_000L * (type + 1) + cell, classCaps[r][type][slot]).setCoefficient(x, 1);
                    }
                    for (int l = 0; l < links.length; l++) {
                        int passes = slot + later[l];
                        if (passes < slots) {
                            double most = Math.max(0, room[links[l]][passes]);
                            row(solver, rows, 100_000_000L + (long) links[l] * slots + passes, most).setCoefficient(x, cars);
                        }
                    }
                }
            }
        }
        if (solver.isMip()) {
            // What follows from the plan: all variables but those of fairness, which the solver completes.
            hinted.add(total);
            hints.add((double) known.moveCost());
            solver.setHint(hinted.toArray(MPVariable[]::new), hints.stream().mapToDouble(Double::doubleValue).toArray());
            solver.setSolverSpecificParametersAsString("timing/clocktype = 1\n");
        }
        solver.setTimeLimit((long) (1000 * seconds));
        MPSolverParameters parameters = new MPSolverParameters();
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 1e-4);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        MPSolver.ResultStatus status = solver.solve(parameters);
        double took = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        boolean has = status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE;
        double cost = has ? objective.value() : Double.NaN;
        double bound = !solver.isMip() ? cost : has ? objective.bestBound() : Double.NEGATIVE_INFINITY;
        return new Answer(status.name(), cost, bound, took);
    }

    private static void charge(MPVariable x, int cost, MPConstraint sum, MPConstraint fair) {
        if (cost > 0) {
            sum.setCoefficient(x, cost);
            if (fair != null) {
                fair.setCoefficient(x, cost);
            }
        }
    }

    private static MPConstraint row(MPSolver solver, Map<Long, MPConstraint> rows, long key, double most) {
        return rows.computeIfAbsent(key, k -> solver.makeConstraint(-INFINITY, most, ""));
    }
}
