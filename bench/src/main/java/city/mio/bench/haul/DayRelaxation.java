package city.mio.bench.haul;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The linear relaxation of a day's program, by GLOP with columns as they are needed (Dantzig and Wolfe 1960), and rows that
 * cut off what whole vehicles cannot do: for each link and slot the hull of the numbers of vehicles that can pass
 * together (Boyd 1994). What it proves is not taken from the solver: from its prices the bound is counted anew over all
 * options (Geoffrion 1974), so that rounding in the solver can make it worse but never wrong.
 */
final class DayRelaxation {

    private static final double EPSILON = 1e-6;
    private static final int MOST_POINTS = 6_000;

    private final DayProgram program;
    private double[] price;
    private final double[] excess;

    /** No plan can cost less. */
    double bound = Double.NEGATIVE_INFINITY;
    /** By how much a plan at least costs more than the bound if it has this option. */
    final double[] reduced;
    private final double[] factor;
    private final double[] now;

    /** Value of each option at the last solution of the program in part. */
    final double[] value;

    int cuts;

    DayRelaxation(DayProgram program) {
        this.program = program;
        price = new double[program.rows.size()];
        excess = new double[program.contractors];
        factor = new double[program.contractors];
        reduced = new double[program.options()];
        now = new double[program.options()];
        value = new double[program.options()];
    }

