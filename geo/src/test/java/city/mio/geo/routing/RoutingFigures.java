package city.mio.geo.routing;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints what routing costs, by name only: {@code -Dtest=RoutingFigures
 * [-Dmio.routing.networks=city:NODES,grid:SIDE,gaps:SIDE,FILE,…] [-Dmio.routing.turns=none]}. CPU time of the one
 * thread that works; of single queries, time by the clock.
 */
class RoutingFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void figures() throws IOException {
        String networks = System.getProperty("mio.routing.networks", "city:250000");
        for (String name : networks.split(",")) {
            print(name, "none".equals(System.getProperty("mio.routing.turns")) ? TurnCosts.none() : TurnCosts.city(true));
        }
    }

    private static void print(String name, TurnCosts costs) throws IOException {
        RoadNetwork network = network(name);
        System.out.println(name + " " + network + ", " + costs);
        long at = cpu();
        RouteGraph graph = RouteGraph.of(network, costs);
        at = say("route graph", at);
        System.out.println("  states " + graph.stateCount() + ", turns " + graph.turnCount());
        LinkOrder order = LinkOrder.make(network);
        say("order", at);
        long heap = usedBytes();
        at = cpu();
        HierarchyTopology topology = new HierarchyTopology(graph, order);
        at = say("contraction", at);
        System.out.printf(
                "  arcs %d, memory MB %d, of a set of weights %d%n",
                topology.arcCount(), (usedBytes() - heap) >> 20, topology.arcCount() * 4L >> 20);
        say(topology);
        HierarchyMetric metric = new HierarchyMetric(topology);
        int[] millis = LinkTimes.freeFlow(network).array(VehicleClass.CAR);
        double[] customisation = new double[15];
        for (int i = 0; i < customisation.length; i++) {
            long begin = cpu();
            metric.customise(millis, graph.turnMillis(VehicleClass.CAR));
            customisation[i] = (cpu() - begin) / 1e6;
        }
        say("customisation ms", customisation);
        queries(network, graph, order);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static RoadNetwork network(String name) throws IOException {
        if (name.startsWith("city:")) {
            return GeneratedCity.of(Integer.parseInt(name.substring(5)), 1);
        }
        if (name.startsWith("grid:")) {
            return grid(Integer.parseInt(name.substring(5)), 1, 0);
        }
        if (name.startsWith("gaps:")) {
            return grid(Integer.parseInt(name.substring(5)), 0.5, 0.2);
        }
        return NetworkImporter.importFile(Path.of(name), ImportOptions.defaults())
                .network();
    }

    /**
     * The worst that a city can be: crossings on a square, nothing that few streets cross; every tenth street is fast.
     * With all streets two-way, or with gaps: about 2.4 links a node.
     */
    private static RoadNetwork grid(int side, double twoWay, double oneWay) {
        Random random = new Random(1);
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < side * side; i++) {
            builder.addNode(i, 135 + 0.001 * (i % side), 34 + 0.001 * (i / side), false, "", "");
        }
        for (int i = 0; i < side * side; i++) {
            for (int next : new int[] {i % side + 1 < side ? i + 1 : -1, i + side < side * side ? i + side : -1}) {
                if (next < 0) {
                    continue;
                }
                boolean fast = (next == i + 1 ? i / side : i % side) % 10 == 0;
                double kind = random.nextDouble();
                boolean back = random.nextBoolean();
                if (fast || kind < twoWay || (kind < twoWay + oneWay && back)) {
                    link(builder, next, i, fast);
                }
                if (fast || kind < twoWay || (kind < twoWay + oneWay && !back)) {
                    link(builder, i, next, fast);
                }
            }
        }
        return builder.build();
    }

    private static void link(RoadNetworkBuilder builder, int from, int to, boolean fast) {
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(from + ">" + to))
                .from(from)
                .to(to)
                .freeFlowSpeedMps(fast ? 15 : 7)
                .build());
    }

    private static void queries(RoadNetwork network, RouteGraph graph, LinkOrder order) {
        HierarchyTravelTimes travelTimes = new HierarchyTravelTimes(graph, order, EnumSet.of(VehicleClass.CAR));
        RouteQuery query = travelTimes.newQuery();
        Random random = new Random(3);
        for (int round = 0; round < 3; round++) {
            double[] micros = new double[20_000];
            double[] routeMicros = new double[2_000];
            double check = 0;
            for (int i = 0; i < micros.length; i++) {
                LinkPosition from = RandomStreets.position(network, random);
                LinkPosition to = RandomStreets.position(network, random);
                long begin = System.nanoTime();
                double seconds = query.travelSeconds(from, to, VehicleClass.CAR, 0);
                micros[i] = (System.nanoTime() - begin) / 1e3;
                check += seconds < Double.POSITIVE_INFINITY ? seconds : 0;
                if (i < routeMicros.length) {
                    begin = System.nanoTime();
                    query.findRoute(from, to, VehicleClass.CAR, 0);
                    routeMicros[i] = (System.nanoTime() - begin) / 1e3;
                }
            }
            say("query us (sum " + (long) check + " s)", micros);
            say("route us", routeMicros);
            double[] matrixMillis = new double[20];
            for (int i = 0; i < matrixMillis.length; i++) {
                List<LinkPosition> from = positions(network, random);
                List<LinkPosition> to = positions(network, random);
                long begin = cpu();
                query.travelSeconds(from, to, VehicleClass.CAR, 0);
                matrixMillis[i] = (cpu() - begin) / 1e6;
            }
            say("matrix 100x100 ms", matrixMillis);
        }
        meanOfQueries(network, query, random);
        alternatives("", network, query);
        if (network.linkCount() < 50_000) {
            alternatives(" by Dijkstra", network, new DijkstraTravelTimes(graph).newQuery());
        }
    }

    /** CPU time, which a busy machine does not blow up; it cannot be read for single queries. */
    private static void meanOfQueries(RoadNetwork network, RouteQuery query, Random random) {
        LinkPosition[] places = new LinkPosition[20_001];
        Arrays.setAll(places, i -> RandomStreets.position(network, random));
        long begin = cpu();
        for (int i = 0; i + 1 < places.length; i++) {
            query.travelSeconds(places[i], places[i + 1], VehicleClass.CAR, 0);
        }
        System.out.printf("  query mean CPU us %.1f%n", (cpu() - begin) / 1e3 / (places.length - 1));
    }

    private static void alternatives(String how, RoadNetwork network, RouteQuery query) {
        Random random = new Random(5);
        int found = 0;
        int with = 0;
        long begin = cpu();
        for (int i = 0; i < 500; i++) {
            int routes = query.listRoutes(
                            RandomStreets.position(network, random),
                            RandomStreets.position(network, random),
                            VehicleClass.CAR,
                            0,
                            0.2,
                            0.7,
                            2)
                    .size();
            found += routes > 0 ? 1 : 0;
            with += routes > 1 ? 1 : 0;
        }
        System.out.printf(
                "  with another way%s %d of %d, %.2f ms each%n", how, with, found, (cpu() - begin) / 1e6 / 500);
    }

    private static List<LinkPosition> positions(RoadNetwork network, Random random) {
        return IntStream.range(0, 100)
                .mapToObj(i -> RandomStreets.position(network, random))
                .toList();
    }

    private static void say(HierarchyTopology topology) {
        long triangles = 0;
        for (int v = 0; v < topology.vertexCount; v++) {
            triangles += (long) (topology.out.start[v + 1] - topology.out.start[v])
                    * (topology.in.start[v + 1] - topology.in.start[v]);
        }
        Random random = new Random(1);
        long depth = 0;
        long reached = 0;
        long relaxed = 0;
        int[] mark = new int[topology.height];
        for (int i = 1; i <= 1000; i++) {
            int from = random.nextInt(topology.vertexCount);
            mark[topology.depth[from]] = i;
            for (int v = from; v >= 0; v = topology.parent[v]) {
                depth++;
                if (mark[topology.depth[v]] == i) {
                    reached++;
                    relaxed += topology.out.start[v + 1] - topology.out.start[v];
                    for (int k = topology.out.start[v]; k < topology.out.start[v + 1]; k++) {
                        mark[topology.out.end[k]] = i;
                    }
                }
            }
        }
        System.out.printf(
                "  height %d, triangles %d; of a search upward: %d ancestors, %d reached, %d arcs%n",
                topology.height, triangles, depth / 1000, reached / 1000, relaxed / 1000);
    }

    private static long cpu() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static long say(String what, long since) {
        System.out.printf("  %s: %.0f ms%n", what, (cpu() - since) / 1e6);
        return cpu();
    }

    private static void say(String what, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "  %s: least %.1f, p50 %.1f, p90 %.1f, p99 %.1f%n",
                what,
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length * 9 / 10],
                sorted[sorted.length * 99 / 100]);
    }
}
