package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same data gives the same ids, in whatever order it stands, and whatever is added elsewhere. */
class StableIdsTest {

    @TempDir
    Path directory;

    /** What each id stands for: both ends, as places, and the course between. */
    private static Map<Long, String> links(RoadNetwork network) {
        Map<Long, String> links = new HashMap<>();
        for (int link = 0; link < network.linkCount(); link++) {
            StringBuilder course = new StringBuilder(network.roadClass(link).name());
            for (int i = 0; i < network.shapeSize(link); i++) {
                course.append(' ').append(network.shapeLon(link, i)).append(',').append(network.shapeLat(link, i));
            }
            links.put(network.linkId(link), course.toString());
        }
        return links;
    }

    private static OsmFixture streets(OsmFixture fixture, boolean more) {
        long[] nodes = new long[100];
        Arrays.setAll(nodes, i -> 100 * (i / 10) + i % 10);
        fixture.nodes(nodes);
        for (int i = 0; i < 10; i++) {
            fixture.way(10 + i, Arrays.copyOfRange(nodes, 10 * i, 10 * i + 10), "highway=residential");
            long[] column = new long[10];
            for (int k = 0; k < 10; k++) {
                column[k] = nodes[10 * k + i];
            }
            fixture.way(30 + i, column, "highway=secondary");
        }
        // A loop that nothing else touches, and two ways between the same nodes.
        fixture.nodes(11, 12, 111).way(50, OsmFixture.refs(9, 11, 12, 111, 9), "highway=service");
        fixture.way(51, OsmFixture.refs(9, 209), "highway=service");
        return more
                ? fixture.nodes(2_000, 2_001).way(60, OsmFixture.refs(900, 2_000, 2_001), "highway=residential")
                : fixture;
    }

    @Test
    void ofOpenStreetMapInAnyOrder() throws IOException {
        String xml = streets(new OsmFixture(directory), false).xml();
        Map<Long, String> before = links(read("once.osm", xml));
        assertThat(before).hasSizeGreaterThan(360);
        List<String> elements = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?s)<(node|way|relation) .*?</\\1>").matcher(xml);
        while (matcher.find()) {
            elements.add(matcher.group());
        }
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(elements, new Random(seed));
            String shuffled = "<osm version='0.6'>" + String.join("\n", elements) + "</osm>";
            assertThat(links(read("shuffled.osm", shuffled))).isEqualTo(before);
        }
        Map<Long, String> after = links(read("more.osm", streets(new OsmFixture(directory), true).xml()));
        assertThat(after).containsAllEntriesOf(before).hasSizeGreaterThan(before.size());
    }

    @Test
    void ofOsmnxInAnyOrder() throws IOException {
        Files.writeString(directory.resolve("nodes.csv"), CsvImportTest.OSMNX_NODES);
        List<String> edges = new ArrayList<>(CsvImportTest.OSMNX_EDGES.lines().toList());
        String header = edges.remove(0);
        Map<Long, String> before = osmnx(header, edges);
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(edges, new Random(seed));
            assertThat(osmnx(header, edges)).isEqualTo(before);
        }
    }

    private Map<Long, String> osmnx(String header, List<String> edges) throws IOException {
        Files.writeString(directory.resolve("edges.csv"), header + "\n" + String.join("\n", edges) + "\n");
        return links(NetworkImporter.importFile(directory, ImportOptions.defaults()).network());
    }

    @Test
    void ofGeoJsonInAnyOrder() throws IOException {
        String feature = "{\"type\":\"Feature\",\"properties\":{\"highway\":\"%s\",\"osmid\":%s,\"oneway\":\"yes\"},"
                + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[%s]}}";
        List<String> features = new ArrayList<>(List.of(
                feature.formatted("primary", "7", "[135.5,34.7],[135.51,34.7]"),
                feature.formatted("primary", "7", "[135.51,34.7],[135.5,34.7]"),
                feature.formatted("secondary", "null", "[135.51,34.7],[135.51,34.71]"),
                feature.formatted("secondary", "null", "[135.51,34.71],[135.51,34.7]"),
                feature.formatted("tertiary", "8", "[135.51,34.71],[135.5,34.7]")));
        Map<Long, String> before = geoJson(features);
        assertThat(before).hasSize(5);
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(features, new Random(seed));
            assertThat(geoJson(features)).isEqualTo(before);
        }
        features.add(0, feature.formatted("service", "null", "[135.5,34.7],[135.52,34.72],[135.51,34.71]"));
        assertThat(geoJson(features)).containsAllEntriesOf(before).hasSize(6);
    }

    private Map<Long, String> geoJson(List<String> features) throws IOException {
        return links(read(
                "roads.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}"));
    }

    private RoadNetwork read(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return NetworkImporter.importFile(file, ImportOptions.defaults()).network();
    }
}
