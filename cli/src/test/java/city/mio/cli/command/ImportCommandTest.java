package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.routing.LinkOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four nodes in a row, a bridge with a limit of 15 t, and a way that is none for vehicles. */
class ImportCommandTest {

    private static final String MAP =
            """
            <osm version="0.6">
            <node id="1" lon="135.500" lat="34.70"/><node id="2" lon="135.505" lat="34.70"/>
            <node id="3" lon="135.510" lat="34.70"/><node id="4" lon="135.515" lat="34.70"/>
            <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="maxspeed" v="fast"/></way>
            <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="maxweight" v="15"/></way>
            <way id="12"><nd ref="3"/><nd ref="4"/><tag k="highway" v="primary"/></way>
            <way id="13"><nd ref="1"/><nd ref="4"/><tag k="highway" v="footway"/></way>
            <relation id="20"><member type="way" ref="10" role="from"/><member type="way" ref="11" role="via"/>
            <member type="way" ref="12" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_straight_on"/></relation>
            </osm>
            """;

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path map;

    @BeforeEach
    void writeMap() throws Exception {
        map = Files.writeString(dir.resolve("map.osm"), MAP);
    }

    private int run(String... args) {
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void saysWhatWasReadKeptRepairedAndDropped() {
        assertThat(run("import", map.toString(), "--report")).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches(" *read +4  ways with highway"))
                .anyMatch(line -> line.matches(" *kept +6  links"))
                .anyMatch(line -> line.matches(" *repaired +1  ways: speeds not understood.* way 10: maxspeed=fast"))
                .anyMatch(line -> line.matches(" *dropped +1  ways: no road for motor vehicles: highway=footway.* way 13"))
                .anyMatch(line -> line.matches("4 nodes, 6 links, 2\\.7 km, 0 banned turns, 1 banned paths"));
        assertThat(dir.toFile().list()).as("nothing is written").containsExactly("map.osm");
    }

    @Test
    void writesWhatItIsAskedFor() throws Exception {
        Path folder = dir.resolve("net");
        assertThat(run("import", map.toString(), "--out", folder.toString(), "--geojson", "--gpkg", "--json"))
                .as(err.toString())
                .isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.get("links").asInt()).isEqualTo(6);
        assertThat(summary.get("bannedPaths").asInt()).isEqualTo(1);
        assertThat(summary.get("report").get("dropped").size()).isEqualTo(1);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("network.mio", "network.order", "import-report.json", "network.geojson", "network.gpkg");
        var network = RoadNetworkFile.read(folder.resolve("network.mio"));
        assertThat(network.bannedPathCount()).isEqualTo(1);
        byte[] geoPackage = Files.readAllBytes(folder.resolve("network.gpkg"));
        assertThat(new String(geoPackage, 68, 4, StandardCharsets.US_ASCII)).isEqualTo("GPKG");
        assertThat(new ObjectMapper().readTree(folder.resolve("network.geojson").toFile()).get("features"))
                .hasSize(6);
    }

    @Test
    void judgesByTheHeavyVehicleThatIsNamed() throws Exception {
        for (String[] of : new String[][] {{"20,10,3.8,2.5,12", "2"}, {"12,8,3.5,2.3,9", "0"}}) {
            Path folder = dir.resolve("net" + of[1]);
            assertThat(run("import", map.toString(), "--out", folder.toString(), "--heavy", of[0])).isZero();
            var network = RoadNetworkFile.read(folder.resolve("network.mio"));
            int closed = 0;
            for (int link = 0; link < network.linkCount(); link++) {
                closed += network.heavyAllowed(link) ? 0 : 1;
            }
            assertThat(closed).isEqualTo(Integer.parseInt(of[1]));
        }
    }

    @Test
    void wrongQuestionsGetOneClearLine() {
        assertThat(run("import", dir.resolve("none.osm").toString())).isEqualTo(2);
        assertThat(run("import", map.toString(), "--gpkg")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file").contains("--out");
        assertThat(run("import", map.toString(), "--heavy", "20,10")).isEqualTo(2);
        assertThat(run("import", map.toString(), "--max-bytes", "100")).isNotZero();
        assertThat(run("import", map.toString(), "--heavy", "20,10,3.8,wide,12")).isEqualTo(2);
        assertThat(err.toString()).contains("no number: wide").contains("five numbers").contains("unpacks to more than 100 bytes");
    }

    @Test
    void writesTheOrderThatRoutesArePreparedWith() throws Exception {
        Path net = dir.resolve("net");
        assertThat(run("import", map.toString(), "--out", net.toString())).as(err.toString()).isZero();
        RoadNetwork network = RoadNetworkFile.read(net.resolve("network.mio"));
        assertThat(LinkOrder.read(net.resolve("network.order"), network).linkCount()).isEqualTo(network.linkCount());
        assertThat(CityOptions.imported(net).linkOrder()).isPresent();
        assertThat(CityOptions.imported(map).linkOrder()).isEmpty();
    }
}
