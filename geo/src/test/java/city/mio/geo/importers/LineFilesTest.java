package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkGeoJson;
import city.mio.geo.network.Structure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapefiles, GeoJSON, and coordinates of other reference systems. */
class LineFilesTest {

    static final String GEO_JSON =
            """
            {"type": "FeatureCollection", "name": "roads", "features": [
            {"type": "Feature", "properties": {"highway": "primary", "name": "御堂筋", "maxspeed": 50, "lanes": 4, "tunnel": null},
             "geometry": {"type": "LineString", "coordinates": [[135.5, 34.70], [135.5, 34.69], [135.5, 34.68]]}},
            {"type": "Feature", "id": 77, "properties": {"fclass": "residential", "oneway": "B", "bridge": "F"},
             "geometry": {"coordinates": [[135.49, 34.69, 3.0], [135.5, 34.69, 3.0]], "type": "LineString"}},
            {"type": "Feature", "properties": {"highway": "tertiary", "oneway": true},
             "geometry": {"type": "MultiLineString", "coordinates": [[[135.5, 34.68], [135.49, 34.68]], [[135.49, 34.68], [135.49, 34.69]]]}},
            {"type": "Feature", "properties": {"highway": "footway"}, "geometry": {"type": "Point", "coordinates": [135.5, 34.7]}},
            {"type": "Feature", "properties": null, "geometry": null}
            ]}
            """;

    /** As ESRI writes it. */
    static final String WGS_84 = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
            + "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    @TempDir
    Path directory;

