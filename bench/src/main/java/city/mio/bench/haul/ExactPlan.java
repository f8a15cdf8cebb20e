package city.mio.bench.haul;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A day's program in a solver of OR-Tools, one thread. */
final class ExactPlan {

    static final List<String> SOLVERS = List.of("cp-sat", "scip", "highs", "cbc");

    /** As much of its cost may be missing where a solver calls a plan the best. */
    static final double PROVED = 1e-4;

    /** What others do on the machine may stretch a solver's time by the clock so far, where it has no other clock. */
    private static final double STRETCH = 4;

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /**
     * What the solver found.
     *
     * @param status in its own words
     * @param taken its best plan; null if it has none
     * @param cost of that plan, NaN if it has none
     * @param bound below which no plan among the options it had can cost
     * @param seconds of the processor
     */
    record Answer(String status, int[] taken, double cost, double bound, double seconds) {}

    private ExactPlan() {}

    /**
     * Solves a day's program among some of its options.
     *
     * @param solverName one of {@link #SOLVERS}
     * @param most of each option that a plan worth looking for can take
     * @param seconds of the processor; solvers that count by the clock have four times as many of those, and what they take of
     *     the processor is told
     * @param known a plan, which is among what can be chosen
     * @param hinted whether the solver is told it; HiGHS is not
     */
    static Answer solve(
            DayProgram program, String solverName, int[] most, double seconds, int[] known, boolean hinted) {
        int[] in = most.clone();
        for (int o = 0; o < in.length; o++) {
            in[o] = Math.max(in[o], known[o]);
        }
        int[] hint = hinted ? known : null;
        return solverName.equals("cp-sat")
                ? constraints(program, in, seconds, hint)
                : linear(program, solverName.toUpperCase(Locale.ROOT), in, seconds, hint);
    }

