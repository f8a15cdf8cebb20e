package city.mio.bench.routing;

import city.mio.bench.routing.Figures.Sampled;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench route}. */
@Command(
        name = "route",
        description = {
            "Travel times and routes beside GraphHopper 10.2 in one process, on the same networks with the same link"
                    + " times and turn costs: one query, a matrix, new travel times on all links, memory.",
            "JMH in sample time mode, one thread, no fork: preparing takes minutes and is done once. Both routers are"
                    + " first compared on a sample of pairs."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RouteBench implements Callable<Integer> {

    @Option(
            names = "--network",
            split = ";",
            paramLabel = "NAME",
            description = "A file or folder that mio import reads, a name under networks/ in the shared data (MIO_DATA), or"
                    + " city:NODES for a generated city; several by repeating. Default: ${DEFAULT-VALUE}")
    private List<String> names = new ArrayList<>(List.of("braunschweig-main-roads.osm.gz", "stockholm", "city:250000"));

    @Option(names = "--pairs", description = "pairs of links that are asked in turn (default: ${DEFAULT-VALUE})")
    private int pairs = 20_000;

    @Option(names = "--compared", description = "pairs on which the routers are compared (default: ${DEFAULT-VALUE})")
    private int compared = 1_000;

    @Option(names = "--matrix", description = "side of the matrix (default: ${DEFAULT-VALUE})")
    private int matrixSide = 100;

    @Option(
            names = "--seconds",
            description = "of an iteration: two to warm up and three that count, for each figure (default: ${DEFAULT-VALUE})")
    private double seconds = 3;

    @Option(names = "--seed", description = "of pairs and travel times (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--peer-turns",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "GraphHopper's hierarchy with turn costs too, which it prepares for long (default: ${DEFAULT-VALUE})")
    private boolean peerTurns;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the tables to standard output")
    private Path json;

    /** One router's figures; empty where it has none. */
    private static final class Row {
        final Contestant contestant;
        final boolean withTurns;
        final double preparedSeconds;
        final long bytes;
        final Map<String, Object> figures = new LinkedHashMap<>();

        Row(Contestant contestant, boolean withTurns, double preparedSeconds, long bytes) {
            this.contestant = contestant;
            this.withTurns = withTurns;
            this.preparedSeconds = preparedSeconds;
            this.bytes = bytes;
        }
    }

    @Override
    public Integer call() throws Exception {
        if (pairs < 2 * matrixSide || compared < 1 || compared > pairs || matrixSide < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "--pairs must be at least twice --matrix and no fewer than --compared; all must be positive");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        int unexplained = 0;
        for (String name : names) {
            Optional<RoadNetwork> network = BenchNetworks.find(name, BenchNetworks.sharedData());
            if (network.isEmpty()) {
                System.err.println("skipped: " + name + " is neither here nor in " + BenchNetworks.sharedData());
                continue;
            }
            Map<String, Object> result = measure(name, network.get(), System.out);
            results.add(result);
            unexplained += (Integer) result.get("unexplained");
        }
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(results) + "\n");
        }
        if (unexplained > 0) {
            System.err.println("mio bench: " + unexplained + " travel times differ for no known reason");
            return 1;
        }
        return results.isEmpty() ? 1 : 0;
    }

    private Map<String, Object> measure(String name, RoadNetwork network, PrintStream out) throws RunnerException {
        int[] free = freeFlow(network);
        Random random = new Random(seed);
        int[][] changed = {slower(free, random), slower(free, random)};
        int[] from = links(network, random);
        int[] to = otherLinks(from, links(network, random), network);

        double began = Figures.cpuSeconds();
        LinkOrder order = LinkOrder.make(network);
        double orderSeconds = Figures.cpuSeconds() - began;
        System.err.printf("%s: %s, order in %.1f s%n", name, network, orderSeconds);
        TurnCosts costs = TurnCosts.city(true);
        long before = Figures.usedHeap();
        PeerGraph plain = new PeerGraph(network, TurnCosts.none());
        PeerGraph turning = new PeerGraph(network, costs);
        long graphBytes = (Figures.usedHeap() - before) / 2;

        Map<String, Row> rows = new LinkedHashMap<>();
        add(rows, "mio-turns", true, () -> new MioContestant("Mio, turn costs", network, costs, order));
        if (peerTurns) {
            add(rows, "gh-ch-turns", true, () ->
                    PeerContestant.contracted("GraphHopper CH, turn costs", turning, true, free));
        }
        add(rows, "gh-lm-turns", true, () -> PeerContestant.byLandmarks("GraphHopper LM, turn costs", turning, true, free));
        add(rows, "gh-flexible-turns", true, () ->
                PeerContestant.flexible("GraphHopper flexible, turn costs", turning, true, free));
        add(rows, "mio-plain", false, () ->
                new MioContestant("Mio, turns free, bans kept", network, TurnCosts.none(), order));
        add(rows, "gh-ch", false, () ->
                PeerContestant.contracted("GraphHopper CH, no turns at all", plain, false, free));
        add(rows, "gh-lm", false, () -> PeerContestant.byLandmarks("GraphHopper LM, no turns at all", plain, false, free));

        int unexplained = compare(rows, turning, plain, from, to);
        jmh(rows, from, to, changed);
        cpu(rows, from, to, changed);

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("network", name);
        result.put("nodes", network.nodeCount());
        result.put("links", network.linkCount());
        result.put("bannedTurns", network.bannedTurnCount());
        result.put("orderCpuSeconds", orderSeconds);
        result.put("peerGraphMegabytes", graphBytes / 1e6);
        result.put("unexplained", unexplained);
        List<Object> routers = new ArrayList<>();
        rows.forEach((key, row) -> routers.add(row.figures));
        result.put("routers", routers);
        out.println(RouteTable.of(result));
        return result;
    }

    private static void add(Map<String, Row> rows, String key, boolean withTurns, Supplier<Contestant> made) {
        long before = Figures.usedHeap();
        double began = Figures.cpuSeconds();
        Contestant contestant = made.get();
        double cpu = Figures.cpuSeconds() - began;
        Row row = new Row(contestant, withTurns, cpu, Math.max(0, Figures.usedHeap() - before));
        row.figures.put("router", contestant.name());
        row.figures.put("prepareCpuSeconds", cpu);
        row.figures.put("megabytes", row.bytes / 1e6);
        rows.put(key, row);
        System.err.printf("  %s prepared in %.1f s of CPU time%n", contestant.name(), cpu);
    }

    /** Compares each of GraphHopper with Mio on the same task; says how many differences nothing explains. */
    private int compare(Map<String, Row> rows, PeerGraph turning, PeerGraph plain, int[] from, int[] to) {
        int unexplained = 0;
        for (var entry : rows.entrySet()) {
            if (entry.getKey().startsWith("mio")) {
                continue;
            }
            Row row = entry.getValue();
            Row ours = rows.get(row.withTurns ? "mio-turns" : "mio-plain");
            int most = entry.getKey().contains("ch") ? compared : Math.max(1, compared / 10);
            Agreement agreement = Agreement.of(
                    ours.contestant, row.contestant, row.withTurns ? turning : plain, from, to, most);
            row.figures.put("agreement", agreement);
            unexplained += agreement.unexplained();
        }
        return unexplained;
    }

    private void jmh(Map<String, Row> rows, int[] from, int[] to, int[][] changed) throws RunnerException {
        Map<String, Contestant> contestants = new LinkedHashMap<>();
        rows.forEach((key, row) -> contestants.put(key, row.contestant));
        RouteBenchmarks.measure(new RouteBenchmarks.Task(contestants, from, to, changed, matrixSide));
        List<String> mio = rows.keySet().stream().filter(key -> key.startsWith("mio")).toList();
        put(rows, "time", Figures.sample("time", mio, seconds));
        put(rows, "route", Figures.sample("route", rows.keySet(), seconds));
        put(rows, "matrix", Figures.sample("matrix", mio, seconds));
        put(rows, "changeTimes", Figures.sample("changeTimes", mio, seconds));
        System.err.println("  JMH done");
    }

    private static void put(Map<String, Row> rows, String figure, Map<String, Sampled> sampled) {
        sampled.forEach((key, value) -> rows.get(key).figures.put(figure, value));
    }

    /** CPU time, which other work on the machine does not lengthen; a peer's slow searches are asked less often. */
    private void cpu(Map<String, Row> rows, int[] from, int[] to, int[][] changed) {
        rows.forEach((key, row) -> {
            Contestant router = row.contestant;
            boolean mio = key.startsWith("mio");
            boolean contracted = key.contains("ch");
            int asked = Math.min(pairs, mio ? 10_000 : contracted ? 1_000 : 20);
            row.figures.put("routeCpuMicros", 1000.0 / asked * Figures.cpuMillis(3, () -> {
                for (int i = 0; i < asked; i++) {
                    router.route(from[i], to[i]);
                }
            }));
            if (mio || contracted) {
                int[] offset = {0};
                row.figures.put("matrixCpuMillis", Figures.cpuMillis(mio ? 10 : 1, () -> {
                    int[] starts = new int[matrixSide];
                    int[] ends = new int[matrixSide];
                    for (int i = 0; i < matrixSide; i++) {
                        starts[i] = from[offset[0] % pairs];
                        ends[i] = to[offset[0]++ % pairs];
                    }
                    router.matrix(starts, ends);
                }));
            }
            if (mio) {
                row.figures.put("timeCpuMicros", 1000.0 / asked * Figures.cpuMillis(3, () -> {
                    for (int i = 0; i < asked; i++) {
                        router.seconds(from[i], to[i]);
                    }
                }));
                int[] turn = {0};
                row.figures.put(
                        "changeTimesCpuMillis",
                        Figures.cpuMillis(10, () -> router.changeTimes(changed[turn[0]++ % changed.length])));
            }
        });
    }

    private static int[] freeFlow(RoadNetwork network) {
        int[] millis = new int[network.linkCount()];
        LinkTimes times = LinkTimes.freeFlow(network);
        for (int link = 0; link < millis.length; link++) {
            millis[link] = Math.max(1, times.millis(VehicleClass.CAR, link));
        }
        return millis;
    }

    /** Every link one to three times as slow as with the roads empty. */
    private static int[] slower(int[] free, Random random) {
        int[] millis = new int[free.length];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = (int) Math.round(free[link] * (1 + 2 * random.nextDouble()));
        }
        return millis;
    }

    private int[] links(RoadNetwork network, Random random) {
        int[] links = new int[pairs];
        for (int i = 0; i < pairs; ) {
            int link = random.nextInt(network.linkCount());
            if (network.fromNode(link) != network.toNode(link)) {
                links[i++] = link;
            }
        }
        return links;
    }

    /** The second, with another link where both are the same. */
    private static int[] otherLinks(int[] first, int[] second, RoadNetwork network) {
        for (int i = 0; i < first.length; i++) {
            while (second[i] == first[i] || network.fromNode(second[i]) == network.toNode(second[i])) {
                second[i] = (second[i] + 1) % network.linkCount();
            }
        }
        return second;
    }
}