    /** What options cost at prices, into {@link #now}, and the bound that follows. */
    private double price(double[] prices, double[] excesses) {
        double shared = 0;
        for (int c = 0; c < factor.length; c++) {
            shared += excesses[c] * (1 + program.slack) * program.share[c];
        }
        for (int c = 0; c < factor.length; c++) {
            factor[c] = 1 + excesses[c] - shared;
        }
        double[] ofKind = new double[program.kinds];
        for (int kind = 0; kind < ofKind.length; kind++) {
            for (int[] use : program.usesOf(kind)) {
                ofKind[kind] += prices[use[0]] * use[1];
            }
        }
        double sum = 0;
        for (int row = 0; row < prices.length; row++) {
            sum -= prices[row] * program.rows.get(row).room();
        }
        for (int b = 0; b < program.batches; b++) {
            double least = Double.POSITIVE_INFINITY;
            for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                int kind = program.optionKind[o];
                now[o] = factor[program.contractor[b]] * program.optionCost[o] + program.optionDelay[o]
                        + (kind < 0 ? 0 : ofKind[kind]);
                least = Math.min(least, now[o]);
            }
            sum += program.size[b] * least;
        }
        if (sum > bound) {
            bound = sum;
            for (int b = 0; b < program.batches; b++) {
                double least = Double.POSITIVE_INFINITY;
                for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                    least = Math.min(least, now[o]);
                }
                for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                    reduced[o] = now[o] - least;
                }
            }
        }
        return sum;
    }

    /** Climbs by subgradients towards the cost of a known plan: prices to begin with. */
    void climb(int steps, double known) {
        int rows = price.length;
        double[] unit = new double[rows];
        for (int row = 0; row < rows; row++) {
            unit[row] = Math.max(1, Arrays.stream(program.rows.get(row).amounts()).max().orElse(1) / 1.5);
        }
        double[] best = price.clone();
        double[] bestExcess = excess.clone();
        double[] direction = new double[rows];
        double[] used = new double[rows];
        double[] burden = new double[program.contractors];
        double reached = Double.NEGATIVE_INFINITY;
        double agility = 1;
        int since = 0;
        for (int step = 0; step < steps && agility > 1e-5; step++) {
            double sum = price(price, excess);
            if (sum > reached) {
                reached = sum;
                best = price.clone();
                System.arraycopy(excess, 0, bestExcess, 0, excess.length);
                since = 0;
            } else if (++since >= 20) {
                since = 0;
                agility *= 0.7;
                System.arraycopy(best, 0, price, 0, rows);
                System.arraycopy(bestExcess, 0, excess, 0, excess.length);
                price(price, excess);
            }
            Arrays.fill(used, 0);
            Arrays.fill(burden, 0);
            double total = 0;
            for (int b = 0; b < program.batches; b++) {
                int chosen = program.start[b];
                for (int o = chosen; o < program.start[b + 1]; o++) {
                    chosen = now[o] < now[chosen] ? o : chosen;
                }
                burden[program.contractor[b]] += (double) program.size[b] * program.optionCost[chosen];
                total += (double) program.size[b] * program.optionCost[chosen];
                if (program.optionKind[chosen] >= 0) {
                    for (int[] use : program.usesOf(program.optionKind[chosen])) {
                        used[use[0]] += (double) program.size[b] * use[1];
                    }
                }
            }
            double length = 0;
            for (int row = 0; row < rows; row++) {
                double over = (used[row] - program.rows.get(row).room()) / unit[row];
                direction[row] = (over < 0 && price[row] == 0 ? 0 : over) + 0.3 * direction[row];
                length += direction[row] * direction[row];
            }
            double gap = Math.max(known - sum, 1e-3 * Math.max(1, Math.abs(known)));
            for (int row = 0; row < rows && length > 0; row++) {
                price[row] = Math.max(0, price[row] + agility * gap / length * direction[row] / unit[row]);
            }
            double fairLength = 0;
            for (int c = 0; c < burden.length; c++) {
                burden[c] -= (1 + program.slack) * program.share[c] * total;
                fairLength += burden[c] * burden[c];
            }
            for (int c = 0; c < burden.length && fairLength > 0; c++) {
                excess[c] = Math.max(0, Math.min(program.weight, excess[c] + 0.1 * agility * gap / fairLength * burden[c]));
            }
        }
        price = best;
        System.arraycopy(bestExcess, 0, excess, 0, excess.length);
    }

    /**
     * Solves the relaxation, and cuts.
     *
     * @param taken a known plan, which is in it from the begin
     * @param near options that cost at most so much more than their batch's cheapest at the prices climbed to are in it from the begin
     * @param rounds of cuts
     * @param over whether it is time to stop
     */
    void solve(int[] taken, double near, int rounds, BooleanSupplier over) {
        price(price, excess);
        MPSolver solver = MPSolver.createSolver("GLOP");
        try {
            solver.setSolverSpecificParametersAsString("use_preprocessing: false ");
            MPObjective objective = solver.objective();
            objective.setMinimization();
            double infinity = Double.POSITIVE_INFINITY;
            List<MPConstraint> rows = new ArrayList<>();
            program.rows.forEach(row -> rows.add(solver.makeConstraint(-infinity, row.room(), "")));
            MPConstraint[] once = new MPConstraint[program.batches];
            Arrays.setAll(once, b -> solver.makeConstraint(program.size[b], program.size[b], ""));
            FairRows fair = FairRows.add(solver, objective, program);
            MPVariable[] columns = new MPVariable[program.options()];
            List<Integer> in = new ArrayList<>();
            for (int b = 0; b < program.batches; b++) {
                double least = Double.POSITIVE_INFINITY;
                for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                    least = Math.min(least, now[o]);
                }
                for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                    if (taken[o] > 0 || now[o] <= least + near || o == program.start[b + 1] - 1) {
                        column(solver, columns, in, o, once, rows, fair, objective);
                    }
                }
            }
            List<DayProgram.Corner> corners = program.listCorners(MOST_POINTS);
            MPSolverParameters parameters = new MPSolverParameters();
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.INCREMENTALITY,
                    MPSolverParameters.IncrementalityValues.INCREMENTALITY_ON.swigValue());
            for (int round = 0; ; ) {
                MPSolver.ResultStatus status = solver.solve(parameters);
                if (status != MPSolver.ResultStatus.OPTIMAL) {
                    return;
                }
                price = new double[rows.size()];
                Arrays.setAll(price, row -> Math.max(0, -rows.get(row).dualValue()));
                for (int c = 0; c < fair.burdens().length && program.weight > 0; c++) {
                    excess[c] = Math.max(0, Math.min(program.weight, -fair.burdens()[c].dualValue()));
                }
                double proved = price(price, excess);
                double reached = objective.value();
                int added = 0;
                for (int b = 0; b < program.batches; b++) {
                    double least = Double.POSITIVE_INFINITY;
                    for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                        least = columns[o] == null ? least : Math.min(least, now[o]);
                    }
                    for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                        if (columns[o] == null && now[o] < least - EPSILON) {
                            column(solver, columns, in, o, once, rows, fair, objective);
                            added++;
                        }
                    }
                }
                if (over.getAsBoolean()) {
                    return;
                }
                if (added > 0 && proved < reached - 1e-5 * Math.abs(reached)) {
                    continue;
                }
                Arrays.fill(value, 0);
                for (int o : in) {
                    value[o] = columns[o].solutionValue();
                }
                if (round++ >= rounds) {
                    return;
                }
                List<DayProgram.Row> found = HullCuts.violated(corners, kindValues(), program.classes);
                for (DayProgram.Row row : found) {
                    program.add(row);
                    MPConstraint constraint = solver.makeConstraint(-infinity, row.room(), "");
                    rows.add(constraint);
                    double[] amounts = new double[program.kinds];
                    for (int i = 0; i < row.kinds().length; i++) {
                        amounts[row.kinds()[i]] = row.amounts()[i];
                    }
                    for (int o : in) {
                        if (program.optionKind[o] >= 0 && amounts[program.optionKind[o]] > 0) {
                            constraint.setCoefficient(columns[o], amounts[program.optionKind[o]]);
                        }
                    }
                }
                cuts += found.size();
                if (found.isEmpty()) {
                    return;
                }
            }
        } finally {
            solver.delete();
        }
    }

    private double[] kindValues() {
        double[] ofKinds = new double[program.kinds];
        for (int o = 0; o < value.length; o++) {
            if (program.optionKind[o] >= 0) {
                ofKinds[program.optionKind[o]] += value[o];
            }
        }
        return ofKinds;
    }

    private void column(
            MPSolver solver, MPVariable[] columns, List<Integer> in, int o, MPConstraint[] once, List<MPConstraint> rows,
            FairRows fair, MPObjective objective) {
        MPVariable x = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
        columns[o] = x;
        in.add(o);
        int batch = program.optionBatch[o];
        once[batch].setCoefficient(x, 1);
        if (program.optionCost[o] > 0) {
            fair.sum().setCoefficient(x, program.optionCost[o]);
            if (program.weight > 0) {
                fair.burdens()[program.contractor[batch]].setCoefficient(x, program.optionCost[o]);
            }
        }
        if (program.optionDelay[o] > 0) {
            objective.setCoefficient(x, program.optionDelay[o]);
        }
        if (program.optionKind[o] >= 0) {
            for (int[] use : program.usesOf(program.optionKind[o])) {
                rows.get(use[0]).setCoefficient(x, use[1]);
            }
        }
    }
}
