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
            "Slot plans of generated days: Mio's beside a mixed-integer program in solvers of OR-Tools, on the same days.",
            "Every plan is held against its day. Solvers have one thread, and what the relaxation leaves of the program: options that no"
                + " plan cheaper than Mio's can have are left out. Gaps are to the best plan known, and to the best bound that no plan"
                + " can be cheaper than. A plan counts as proved the best with 0.01 %% to the bound, in the time allowed."
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

    @Option(
            names = "--batch",
            description = "trips a row that are alike, as contractors declare them (default: ${DEFAULT-VALUE})")
    private int batch = 1;

    @Option(
            names = "--exact",
            split = ",",
            paramLabel = "SOLVER",
            description = "of cp-sat, scip, highs, cbc; none for none (default: ${DEFAULT-VALUE})")
    private List<String> exact = List.of("cp-sat", "scip");

    @Option(
            names = "--seconds",
            description = "of the processor that the relaxation and a solver have together for a day (default: ${DEFAULT-VALUE})")
    private double seconds = 60;

    @Option(names = "--no-hint", description = "solvers are not told Mio's plan")
    private boolean noHint;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        List<String> solvers = exact.stream().filter(name -> !name.equals("none")).toList();
        StringBuilder head = new StringBuilder(
                "| day | tightness | refused | Mio, cost | CPU s | Mio's bound | one change, CPU s | others moved |"
                + " bound of the relaxation | CPU s | options | left |");
        solvers.forEach(name -> head.append(' ').append(name).append(", cost | its bound | CPU s |"));
        System.out.println(head + " proved by | Mio over the best plan | Mio over the best bound |");
        System.out.println("|---".repeat(15 + 3 * solvers.size()) + "|");
        for (String name : solvers) {
            if (!ExactPlan.SOLVERS.contains(name)) {
                throw new IllegalArgumentException("--exact: " + name + " is none of " + String.join(", ", ExactPlan.SOLVERS));
            }
        }
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
                        trips, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), tight, seed, batch);
                broken |= measure(shape, tight, day, solvers, results);
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

    private boolean measure(
            String shape, double tight, PlanDay day, List<String> solvers, List<Map<String, Object>> results) {
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
        ExactReference.Known known = solvers.isEmpty()
                ? new ExactReference.Known(0, 0, plan.lowerBound(), 0, 0, Map.of())
                : ExactReference.ask(day, plan, solvers, seconds, !noHint);
        double bound = Math.max(plan.lowerBound(), known.bound());
        double least = known.least(plan.cost());
        List<String> proved = known.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue().proved())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("day", shape);
        result.put("trips", trips);
        result.put("batch", batch);
        result.put("seed", seed);
        result.put("tightness", tight);
        result.put("moved", plan.moved());
        result.put("refused", plan.refused());
        result.put("cost", plan.cost());
        result.put("unfairness", plan.unfairness());
        result.put("cpuSeconds", planSeconds);
        result.put("bound", plan.lowerBound());
        result.put("reasons", PlanCheck.countReasons(plan));
        result.put("changeCpuSeconds", changeSeconds);
        result.put("othersMoved", others / (double) changes);
        result.put("reference", known);
        result.put("provedBy", proved);
        result.put("overBestPlan", plan.cost() / least - 1);
        result.put("overBestBound", plan.cost() / bound - 1);
        results.add(result);
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "| %s | %.2f | %d | %.0f | %.1f | %.0f | %.2f | %.1f | %.0f | %.1f | %d | %d |", shape, tight,
                plan.refused(), plan.cost(), planSeconds, plan.lowerBound(), changeSeconds, others / (double) changes,
                known.relaxed(), known.relaxedSeconds(), known.options(), known.optionsLeft()));
        for (String name : solvers) {
            ExactReference.Verdict verdict = known.verdicts().get(name);
            line.append(String.format(
                    Locale.ROOT, " %.0f (%s) | %.0f | %.1f |", verdict.cost(), verdict.status().toLowerCase(Locale.ROOT),
                    verdict.bound(), verdict.seconds()));
        }
        System.out.println(line + String.format(
                Locale.ROOT, " %s | %.2f %% | %.2f %% |", proved.isEmpty() ? "-" : String.join(", ", proved),
                100 * (plan.cost() / least - 1), 100 * (plan.cost() / bound - 1)));
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
