package city.mio.geo.importers;

import static city.mio.geo.importers.OsmFixture.get;
import static city.mio.geo.importers.OsmFixture.refs;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.network.RoadNetworkGeoJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turn restrictions over ways, and those of heavy vehicles. */
class OsmTurnsTest {

    @TempDir
    Path directory;

    /**
     * Two crossings, 102 and 103, and 104 behind them: way 10 comes from the south into 102, 11 goes on north, 12
     * west; 20 and 21 lead east over 103 to 104, 31 goes south from 104 and 32 north, 33 south from 103.
     */
    private OsmFixture streets() {
        return new OsmFixture(directory)
                .nodes(2, 102, 202, 101, 103, 3, 104, 4, 204)
                .way(10, refs(2, 102), "highway=primary")
                .way(11, refs(102, 202), "highway=primary")
                .way(12, refs(102, 101), "highway=primary")
                .way(20, refs(102, 103), "highway=primary")
                .way(21, refs(103, 104), "highway=primary")
                .way(31, refs(104, 4), "highway=primary")
                .way(32, refs(104, 204), "highway=primary")
                .way(33, refs(103, 3), "highway=primary");
    }

    private static List<String> paths(RoadNetwork network) {
        List<String> found = new ArrayList<>();
        network.forEachBannedTurn((from, to) -> found.add(path(network, new int[] {from, to})));
        network.forEachBannedPath(path -> found.add(path(network, path)));
        return found;
    }

    private static List<String> heavyPaths(RoadNetwork network) {
        List<String> found = new ArrayList<>();
        network.forEachHeavyBannedTurn((from, to) -> found.add(path(network, new int[] {from, to})));
        network.forEachHeavyBannedPath(path -> found.add(path(network, path)));
        return found;
    }

    private static String path(RoadNetwork network, int[] links) {
        StringBuilder nodes = new StringBuilder().append(network.nodeId(network.fromNode(links[0])));
        for (int link : links) {
            nodes.append(' ').append(network.nodeId(network.toNode(link)));
        }
        return nodes.toString();
    }

    @Test
    void overOneWay() throws IOException {
        ImportResult result = streets()
                .restriction(90, 10, "way 20", 33, "restriction=no_right_turn")
                .read(KeepParts.BY_KIND);
        assertThat(paths(result.network())).containsExactly("2 102 103 3");
        assertThat(result.network().bannedPathCount()).isEqualTo(1);
        assertThat(result.network().bannedTurnCount()).isZero();
        assertThat(result.network().turnAllowed(get(result.network(), 102, 103), get(result.network(), 103, 3)))
                .as("from elsewhere")
                .isTrue();
        assertThat(result.report().count(Fate.KEPT, "turn restrictions over ways")).isEqualTo(1);
        assertThat(result.report().count(Fate.KEPT, "banned paths over three links and more")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"way 20;way 21", "way 21;way 20"})
    void overTwoWaysInAnyOrder(String via) throws IOException {
        RoadNetwork network = streets()
                .restriction(90, 10, via, 31, "restriction=no_u_turn")
                .read(KeepParts.BY_KIND)
                .network();
        assertThat(paths(network)).containsExactly("2 102 103 104 4");
    }

    @Test
    void onlyOverWaysBansEveryOtherContinuation() throws IOException {
        RoadNetwork network = streets()
                .restriction(90, 10, "way 20", 21, "restriction=only_straight_on")
                .read(KeepParts.BY_KIND)
                .network();
        assertThat(paths(network))
                .containsExactlyInAnyOrder(
                        "2 102 2", "2 102 202", "2 102 101", "2 102 103 3", "2 102 103 102");
    }

    @Test
    void aWayThatIsCutBetweenIsDrivenWhole() throws IOException {
        RoadNetwork network = new OsmFixture(directory)
                .nodes(1, 2, 3, 4, 5, 103)
                .way(10, refs(1, 2), "highway=primary")
                .way(20, refs(4, 3, 2), "highway=primary")
                .way(21, refs(3, 103), "highway=primary")
                .way(30, refs(4, 5), "highway=primary")
                .restriction(90, 10, "way 20", 30, "restriction=no_straight_on")
                .restriction(91, 30, "way 20", 10, "restriction=only_straight_on")
                .read(KeepParts.BY_KIND)
                .network();
        assertThat(paths(network))
                .containsExactlyInAnyOrder(
                        "1 2 3 4 5", "5 4 5", "5 4 3 103", "5 4 3 4", "5 4 3 2 3");
    }

    @ParameterizedTest
    @CsvSource({
        "10, way 21, 31, over ways on drives that no vehicle can make",
        "10, way 99, 31, over ways that are no roads",
        "10, node 102;way 20, 33, 'over several nodes, or over nodes and ways'",
        "10, node 102;node 103, 33, 'over several nodes, or over nodes and ways'"
    })
    void whatDoesNotFitIsDroppedAndCounted(long from, String via, long to, String reason) throws IOException {
        ImportResult result = streets()
                .restriction(90, from, via, to, "restriction=no_left_turn")
                .read(KeepParts.BY_KIND);
        assertThat(result.report().count(Fate.DROPPED, "turn restrictions " + reason)).isEqualTo(1);
        assertThat(paths(result.network())).isEmpty();
    }

