package city.mio.bench.solvers;

import city.mio.cli.solve.BestKnown;
import city.mio.cli.solve.RouteChecker;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one solver made of one instance with one seed, as the checker saw it.
 *
 * @param found whether the solver gave a plan at all
 */
record SolverRun(
        String solver,
        String instance,
        long seed,
        boolean found,
        boolean feasible,
        int vehicles,
        double distance,
        Optional<BestKnown> bestKnown,
        double cpuSeconds) {

    static SolverRun of(PlanSolver solver, BenchInstance instance, double seconds, long seed) {
        PlanSolver.Stopwatch clock = new PlanSolver.Stopwatch();
        List<int[]> routes = solver.solve(instance, seconds, seed);
        double cpuSeconds = clock.seconds();
        RouteChecker.Verdict verdict =
                instance.checker().check(routes.stream().map(instance::named).toList());
        return new SolverRun(
                solver.name(),
                instance.name(),
                seed,
                !routes.isEmpty(),
                verdict.feasible(),
                verdict.vehicles(),
                verdict.distance(),
                instance.bestKnown(),
                cpuSeconds);
    }

    /** A run as {@link #toMap} wrote it. */
    static SolverRun read(JsonNode row, BenchInstance instance) {
        return new SolverRun(
                row.path("solver").asText(),
                row.path("instance").asText(),
                row.path("seed").asLong(),
                row.path("found").asBoolean(),
                row.path("feasible").asBoolean(),
                row.path("vehicles").asInt(),
                row.path("distance").asDouble(),
                instance.bestKnown(),
                row.path("cpuSeconds").asDouble());
    }

    /** Over the best known distance, in per cent; empty without a feasible plan or a best known value. */
    OptionalDouble gapPercent() {
        return feasible && bestKnown.isPresent()
                ? OptionalDouble.of(100 * (distance / bestKnown.get().distance() - 1))
                : OptionalDouble.empty();
    }

    /** Vehicles above the best known number; 0 where that is not given. */
    int vehiclesAbove() {
        return bestKnown.filter(best -> best.vehicles() > 0).map(best -> vehicles - best.vehicles()).orElse(0);
    }

    /** Below 0 if this one is better; plans within a hundred-thousandth of each other are equal. */
    int compareWith(SolverRun other, boolean fewestVehicles) {
        if (feasible != other.feasible) {
            return feasible ? -1 : 1;
        }
        if (!feasible) {
            return 0;
        }
        if (fewestVehicles && vehicles != other.vehicles) {
            return Integer.compare(vehicles, other.vehicles);
        }
        return Math.abs(distance - other.distance) <= 1e-5 * distance ? 0 : Double.compare(distance, other.distance);
    }

    String line() {
        String said = !found
                ? "no plan"
                : !feasible
                        ? "NOT feasible"
                        : String.format(Locale.ROOT, "%d vehicles, %.2f", vehicles, distance);
        String gap = gapPercent().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", gap %+.2f %%%s",
                        gapPercent().getAsDouble(),
                        vehiclesAbove() == 0 ? "" : String.format(Locale.ROOT, ", vehicles %+d", vehiclesAbove()));
        return String.format(
                Locale.ROOT, "%-7s %-7s seed %d: %s%s (%.1f s of processor time)", instance, solver, seed, said, gap, cpuSeconds);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("instance", instance);
        map.put("solver", solver);
        map.put("seed", seed);
        map.put("found", found);
        map.put("feasible", feasible);
        map.put("vehicles", vehicles);
        map.put("distance", distance);
        bestKnown.ifPresent(best -> {
            map.put("bestKnownDistance", best.distance());
            if (best.vehicles() > 0) {
                map.put("vehiclesAbove", vehiclesAbove());
            }
        });
        gapPercent().ifPresent(gap -> map.put("gapPercent", gap));
        map.put("cpuSeconds", cpuSeconds);
        return map;
    }
}
