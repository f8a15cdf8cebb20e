package city.mio.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.geo.places.HaulRoute;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the routes of Osaka. */
class HaulRouteCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static City city;

    @TempDir
    private Path dir;

    private StringWriter out;
    private StringWriter err;

    @BeforeAll
    static void readCity() {
        city = CityFolder.read(Path.of("../config/osaka"));
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("haul-route"));
        all.addAll(List.of(args));
        all.addAll(List.of("--city", "../config/osaka"));
        return MioCommand.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static List<String> ids(HaulRoute route) {
        return route.linkIds().stream().map(String::valueOf).toList();
    }

    @Test
    void everyShippedRouteComesBackAsItWent() throws IOException {
        Path file = dir.resolve("out/routes.geojson");
        assertThat(run("export", "--out", file.toString())).as(err.toString()).isZero();
        for (HaulRoute route : city.places().haulRoutes()) {
            Path again = dir.resolve(route.id() + ".geojson");
            assertThat(run("import", file.toString(), "--feature", route.id(), "--json", "--out", again.toString()))
                    .as(err.toString())
                    .isZero();
            JsonNode answer = JSON.readTree(out.toString());
            assertThat(answer.get("links").findValuesAsText("id")).as(route.id()).isEqualTo(ids(route));
            assertThat(answer.get("sameAs").get(0).asText()).isEqualTo(route.id());
            assertThat(answer.get("farthestMetres").asDouble()).isLessThan(1);
            assertThat(JSON.readTree(again.toFile()).at("/features/0/properties/links").get(0).asText())
                    .isEqualTo(ids(route).get(0));
        }
        assertThat(run("export", "yumemai-hokko")).isZero();
        JsonNode one = JSON.readTree(out.toString());
        assertThat(one.get("features")).hasSize(1);
        assertThat(one.at("/features/0/id").asText()).isEqualTo("yumemai-hokko");
    }

    @Test
    void aHandIsNotExact() throws IOException {
        Random random = new Random(6);
        for (HaulRoute route : city.places().haulRoutes()) {
            StringBuilder line = new StringBuilder();
            for (long id : route.linkIds()) {
                int link = city.network().getLink(id);
                for (int i = line.isEmpty() ? 0 : 1; i < city.network().shapeSize(link); i++) {
                    line.append(line.isEmpty() ? "" : ",").append(String.format(
                            Locale.ROOT, "[%.6f,%.6f]",
                            city.network().shapeLon(link, i) + (random.nextDouble() - 0.5) * 0.0004,
                            city.network().shapeLat(link, i) + (random.nextDouble() - 0.5) * 0.0004));
                }
            }
            Path file = dir.resolve("drawn.geojson");
            Files.writeString(file, "{\"type\":\"LineString\",\"coordinates\":[" + line + "]}");
            assertThat(run("import", file.toString(), "--json")).as(err.toString()).isZero();
            JsonNode answer = JSON.readTree(out.toString());
            assertThat(answer.get("links").findValuesAsText("id")).as(route.id()).isEqualTo(ids(route));
            assertThat(answer.get("farthestMetres").asDouble()).isBetween(1.0, 35.0);
            assertThat(run("import", file.toString())).isZero();
            assertThat(out.toString()).contains(route.linkIds().size() + " links").contains("the same links as route " + route.id());
        }
    }

    @Test
    void aRouteEndsAtTheGateThatIsNamed() throws IOException {
        Path file = dir.resolve("drawn.geojson");
        assertThat(run("export", "yumemai-hokko", "--out", file.toString())).isZero();
        assertThat(run("import", file.toString(), "--to", "yumeshima-kita", "--from", "baika")).as(err.toString()).isZero();
        assertThat(run("import", file.toString(), "--to", "ir")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("mio: " + file + ": feature 1 (yumemai-hokko): the line ends ")
                .contains("where it has to, at 135.")
                .hasLineCount(1);
        assertThat(run("import", file.toString(), "--to", "atlantis")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("mio: --to: the network has no node atlantis" + System.lineSeparator());
    }

    @Test
    void whatIsAskedWronglyIsSaidInOneLine() throws IOException {
        Path file = dir.resolve("x.geojson");
        assertThat(run("import", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file.toString()).hasLineCount(1);
        Files.writeString(file, "{\"type\":\"LineString\",\"coordinates\":[[34.66,135.43],[34.67,135.41]]}");
        assertThat(run("import", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("longitude first").hasLineCount(1);
        Files.writeString(file, "{\"type\":\"LineString\",\"coordinates\":[[135.39,34.60],[135.37,34.62]]}");
        assertThat(run("import", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("the line goes off the road").hasLineCount(1);
        assertThat(run("import", file.toString(), "--within", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--within").hasLineCount(1);
        assertThat(run("export", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no route nowhere, only [yumemai-hokko").hasLineCount(1);
    }
}
