package city.mio.bench.haul;

import city.mio.models.haul.plan.PlanCheck;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.SlotPlan;
import com.google.ortools.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What solvers make of a day. The relaxation is solved and cut first. An option whose reduced cost is as much as the known plan
 * costs over that bound is in no plan that is cheaper, and left out (Nemhauser and Wolsey 1988, II.5.2): the best of what is left
 * and of the known plan is the best of all. Each solver has what time the relaxation has left.
 */
final class ExactReference {

    /** Options within so many steps of one slot's cost of the cheapest are in the relaxation from the begin. */
    private static final double NEAR = 8;

    private static final int CLIMB = 600;
    private static final int CUT_ROUNDS = 12;

    /**
     * What is known of a day after a solver has tried.
     *
     * @param proved whether the best plan known is proved to be no dearer than {@link ExactPlan#PROVED} over the best there is, in
     *     the time allowed
     * @param status of the solver, in its own words
     * @param cost of its best plan, NaN if it has none
     * @param bound that no plan can be cheaper than
     * @param seconds of the processor, the relaxation included
     */
    record Verdict(boolean proved, String status, double cost, double bound, double seconds) {}

    /**
     * What is known of a day.
     *
     * @param batches trips that differ from each other
     * @param options of those
     * @param relaxed bound of the relaxation with cuts
     * @param relaxedSeconds of the processor that this took
     * @param optionsLeft that a plan better than the known one could have
     * @param verdicts by solver
     */
    record Known(
            int batches, int options, double relaxed, double relaxedSeconds, int optionsLeft, Map<String, Verdict> verdicts) {

        /** The cost of the cheapest plan that is known. */
        double least(double known) {
            return verdicts.values().stream().mapToDouble(Verdict::cost).filter(Double::isFinite).reduce(known, Math::min);
        }

        double bound() {
            return verdicts.values().stream().mapToDouble(Verdict::bound).reduce(relaxed, Math::max);
        }
    }

    private ExactReference() {}

    /**
     * Asks solvers.
     *
     * @param solvers as {@link ExactPlan#solve} knows them
     * @param seconds of the processor, for the relaxation and one solver together
     * @param hinted whether solvers are told the known plan
     * @throws IllegalStateException if a solver's plan does not hold
     */
    static Known ask(PlanDay day, SlotPlan known, List<String> solvers, double seconds, boolean hinted) {
        Loader.loadNativeLibraries();
        double begun = ExactPlan.processorSeconds();
        DayProgram program = new DayProgram(day);
        int[] taken = program.taken(known);
        DayRelaxation relaxation = new DayRelaxation(program);
        relaxation.climb(CLIMB, known.cost());
        relaxation.solve(taken, NEAR, CUT_ROUNDS, () -> ExactPlan.processorSeconds() - begun > seconds / 2);
        double bound = Math.min(relaxation.bound, known.cost());
        int[] most = new int[program.options()];
        int left = 0;
        for (int o = 0; o < most.length; o++) {
            double dearest = known.cost() - bound;
            most[o] = (int) Math.min(program.size[program.optionBatch[o]], Math.floor(dearest / relaxation.reduced[o] + 1e-6));
            left += most[o] > 0 ? 1 : 0;
        }
        double relaxed = ExactPlan.processorSeconds() - begun;
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (String solver : new ArrayList<>(solvers)) {
            ExactPlan.Answer answer = ExactPlan.solve(
                    program, solver, most, Math.max(1, seconds - relaxed), taken, hinted);
            if (answer.taken() != null) {
                List<String> breaches = PlanCheck.listBreaches(day, program.told(answer.taken()));
                if (!breaches.isEmpty()) {
                    throw new IllegalStateException("the plan of " + solver + " does not hold: " + breaches.get(0));
                }
            }
            double least = Double.isNaN(answer.cost()) ? known.cost() : Math.min(known.cost(), answer.cost());
            // What was left out is in no plan cheaper than the known one.
            double proved = Math.max(bound, Math.min(known.cost(), answer.bound()));
            double took = relaxed + answer.seconds();
            verdicts.put(
                    solver,
                    new Verdict(
                            least <= proved * (1 + ExactPlan.PROVED) + 1e-6 && took <= 1.02 * seconds + 1, answer.status(),
                            answer.cost(), proved, took));
        }
        return new Known(program.batches, program.options(), bound, relaxed, left, verdicts);
    }
}