    private ImportResult json(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("roads.geojson"), text);
        return NetworkImporter.importFile(file, ImportOptions.defaults());
    }

    @Test
    void geoJson() throws IOException {
        ImportResult result = json(GEO_JSON);
        RoadNetwork network = result.network();
        assertThat(result.report().count(Fate.READ, "ways with highway")).isEqualTo(4);
        assertThat(network.nodeCount()).as("lines meet where they share a point").isEqualTo(5);
        assertThat(network.linkCount()).isEqualTo(2 * 2 + 2 + 2);
        long primary = IntStream.range(0, network.linkCount())
                .filter(link -> network.roadClass(link) == RoadClass.PRIMARY && network.lanes(link) == 2
                        && network.roadName(link).equals("御堂筋"))
                .count();
        assertThat(primary).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\": \"FeatureCollection\"|[1, 2|no feature collection",
        "\"features\"|\"things\"|no feature collection",
        "[135.5, 34.70]|[135.5]|feature 1: a position of one number",
        "[135.5, 34.70]|[\"a\", 1]|feature 1: coordinates that are no numbers",
        "[135.5, 34.70]|[34.70, 135.5]|feature 1: coordinates is no place on Earth: 34.7, 135.5; lon and lat look swapped",
        "[135.5, 34.70]|[-46000, -144000]|it looks like metres: name their crs",
        "primary|path\", \"x\": {{{{|roads.geojson: line"
    })
    void faultsInGeoJson(String part, String wrong, String message) {
        assertThat(GEO_JSON).contains(part);
        assertThatThrownBy(() -> json(GEO_JSON.replace(part, wrong)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void cutGeoJsonIsRefused() {
        for (int length = 0; length < GEO_JSON.strip().length(); length += 5) {
            String cut = GEO_JSON.substring(0, length);
            assertThatThrownBy(() -> json(cut)).as(cut).isInstanceOf(ImportException.class);
        }
        assertThatThrownBy(() -> json("[".repeat(100_000))).isInstanceOf(ImportException.class);
        assertThatThrownBy(() -> json("{\"features\":[{\"properties\":{\"a\":" + "[".repeat(1_000)))
                .isInstanceOf(ImportException.class);
    }

    @Test
    void whatIsWrittenAsGeoJsonIsRead() throws IOException {
        RoadNetwork network = json(GEO_JSON).network();
        Path file = directory.resolve("again.geojson");
        RoadNetworkGeoJson.write(network, file);
        RoadNetwork again = NetworkImporter.importFile(file, ImportOptions.defaults()).network();
        assertThat(again.linkCount()).isEqualTo(network.linkCount());
        assertThat(again.nodeCount()).isEqualTo(network.nodeCount());
        double metres = 0;
        double metresAgain = 0;
        for (int link = 0; link < network.linkCount(); link++) {
            metres += network.lengthMetres(link);
            metresAgain += again.lengthMetres(link);
        }
        assertThat(metresAgain).isCloseTo(metres, within(0.1));
    }

    /** The same three places in JGD2011 / plane VI; metres by Kawase's series (GSI, 2011), computed apart. */
    @Test
    void japaneseMetres() throws IOException {
        String nodes = CsvImportTest.NODES
                .replace("135.49900,34.70200", "-45896.1808,-143880.6077")
                .replace("135.50100,34.69250", "-45718.1853,-144935.3096")
                .replace("135.38500,34.65000", "-56374.9786,-149590.8452");
        String roads = CsvImportTest.ROADS.replaceAll("(?m),(no|yes),.*$", ",$1,");
        Files.writeString(directory.resolve("nodes.csv"), nodes);
        Files.writeString(directory.resolve("roads.csv"), roads);
        RoadNetwork network = NetworkImporter.importFile(
                        directory, ImportOptions.defaults().withCrs("EPSG:6674"))
                .network();
        double[][] expected = {{135.499, 34.702}, {135.501, 34.6925}, {135.385, 34.65}};
        for (int node = 0; node < 3; node++) {
            assertThat(LocalProjection.distanceMetres(
                            network.nodeLon(node), network.nodeLat(node), expected[node][0], expected[node][1]))
                    .as("metres off at node %d", node)
                    .isLessThan(0.02);
        }
        assertThatThrownBy(() -> NetworkImporter.importFile(directory, ImportOptions.defaults()))
                .hasMessageContaining("nodes.csv: line 2: lon, lat is no place on Earth")
                .hasMessageContaining("it looks like metres: name their crs");
        assertThatThrownBy(() -> NetworkImporter.importFile(
                        directory, ImportOptions.defaults().withCrs("EPSG:999999")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("crs EPSG:999999 is not known");
        Files.writeString(directory.resolve("nodes.csv"), CsvImportTest.NODES);
        assertThatThrownBy(() -> NetworkImporter.importFile(
                        directory, ImportOptions.defaults().withCrs("EPSG:6674")))
                .hasMessageContaining("looks like degrees, not like EPSG:6674");
    }

    /** 135.499 34.702, 135.501 34.6925 and 135.385 34.65 in JGD2011 / plane VI, as above. */
    private static final double[][] METRES = {
        {-45896.1808, -143880.6077}, {-45718.1853, -144935.3096}, {-56374.9786, -149590.8452}
    };

    private static final double[][] DEGREES = {{135.499, 34.702}, {135.501, 34.6925}, {135.385, 34.65}};

    private static void assertAtHome(RoadNetwork network) {
        assertThat(network.nodeCount()).isEqualTo(3);
        for (double[] place : DEGREES) {
            assertThat(IntStream.range(0, 3)
                            .mapToDouble(node -> LocalProjection.distanceMetres(
                                    network.nodeLon(node), network.nodeLat(node), place[0], place[1]))
                            .min()
                            .orElseThrow())
                    .as("metres off")
                    .isLessThan(0.02);
        }
    }

    @Test
    void japaneseMetresInGeoJson() throws IOException {
        String feature = "{\"type\":\"Feature\",\"properties\":{\"highway\":\"primary\"},\"geometry\":"
                + "{\"type\":\"LineString\",\"coordinates\":[%s,%s]}}";
        String[] places = Arrays.stream(METRES).map(Arrays::toString).toArray(String[]::new);
        String text = "{\"type\":\"FeatureCollection\",\"features\":[" + feature.formatted(places[0], places[1]) + ","
                + feature.formatted(places[1], places[2]) + "]}";
        Path file = Files.writeString(directory.resolve("metres.geojson"), text);
        assertAtHome(NetworkImporter.importFile(file, ImportOptions.defaults().withCrs("EPSG:6674")).network());
        assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("it looks like metres: name their crs");
    }

    @Test
    void japaneseMetresInShapefiles() throws IOException {
        Path file = shapefile();
        Files.write(file, shp(new double[][] {
            {METRES[0][0], METRES[0][1], METRES[1][0], METRES[1][1]},
            {METRES[1][0], METRES[1][1], METRES[2][0], METRES[2][1]}
        }));
        assertAtHome(NetworkImporter.importFile(file, ImportOptions.defaults().withCrs("EPSG:6674")).network());
        // The same, told by the file beside, as ESRI writes it.
        Files.writeString(
                directory.resolve("gis.prj"),
                "PROJCS[\"JGD_2011_Japan_Zone_6\",GEOGCS[\"GCS_JGD_2011\",DATUM[\"D_JGD_2011\",SPHEROID[\"GRS_1980\","
                        + "6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"
                        + "PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",0.0],"
                        + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",136.0],"
                        + "PARAMETER[\"Scale_Factor\",0.9999],PARAMETER[\"Latitude_Of_Origin\",36.0],UNIT[\"Meter\",1.0]]");
        assertAtHome(NetworkImporter.importFile(file, ImportOptions.defaults()).network());
    }

    private static byte[] shp(double[][] lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(100).putInt(0, 9994);
        head.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 3);
        out.writeBytes(head.array());
        for (int i = 0; i < lines.length; i++) {
            int bytes = 48 + 8 * lines[i].length;
            ByteBuffer record = ByteBuffer.allocate(8 + bytes).putInt(i + 1).putInt(bytes / 2);
            record.order(ByteOrder.LITTLE_ENDIAN).putInt(3).position(8 + 36);
            record.putInt(1).putInt(lines[i].length / 2).putInt(0);
            for (double coordinate : lines[i]) {
                record.putDouble(coordinate);
            }
            out.writeBytes(record.array());
        }
        return out.toByteArray();
    }

    private static byte[] dbf(Charset charset, String[]... rows) {
        String[] names = {"osm_id", "fclass", "name", "oneway", "bridge"};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        head.put(0, (byte) 3).putInt(4, rows.length).putShort(8, (short) (33 + 32 * names.length));
        head.putShort(10, (short) (1 + 20 * names.length));
        out.writeBytes(head.array());
        for (String name : names) {
            byte[] field = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 32);
            field[11] = 'C';
            field[16] = 20;
            out.writeBytes(field);
        }
        out.write(0x0D);
        for (String[] row : rows) {
            out.write(' ');
            for (String text : row) {
                byte[] bytes = text.getBytes(charset);
                byte[] field = new byte[20];
                Arrays.fill(field, (byte) ' ');
                System.arraycopy(bytes, 0, field, 0, bytes.length);
                out.writeBytes(field);
            }
        }
        return out.toByteArray();
    }

    private Path shapefile() throws IOException {
        return shapefile(directory);
    }

    static Path shapefile(Path directory) throws IOException {
        Path file = directory.resolve("gis.shp");
        Files.write(file, shp(new double[][] {{135.5, 34.7, 135.5, 34.69}, {135.5, 34.69, 135.51, 34.69}}));
        Files.write(
                directory.resolve("gis.dbf"),
                dbf(Charset.forName("windows-31j"), new String[] {"5", "primary", "御堂筋", "B", "T"}, new String[] {
                    "6", "residential", "", "B", "F"
                }));
        Files.writeString(directory.resolve("gis.cpg"), "windows-31j");
        return file;
    }

    @Test
    void shapefiles() throws IOException {
        ImportResult result = NetworkImporter.importFile(shapefile(), ImportOptions.defaults());
        RoadNetwork network = result.network();
        assertThat(network.nodeCount()).isEqualTo(3);
        assertThat(network.linkCount()).isEqualTo(4);
        assertThat(network.roadName(0)).isEqualTo("御堂筋");
        assertThat(network.structure(0)).isEqualTo(Structure.BRIDGE);
        assertThat(network.structure(2)).isEqualTo(Structure.SURFACE);
    }

    @Test
    void cutShapefilesAreRefused() throws IOException {
        Path file = shapefile();
        for (String name : new String[] {"gis.shp", "gis.dbf"}) {
            Path part = directory.resolve(name);
            byte[] whole = Files.readAllBytes(part);
            for (int length = 0; length < whole.length; length += 9) {
                Files.write(part, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                        .as("%s of %d bytes", name, length)
                        .isInstanceOf(ImportException.class);
            }
            Files.write(part, whole);
        }
        Files.writeString(directory.resolve("gis.cpg"), "no such");
        assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                .hasMessageContaining("gis.cpg: names no character set: no such");
        Files.delete(directory.resolve("gis.dbf"));
        assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                .isInstanceOf(ImportException.class);
    }

    @Test
    void stockholm() throws IOException {
        Path folder = SharedData.need("networks/stockholm");
        ImportResult result = NetworkImporter.importFile(folder, ImportOptions.defaults());
        result.report().lines().forEach(System.out::println);
        assertThat(result.report().count(Fate.READ, "nodes")).isEqualTo(6_974);
        assertThat(result.report().count(Fate.READ, "edges")).isEqualTo(15_021);
        assertThat(result.network().linkCount()).isGreaterThan(14_000);
        assertThat(result.network().bounds().contains(18.07, 59.33)).as("Stockholm is in Stockholm").isTrue();
    }
}
