package city.mio.bench.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.cli.solve.BestKnown;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolverBenchTest {

    /** Three requests along a line, one vehicle's work: out and back is the least distance, 2 x 60. */
    private static final String LINE =
            """
            2 6 400 3 90
            0 0 0 0 0 0 1440
            1 10 0 2 1 0 1440
            2 20 0 2 1 0 1440
            3 30 0 2 1 0 1440
            4 40 0 2 -1 0 1440
            5 50 0 2 -1 0 1440
            6 60 0 2 -1 0 1440
            """;

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private static BenchInstance line(Path folder, double longestRide) throws Exception {
        Path file = folder.resolve("line.txt");
        Files.writeString(file, LINE.replaceFirst(" 90", String.format(Locale.ROOT, " %.0f", longestRide)));
        return BenchInstance.read(false, file);
    }

    @Test
    void everySolverFindsTheLeastDistanceAndTheCheckerAgrees(@TempDir Path folder) throws Exception {
        List<PlanSolver> solvers = List.of(new MioSolver(), new OrToolsSolver(), new JspritSolver());
        List<SolverRun> runs = SolverBench.run(
                List.of(line(folder, 90)), solvers, 0.5, 1, RunLog.open(Optional.empty(), "R", 0.5), NOWHERE);
        assertThat(runs).hasSize(3).allSatisfy(run -> {
            assertThat(run.feasible()).as(run.line()).isTrue();
            assertThat(run.distance()).as(run.line()).isBetween(119.99, 120.01);
        });
        List<SolverSummary> summaries = SolverSummary.of(runs, false);
        assertThat(summaries).extracting(SolverSummary::better).containsOnly(0);
        assertThat(summaries).extracting(SolverSummary::worse).containsOnly(0);
    }

    @Test
    void whatWasRunBeforeIsNotRunAgain(@TempDir Path folder) throws Exception {
        Path rows = folder.resolve("rows.jsonl");
        List<BenchInstance> instances = List.of(line(folder, 90));
        List<PlanSolver> one = List.of(fixed("one", new int[] {1, 2, 3, 4, 5, 6}));
        List<SolverRun> before =
                SolverBench.run(instances, one, 1, 2, RunLog.open(Optional.of(rows), "R", 1), NOWHERE);
        List<PlanSolver> both = List.of(
                fixed("one"), fixed("two", new int[] {1, 4}, new int[] {2, 5}, new int[] {3, 6}));
        List<SolverRun> after =
                SolverBench.run(instances, both, 1, 2, RunLog.open(Optional.of(rows), "R", 1), NOWHERE);
        assertThat(after).hasSize(4).containsAll(before);
        assertThat(Files.readAllLines(rows)).hasSize(4);
        assertThat(GapTable.of(after)).endsWith("| line | 120.00 | no plan |");
        assertThat(SolverSummary.againstBestOfOthers(after, false))
                .contains("one against the best of the others: better on 2, equal on 0, worse on 0 of 2");
        assertThat(RunLog.open(Optional.of(rows), "R", 2).find("one", instances.get(0), 1)).isEmpty();
        Files.writeString(rows, "nonsense\n");
        assertThatThrownBy(() -> RunLog.open(Optional.of(rows), "R", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(rows + ", line 1: is not a run (--rows)");
    }

    private static PlanSolver fixed(String name, int[]... routes) {
        return new PlanSolver() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<int[]> solve(BenchInstance instance, double cpuSeconds, long seed) {
                return List.of(routes);
            }
        };
    }

    @Test
    void exactTimingAllowsTheLongestRideAndNoMore(@TempDir Path folder) throws Exception {
        int[] route = {1, 2, 3, 4, 5, 6};
        assertThat(new ExactTiming(line(folder, 34).instance().problem()).holds(route, 6)).isTrue();
        assertThat(new ExactTiming(line(folder, 33).instance().problem()).holds(route, 6)).isFalse();
    }

    @Test
    void aPlanWithAVehicleLessIsBetterOnlyWhereVehiclesCount() {
        SolverRun longer = run(2, 130, true);
        SolverRun shorter = run(3, 120, true);
        assertThat(longer.compareWith(shorter, true)).isNegative();
        assertThat(longer.compareWith(shorter, false)).isPositive();
        assertThat(run(1, 1, false).compareWith(longer, true)).isPositive();
    }

    @Test
    void aGapIsShownOnlyForAsFewVehiclesAsTheBestKnown() {
        Optional<BestKnown> best = Optional.of(new BestKnown(2, 100));
        List<SolverRun> runs = List.of(
                new SolverRun("s", "i", 1, true, true, 2, 101, best, 1),
                new SolverRun("s", "i", 2, true, true, 2, 99.9999, best, 1),
                new SolverRun("s", "i", 3, true, true, 3, 80, best, 1),
                new SolverRun("s", "j", 1, true, true, 3, 80, best, 1),
                new SolverRun("s", "k", 1, true, true, 2, 99.9999, best, 1));
        assertThat(GapTable.of(runs))
                .containsExactly(
                        "| instance | s |",
                        "|---|---|",
                        "| i | 0.50 % (1.00), 1 with more vehicles |",
                        "| j | vehicles +1 |",
                        "| k | 0.00 % |");
    }

    @Test
    void whatIsAskedWronglyIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> BenchInstance.Kind.of("b")).hasMessageContaining("--set");
        assertThatThrownBy(() -> BenchInstance.list(BenchInstance.Kind.R, folder, List.of("R99")))
                .hasMessageContaining("R99.txt")
                .hasMessageContaining("there is no such file");
    }

    private static SolverRun run(int vehicles, double distance, boolean feasible) {
        return new SolverRun("s", "i", 1, true, feasible, vehicles, distance, Optional.empty(), 1);
    }
}
