package city.mio.bench.haul;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

/**
 * The cost of all moves and its fairness among contractors, in a linear program of a day: {@code total} is what all moves cost,
 * and {@code burden(c) - (1 + slack) share(c) total - excess(c) <= 0} for each contractor.
 *
 * @param sum an option goes in with its cost
 * @param burdens an option goes in with its cost in its contractor's row; nothing where the day has no fairness
 */
record FairRows(MPConstraint sum, MPConstraint[] burdens) {

    /** Adds them, and what they cost to the objective. */
    static FairRows add(MPSolver solver, MPObjective objective, DayProgram program) {
        double infinity = Double.POSITIVE_INFINITY;
        MPVariable total = solver.makeNumVar(0, infinity, "");
        MPConstraint sum = solver.makeConstraint(0, 0, "");
        sum.setCoefficient(total, -1);
        objective.setCoefficient(total, 1);
        MPConstraint[] burdens = new MPConstraint[program.contractors];
        for (int c = 0; c < burdens.length && program.weight > 0; c++) {
            burdens[c] = solver.makeConstraint(-infinity, 0, "");
            burdens[c].setCoefficient(total, -(1 + program.slack) * program.share[c]);
            MPVariable excess = solver.makeNumVar(0, infinity, "");
            burdens[c].setCoefficient(excess, -1);
            objective.setCoefficient(excess, program.weight);
        }
        return new FairRows(sum, burdens);
    }
}
