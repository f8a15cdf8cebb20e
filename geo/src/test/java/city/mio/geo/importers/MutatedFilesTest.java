package city.mio.geo.importers;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.NetworkFormatException;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are whole but for a few bytes: a network or one clear error comes of each. {@code -Dmio.fuzz=10000} for
 * more of them than by default; {@code -Dmio.fuzz.seed=…} for others.
 */
class MutatedFilesTest {

    private static final int FILES = Integer.getInteger("mio.fuzz", 1_500);
    private static final long SEED = Long.getLong("mio.fuzz.seed", 20261121);

    /** Words that have broken parsers before. */
    private static final String[] NASTY = {
        "NaN", "-1", "1e308", "99999999999999999999", "&amp;", "<!DOCTYPE", "\"", "'", "\u0000", "[", "]", ";", ",", "\n",
        "Infinity", "0x1p3", "135.5 34.5", "-0.0", "highway", "()", "LINESTRING", "lanes", "</way>", "<way id='1'>"
    };

    @TempDir
    Path directory;

    @Test
    void aNetworkOrOneClearError() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60 + FILES / 20), this::mutate);
    }

    private void mutate() throws IOException {
        Map<String, byte[]> seeds = seeds();
        String[] names = seeds.keySet().toArray(String[]::new);
        Random random = new Random(SEED);
        int networks = 0;
        int refused = 0;
        for (int round = 0; round < FILES; round++) {
            String name = names[round % names.length];
            byte[] bytes = mutated(seeds.get(name), random);
            Path folder = directory.resolve(name.substring(0, name.indexOf('/')));
            Path part = folder.resolve(name.substring(name.indexOf('/') + 1));
            replace(part, bytes);
            Path file = switch (folder.getFileName().toString()) {
                case "plain" -> folder.resolve("x.arcs");
                case "shapes" -> folder.resolve("gis.shp");
                case "city", "osmnx" -> folder;
                default -> part;
            };
            try {
                RoadNetwork network = NetworkImporter.importFile(file, ImportOptions.defaults().withMostBytes(1 << 24))
                        .network();
                new LinkIndex(network);
                networks++;
            } catch (ImportException | NetworkFormatException fault) {
                assertThat(fault.getMessage())
                        .as("round %d, %s", round, name)
                        .startsWith(directory.toString())
                        .doesNotContain("\n")
                        .doesNotContain("Exception")
                        .hasSizeLessThan(2_000);
                refused++;
            } catch (RuntimeException | IOException | Error fault) {
                throw new AssertionError("round " + round + ", " + name + ", " + bytes.length + " bytes", fault);
            } finally {
                replace(part, seeds.get(name));
            }
        }
        System.out.println(FILES + " mutated files: " + networks + " networks, " + refused + " clear errors");
        assertThat(networks).as("networks").isGreaterThan(FILES / 20);
        assertThat(refused).as("refused").isGreaterThan(FILES / 5);
    }

    /** A new file: some file systems wait for the disk when one is cut to nothing and written again. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> bytes = spliced(bytes, at, at, NASTY[random.nextInt(NASTY.length)].getBytes(StandardCharsets.UTF_8));
                case 4 -> {
                    int end = Math.min(bytes.length, at + random.nextInt(12));
                    bytes = spliced(bytes, at, end, NASTY[random.nextInt(NASTY.length)].getBytes(StandardCharsets.UTF_8));
                }
                default -> {
                    int end = Math.min(bytes.length, at + random.nextInt(200));
                    bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                }
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        byte[] result = out.toByteArray();
        return result.length == 0 ? new byte[1] : result;
    }

    private Map<String, byte[]> seeds() throws IOException {
        String xml = new OsmFixture(directory)
                .nodes(1, 2, 3, 102, 202, 101)
                .node(103, "highway=traffic_signals", "name=交差点")
                .way(10, OsmFixture.refs(1, 2, 102, 202), "highway=primary", "maxspeed=50", "lanes=4", "layer=1")
                .way(11, OsmFixture.refs(101, 102, 103), "highway=secondary", "oneway=-1", "hgv=no", "maxheight=3.5")
                .way(12, OsmFixture.refs(103, 3, 2), "highway=residential", "junction=roundabout", "bridge=yes")
                .restriction(90, 10, "node 102", 11, "restriction=no_left_turn", "except=bus")
                .restriction(91, 10, "way 11", 12, "restriction=only_left_turn")
                .restriction(92, 12, "way 11", 10, "restriction:hgv=no_right_turn")
                .xml();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("xml/a.osm", xml.getBytes(StandardCharsets.UTF_8));
        seeds.put("gz/a.osm.gz", packed.toByteArray());
        seeds.put("pbf/a.osm.pbf", OsmPbfTest.small());
        seeds.put("raw/a.osm.pbf", OsmPbfTest.smallRaw());
        seeds.put("plain/x.nodes", "135.5 34.7\n135.6 34.7\n135.6 34.8\n".getBytes(StandardCharsets.UTF_8));
        seeds.put("plain/x.arcs", "0 1\n1 2\n2 0\n0 2\n".getBytes(StandardCharsets.UTF_8));
        seeds.put("city/nodes.csv", CsvImportTest.NODES.getBytes(StandardCharsets.UTF_8));
        seeds.put("city/roads.csv", CsvImportTest.ROADS.getBytes(StandardCharsets.UTF_8));
        seeds.put("osmnx/nodes.csv", CsvImportTest.OSMNX_NODES.getBytes(StandardCharsets.UTF_8));
        seeds.put("osmnx/edges.csv", CsvImportTest.OSMNX_EDGES.getBytes(StandardCharsets.UTF_8));
        seeds.put("json/a.geojson", LineFilesTest.GEO_JSON.getBytes(StandardCharsets.UTF_8));
        seeds.put("sumo/a.net.xml", SumoNetTest.NET.getBytes(StandardCharsets.UTF_8));
        Path shapes = LineFilesTest.shapefile(Files.createDirectories(directory.resolve("shapes")));
        seeds.put("shapes/gis.shp", Files.readAllBytes(shapes));
        seeds.put("shapes/gis.dbf", Files.readAllBytes(shapes.resolveSibling("gis.dbf")));
        seeds.put("shapes/gis.cpg", Files.readAllBytes(shapes.resolveSibling("gis.cpg")));
        seeds.put("shapes/gis.prj", LineFilesTest.WGS_84.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Path file = directory.resolve(seed.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, seed.getValue());
        }
        Path file = directory.resolve("mio/a.mio");
        RoadNetworkFile.write(
                NetworkImporter.importFile(directory.resolve("city"), ImportOptions.defaults())
                        .network(),
                file);
        seeds.put("mio/a.mio", Files.readAllBytes(file));
        return seeds;
    }
}
