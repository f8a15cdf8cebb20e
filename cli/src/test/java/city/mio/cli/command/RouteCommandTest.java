package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On a ladder: nodes 0, 1, 2 in the north and 3, 4, 5 in the south, two-way streets along both and at both ends, and
 * node 6 that only a one-way street leaves.
 */
class RouteCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeStreets() throws Exception {
        Files.writeString(
                dir.resolve("n.nodes"),
                "135.500 34.702\n135.505 34.702\n135.510 34.702\n135.500 34.700\n135.505 34.700\n135.510 34.700\n135.505 34.710\n");
        Files.writeString(
                dir.resolve("n.arcs"), "0 1\n1 0\n1 2\n2 1\n3 4\n4 3\n4 5\n5 4\n0 3\n3 0\n2 5\n5 2\n6 1\n");
    }

    private int route(String from, String to, String... more) {
        List<String> args = new ArrayList<>(
                List.of("route", "--network", dir.resolve("n.arcs").toString(), "--from", from, "--to", to));
        args.addAll(List.of(more));
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }

    private JsonNode json() throws Exception {
        return MAPPER.readTree(out.toString());
    }

    private static List<Integer> links(JsonNode route) {
        List<Integer> links = new ArrayList<>();
        route.path("links").forEach(link -> links.add(link.asInt()));
        return links;
    }

    @Test
    void straightAlongTheStreet() throws Exception {
        assertThat(route("135.501,34.7021", "135.509,34.7019", "--json")).as(err.toString()).isZero();
        JsonNode route = json().path("routes").get(0);
        assertThat(links(route)).containsExactly(0, 2);
        assertThat(route.path("metres").asDouble()).isBetween(720.0, 740.0);
        assertThat(route.path("seconds").asDouble()).isPositive();
        assertThat(json().path("vehicle").asText()).isEqualTo("car");
    }

    @Test
    void slowAndClosedLinksAreAvoided() throws Exception {
        Files.writeString(dir.resolve("times.csv"), "link,seconds\n0,900\n2,closed\n");
        assertThat(route("135.5001,34.7018", "135.5099,34.7018", "--json", "--link-times", dir.resolve("times.csv").toString()))
                .as(err.toString())
                .isZero();
        assertThat(links(json().path("routes").get(0))).contains(4, 6).doesNotContain(2);
    }

    @Test
    void alternativesArrivalAndGeoJson() throws Exception {
        Path file = dir.resolve("out").resolve("routes.geojson");
        assertThat(route(
                        "135.500,34.7012", "135.510,34.7012", "--alternatives", "--depart", "2026-11-18T08:00:00+09:00",
                        "--out", file.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("fastest: ").contains("other way: ").contains("arrival 2026-11-18T08:0");
        JsonNode collection = MAPPER.readTree(Files.readString(file));
        assertThat(collection.path("features")).hasSize(2);
        JsonNode line = collection.path("features").get(0).path("geometry");
        assertThat(line.path("type").asText()).isEqualTo("LineString");
        assertThat(line.path("coordinates").get(0).get(0).asDouble()).isBetween(135.4999, 135.5001);
        assertThat(line.path("coordinates").get(0).get(1).asDouble()).isBetween(34.7011, 34.7013);
        assertThat(collection.path("features").get(1).path("properties").path("seconds").asDouble())
                .isGreaterThanOrEqualTo(collection.path("features").get(0).path("properties").path("seconds").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "34.702,135.501 | 135.509,34.702 | --from: lat 135.501 is not within -90 and 90: lon comes first, then lat",
                "135.501 | 135.509,34.702 | --from is not lon,lat",
                "135.501,34.702 | 135.509,north | --to: the second part is not a number",
                "135.501,34.702 | 136.5,34.702 | to 136.500000,34.702000 has no road within 500 m",
                "135.501,34.702 | 135.505,34.709 | no way leads from 135.501000,34.702000 to 135.505000,34.709000"
            })
    void whatCannotBeSaysWhyInOneLine(String from, String to, String message) {
        assertThat(route(from, to)).isNotZero();
        assertThat(err.toString()).startsWith("mio: ").contains(message).matches("[^\\n]+\\n");
    }

    @Test
    void exchangedCoordinatesAreNamedWhereBothAreLatitudes() throws Exception {
        Files.writeString(dir.resolve("n.nodes"), "10.500 52.30\n10.505 52.30\n");
        Files.writeString(dir.resolve("n.arcs"), "0 1\n1 0\n");
        assertThat(route("52.30,10.501", "10.504,52.30")).isEqualTo(2);
        assertThat(err.toString()).contains("from 52.300000,10.501000 looks like lat,lon: give lon first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "link;seconds | times.csv:1: the first line is not link,seconds",
                "link,seconds;0,-3 | times.csv:2: seconds -3 is neither",
                "link,seconds;0,5;99,5 | times.csv:3: link 99 is not in the network",
                "link,seconds;0,5,6 | times.csv:2: 3 fields"
            })
    void badLinkTimesNameTheRow(String content, String message) throws Exception {
        Files.writeString(dir.resolve("times.csv"), content.replace(';', '\n') + "\n");
        assertThat(route("135.501,34.702", "135.509,34.702", "--link-times", dir.resolve("times.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("mio: ").contains(message).matches("[^\\n]+\\n");
    }

    @Test
    void timesWithoutOffsetAreRefused() {
        assertThat(route("135.501,34.702", "135.509,34.702", "--depart", "2026-11-18 08:00")).isEqualTo(2);
        assertThat(err.toString()).contains("--depart 2026-11-18 08:00 is not a time with offset");
    }
}
