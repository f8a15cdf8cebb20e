package city.mio.cli.solve;

import city.mio.models.dispatch.Budget;
import city.mio.models.dispatch.Plan;
import city.mio.models.dispatch.PlanSearch;
import city.mio.models.dispatch.SearchSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One search a thread, each with its own seed, until the time or the iterations are over; the best plan counts.
 *
 * @param routes the file's node ids, one array a vehicle
 * @param unserved pick-ups, as the file's node ids
 * @param cpuSeconds processor time of the searches
 */
public record Solving(List<int[]> routes, List<Integer> unserved, double cost, long iterations, double cpuSeconds) {

    private record Found(Plan plan, double cpuSeconds) {}

    /** So many seconds of wall time from now on. */
    public static Budget seconds(double seconds) {
        long begin = System.nanoTime();
        return done -> (System.nanoTime() - begin) / (seconds * 1e9);
    }

    /** Solves; the budget is that of each search and is asked by all their threads. */
    public static Solving run(
            SolvableInstance instance, boolean fewestVehicles, Budget budget, int threads, long seed)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Found>> searches = new ArrayList<>();
        try {
            for (int t = 0; t < threads; t++) {
                SearchSettings settings = SearchSettings.of(seed + 1_000_003L * t, fewestVehicles);
                searches.add(pool.submit(() -> {
                    var cpu = ManagementFactory.getThreadMXBean();
                    long before = cpu.getCurrentThreadCpuTime();
                    Plan plan = new PlanSearch(instance.problem(), settings).run(budget);
                    return new Found(plan, (cpu.getCurrentThreadCpuTime() - before) / 1e9);
                }));
            }
            List<Found> found = new ArrayList<>();
            for (Future<Found> search : searches) {
                found.add(search.get());
            }
            return best(instance, fewestVehicles, found);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the search failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Solving best(SolvableInstance instance, boolean fewestVehicles, List<Found> found) {
        Comparator<Plan> order = Comparator.comparingInt(plan -> plan.unserved().size());
        if (fewestVehicles) {
            order = order.thenComparingInt(plan -> plan.routes().size());
        }
        Plan best = found.stream().map(Found::plan).min(order.thenComparingDouble(Plan::cost)).orElseThrow();
        int[] ids = instance.fileIds();
        List<int[]> routes = new ArrayList<>();
        for (int[] route : best.routes()) {
            int[] named = new int[route.length];
            for (int k = 0; k < route.length; k++) {
                named[k] = ids[route[k]];
            }
            routes.add(named);
        }
        List<Integer> unserved = best.unserved().stream().map(node -> ids[node]).toList();
        long iterations = found.stream().mapToLong(one -> one.plan.iterations()).sum();
        double cpu = found.stream().mapToDouble(Found::cpuSeconds).sum();
        return new Solving(routes, unserved, best.cost(), iterations, cpu);
    }
}
