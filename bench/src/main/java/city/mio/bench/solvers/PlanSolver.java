package city.mio.bench.solvers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Something that finds plans on the thread that calls it. */
interface PlanSolver {

    String name();

    /**
     * Searches for so many seconds of the calling thread's processor time.
     *
     * @return the problem's nodes, one array a vehicle, without the depot; empty if no plan that serves all was found
     */
    List<int[]> solve(BenchInstance instance, double cpuSeconds, long seed);

    /** The processor time of the thread that calls, from when it was made. */
    final class Stopwatch {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final long begin = threads.getCurrentThreadCpuTime();

        double seconds() {
            return (threads.getCurrentThreadCpuTime() - begin) / 1e9;
        }
    }
}
