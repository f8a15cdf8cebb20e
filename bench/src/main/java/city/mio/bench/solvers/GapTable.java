package city.mio.bench.solvers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A row an instance, a column a solver: the gap, with several seeds its mean and the worst of them. A plan with more
 * vehicles than the best known has no gap: its distance is that of another problem.
 */
final class GapTable {

    private GapTable() {}

    /** The lines of a Markdown table. */
    static List<String> of(List<SolverRun> runs) {
        Set<String> solvers = new LinkedHashSet<>();
        Map<String, Map<String, List<SolverRun>>> cells = new LinkedHashMap<>();
        for (SolverRun run : runs) {
            solvers.add(run.solver());
            cells.computeIfAbsent(run.instance(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(run.solver(), name -> new ArrayList<>())
                    .add(run);
        }
        List<String> lines = new ArrayList<>();
        lines.add("| instance | " + String.join(" | ", solvers) + " |");
        lines.add("|---" + "|---".repeat(solvers.size()) + "|");
        cells.forEach((instance, bySolver) -> {
            StringBuilder line = new StringBuilder("| ").append(instance);
            solvers.forEach(solver -> line.append(" | ").append(cell(bySolver.getOrDefault(solver, List.of()))));
            lines.add(line.append(" |").toString());
        });
        return lines;
    }

    private static String cell(List<SolverRun> runs) {
        if (runs.isEmpty()) {
            return "not run";
        }
        List<SolverRun> scored =
                runs.stream().filter(run -> run.gapPercent().isPresent()).toList();
        if (scored.isEmpty()) {
            return runs.stream()
                    .filter(SolverRun::feasible)
                    .map(run -> String.format(Locale.ROOT, "%.2f", run.distance()))
                    .findFirst()
                    .orElse("no plan");
        }
        List<SolverRun> fewEnough =
                scored.stream().filter(run -> run.vehiclesAbove() <= 0).toList();
        if (fewEnough.isEmpty()) {
            return String.format(
                    Locale.ROOT, "vehicles %+d", scored.stream().mapToInt(SolverRun::vehiclesAbove).min().orElseThrow());
        }
        double mean = fewEnough.stream().mapToDouble(run -> run.gapPercent().getAsDouble()).average().orElseThrow();
        double worst = fewEnough.stream().mapToDouble(run -> run.gapPercent().getAsDouble()).max().orElseThrow();
        return rounded(mean) + " %"
                + (runs.size() > 1 ? " (" + rounded(worst) + ")" : "")
                + (scored.size() == fewEnough.size() ? "" : ", " + (scored.size() - fewEnough.size()) + " with more vehicles")
                + (scored.size() == runs.size() ? "" : ", " + (runs.size() - scored.size()) + " without a plan");
    }

    /** To hundredths; best known values are rounded too, so that a plan as good may be a trace below: that is 0. */
    static String rounded(double percent) {
        return String.format(Locale.ROOT, "%.2f", Math.round(percent * 100) / 100.0 + 0.0);
    }
}
