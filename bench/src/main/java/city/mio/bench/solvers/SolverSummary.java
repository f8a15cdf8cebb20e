package city.mio.bench.solvers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * All runs of one solver, and how the first solver stood against it on the same instances and seeds.
 *
 * @param meanGapPercent over the runs that are feasible and use no vehicle too many
 * @param vehiclesAbove summed over all runs
 * @param better runs of the first solver that are better than this one's
 * @param worse runs of the first solver that are worse than this one's
 * @param seedMeans the mean gap of each seed's runs, by seed
 */
record SolverSummary(
        String solver,
        int runs,
        int feasible,
        OptionalDouble meanGapPercent,
        double worstGapPercent,
        int vehiclesAbove,
        int better,
        int worse,
        List<Double> seedMeans) {

    SolverSummary {
        seedMeans = List.copyOf(seedMeans);
    }

    static List<SolverSummary> of(List<SolverRun> runs, boolean fewestVehicles) {
        Map<String, List<SolverRun>> bySolver = new LinkedHashMap<>();
        runs.forEach(run -> bySolver.computeIfAbsent(run.solver(), name -> new ArrayList<>()).add(run));
        List<SolverSummary> all = new ArrayList<>();
        List<SolverRun> first = List.of();
        for (Map.Entry<String, List<SolverRun>> entry : bySolver.entrySet()) {
            List<SolverRun> own = entry.getValue();
            first = first.isEmpty() ? own : first;
            int better = 0;
            int worse = 0;
            for (int i = 0; i < own.size() && first != own; i++) {
                int order = first.get(i).compareWith(own.get(i), fewestVehicles);
                better += order < 0 ? 1 : 0;
                worse += order > 0 ? 1 : 0;
            }
            List<SolverRun> scored = own.stream()
                    .filter(run -> run.gapPercent().isPresent() && run.vehiclesAbove() <= 0)
                    .toList();
            all.add(new SolverSummary(
                    entry.getKey(),
                    own.size(),
                    (int) own.stream().filter(SolverRun::feasible).count(),
                    scored.stream().mapToDouble(run -> run.gapPercent().getAsDouble()).average(),
                    scored.stream().mapToDouble(run -> run.gapPercent().getAsDouble()).max().orElse(Double.NaN),
                    own.stream().filter(SolverRun::feasible).mapToInt(SolverRun::vehiclesAbove).sum(),
                    better,
                    worse,
                    seedMeans(scored)));
        }
        return all;
    }

    /** How the first solver stands against the best of the others, run by run; empty if it is alone. */
    static Optional<String> againstBestOfOthers(List<SolverRun> runs, boolean fewestVehicles) {
        Map<String, List<SolverRun>> byCase = new LinkedHashMap<>();
        runs.forEach(run -> byCase.computeIfAbsent(run.instance() + " " + run.seed(), name -> new ArrayList<>())
                .add(run));
        int[] counts = new int[3];
        for (List<SolverRun> one : byCase.values()) {
            SolverRun first = one.get(0);
            one.stream()
                    .skip(1)
                    .min((a, b) -> a.compareWith(b, fewestVehicles))
                    .ifPresent(best -> counts[1 + Integer.signum(first.compareWith(best, fewestVehicles))]++);
        }
        int all = counts[0] + counts[1] + counts[2];
        return all == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s against the best of the others: better on %d, equal on %d, worse on %d of %d",
                        runs.get(0).solver(),
                        counts[0],
                        counts[1],
                        counts[2],
                        all));
    }

    private static List<Double> seedMeans(List<SolverRun> scored) {
        Map<Long, List<Double>> bySeed = new TreeMap<>();
        scored.forEach(run -> bySeed.computeIfAbsent(run.seed(), seed -> new ArrayList<>())
                .add(run.gapPercent().getAsDouble()));
        return bySeed.values().stream()
                .map(gaps -> gaps.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .toList();
    }

    String line(String first) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%-7s: feasible %d of %d", solver, feasible, runs));
        meanGapPercent.ifPresent(mean -> line.append(", mean gap ")
                .append(GapTable.rounded(mean))
                .append(" %, worst ")
                .append(GapTable.rounded(worstGapPercent))
                .append(" %"));
        if (seedMeans.size() > 1) {
            line.append(", by seed");
            seedMeans.forEach(mean -> line.append(' ').append(GapTable.rounded(mean)));
        }
        if (vehiclesAbove != 0) {
            line.append(String.format(Locale.ROOT, ", vehicles above best known %d in all", vehiclesAbove));
        }
        if (!solver.equals(first)) {
            line.append(String.format(
                    Locale.ROOT, "; %s better on %d, equal on %d, worse on %d", first, better, runs - better - worse, worse));
        }
        return line.toString();
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("solver", solver);
        map.put("runs", runs);
        map.put("feasible", feasible);
        meanGapPercent.ifPresent(mean -> {
            map.put("meanGapPercent", mean);
            map.put("worstGapPercent", worstGapPercent);
            map.put("meanGapPercentBySeed", seedMeans);
        });
        map.put("vehiclesAbove", vehiclesAbove);
        map.put("firstBetter", better);
        map.put("firstEqual", runs - better - worse);
        map.put("firstWorse", worse);
        return map;
    }
}
