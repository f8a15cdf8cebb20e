package city.mio.geo.importers;

import static city.mio.geo.importers.OsmFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.network.Structure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvImportTest {

    static final String NODES =
            """
            id,name,name_romaji,lon,lat,signal,kind
            umeda,梅田,Umeda,135.49900,34.70200,1,intersection
            yodoyabashi,淀屋橋,Yodoyabashi,135.50100,34.69250,1,intersection
            "yume,shima",夢洲,Yumeshima,135.38500,34.65000,0,end
            """;
    static final String ROADS =
            """
            from,to,road,road_romaji,ref,class,lanes,speed_kmh,oneway,structure,heavy,via
            umeda,yodoyabashi,御堂筋,Midosuji,国道25号,trunk,4,50,1,surface,no,135.50000 34.69800;135.50050 34.69500
            yodoyabashi,umeda,四つ橋筋,Yotsubashi-suji,,primary,3,50,1,tunnel,yes,
            umeda,"yume,shima",夢舞大橋,Yumemai Bridge,,trunk,2,60,0,bridge,yes,135.45000 34.69000
            """;

    static final String OSMNX_NODES =
            """
            osmid,y,x,street_count,highway,geometry
            1,34.700,135.500,3,traffic_signals,POINT (135.5 34.7)
            2,34.700,135.501,3,,POINT (135.501 34.7)
            3,34.701,135.501,3,,POINT (135.501 34.701)
            3,34.701,135.501,3,,POINT (135.501 34.701)
            """;
    static final String OSMNX_EDGES =
            """
            u,v,key,osmid,oneway,name,highway,reversed,length,lanes,geometry,service,access
            1,2,0,"[20, 10]",False,"['曽根崎通', '国道2号']","['secondary', 'primary']","[False, True]",91.5,"['4', '6']","LINESTRING (135.5 34.7, 135.5005 34.7001, 135.501 34.7)",,
            2,1,0,"[10, 20]",False,,primary,True,91.5,4,"LINESTRING (135.5 34.7, 135.5005 34.7001, 135.501 34.7)",,
            2,3,0,30,True,,residential,False,111.2,2,,,
            3,1,0,40,True,,unclassified,False,-5,,,,
            3,1,1,40,True,,unclassified,False,150,99,,,
            1,3,0,50,False,,footway,False,150,,,,
            1,3,0,51,False,,service,False,150,,,,private
            1,9,0,52,False,,service,False,150,,,,
            2,2,0,53,True,,residential,False,200,,"LINESTRING (135.501 34.7, 135.502 34.7, 135.502 34.7005, 135.501 34.7)",,
            """;

    @TempDir
    Path directory;

    private ImportResult city(String nodes, String roads) throws IOException {
        Files.writeString(directory.resolve("nodes.csv"), nodes);
        Files.writeString(directory.resolve("roads.csv"), roads);
        return NetworkImporter.importFile(directory, ImportOptions.defaults());
    }

    @Test
    void aCityOfItsOwn() throws IOException {
        ImportResult result = city(NODES, ROADS);
        RoadNetwork network = result.network();
        assertThat(network.nodeCount()).isEqualTo(3);
        assertThat(network.linkCount()).isEqualTo(4);
        long umeda = RoadNetworkBuilder.stableId("umeda");
        long yodoyabashi = RoadNetworkBuilder.stableId("yodoyabashi");
        int midosuji = get(network, umeda, yodoyabashi);
        assertThat(network.linkId(midosuji)).isEqualTo(RoadNetworkBuilder.stableId("umeda>yodoyabashi"));
        assertThat(network.nodeName(network.getNode(umeda))).isEqualTo("梅田");
        assertThat(network.nodeSignal(network.getNode(umeda))).isTrue();
        assertThat(network.shapeSize(midosuji)).isEqualTo(4);
        assertThat(network.roadNameRomanised(midosuji)).isEqualTo("Midosuji");
        assertThat(network.lanes(midosuji)).isEqualTo(4);
        assertThat(network.freeFlowSpeedMps(midosuji)).isCloseTo(13.89f, within(0.01f));
        assertThat(network.heavyAllowed(midosuji)).isFalse();
        assertThat(network.structure(get(network, yodoyabashi, umeda))).isEqualTo(Structure.TUNNEL);
        int there = get(network, umeda, RoadNetworkBuilder.stableId("yume,shima"));
        assertThat(network.shapeLon(network.oppositeLink(there), 1)).isEqualTo(135.45);
        assertThat(result.report().count(Fate.READ, "roads")).isEqualTo(3);
        assertThat(NetworkImporter.importFile(directory.resolve("roads.csv"), ImportOptions.defaults())
                        .network()
                        .linkCount())
                .isEqualTo(4);
    }

    /** The city that is part of the project. */
    @Test
    void osakaIsWhole() throws IOException {
        ImportResult osaka = NetworkImporter.importFile(Path.of("../config/osaka"), ImportOptions.defaults());
        assertThat(osaka.network().nodeCount()).isGreaterThanOrEqualTo(150);
        assertThat(osaka.network().linkCount()).isGreaterThanOrEqualTo(450);
        assertThat(osaka.report().countAll(Fate.DROPPED, "")).as("nothing of it is dropped").isZero();
        assertThat(osaka.network().nodeCount()).isEqualTo((int) osaka.report().count(Fate.READ, "nodes"));
    }

    @Test
    void aByteOrderMarkIsNoFault() throws IOException {
        assertThat(city("\uFEFF" + NODES, "\uFEFF" + ROADS).network().linkCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "34.69250,1|134.69250,1|nodes.csv: line 3: lon, lat is no place on Earth: 135.501, 134.6925",
        "135.50100,34.69250|34.69250,135.50100|nodes.csv: line 3: lon, lat is no place on Earth: 34.6925, 135.501; lon and lat look swapped",
        "135.50100,34|NaN,34|nodes.csv: line 3: lon is outside -1000000000 to 1000000000: NaN",
        "135.50100,34|east,34|nodes.csv: line 3: lon is no number: \"east\"",
        "34.69250,1,|34.69250,yes,|nodes.csv: line 3: signal is \"yes\", expected 0 or 1",
        "34.69250,1,intersection|34.69250,1,bridge|nodes.csv: line 3: kind is \"bridge\"",
        "yodoyabashi|umeda|nodes.csv: line 3: id is there twice: umeda",
        "yodoyabashi,||nodes.csv: line 3: 6 fields where the header has 7",
        "lon,lat|x,y|nodes.csv: line 1: column lon is missing"
    })
    void faultsInNodesNameLineAndField(String part, String wrong, String message) {
        assertThatThrownBy(() -> city(NODES.replace(part, wrong == null ? "" : wrong), ROADS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(directory.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "trunk,4|highway,4|roads.csv: line 2: class is no road class: highway",
        "trunk,4|trunk,0|roads.csv: line 2: lanes is outside 1 to 20: 0",
        "trunk,4|trunk,2.5|roads.csv: line 2: lanes is no whole number: \"2.5\"",
        "50,1,surface|-50,1,surface|roads.csv: line 2: speed_kmh is outside 1 to 200: -50",
        "50,1,surface|50,2,surface|roads.csv: line 2: oneway is \"2\", expected 0 or 1",
        "1,surface|1,water|roads.csv: line 2: structure is not one of surface, bridge, tunnel, elevated: water",
        "surface,no|surface,maybe|roads.csv: line 2: heavy is \"maybe\", expected yes or no",
        "135.50000 34.69800;|135.50000,|roads.csv: line 2: 13 fields where the header has 12",
        "135.50000 34.69800;|135.50000;|roads.csv: line 2: via is not \"lon lat;lon lat\": \"135.50000\"",
        "135.50000 34.69800;|34.69800 135.50000;|look swapped",
        "yodoyabashi,umeda|yodoyabashi,namba|roads.csv: line 3: to names a node that nodes.csv does not have: namba",
        "yodoyabashi,umeda|umeda,umeda|roads.csv: line 3: to is where the road begins: umeda",
        "yodoyabashi,umeda|umeda,yodoyabashi|roads.csv: line 3: to makes a second road from umeda to yodoyabashi"
    })
    void faultsInRoadsNameLineAndField(String part, String wrong, String message) {
        assertThat(ROADS).contains(part);
        assertThatThrownBy(() -> city(NODES, ROADS.replaceFirst(Pattern.quote(part), wrong)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        Files.writeString(directory.resolve("nodes.csv"), NODES, Charset.forName("Shift_JIS"));
        Files.writeString(directory.resolve("roads.csv"), ROADS);
        assertThatThrownBy(() -> NetworkImporter.importFile(directory, ImportOptions.defaults()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("nodes.csv")
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> city("", ROADS)).isInstanceOf(ImportException.class);
        assertThatThrownBy(() -> city(NODES, ROADS + "\"open," + "x\n".repeat(3 << 20)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void osmnx() throws IOException {
        Files.writeString(directory.resolve("nodes.csv"), OSMNX_NODES);
        Files.writeString(directory.resolve("edges.csv"), OSMNX_EDGES);
        ImportResult result = NetworkImporter.importFile(directory, ImportOptions.defaults());
        RoadNetwork network = result.network();
        ImportReport report = result.report();
        assertThat(network.linkCount()).isEqualTo(7);
        int link = get(network, 1, 2);
        assertThat(network.linkId(link)).as("the order in a list says nothing").isEqualTo(
                RoadNetworkBuilder.stableId("osm/10;20/1>2"));
        assertThat(network.roadClass(link)).isEqualTo(RoadClass.PRIMARY);
        assertThat(network.lanes(link)).as("the narrowest part, half of it").isEqualTo(2);
        assertThat(network.roadName(link)).isEqualTo("曽根崎通");
        assertThat(network.nodeSignal(network.getNode(1))).isTrue();
        assertThat(network.lengthMetres(link)).isEqualTo(91.5f);
        int back = get(network, 2, 1);
        assertThat(network.shapeLon(back, 0)).as("its course was turned round").isEqualTo(135.501);
        assertThat(report.countAll(Fate.REPAIRED, "courses that ran backwards")).isEqualTo(1);
        assertThat(network.lanes(get(network, 2, 3))).as("one-way: all of them").isEqualTo(2);
        assertThat(report.countAll(Fate.REPAIRED, "lengths that cannot be")).isEqualTo(1);
        assertThat(report.countAll(Fate.REPAIRED, "lanes that cannot be")).isEqualTo(1);
        assertThat(report.countAll(Fate.REPAIRED, "edges from a node to itself")).isEqualTo(1);
        assertThat(report.count(Fate.DROPPED, "edges that are no road for motor vehicles")).isEqualTo(1);
        assertThat(report.count(Fate.DROPPED, "edges with access=private")).isEqualTo(1);
        assertThat(report.count(Fate.DROPPED, "edges to nodes that are not there")).isEqualTo(1);
        assertThat(report.count(Fate.DROPPED, "nodes that are there twice")).isEqualTo(1);
        assertThat(network.findLink(RoadNetworkBuilder.stableId("osm/40/3>1#1"))).as("the second of two").isPresent();
    }

    private ImportResult plain(String nodes, String arcs) throws IOException {
        Files.writeString(directory.resolve("x.nodes"), nodes);
        Files.writeString(directory.resolve("x.arcs"), arcs);
        return NetworkImporter.importFile(directory.resolve("x.arcs"), ImportOptions.defaults());
    }

    @Test
    void plainArcs() throws IOException {
        ImportResult result = plain("135.5 34.7\n135.6\t34.7\n135.6 34.8\n", "0 1\n1 2\n2 2\n2 0\n0 1\n");
        RoadNetwork network = result.network();
        assertThat(network.nodeCount()).isEqualTo(3);
        assertThat(network.linkCount()).isEqualTo(4);
        assertThat(network.fromNode(network.getLink(2))).isEqualTo(network.getNode(2));
        assertThat(network.findLink(3)).as("it would end where it starts").isEmpty();
        assertThat(network.roadClass(0)).isEqualTo(RoadClass.UNCLASSIFIED);
        assertThat(result.report().count(Fate.DROPPED, "arcs from a node to itself")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "135.5 34.7|0 7|x.arcs: line 1: to names no node: 7",
        "135.5 34.7|0 -1|x.arcs: line 1: to names no node: -1",
        "135.5 34.7|0|x.arcs: line 1: to is missing",
        "135.5 34.7|0 a|x.arcs: line 1: to is no number: \"a\"",
        "135.5 134.7|0 0|x.nodes: line 1: no place on Earth",
        "34.7 135.5|0 0|they look swapped",
        "135.5 34.7 7|0 0|x.nodes: line 1: more fields than two",
        "135.5 34.7|0 0|holds no road"
    })
    void faultsInPlainArcs(String nodes, String arcs, String message) {
        assertThatThrownBy(() -> plain(nodes, arcs)).isInstanceOf(ImportException.class).hasMessageContaining(message);
    }

    @Test
    void networkFilesAreTakenAsTheyAre() throws IOException {
        RoadNetwork network = city(NODES, ROADS).network();
        Path file = directory.resolve("city.mio");
        RoadNetworkFile.write(network, file);
        assertThat(NetworkImporter.importFile(file, ImportOptions.defaults()).network().linkCount()).isEqualTo(4);
    }

    @Test
    void whatIsNoNetworkIsNamed() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no network");
        assertThatThrownBy(() -> NetworkImporter.importFile(text, ImportOptions.defaults()))
                .hasMessageContaining("notes.txt: not a kind of network");
        assertThatThrownBy(() -> NetworkImporter.importFile(directory, ImportOptions.defaults()))
                .hasMessageContaining("holds neither");
        assertThatThrownBy(() -> NetworkImporter.importFile(directory.resolve("x.osm"), ImportOptions.defaults()))
                .hasMessageContaining("there is no such file");
        Files.writeString(directory.resolve("roads.csv"), ROADS);
        assertThatThrownBy(() -> NetworkImporter.importFile(directory, ImportOptions.defaults()))
                .hasMessageContaining("nodes.csv: is missing");
    }
}
