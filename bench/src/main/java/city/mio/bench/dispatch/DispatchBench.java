package city.mio.bench.dispatch;

import city.mio.cli.progress.Progress;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.KnownDay;
import city.mio.models.dispatch.live.TimeWish;
import city.mio.models.dispatch.live.TripRequest;
import city.mio.simulators.riders.LoopSettings;
import city.mio.simulators.riders.NodeRoads;
import city.mio.simulators.riders.RiderLoop;
import city.mio.simulators.riders.ServiceFigures;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
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

/** {@code ./mio bench dispatch}. */
@Command(
        name = "dispatch",
        description = {
            "The live dispatcher in a closed loop with riders: an hour of taxi requests of Manhattan, policies side by side"
                    + " on the same seeds, beside what FleetPy served on the same files.",
            "Capacity 4, wait at most 300 s, 30 s a stop, time in the vehicle at most 1.4 x (direct + 30 s), answered at"
                    + " once, one rider a request. Vehicles start at nodes drawn evenly by the seed.",
            "Dial-a-ride instances as days of riders who ask at once: 6 places, wait at most 900 s, 60 s a stop, time in the"
                    + " vehicle at most 1.5 x (direct + 60 s)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DispatchBench implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "nodes_wgs84.csv, edges.csv and requests_Npct_0-60min.csv. Default: dispatch/manhattan under MIO_DATA"
                    + " or ../shared/data")
    private Path data;

    @Option(
            names = "--cases",
            split = ",",
            description = "PERCENT:VEHICLES each, or INSTANCE:VEHICLES of the dial-a-ride instances (default: ${DEFAULT-VALUE})")
    private List<String> cases = List.of("5:60", "5:100", "5:150", "10:200");

    @Option(names = "--seeds", split = ",", description = "start positions and chance (default: ${DEFAULT-VALUE})")
    private List<Long> seeds = List.of(1L, 2L, 3L);

    @Option(
            names = "--policies",
            split = ",",
            description = "any of ${COMPLETION-CANDIDATES} (default: all)")
    private List<PolicyRun> policies = List.of(PolicyRun.values());

    @Option(
            names = "--room-iterations",
            description = "of search before a request is refused (default: ${DEFAULT-VALUE})")
    private int roomIterations = 100;

    @Option(
            names = "--think-iterations",
            description = "of improvement each 5 simulated seconds (default: ${DEFAULT-VALUE})")
    private int thinkIterations = 200;

    @Option(
            names = "--reserve",
            description = "quantile of recent driving times for which new promises must hold, 0 for none (default: ${DEFAULT-VALUE})")
    private double reserve = DispatchSettings.defaults().reserveQuantile();

    @Option(
            names = "--bound-iterations",
            description = "of the search that knows all requests, 0 for none; first seed only (default: ${DEFAULT-VALUE})")
    private int boundIterations = 60_000;

    @Option(
            names = "--faults",
            description = "3 %% of riders do not turn up, 5 %% cancel, 3 vehicles break down, driving swells by up to a quarter")
    private boolean faults;

    @Option(
            names = "--decision-time",
            description = "measures decisions with 500 vehicles and 2,000 open requests instead")
    private boolean decisionTime;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    private final Map<String, Object> told = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        Path folder = data != null ? data : findData();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + ": there is no such folder; name one by --data, or set MIO_DATA");
        }
        System.out.print(decisionTime ? decisionTable(NodeRoads.read(folder)) : policyTable(folder));
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(told) + "\n");
        }
        return 0;
    }

    private static Path findData() {
        String named = System.getenv("MIO_DATA");
        Path shared = named != null && !named.isBlank() ? Path.of(named) : Path.of("..", "shared", "data");
        return shared.resolve("dispatch").resolve("manhattan");
    }

    private String decisionTable(NodeRoads roads) {
        StringBuilder table = new StringBuilder(
                "\n| 500 vehicles, 2,000 open requests | p50, ms | p99, ms | decisions/s | refused |\n|---|---|---|---|---|\n");
        for (DispatchSettings.Policy policy :
                List.of(DispatchSettings.Policy.INSERTION, DispatchSettings.Policy.INSERTION_AND_IMPROVEMENT)) {
            DispatchSettings settings = DispatchSettings.builder().policy(policy).roomIterations(roomIterations).build();
            DecisionTime.Result result = DecisionTime.measure(roads, 500, 2000, 2000, settings);
            told.put(policy.name(), result);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %,.0f | %.1f %% |%n",
                    policy,
                    result.p50(),
                    result.p99(),
                    result.perSecond(),
                    100 * result.refusedShare()));
        }
        return table.toString();
    }

    private String policyTable(Path folder) throws Exception {
        NodeRoads streets = null;
        PolicyRun.Search search = new PolicyRun.Search(roomIterations, thinkIterations, reserve);
        StringBuilder table = new StringBuilder("\n| requests, fleet, policy | served | of the seeds | longest quarter | wait mean / p95, s | detour"
                + " | vehicle km | km / passenger km | pooled | broken: told / untold | ms p50 / p99 |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|\n");
        long steps = (long) cases.size() * (policies.size() * seeds.size() + (boundIterations > 0 ? 1 : 0));
        long done = 0;
        try (Progress progress = Progress.start("dispatching", "runs", steps, new PrintWriter(System.err, true))) {
            for (String text : cases) {
                Case each = Case.parse(text);
                if (streets == null && each.instance().isEmpty()) {
                    streets = NodeRoads.read(folder);
                }
                World world = each.instance().isEmpty()
                        ? World.taxis(folder, streets, each.percent())
                        : World.dialARide(folder, each.instance());
                Map<String, Object> rows = new LinkedHashMap<>();
                told.put(each.toString(), rows);
                if (!Double.isNaN(each.fleetPyPercent())) {
                    rows.put("FleetPy", each.fleetPyPercent());
                    table.append(String.format(
                            Locale.ROOT, "| %s: FleetPy, as given | %.1f %% | | | | | | | | | |%n", each, each.fleetPyPercent()));
                }
                for (PolicyRun policy : policies) {
                    List<PolicyRun.Result> results = new ArrayList<>();
                    for (long seed : seeds) {
                        results.add(policy.run(world, loop(world, each, seed), search));
                        progress.reached(++done);
                    }
                    rows.put(policy.title(), results);
                    table.append(row(each, policy, results));
                }
                if (boundIterations > 0) {
                    KnownDay.Result bound = bound(world, each);
                    progress.reached(++done);
                    rows.put("all known", bound);
                    table.append(String.format(
                            Locale.ROOT,
                            "| %s: all known (search of %,d iterations, seed %d) | %.1f %% | | | | | | | | | |%n",
                            each,
                            boundIterations,
                            seeds.get(0),
                            100.0 * bound.served() / bound.requests()));
                }
            }
        }
        return table.toString();
    }

    private LoopSettings loop(World world, Case each, long seed) {
        LoopSettings.Builder builder = world.loop(each.vehicles(), seed);
        return (faults ? builder.faults(0.03, 0.05, Math.min(3, each.vehicles() - 1), 0.25) : builder).build();
    }

    private KnownDay.Result bound(World world, Case each) {
        int[] starts = RiderLoop.startNodes(world.roads(), each.vehicles(), seeds.get(0));
        List<TripRequest> trips = world.requests().stream()
                .map(request -> TripRequest.builder(request.requestId())
                        .stops(NodeService.stopId(request.from()), NodeService.stopId(request.to()))
                        .time(TimeWish.LEAVE_AFTER, request.askedMillis())
                        .build())
                .toList();
        return KnownDay.solve(
                NodeService.of(world.roads(), starts, world.rules()),
                new NodeDriveTimes(world.roads()),
                starts,
                0,
                trips,
                boundIterations,
                seeds.get(0));
    }

    private static String row(Case each, PolicyRun policy, List<PolicyRun.Result> results) {
        StringBuilder single = new StringBuilder();
        for (PolicyRun.Result result : results) {
            single.append(single.length() == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.1f", 100 * result.figures().servedShare()));
        }
        return String.format(
                Locale.ROOT,
                "| %s: %s | %.1f %% | %s | %.1f %% | %.0f / %.0f | %.2f | %,.0f | %.2f | %.0f %% | %d / %d | %.2f / %.2f |%n",
                each,
                policy.title(),
                100 * mean(results, ServiceFigures::servedShare),
                single,
                100 * mean(results, ServiceFigures::servedShareOfLongTrips),
                mean(results, ServiceFigures::meanWaitSeconds),
                mean(results, ServiceFigures::p95WaitSeconds),
                mean(results, ServiceFigures::detourFactor),
                mean(results, ServiceFigures::vehicleKm),
                mean(results, ServiceFigures::vehicleKmPerPassengerKm),
                100 * mean(results, ServiceFigures::pooledShare),
                results.stream().mapToInt(result -> result.figures().brokenTold()).sum(),
                results.stream().mapToInt(result -> result.figures().brokenUntold()).sum(),
                results.stream().mapToDouble(PolicyRun.Result::p50Millis).average().orElse(0),
                results.stream().mapToDouble(PolicyRun.Result::p99Millis).average().orElse(0));
    }

    private static double mean(List<PolicyRun.Result> results, java.util.function.ToDoubleFunction<ServiceFigures> figure) {
        return results.stream().mapToDouble(result -> figure.applyAsDouble(result.figures())).average().orElse(0);
    }
}