    @Test
    void waysThatRunThroughTheirCrossingAreAmbiguous() throws IOException {
        ImportResult result = new OsmFixture(directory)
                .nodes(1, 2, 3, 102, 202, 201, 203)
                .way(10, refs(1, 2, 3), "highway=primary")
                .way(20, refs(2, 102, 202), "highway=primary")
                .way(30, refs(201, 202, 203), "highway=primary")
                .restriction(90, 10, "way 20", 30, "restriction=no_u_turn")
                .read(KeepParts.BY_KIND);
        assertThat(result.report()
                        .count(Fate.DROPPED, "turn restrictions over ways that do not end where they meet"))
                .isEqualTo(1);
        assertThat(paths(result.network())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "restriction=no_right_turn, true, true",
        "restriction=no_right_turn|except=bicycle;psv, true, true",
        "restriction=no_right_turn|except=motorcar, false, true",
        "restriction=no_right_turn|except=motorcar;hgv, false, false",
        "restriction=no_right_turn|except=motor_vehicle, false, false",
        "restriction=no_right_turn|except=hgv, true, true",
        "restriction:hgv=no_right_turn, false, true",
        "restriction:goods=no_right_turn, false, true",
        "restriction:hgv=no_right_turn|except=hgv, false, false",
        "restriction:motorcar=no_right_turn, true, true",
        "restriction:motor_vehicle=no_right_turn, true, true",
        "restriction:bicycle=no_right_turn, false, false",
        "type=restriction:hgv|restriction=no_right_turn, false, true",
        "type=restriction:bus|restriction=no_right_turn, false, false",
        "restriction:conditional=no_right_turn @ (07:00-09:00), false, false",
        "restriction:hgv:conditional=no_right_turn @ (07:00-09:00), false, false"
    })
    void forWhom(String tags, boolean cars, boolean heavy) throws IOException {
        for (String via : new String[] {"node 103", "way 20"}) {
            long from = via.startsWith("node") ? 20 : 10;
            ImportResult result = streets()
                    .restriction(90, from, via, 33, tags.split("\\|"))
                    .read(KeepParts.BY_KIND);
            RoadNetwork network = result.network();
            String path = via.startsWith("node") ? "102 103 3" : "2 102 103 3";
            assertThat(paths(network)).isEqualTo(cars ? List.of(path) : List.of());
            assertThat(heavyPaths(network)).isEqualTo(heavy && !cars ? List.of(path) : List.of());
            int in = get(network, 102, 103);
            int out = get(network, 103, 3);
            if (via.startsWith("node")) {
                assertThat(network.turnAllowed(in, out)).isEqualTo(!cars);
                assertThat(network.turnAllowedForHeavy(in, out)).isEqualTo(!cars && !heavy);
            }
            ImportReport report = result.report();
            assertThat(report.countAll(Fate.KEPT, "turn restrictions")
                            + report.countAll(Fate.NOTED, "turn restrictions"))
                    .as("counted once")
                    .isEqualTo(1);
        }
    }

    @Test
    void conditionsBesideAreNoted() throws IOException {
        ImportReport report = streets()
                .restriction(
                        90, 20, "node 103", 33, "restriction=no_right_turn",
                        "restriction:conditional=only_straight_on @ (Mo-Fr 07:00-09:00)")
                .read(KeepParts.BY_KIND)
                .report();
        assertThat(report.count(Fate.KEPT, "turn restrictions")).isEqualTo(1);
        assertThat(report.count(Fate.NOTED, "conditions beside turn restrictions: not applied")).isEqualTo(1);
    }

    @Test
    void whatIsBannedIsWrittenAndRead() throws IOException {
        RoadNetwork network = streets()
                .restriction(90, 10, "way 20;way 21", 31, "restriction=no_u_turn")
                .restriction(91, 10, "way 20", 33, "restriction:hgv=no_right_turn")
                .restriction(92, 10, "node 102", 12, "restriction:hgv=no_left_turn")
                .restriction(93, 10, "node 102", 11, "restriction=no_straight_on")
                .read(KeepParts.BY_KIND)
                .network();
        Path file = directory.resolve("network.mio");
        RoadNetworkFile.write(network, file);
        RoadNetwork again = NetworkImporter.importFile(file, ImportOptions.defaults()).network();
        assertThat(paths(again)).containsExactly("2 102 202", "2 102 103 104 4").isEqualTo(paths(network));
        assertThat(heavyPaths(again)).containsExactly("2 102 101", "2 102 103 3").isEqualTo(heavyPaths(network));
        Path json = directory.resolve("network.geojson");
        RoadNetworkGeoJson.write(network, json);
        long first = network.linkId(get(network, 2, 102));
        assertThat(Files.readString(json))
                .contains("\"bannedPaths\":[[" + first + "," + network.linkId(get(network, 102, 202)) + "],[" + first)
                .contains("\"heavyBannedPaths\":[[" + first);
        assertThat(NetworkImporter.importFile(json, ImportOptions.defaults()).network().linkCount())
                .isEqualTo(network.linkCount());
    }
}
