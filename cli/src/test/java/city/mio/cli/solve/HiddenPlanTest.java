package city.mio.cli.solve;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Instances that nobody has seen before, in both formats, with just as many vehicles as they need. */
class HiddenPlanTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        Path file = folder.resolve("made.txt");
        Files.writeString(file, text);
        return file;
    }

    private void darp(HiddenPlan plan, boolean depotAgain, boolean twice, long iterations, long seed) throws Exception {
        Path file = file(plan.cordeau(depotAgain, twice, seed));
        SolvableInstance instance = SolvableInstance.readCordeau(file);
        assertThat(instance.problem().requests()).isEqualTo(plan.requests());
        Solving solving = Solving.run(instance, false, Budget.iterations(iterations), 1, seed);
        assertThat(solving.unserved()).as("seed %d", seed).isEmpty();
        RouteChecker.Verdict verdict = RouteChecker.ofCordeau(file).check(solving.routes());
        assertThat(verdict.faults()).as("seed %d", seed).isEmpty();
    }

    private void pairs(HiddenPlan plan, int vehicles, long iterations, long seed) throws Exception {
        Path file = file(plan.liLim(vehicles + 5, seed));
        Solving solving = Solving.run(SolvableInstance.readLiLim(file), true, Budget.iterations(iterations), 1, seed);
        RouteChecker.Verdict verdict = RouteChecker.ofLiLim(file).check(solving.routes());
        assertThat(verdict.faults()).as("seed %d", seed).isEmpty();
        assertThat(verdict.vehicles()).as("seed %d", seed).isLessThanOrEqualTo(vehicles);
    }

    @Test
    void aDialARidePlanIsFoundWhereThereIsOne() throws Exception {
        for (int seed = 1; seed <= 6; seed++) {
            HiddenPlan plan = new HiddenPlan(2 + seed % 3, 6, seed % 2 == 0 ? 15 : 40, 4, seed);
            darp(plan, seed % 2 == 0, seed % 3 == 0, 4_000, seed);
        }
    }

    @Test
    void noMoreVehiclesAreUsedThanAHiddenPlanDid() throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            pairs(new HiddenPlan(3, 6, 60, 12, seed), 3, 6_000, seed);
        }
    }

    /** By name: {@code -Dmio.soak=true}. */
    @Test
    @EnabledIfSystemProperty(named = "mio.soak", matches = "true")
    void manyAndLargerOnes() throws Exception {
        for (int seed = 1; seed <= 40; seed++) {
            HiddenPlan plan = new HiddenPlan(2 + seed % 9, 4 + seed % 7, 10 + 5 * (seed % 10), 3 + seed % 4, seed);
            darp(plan, seed % 2 == 0, seed % 3 == 0, 60_000, seed);
        }
        darp(new HiddenPlan(20, 10, 30, 6, 99), true, false, 60_000, 99);
        for (int seed = 1; seed <= 10; seed++) {
            pairs(new HiddenPlan(4 + seed, 10, 240, 20, seed), 4 + seed, 60_000, seed);
        }
    }
}