    private static Answer linear(DayProgram program, String name, int[] in, double seconds, int[] hint) {
        MPSolver solver = MPSolver.createSolver(name);
        if (solver == null) {
            throw new IllegalArgumentException("OR-Tools has no solver " + name + " here");
        }
        try {
            MPObjective objective = solver.objective();
            objective.setMinimization();
            MPConstraint[] rows = program.rows.stream()
                    .map(row -> solver.makeConstraint(-INFINITY, row.room(), ""))
                    .toArray(MPConstraint[]::new);
            FairRows fair = FairRows.add(solver, objective, program);
            MPVariable[] columns = new MPVariable[program.options()];
            for (int b = 0; b < program.batches; b++) {
                MPConstraint once = solver.makeConstraint(program.size[b], program.size[b], "");
                for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                    if (in[o] == 0) {
                        continue;
                    }
                    MPVariable x = solver.makeIntVar(0, in[o], "");
                    columns[o] = x;
                    once.setCoefficient(x, 1);
                    if (program.optionCost[o] > 0) {
                        fair.sum().setCoefficient(x, program.optionCost[o]);
                        if (program.weight > 0) {
                            fair.burdens()[program.contractor[b]].setCoefficient(x, program.optionCost[o]);
                        }
                    }
                    if (program.optionDelay[o] > 0) {
                        objective.setCoefficient(x, program.optionDelay[o]);
                    }
                    if (program.optionKind[o] >= 0) {
                        for (int[] use : program.usesOf(program.optionKind[o])) {
                            rows[use[0]].setCoefficient(x, use[1]);
                        }
                    }
                }
            }
            // HiGHS in OR-Tools 9.15 takes the process down when it is given a hint.
            if (hint != null && !name.equals("HIGHS")) {
                List<MPVariable> hinted = new ArrayList<>();
                List<Double> values = new ArrayList<>();
                for (int o = 0; o < columns.length; o++) {
                    if (columns[o] != null) {
                        hinted.add(columns[o]);
                        values.add((double) hint[o]);
                    }
                }
                solver.setHint(
                        hinted.toArray(MPVariable[]::new), values.stream().mapToDouble(Double::doubleValue).toArray());
            }
            if (name.equals("SCIP")) {
                solver.setSolverSpecificParametersAsString("timing/clocktype = 1\n");
            }
            solver.setTimeLimit((long) (1000 * seconds * (name.equals("SCIP") ? 1 : STRETCH)));
            MPSolverParameters parameters = new MPSolverParameters();
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, PROVED);
            double begun = processorSeconds();
            MPSolver.ResultStatus status = solver.solve(parameters);
            double took = processorSeconds() - begun;
            boolean has = status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE;
            double bound = has ? objective.bestBound() : Double.NEGATIVE_INFINITY;
            int[] taken = new int[columns.length];
            Arrays.setAll(taken, o -> !has || columns[o] == null ? 0 : (int) Math.round(columns[o].solutionValue()));
            return new Answer(
                    status.name(), has ? taken : null, has ? program.costOf(taken) : Double.NaN, bound, took);
        } finally {
            solver.delete();
        }
    }

    /**
     * Costs are whole numbers as they are. What fairness adds is made whole by counting all costs in so many parts that
     * shares of the trips, slack and weight are whole too: nothing is rounded but a slack or weight of more than three decimals.
     */
    private static Answer constraints(DayProgram program, int[] in, double seconds, int[] hint) {
        CpModel model = new CpModel();
        IntVar[] columns = new IntVar[program.options()];
        LinearExprBuilder[] rows = new LinearExprBuilder[program.rows.size()];
        Arrays.setAll(rows, row -> LinearExpr.newBuilder());
        LinearExprBuilder sum = LinearExpr.newBuilder();
        LinearExprBuilder[] burdens = new LinearExprBuilder[program.contractors];
        Arrays.setAll(burdens, c -> LinearExpr.newBuilder());
        long slack = Math.round(1000 * (1 + program.slack));
        long weight = Math.round(1000 * program.weight);
        long common = divisor(1000, slack);
        long whole = 1000 / common;
        slack /= common;
        long parts = 1000 / divisor(1000, weight);
        weight = weight * parts / 1000;
        // Excess is counted in 1 / (whole * trips), so the objective in 1 / (whole * trips * parts).
        long unit = whole * program.trips * parts;
        LinearExprBuilder objective = LinearExpr.newBuilder();
        long most = 0;
        long[] mostOf = new long[program.contractors];
        int[] trips = new int[program.contractors];
        for (int b = 0; b < program.batches; b++) {
            List<IntVar> own = new ArrayList<>();
            int dearest = 0;
            for (int o = program.start[b]; o < program.start[b + 1]; o++) {
                if (in[o] == 0) {
                    continue;
                }
                IntVar x = in[o] == 1 ? model.newBoolVar("") : model.newIntVar(0, in[o], "");
                columns[o] = x;
                own.add(x);
                dearest = Math.max(dearest, program.optionCost[o]);
                sum.addTerm(x, program.optionCost[o]);
                burdens[program.contractor[b]].addTerm(x, program.optionCost[o]);
                if (program.optionDelay[o] > 0) {
                    objective.addTerm(x, unit * program.optionDelay[o]);
                }
                if (program.optionKind[o] >= 0) {
                    for (int[] use : program.usesOf(program.optionKind[o])) {
                        rows[use[0]].addTerm(x, use[1]);
                    }
                }
                if (hint != null) {
                    model.addHint(x, hint[o]);
                }
            }
            if (program.size[b] == 1) {
                model.addExactlyOne(own.toArray(Literal[]::new));
            } else {
                model.addEquality(LinearExpr.sum(own.toArray(IntVar[]::new)), program.size[b]);
            }
            most += (long) program.size[b] * dearest;
            mostOf[program.contractor[b]] += (long) program.size[b] * dearest;
            trips[program.contractor[b]] += program.size[b];
        }
        for (int row = 0; row < rows.length; row++) {
            model.addLessOrEqual(rows[row], program.rows.get(row).room());
        }
        IntVar total = model.newIntVar(0, most, "");
        model.addEquality(total, sum);
        objective.addTerm(total, unit);
        for (int c = 0; c < program.contractors && program.weight > 0; c++) {
            IntVar excess = model.newIntVar(0, whole * program.trips * mostOf[c], "");
            IntVar burden = model.newIntVar(0, mostOf[c], "");
            model.addEquality(burden, burdens[c]);
            model.addLessOrEqual(
                    LinearExpr.newBuilder()
                            .addTerm(burden, whole * program.trips)
                            .addTerm(total, -slack * trips[c])
                            .addTerm(excess, -1),
                    0);
            objective.addTerm(excess, weight);
        }
        model.minimize(objective);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setRelativeGapLimit(PROVED)
                .setMaxTimeInSeconds(STRETCH * seconds);
        double begun = processorSeconds();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleAtFixedRate(
                () -> {
                    if (processorSeconds() - begun > seconds) {
                        solver.stopSearch();
                    }
                },
                200, 200, TimeUnit.MILLISECONDS);
        try {
            CpSolverStatus status = solver.solve(model);
            double took = processorSeconds() - begun;
            boolean has = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
            int[] taken = new int[columns.length];
            Arrays.setAll(taken, o -> !has || columns[o] == null ? 0 : (int) solver.value(columns[o]));
            return new Answer(
                    status.name(), has ? taken : null, has ? program.costOf(taken) : Double.NaN,
                    solver.bestObjectiveBound() / unit, took);
        } finally {
            watch.shutdownNow();
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Of all threads of this process: solvers have threads of their own. */
    static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                / 1e9;
    }
}
