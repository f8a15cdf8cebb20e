package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityFolderTest {

    private static final String YAML =
            """
            id: tiny
            name: {ja: 小さな町, en: Tiny}
            timezone: Asia/Tokyo
            bounds: {west: 135.4, south: 34.6, east: 135.6, north: 34.8}
            network: {nodes: network/nodes.csv, roads: network/roads.csv}
            zones:
              - {id: north, name: {ja: 北, en: North}, lon: 135.5, lat: 34.7, radiusMetres: 500, residents: 10, jobs: 20, nodes: [a, b]}
            detectors:
              - {id: D-001, from: a, to: b, offsetShare: 0.7, kind: loop, name: {ja: 一番, en: One}}
            cameras:
              - {id: C-01, from: b, to: c, offsetShare: 0.5, name: {ja: 目, en: Eye}}
            haul:
              slotMinutes: 30
              sites:
                - {id: s, owner: {ja: 主, en: Owner}, name: {ja: 現場, en: Site}, gate: c}
              routes:
                - {id: r, name: {ja: 道, en: Way}, nodes: [a, b, c], capPerSlot: 60}
              depots:
                - {id: d, name: {ja: 車庫, en: Depot}, node: a}
            events:
              - {id: e, name: {ja: 祭, en: Feast}, zone: north, start: "18:30", end: "21:30", trips: 600}
            thresholds:
              congestionEnterRatio: {value: 0.4, reason: "x"}
              congestionExitRatio: {value: 0.55, reason: "x"}
              usualRatio: {value: 0.6, reason: "x"}
              congestionMinutes: {value: 3, reason: "x"}
              queueLinks: {value: 2, reason: "x"}
              detectorSilentMinutes: {value: 5, reason: "x"}
              detectorStuckMinutes: {value: 15, reason: "x"}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeNetwork() throws IOException {
        Files.createDirectories(folder.resolve("network"));
        Files.writeString(
                folder.resolve("network/nodes.csv"),
                """
                id,name,name_romaji,lon,lat,signal,kind
                a,あ,A,135.500,34.700,1,intersection
                b,い,I,135.505,34.700,0,intersection
                c,う,U,135.510,34.702,0,intersection
                """);
        Files.writeString(
                folder.resolve("network/roads.csv"),
                """
                from,to,road,road_romaji,ref,class,lanes,speed_kmh,oneway,structure,heavy,via
                a,b,道,Michi,,primary,2,50,0,surface,yes,
                b,c,道,Michi,,primary,2,50,0,surface,yes,135.507 34.701
                a,c,裏道,Uramichi,,tertiary,1,30,0,surface,no,
                """);
        Files.writeString(folder.resolve("city.yaml"), YAML);
    }

    @Test
    void bindsPlacesToLinksAndNodes() {
        City city = CityFolder.read(folder);
        assertThat(city.network().linkCount()).isEqualTo(6);
        assertThat(city.places().detectors().get(0).linkId()).isEqualTo(RoadNetworkBuilder.stableId("a>b"));
        assertThat(city.places().haulRoutes().get(0).linkIds())
                .containsExactly(RoadNetworkBuilder.stableId("a>b"), RoadNetworkBuilder.stableId("b>c"));
        assertThat(city.places().zones().get(0).nodeIds()).hasSize(2);
        assertThat(city.thresholds().congestionMinutes().whole()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "radiusMetres: 500 | radiusMeters: 500 | 7 | radiusMetres: is missing, or its key is misspelt",
                "capPerSlot: 60 | capPerSlot: 60, cap: 7 | 17 | cap is no known key here (known: capPerSlot, from, geojson, id",
                "slotMinutes: 30 | slotMinutes: thirty | 13 | slotMinutes",
                "from: a, to: b | from: a, to: nowhere | 9 | no node nowhere",
                "from: b, to: c | from: c, to: b2 | 11 | no node b2",
                "kind: loop | kind: loupe | 9 | neither loop nor camera",
                "nodes: [a, b, c] | nodes: [a, c] | 17 | closed to heavy",
                "zone: north | zone: south | 21 | no zone south",
                "timezone: Asia/Tokyo | timezone: Asia/Osaka | 3 | timezone",
                "value: 0.4, | value: 0.7, | 30 | congestionExitRatio is below",
                "value: 2, reason: \"x\" | value: 2 | 27 | reason",
                "id: tiny | id: [tiny | 1 | id",
                "name: {ja: 小さな町 | name: {ja: [小さな町 | 2 | name",
                "trips: 600 | trips: 600, trips: 700 | 21 | trips"
            })
    void namesFileLineAndKey(String right, String wrong, int line, String key) throws IOException {
        assertThat(YAML).contains(right);
        Files.writeString(folder.resolve("city.yaml"), YAML.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertThatThrownBy(() -> CityFolder.read(folder))
                .isInstanceOf(CityFault.class)
                .message()
                .startsWith(folder.resolve("city.yaml") + ": line ")
                .contains(key)
                .doesNotContain("\n")
                .doesNotContain("city.mio.")
                .satisfies(text -> assertThat(lineIn(text)).as(text).isBetween(line - 1, line + 1));
    }

    private static int lineIn(String message) {
        return Integer.parseInt(message.replaceFirst("(?s).*?: line (\\d+): .*", "$1"));
    }

    @Test
    void aRouteMayBeDrawnInAFile() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("routes/r.geojson"),
                """
                {"type": "FeatureCollection", "features": [
                  {"type": "Feature", "properties": {"id": "other"}, "geometry": {"type": "LineString", "coordinates": [[0, 0], [0, 1]]}},
                  {"type": "Feature", "properties": {"id": "r"}, "geometry":
                    {"type": "LineString", "coordinates": [[135.5001, 34.7001], [135.5051, 34.6999], [135.5068, 34.7012], [135.5099, 34.7019]]}}
                ]}
                """);
        write("nodes: [a, b, c]", "geojson: routes/r.geojson, from: a, to: c, withinMetres: 50");
        assertThat(CityFolder.read(folder).places().haulRoutes().get(0).linkIds())
                .containsExactly(RoadNetworkBuilder.stableId("a>b"), RoadNetworkBuilder.stableId("b>c"));

        write("nodes: [a, b, c]", "geojson: routes/r.geojson, to: a");
        assertThatThrownBy(() -> CityFolder.read(folder))
                .isInstanceOf(CityFault.class)
                .hasMessageStartingWith(folder.resolve("city.yaml") + ": line 17: haul.routes[0] (r): ")
                .hasMessageContaining("r.geojson: feature 2 (r): the line ends ");
        write("nodes: [a, b, c]", "geojson: ../r.geojson");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessageContaining("there is no file ../r.geojson in the city's folder");
        write("nodes: [a, b, c]", "geojson: routes/r.geojson, nodes: [a, b]");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessageContaining("nodes and geojson: choose one of them");
        write("nodes: [a, b, c]", "nodes: [a, b, c], to: c");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessageContaining("are for a route with geojson");
        write("nodes: [a, b, c], ", "");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessageContaining("nodes or geojson is missing");
        write("nodes: [a, b, c]", "geojson: routes/r.geojson, withinMetres: 0");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessageContaining("withinMetres is outside 5 to 500");
    }

    private void write(String right, String other) throws IOException {
        Files.writeString(folder.resolve("city.yaml"), YAML.replace(right, other));
    }

    @Test
    void readsTheEventCalendar() throws IOException {
        Files.writeString(folder.resolve("city.yaml"), YAML);
        assertThat(CityFolder.read(folder).places().events().get(0).takesPlaceOn(LocalDate.of(2026, 11, 19))).isTrue();
        Path calendar = folder.resolve("calendar.yaml");
        Files.writeString(calendar, "events:\n  - {event: e, dates: [2026-11-18, 2026-12-01]}\n");
        var event = CityFolder.read(folder).places().events().get(0);
        assertThat(event.takesPlaceOn(LocalDate.of(2026, 11, 18))).isTrue();
        assertThat(event.takesPlaceOn(LocalDate.of(2026, 11, 19))).isFalse();

        Files.writeString(calendar, "events:\n  - {event: f, dates: [2026-11-18]}\n");
        assertThatThrownBy(() -> CityFolder.read(folder)).hasMessage(calendar + ": events[0].event: city.yaml has no event f");
        Files.writeString(calendar, "events:\n  - {event: e, dates: [18.11.2026]}\n");
        assertThatThrownBy(() -> CityFolder.read(folder))
                .hasMessageContaining("events[0].dates: is no date")
                .hasMessageContaining("18.11.2026");
    }

    @Test
    void namesTheNetworkFileThatIsNotThere() throws IOException {
        Files.delete(folder.resolve("network/roads.csv"));
        assertThatThrownBy(() -> CityFolder.read(folder)).isInstanceOf(CityFault.class).hasMessageContaining("roads.csv");
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> CityFolder.read(nowhere)).isInstanceOf(CityFault.class).hasMessageContaining("nowhere");
    }

    @Test
    void readsTheCityThatShips() {
        Path osaka = Path.of("..", "config", "osaka");
        City city = CityFolder.read(osaka);
        assertThat(city.places().id()).isEqualTo("osaka");
        assertThat(city.network().linkCount()).isGreaterThanOrEqualTo(450);
        assertThat(city.network().nodeCount()).isGreaterThanOrEqualTo(150);
    }
}
