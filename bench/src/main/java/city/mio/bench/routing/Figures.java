package city.mio.bench.routing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs JMH and reads its results; and what JMH does not measure: CPU time and memory. */
final class Figures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * Wall time of one operation.
     *
     * @param p50 microseconds
     * @param p99 microseconds
     * @param operations measured
     */
    record Sampled(double p50, double p99, long operations) {}

    private Figures() {}

    /** Measures one benchmark of {@link RouteBenchmarks} for each of the contestants, by their keys. */
    static Map<String, Sampled> sample(String benchmark, Collection<String> keys, double seconds)
            throws RunnerException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        TimeValue time = TimeValue.milliseconds(Math.max(1, Math.round(seconds * 1000)));
        var options = new OptionsBuilder()
                .include("^" + RouteBenchmarks.class.getName().replace(".", "\\.") + "\\." + benchmark + "$")
                .param("contestant", keys.toArray(new String[0]))
                .forks(0)
                .threads(1)
                .warmupIterations(2)
                .warmupTime(time)
                .measurementIterations(3)
                .measurementTime(time)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Map<String, Sampled> found = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            Statistics statistics = result.getPrimaryResult().getStatistics();
            found.put(
                    result.getParams().getParam("contestant"),
                    new Sampled(statistics.getPercentile(50), statistics.getPercentile(99), statistics.getN()));
        }
        return found;
    }

    /** Median milliseconds of this thread's CPU time over so many calls, after as many to warm up. */
    static double cpuMillis(int calls, Runnable work) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 2 * calls; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            work.run();
            if (i >= calls) {
                all.add((THREADS.getCurrentThreadCpuTime() - begin) / 1e6);
            }
        }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** CPU seconds of this thread so far. */
    static double cpuSeconds() {
        return THREADS.getCurrentThreadCpuTime() / 1e9;
    }

    /** Heap in use after collections, bytes. */
    static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
