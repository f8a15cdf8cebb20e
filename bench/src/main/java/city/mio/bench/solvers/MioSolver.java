package city.mio.bench.solvers;

import city.mio.models.dispatch.Plan;
import city.mio.models.dispatch.PlanSearch;
import city.mio.models.dispatch.SearchSettings;
import java.util.List;

/** Mio's own, with the settings that the commands use. */
final class MioSolver implements PlanSolver {

    private static final int LOOKS_AT_CLOCK_EVERY = 16;

    @Override
    public String name() {
        return "mio";
    }

    @Override
    public List<int[]> solve(BenchInstance instance, double cpuSeconds, long seed) {
        Stopwatch clock = new Stopwatch();
        double[] spent = {0};
        Plan plan = new PlanSearch(
                        instance.instance().problem(), SearchSettings.of(seed, instance.fewestVehicles()))
                .run(done -> {
                    if (done % LOOKS_AT_CLOCK_EVERY == 0) {
                        spent[0] = clock.seconds() / cpuSeconds;
                    }
                    return spent[0];
                });
        return plan.unserved().isEmpty() ? plan.routes() : List.of();
    }
}
