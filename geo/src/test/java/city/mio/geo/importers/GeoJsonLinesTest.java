package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonLinesTest {

    private static final String LINE = "{'type':'LineString','coordinates':[[135.4,34.6],[135.41,34.61,7]]}";

    @TempDir
    private Path folder;

    private static List<DrawnLine> read(String text) throws IOException {
        return GeoJsonLines.read("x.geojson", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsGeometriesFeaturesAndCollections() throws IOException {
        assertThat(read(LINE).get(0).parts().get(0)).containsExactly(135.4, 34.6, 135.41, 34.61);
        assertThat(read("{'type':'Feature','id':7,'properties':null,'geometry':" + LINE + "}").get(0).id()).isEqualTo("7");
        List<DrawnLine> both = read("{'type':'FeatureCollection','features':["
                + "{'type':'Feature','properties':{'id':'a','tags':[1,{'b':null}]},'geometry':" + LINE + "},"
                + "{'type':'Feature','id':'b','properties':{'id':'c'},'geometry':{'type':'MultiLineString','coordinates':"
                + "[[[1,2],[3,4]],[[3,4],[5,6]]]}}]}");
        assertThat(both).extracting(DrawnLine::id).containsExactly("a", "b");
        assertThat(both.get(1).parts()).hasSize(2);
        assertThat(both.get(1).place()).isEqualTo("feature 2 (b)");
        assertThat(GeoJsonLines.find(Path.of("x"), both, "b")).isEqualTo(both.get(1));
        assertThatThrownBy(() -> GeoJsonLines.find(Path.of("x"), both, "z")).hasMessage("x: no feature has the id z, only [a, b]");
        assertThatThrownBy(() -> GeoJsonLines.find(Path.of("x"), both, "")).hasMessageContaining("several lines");
        assertThat(GeoJsonLines.find(Path.of("x"), read(LINE), "z").id()).isEmpty();
    }

    @Test
    void readsAFile() throws IOException {
        Path file = folder.resolve("r.geojson");
        Files.writeString(file, LINE.replace('\'', '"'));
        assertThat(GeoJsonLines.read(file)).hasSize(1);
        Files.writeString(file, "id,name");
        assertThatThrownBy(() -> GeoJsonLines.read(file)).isInstanceOf(ImportException.class).hasMessageStartingWith(file + ": line 1: not GeoJSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'type':'LineString','coordinates':[[1,2],[3,4]]              | x.geojson: line 1: not GeoJSON
            [1,2]                                                          | x.geojson: not GeoJSON: no object with a type
            {} 7                                                           | x.geojson: not GeoJSON: more than one value
            {'type':'Polygon','coordinates':[[[1,2],[3,4],[1,2]]]}         | x.geojson: geometry: a Polygon is no line: a route is a LineString or a MultiLineString
            {'type':'Topology','objects':{}}                               | a Topology is no line
            {'type':'Feature','geometry':null}                             | x.geojson: feature 1: has no geometry
            {'type':'Feature','id':'r','geometry':{'type':'Point','coordinates':[1,2]}} | x.geojson: feature 1 (r): a Point is no line
            {'type':'FeatureCollection','features':[]}                     | the collection has no features
            {'type':'FeatureCollection','features':[7]}                    | feature 1: no object
            {'type':'LineString'}                                          | geometry: has no coordinates
            {'type':'LineString','coordinates':[[1,2]]}                    | a line of 1 positions, at least 2 are needed
            {'type':'LineString','coordinates':[[1,2],['a',4]]}            | position 2: is not [longitude, latitude]
            {'type':'LineString','coordinates':[[1,2],[3]]}                | position 2: is not [longitude, latitude]
            {'type':'MultiLineString','coordinates':[[[1,2],[3,4]],7]}     | part 2: no array of positions
            {'type':'MultiLineString','coordinates':[]}                    | has no parts
            {'type':'LineString','coordinates':[[34.6,135.4],[34.6,135.5]]} | position 1: 34.6,135.4 has latitude before longitude: GeoJSON has longitude first
            {'type':'LineString','coordinates':[[-47000,-142000],[-47100,-142000]]} | are no degrees: RFC 7946 wants WGS 84
            {'type':'LineString','crs':{'type':'name','properties':{'name':'EPSG:6674'}},'coordinates':[[1,2],[3,4]]} | crs: EPSG:6674 is not WGS 84
            {'type':'LineString','coordinates':[[1,2],[NaN,4]]}            | not GeoJSON
            """)
    void faultsNameTheFeatureAndThePosition(String text, String fault) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ImportException.class).hasMessageContaining(fault);
    }

    @Test
    void deepAndEndlessTextsAreRefused() {
        assertThatThrownBy(() -> read("[".repeat(2_000) + "]".repeat(2_000))).isInstanceOf(ImportException.class);
        String many = "[1,2],".repeat(200_001);
        assertThatThrownBy(() -> read("{'type':'LineString','coordinates':[" + many + "[1,2]]}"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("more than 200000 positions");
    }
}
