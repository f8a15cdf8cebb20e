package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SumoNetTest {

    /** UTM zone 53 has its middle at 135 degrees east, 500 km; the net's corner lies there at about 34.7 north. */
    static final String NET =
            """
            <net version="1.20">
              <location netOffset="-500000.00,-3839000.00" projParameter="+proj=utm +zone=53 +ellps=WGS84"/>
              <edge id=":a_0" function="internal"><lane id=":a_0_0" index="0" speed="5" length="5" shape="0,0 1,1"/></edge>
              <edge id="ab" from="a" to="b" type="highway.primary" name="通り">
                <lane id="ab_0" index="0" disallow="passenger" speed="13.89" length="200"/>
                <lane id="ab_1" index="1" speed="13.89" length="200" shape="0,0 100,50 200,0"/>
                <lane id="ab_2" index="2" speed="16.67" length="200"/>
              </edge>
              <edge id="ba" from="b" to="a"><lane id="ba_0" index="0" speed="8.33" length="200" disallow="truck"/></edge>
              <edge id="bc" from="b" to="c"><lane id="bc_0" index="0" speed="-1" length="100"/></edge>
              <edge id="cb" from="c" to="b"><lane id="cb_0" index="0" speed="27.8" length="100"/></edge>
              <edge id="tram" from="a" to="c"><lane id="t_0" index="0" speed="13.89" length="300" allow="tram rail"/></edge>
              <junction id="a" type="dead_end" x="0" y="0"/>
              <junction id="b" type="traffic_light" x="200" y="0"/>
              <junction id="c" type="priority" x="300" y="0"/>
              <connection from="ab" to="bc" fromLane="0" toLane="0"/>
              <connection from="cb" to="ba" fromLane="0" toLane="0"/>
              <connection from="bc" to="cb" fromLane="0" toLane="0"/>
              <connection from="ba" to="ab" fromLane="0" toLane="0"/>
            </net>
            """;

    @TempDir
    Path directory;

    private ImportResult read(String xml) throws IOException {
        return NetworkImporter.importFile(
                Files.writeString(directory.resolve("city.net.xml"), xml), ImportOptions.defaults());
    }

    private static int edge(RoadNetwork network, String id) {
        return network.getLink(RoadNetworkBuilder.stableId("sumo/edge/" + id));
    }

    @Test
    void edgesBecomeLinks() throws IOException {
        ImportResult result = read(NET);
        RoadNetwork network = result.network();
        assertThat(network.nodeCount()).isEqualTo(3);
        assertThat(network.linkCount()).isEqualTo(4);
        int ab = edge(network, "ab");
        assertThat(network.lanes(ab)).as("one of three is closed to cars").isEqualTo(2);
        assertThat(network.roadClass(ab)).isEqualTo(RoadClass.PRIMARY);
        assertThat(network.freeFlowSpeedMps(ab)).isCloseTo(15f, within(0.01f));
        assertThat(network.lengthMetres(ab)).isEqualTo(200f);
        assertThat(network.shapeSize(ab)).isEqualTo(3);
        assertThat(network.shapeLon(ab, 0)).isCloseTo(135, within(1e-6));
        assertThat(network.shapeLat(ab, 0)).isBetween(34.6, 34.75);
        assertThat(network.nodeSignal(network.toNode(ab))).isTrue();
        assertThat(network.heavyAllowed(ab)).isTrue();
        assertThat(network.heavyAllowed(edge(network, "ba"))).isFalse();
        assertThat(network.turnAllowed(ab, edge(network, "bc"))).isTrue();
        assertThat(network.turnAllowed(ab, edge(network, "ba"))).as("no connection").isFalse();
        assertThat(network.roadClass(edge(network, "cb"))).isEqualTo(RoadClass.MOTORWAY);
        assertThat(result.report().count(Fate.DROPPED, "edges closed to passenger cars")).isEqualTo(1);
        assertThat(result.report().countAll(Fate.REPAIRED, "edges: speeds")).isEqualTo(1);
    }

    @Test
    void faultsAreNamed() {
        assertThatThrownBy(() -> read("<osm/>")).hasMessageContaining("not a SUMO network: begins with <osm>");
        assertThatThrownBy(() -> read("<net/>")).hasMessageContaining("has no location");
        assertThatThrownBy(() -> read(NET.replace("+proj=utm", "+proj=tmerc"))).hasMessageContaining("name its crs");
        assertThatThrownBy(() -> read(NET.replace("x=\"200\"", "x=\"east\"")))
                .hasMessageContaining("x is no number: east");
        assertThatThrownBy(() -> read(NET.replace("100,50", "100"))).hasMessageContaining("edge ab: no point: 100");
        assertThatThrownBy(() -> read(NET.replace("id=\"cb\" from=\"c\"", "id=\"cb\"")))
                .hasMessageContaining("<edge> without from");
        assertThatThrownBy(() -> read(NET.substring(0, NET.length() / 2))).isInstanceOf(ImportException.class);
    }

    @Test
    void bologna() throws IOException {
        Path file = SharedData.need("sumo/bologna/joined_buslanes.net.xml");
        ImportResult result = NetworkImporter.importFile(file, ImportOptions.defaults());
        result.report().lines().forEach(System.out::println);
        assertThat(result.report().count(Fate.READ, "edges")).isEqualTo(267);
        assertThat(result.network().bounds().contains(11.32, 44.5)).as("Bologna is in Bologna").isTrue();
        assertThat(result.network().linkCount()).isGreaterThan(150);
    }
}
