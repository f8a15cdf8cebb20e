package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks, with the counts that were measured on them by other means. */
class RealNetworksTest {

    @TempDir
    Path directory;

    private static ImportResult read(String name) throws IOException {
        ImportResult result = NetworkImporter.importFile(SharedData.need(name), ImportOptions.defaults());
        result.report().lines().forEach(System.out::println);
        return result;
    }

    @Test
    void osakaKita() throws IOException {
        ImportResult kita = read("networks/osaka-kita");
        ImportReport report = kita.report();
        assertThat(report.count(Fate.READ, "nodes")).isEqualTo(1_935);
        assertThat(report.count(Fate.READ, "edges")).isEqualTo(4_729);
        assertThat(report.count(Fate.READ, "nodes with signals")).isEqualTo(261);
        assertThat(largestPart(SharedData.need("networks/osaka-kita"))).isEqualTo(1_902);
        // 34 edges are closed (access=no) and go before parts are looked for.
        assertThat(report.countAll(Fate.DROPPED, "edges with access=")).isEqualTo(34);
        assertThat(kita.network().nodeCount()).isBetween(1_860, 1_910);
        assertStronglyConnected(kita.network());
    }

    /** Of all edges, closed ones too, as it was measured. */
    private static int largestPart(Path folder) throws IOException {
        Map<Long, Integer> nodes = new HashMap<>();
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        try (CsvTable table =
                CsvTable.open(folder.resolve("edges.csv"), ImportOptions.defaults(), List.of("u", "v"))) {
            while (table.next()) {
                from.add(nodes.computeIfAbsent(table.id("u"), id -> nodes.size()));
                to.add(nodes.computeIfAbsent(table.id("v"), id -> nodes.size()));
            }
        }
        StrongParts parts = new StrongParts(
                nodes.size(),
                from.stream().mapToInt(Integer::intValue).toArray(),
                to.stream().mapToInt(Integer::intValue).toArray());
        return (int) IntStream.range(0, nodes.size())
                .filter(node -> parts.partOf(node) == parts.largest())
                .count();
    }

    @Test
    void braunschweig() throws IOException {
        ImportResult result = read("networks/braunschweig-main-roads.osm.gz");
        assertThat(result.report().count(Fate.READ, "ways with highway")).isEqualTo(20_077);
        assertThat(result.report().count(Fate.DROPPED, "dangling node references of roads"))
                .as("as measured by other means")
                .isEqualTo(771);
        assertThat(result.report().count(Fate.READ, "signals on roads")).isBetween(2_000L, 2_087L);
        assertThat(result.network().linkCount()).isGreaterThan(20_000);
        assertStronglyConnected(result.network());
    }

    @Test
    void badHersfeld() throws IOException {
        ImportResult result = read("networks/bad-hersfeld.osm.gz");
        ImportReport report = result.report();
        assertThat(report.count(Fate.READ, "ways with highway")).isEqualTo(3_533);
        assertThat(report.count(Fate.READ, "turn restrictions")).isEqualTo(72);
        assertThat(report.count(Fate.KEPT, "turn restrictions")
                        + report.countAll(Fate.DROPPED, "turn restrictions")
                        + report.countAll(Fate.NOTED, "turn restrictions"))
                .as("every one is accounted for")
                .isEqualTo(72);
        assertThat(report.count(Fate.KEPT, "turn restrictions")).isGreaterThan(60);
        assertThat(result.network().bannedTurnCount()).isPositive();
        assertStronglyConnected(result.network());
    }

    @ParameterizedTest
    @ValueSource(strings = {"networks/andorra.osm.gz", "networks/north-bayreuth.osm.gz"})
    void smallRegions(String name) throws IOException {
        ImportResult result = read(name);
        assertThat(result.report().count(Fate.READ, "ways with highway"))
                .isEqualTo(name.contains("andorra") ? 1_614 : 2_056);
        assertStronglyConnected(result.network());
    }

    @Test
    void theSameDataGivesTheSameIds() throws IOException {
        RoadNetwork once = read("networks/andorra.osm.gz").network();
        RoadNetwork again = read("networks/andorra.osm.gz").network();
        assertThat(again.linkCount()).isEqualTo(once.linkCount());
        for (int link = 0; link < once.linkCount(); link++) {
            int other = again.getLink(once.linkId(link));
            assertThat(again.nodeId(again.fromNode(other))).isEqualTo(once.nodeId(once.fromNode(link)));
            assertThat(again.nodeId(again.toNode(other))).isEqualTo(once.nodeId(once.toNode(link)));
        }
    }

    @Test
    void plainArcsKeepTheirNames() throws IOException {
        Path zip = SharedData.need("mapmatching/kubicka-dev.zip");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (String name : new String[] {"00000000.nodes", "00000000.arcs"}) {
                try (InputStream in = file.getInputStream(file.getEntry("00000000/" + name))) {
                    Files.copy(in, directory.resolve(name));
                }
            }
        }
        ImportResult result =
                NetworkImporter.importFile(directory.resolve("00000000.arcs"), ImportOptions.defaults());
        RoadNetwork network = result.network();
        var nodes = Files.readAllLines(directory.resolve("00000000.nodes"));
        var arcs = Files.readAllLines(directory.resolve("00000000.arcs"));
        assertThat(network.nodeCount()).isEqualTo(nodes.size());
        assertThat(result.report().count(Fate.READ, "arcs")).isEqualTo(arcs.size());
        for (int link = 0; link < network.linkCount(); link++) {
            String[] arc = arcs.get((int) network.linkId(link) - 1).trim().split("\\s+");
            assertThat(network.nodeId(network.fromNode(link)) - 1).isEqualTo(Long.parseLong(arc[0]));
            assertThat(network.nodeId(network.toNode(link)) - 1).isEqualTo(Long.parseLong(arc[1]));
            String[] node = nodes.get(Integer.parseInt(arc[0])).trim().split("\\s+");
            assertThat(network.shapeLon(link, 0)).isCloseTo(Double.parseDouble(node[0]), within(1e-9));
            assertThat(network.roadClass(link)).isEqualTo(RoadClass.UNCLASSIFIED);
        }
    }

    private static void assertStronglyConnected(RoadNetwork network) {
        int[] from = new int[network.linkCount()];
        int[] to = new int[network.linkCount()];
        for (int link = 0; link < from.length; link++) {
            from[link] = network.fromNode(link);
            to[link] = network.toNode(link);
        }
        assertThat(reached(network.nodeCount(), from, to)).as("reached from the first node").isEqualTo(network.nodeCount());
        assertThat(reached(network.nodeCount(), to, from)).as("reaching the first node").isEqualTo(network.nodeCount());
    }

    /** A plain search, of another kind than the one under test. */
    private static int reached(int nodes, int[] from, int[] to) {
        boolean[] seen = new boolean[nodes];
        seen[0] = true;
        for (boolean more = true; more; ) {
            more = false;
            for (int i = 0; i < from.length; i++) {
                if (seen[from[i]] && !seen[to[i]]) {
                    seen[to[i]] = true;
                    more = true;
                }
            }
        }
        int count = 0;
        for (boolean one : seen) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
