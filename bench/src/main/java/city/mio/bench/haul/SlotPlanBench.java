package city.mio.bench.haul;

import city.mio.models.haul.plan.PlanCheck;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanEffort;
import city.mio.models.haul.plan.PlanTrip;
import city.mio.models.haul.plan.SlotPlan;
import city.mio.models.haul.plan.SlotPlanner;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench haul-plan}. */
@Command(
        name = "haul-plan",
        description = {
            "Slot plans of generated days: Mio's beside a mixed-integer program in a solver of OR-Tools, on the same days.",
            "Every plan of Mio is held against its day; the solver is told it as a hint. Gaps are to the solver's best plan, and to the better of the two bounds"
                + " that no plan can be cheaper than."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SlotPlanBench implements Callable<Integer> {

    @Option(names = "--trips", description = "of a day (default: ${DEFAULT-VALUE})")
    private int trips = 3_500;

    @Option(
            names = "--shapes",
            split = ",",
            paramLabel = "ROUTESxSLOTS",
            description = "days to plan (default: ${DEFAULT-VALUE})")
    private List<String> shapes = List.of("2x20", "3x32", "5x28", "6x40");

    @Option(
            names = "--tightness",
            split = ",",
            description = "what is wished over what there is room for (default: ${DEFAULT-VALUE})")
    private List<Double> tightness = List.of(0.7, 0.9);

    @Option(names = "--seed", description = "of the days (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--solver", description = "SCIP, HIGHS, GLOP (relaxation only) or none (default: ${DEFAULT-VALUE})")
    private String solver = "SCIP";

    @Option(names = "--seconds", description = "of the processor that SCIP has for a day, of the clock for others (default: ${DEFAULT-VALUE})")
    private double seconds = 60;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        System.out.println("| day | tightness | moved | refused | Mio, cost | CPU s | bound of Mio | " + solver
                + ", cost | its bound | CPU s | gap to its cost | gap to the better bound | one change, CPU s | others moved |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        boolean broken = false;
        // Once to warm up: a planner that serves an office has been compiled.
        SlotPlanner.plan(GeneratedDays.day(1000, 3, 24, 0.8, 99), PlanEffort.DAY);
        for (String shape : shapes) {
            String[] parts = shape.split("x");
            if (parts.length != 2) {
                throw new IllegalArgumentException("--shapes: " + shape + " is not of the form ROUTESxSLOTS");
            }
            for (double tight : tightness) {
                PlanDay day = GeneratedDays.day(
                        trips, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), tight, seed);
                broken |= measure(shape, tight, day, results);
            }
        }
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(results) + "\n");
        }
        if (broken) {
            System.err.println("mio bench: a plan does not hold");
        }
        return broken ? 1 : 0;
    }

    private boolean measure(String shape, double tight, PlanDay day, List<Map<String, Object>> results) {
        long start = cpuNanos();
        SlotPlan plan = SlotPlanner.plan(day, PlanEffort.DAY);
        double planSeconds = (cpuNanos() - start) / 1e9;
        List<String> breaches = PlanCheck.listBreaches(day, plan);
        double changeSeconds = 0;
        int others = 0;
        int changes = 5;
        for (int i = 0; i < changes; i++) {
            // A convoy is late: a trip of the morning can only come four slots later.
            int late = (i + 1) * day.trips().size() / (changes + 1);
            PlanDay changed = delayed(day, plan, late);
            start = cpuNanos();
            SlotPlan again = SlotPlanner.replan(changed, plan, 5, PlanEffort.CHANGE);
            changeSeconds = Math.max(changeSeconds, (cpuNanos() - start) / 1e9);
            breaches = breaches.isEmpty() ? PlanCheck.listBreaches(changed, again) : breaches;
            for (int t = 0; t < day.trips().size(); t++) {
                SlotPlan.Placed was = plan.trips().get(t);
                SlotPlan.Placed is = again.trips().get(t);
                others += t != late && (was.route() != is.route() || was.slot() != is.slot()) ? 1 : 0;
            }
        }
        breaches.stream().limit(5).forEach(System.err::println);
        ExactPlan.Answer exact = solver.equals("none")
                ? new ExactPlan.Answer("-", Double.NaN, Double.NaN, 0)
                : ExactPlan.solve(day, solver, seconds, plan);
        double bound = Double.isNaN(exact.bound()) ? plan.lowerBound() : Math.max(plan.lowerBound(), exact.bound());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("day", shape);
        result.put("tightness", tight);
        result.put("moved", plan.moved());
        result.put("refused", plan.refused());
        result.put("cost", plan.cost());
        result.put("unfairness", plan.unfairness());
        result.put("cpuSeconds", planSeconds);
        result.put("bound", plan.lowerBound());
        result.put("reasons", PlanCheck.countReasons(plan));
        result.put("solver", solver);
        result.put("solverStatus", exact.status());
        result.put("solverCost", exact.cost());
        result.put("solverBound", exact.bound());
        result.put("solverSeconds", exact.seconds());
        result.put("gapToCost", plan.cost() / exact.cost() - 1);
        result.put("gapToBound", plan.cost() / bound - 1);
        result.put("changeCpuSeconds", changeSeconds);
        result.put("othersMoved", others / (double) changes);
        results.add(result);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %d | %d | %.0f | %.1f | %.0f | %.0f (%s) | %.0f | %.0f | %.2f %% | %.2f %% | %.2f | %.1f |",
                shape, tight, plan.moved(), plan.refused(), plan.cost(), planSeconds, plan.lowerBound(), exact.cost(),
                exact.status().toLowerCase(Locale.ROOT), exact.bound(), exact.seconds(),
                100 * (plan.cost() / exact.cost() - 1), 100 * (plan.cost() / bound - 1), changeSeconds,
                others / (double) changes));
        return !breaches.isEmpty();
    }

    private static PlanDay delayed(PlanDay day, SlotPlan plan, int late) {
        List<PlanTrip> trips = new ArrayList<>(day.trips());
        PlanTrip trip = trips.get(late);
        int from = Math.min(day.slots() - 1, Math.max(plan.trips().get(late).slot(), trip.wishedSlot()) + 4);
        trips.set(late, trip.toBuilder().window(from, Math.min(day.slots() - 1, from + 6)).build());
        return day.withTrips(trips);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
