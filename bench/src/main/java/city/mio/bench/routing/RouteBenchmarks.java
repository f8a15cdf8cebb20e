package city.mio.bench.routing;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is measured, by JMH in the process that prepared the contestants: preparing takes minutes, which a fork for each
 * benchmark would spend again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RouteBenchmarks {

    /** The task of all contestants. */
    record Task(
            Map<String, Contestant> contestants, int[] fromLinks, int[] toLinks, int[][] linkMillis, int matrixSide) {}

    private static volatile Task task;

    /** Set by {@link RouteBench} before it runs each. */
    @Param("")
    public String contestant;

    private Contestant router;
    private int next;

    /** Says what is to be measured in this process. */
    static void measure(Task what) {
        task = what;
    }

    /** Called by JMH. */
    @Setup
    public void choose() {
        router = task.contestants().get(contestant);
    }

    private int nextPair() {
        int at = next++;
        if (next == task.fromLinks().length) {
            next = 0;
        }
        return at;
    }

    /** Travel time between two links. */
    @Benchmark
    public double time() {
        int pair = nextPair();
        return router.seconds(task.fromLinks()[pair], task.toLinks()[pair]);
    }

    /** The route between two links. */
    @Benchmark
    public int[] route() {
        int pair = nextPair();
        return router.route(task.fromLinks()[pair], task.toLinks()[pair]);
    }

    /** Travel times from each to each of some links. */
    @Benchmark
    public double matrix() {
        int side = task.matrixSide();
        int[] from = new int[side];
        int[] to = new int[side];
        for (int i = 0; i < side; i++) {
            int pair = nextPair();
            from[i] = task.fromLinks()[pair];
            to[i] = task.toLinks()[pair];
        }
        return router.matrix(from, to);
    }

    /** Other travel times on every link. */
    @Benchmark
    public void changeTimes() {
        int at = nextPair();
        router.changeTimes(task.linkMillis()[at % task.linkMillis().length]);
    }
}
