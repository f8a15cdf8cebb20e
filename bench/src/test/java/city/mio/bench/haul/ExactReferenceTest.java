package city.mio.bench.haul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.mio.models.haul.plan.PlanCheck;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanEffort;
import city.mio.models.haul.plan.SlotPlan;
import city.mio.models.haul.plan.SlotPlanner;
import com.google.ortools.Loader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExactReferenceTest {

    @BeforeAll
    static void solversLoad() {
        boolean loaded = true;
        try {
            Loader.loadNativeLibraries();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            loaded = false;
        }
        assumeTrue(loaded, "OR-Tools brings no native library for this machine: no exact optimum to compare with");
    }

    /** The relaxation, its cuts and what is left out of the program may not change what the optimum is. */
    @Test
    void whatIsLeftOutDoesNotChangeTheOptimum() {
        for (int batch : new int[] {1, 5}) {
            PlanDay day = GeneratedDays.day(40, 2, 8, 0.8, 3, batch);
            SlotPlan rough = SlotPlanner.plan(day, new PlanEffort(50, 1, 2, 10, 0, 0, 1));
            DayProgram program = new DayProgram(day);
            assertThat(program.batches).isEqualTo(40 / batch);
            int[] taken = program.taken(rough);
            assertThat(program.costOf(taken)).isCloseTo(rough.cost(), within(1e-6));
            assertThat(PlanCheck.listBreaches(day, program.told(taken))).isEmpty();
            int[] all = new int[program.options()];
            Arrays.setAll(all, o -> program.size[program.optionBatch[o]]);
            ExactPlan.Answer whole = ExactPlan.solve(program, "cp-sat", all, 60, taken, false);
            assertThat(whole.status()).isEqualTo("OPTIMAL");
            ExactReference.Known known = ExactReference.ask(day, rough, List.of("cp-sat", "scip"), 60, true);
            assertThat(known.relaxed()).isLessThanOrEqualTo(whole.cost() + 1e-6);
            assertThat(known.optionsLeft()).isLessThanOrEqualTo(known.options());
            assertThat(known.verdicts()).hasSize(2).allSatisfy((name, verdict) -> {
                assertThat(verdict.proved()).as(name + " " + verdict).isTrue();
                assertThat(verdict.cost()).as(name).isCloseTo(whole.cost(), within(2e-4 * whole.cost() + 1e-6));
            });
        }
    }

    @Test
    void plansOfSmallDaysAreWithinOnePerCentOfTheOptimum() {
        double cost = 0;
        double least = 0;
        for (double tightness : new double[] {0.5, 0.7, 0.8}) {
            PlanDay day = GeneratedDays.day(120, 2, 10, tightness, 1);
            SlotPlan plan = SlotPlanner.plan(day, new PlanEffort(1000, 4, 200, 4_000, 1));
            assertThat(PlanCheck.listBreaches(day, plan)).isEmpty();
            ExactReference.Known known = ExactReference.ask(day, plan, List.of("cp-sat"), 60, true);
            ExactReference.Verdict verdict = known.verdicts().get("cp-sat");
            assertThat(verdict.proved()).as(tightness + ": " + verdict).isTrue();
            assertThat(verdict.bound()).isLessThanOrEqualTo(plan.cost() + 1e-6);
            assertThat(plan.lowerBound()).isLessThanOrEqualTo(known.least(plan.cost()) + 1e-6);
            cost += plan.cost();
            least += known.least(plan.cost());
            assertThat(known.optionsLeft()).isLessThan(known.options());
        }
        assertThat(least).isPositive();
        assertThat(cost).isLessThanOrEqualTo(1.01 * least);
    }
}
