package city.mio.geo.importers;

import static city.mio.geo.importers.OsmFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.network.RoadNetwork;
import com.google.protobuf.ByteString;
import crosby.binary.Fileformat;
import crosby.binary.Osmformat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OsmPbfTest {

    @TempDir
    Path directory;

    /** Strings of a block, by place. */
    private static final class Strings {
        private final Map<String, Integer> strings = new LinkedHashMap<>(Map.of("", 0));

        int of(String text) {
            Integer at = strings.putIfAbsent(text, strings.size());
            return at == null ? strings.size() - 1 : at;
        }

        Osmformat.StringTable table() {
            Osmformat.StringTable.Builder table = Osmformat.StringTable.newBuilder();
            strings.keySet().forEach(text -> table.addS(ByteString.copyFromUtf8(text)));
            return table.build();
        }
    }

    /** A crossing of two streets as in the XML tests, one of them one-way, one turn banned. */
    private static Osmformat.PrimitiveBlock block(boolean dense) {
        Strings strings = new Strings();
        double[][] nodes = {{2, 135.002, 34.0}, {102, 135.002, 34.001}, {202, 135.002, 34.002}, {101, 135.001, 34.001}};
        Osmformat.PrimitiveGroup.Builder group = Osmformat.PrimitiveGroup.newBuilder();
        Osmformat.DenseNodes.Builder all = Osmformat.DenseNodes.newBuilder();
        long id = 0;
        long lon = 0;
        long lat = 0;
        for (double[] node : nodes) {
            long nodeLon = Math.round(node[1] * 1e7);
            long nodeLat = Math.round(node[2] * 1e7);
            boolean signal = node[0] == 102;
            all.addId((long) node[0] - id).addLon(nodeLon - lon).addLat(nodeLat - lat);
            if (signal) {
                all.addKeysVals(strings.of("highway")).addKeysVals(strings.of("traffic_signals"));
            }
            all.addKeysVals(0);
            id = (long) node[0];
            lon = nodeLon;
            lat = nodeLat;
            if (!dense) {
                Osmformat.Node.Builder one =
                        Osmformat.Node.newBuilder().setId(id).setLon(lon).setLat(lat);
                if (signal) {
                    one.addKeys(strings.of("highway")).addVals(strings.of("traffic_signals"));
                }
                group.addNodes(one);
            }
        }
        if (dense) {
            group.setDense(all);
        }
        group.addWays(way(strings, 10, 2, 102, 202));
        group.addWays(way(strings, 12, 102, 101));
        group.addRelations(Osmformat.Relation.newBuilder()
                .setId(90)
                .addKeys(strings.of("type"))
                .addVals(strings.of("restriction"))
                .addKeys(strings.of("restriction"))
                .addVals(strings.of("no_u_turn"))
                .addMemids(12)
                .addMemids(102 - 12)
                .addMemids(12 - 102)
                .addTypes(Osmformat.Relation.MemberType.WAY)
                .addTypes(Osmformat.Relation.MemberType.NODE)
                .addTypes(Osmformat.Relation.MemberType.WAY)
                .addRolesSid(strings.of("from"))
                .addRolesSid(strings.of("via"))
                .addRolesSid(strings.of("to")));
        return Osmformat.PrimitiveBlock.newBuilder()
                .addPrimitivegroup(group)
                .setStringtable(strings.table())
                .build();
    }

    private static Osmformat.Way way(Strings strings, long id, long... refs) {
        Osmformat.Way.Builder way = Osmformat.Way.newBuilder()
                .setId(id)
                .addKeys(strings.of("highway"))
                .addVals(strings.of("primary"))
                .addKeys(strings.of("name"))
                .addVals(strings.of("通り" + id));
        long last = 0;
        for (long ref : refs) {
            way.addRefs(ref - last);
            last = ref;
        }
        return way.build();
    }

    private static Fileformat.Blob zlib(byte[] data, int saidSize) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] packed = new byte[data.length + 100];
        int size = deflater.deflate(packed);
        deflater.end();
        return Fileformat.Blob.newBuilder()
                .setRawSize(saidSize)
                .setZlibData(ByteString.copyFrom(packed, 0, size))
                .build();
    }

    private static void append(DataOutputStream out, String type, Fileformat.Blob blob) throws IOException {
        byte[] header = Fileformat.BlobHeader.newBuilder()
                .setType(type)
                .setDatasize(blob.getSerializedSize())
                .build()
                .toByteArray();
        out.writeInt(header.length);
        out.write(header);
        out.write(blob.toByteArray());
    }

    private static byte[] file(String feature, Fileformat.Blob data) throws IOException {
        byte[] header = Osmformat.HeaderBlock.newBuilder()
                .addRequiredFeatures("OsmSchema-V0.6")
                .addRequiredFeatures(feature)
                .build()
                .toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        append(out, "OSMHeader", Fileformat.Blob.newBuilder().setRaw(ByteString.copyFrom(header)).build());
        append(out, "OSMData", data);
        return bytes.toByteArray();
    }

    static byte[] small() throws IOException {
        byte[] data = block(true).toByteArray();
        return file("DenseNodes", zlib(data, data.length));
    }

    /** The same, its block not packed, so that what damages it is met by the parser. */
    static byte[] smallRaw() throws IOException {
        return file("DenseNodes", Fileformat.Blob.newBuilder().setRaw(block(true).toByteString()).build());
    }

    private ImportResult read(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("small.osm.pbf"), bytes);
        return NetworkImporter.importFile(file, ImportOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void denseAndPlainNodes(boolean dense) throws IOException {
        byte[] data = block(dense).toByteArray();
        ImportResult result = read(file("DenseNodes", zlib(data, data.length)));
        RoadNetwork network = result.network();
        assertThat(result.report().kind()).isEqualTo("OpenStreetMap PBF");
        assertThat(network.nodeCount()).isEqualTo(4);
        assertThat(network.linkCount()).isEqualTo(6);
        assertThat(network.nodeSignal(network.getNode(102))).isTrue();
        assertThat(network.nodeLon(network.getNode(101))).isCloseTo(135.001, within(1e-9));
        assertThat(network.roadName(get(network, 102, 101))).isEqualTo("通り12");
        assertThat(network.turnAllowed(get(network, 101, 102), get(network, 102, 101))).isFalse();
        assertThat(result.report().count(Fate.KEPT, "turn restrictions")).isEqualTo(1);
    }

    @Test
    void givesTheSameAsXml() throws IOException {
        RoadNetwork pbf = read(small()).network();
        RoadNetwork xml = new OsmFixture(directory)
                .nodes(2, 102, 202, 101)
                .way(10, OsmFixture.refs(2, 102, 202), "highway=primary")
                .way(12, OsmFixture.refs(102, 101), "highway=primary")
                .read(KeepParts.BY_KIND)
                .network();
        for (int link = 0; link < xml.linkCount(); link++) {
            assertThat(pbf.findLink(xml.linkId(link))).isPresent();
        }
    }

    @Test
    void rawBlocksAreRead() throws IOException {
        Fileformat.Blob raw = Fileformat.Blob.newBuilder()
                .setRaw(block(true).toByteString())
                .build();
        assertThat(read(file("DenseNodes", raw)).network().linkCount()).isEqualTo(6);
    }

    private void assertRefused(byte[] bytes, String message) throws IOException {
        Path file = Files.write(directory.resolve("bad.osm.pbf"), bytes);
        assertThatThrownBy(() -> NetworkImporter.importFile(file, ImportOptions.defaults()))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aCutFileIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = small();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefused(cut, "bad.osm.pbf");
        }
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        byte[] data = block(true).toByteArray();
        assertRefused(file("DenseNodes", zlib(data, Integer.MAX_VALUE)), "unpacks to 2147483647 bytes");
        assertRefused(file("DenseNodes", zlib(data, data.length - 1)), "more than its");
        assertRefused(file("DenseNodes", zlib(data, data.length + 1)), "cut short");
        assertRefused(file("DenseNodes", zlib(new byte[40 << 20], 40 << 20)), "the format allows");
        assertRefused(file("LocationsOnWays2", zlib(data, data.length)), "LocationsOnWays2");
        assertRefused("<osm/>".getBytes(), "not OpenStreetMap PBF");
        assertRefused(new byte[] {0x7F, 0, 0, 0}, "not OpenStreetMap PBF");
        assertRefused(
                file("DenseNodes", Fileformat.Blob.newBuilder()
                        .setLzmaData(ByteString.copyFromUtf8("x"))
                        .build()),
                "LZMA");
        assertRefused(file("DenseNodes", zlib(new byte[] {(byte) 0xFF, 1, 2}, 3)), "damaged");
    }

    /** A real map, turned into the other form here, gives the same network and the same counts. */
    @Test
    void aRealMapGivesTheSameAsXml() throws IOException {
        Path map = SharedData.need("networks/bad-hersfeld.osm.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        append(out, "OSMHeader", Fileformat.Blob.newBuilder()
                .setRaw(Osmformat.HeaderBlock.newBuilder().addRequiredFeatures("DenseNodes").build().toByteString())
                .build());
        Blocks blocks = new Blocks(out);
        new OsmXml(map, ImportOptions.defaults()).read(EnumSet.allOf(OsmSource.Kind.class), blocks);
        blocks.end();
        ImportResult pbf = read(bytes.toByteArray());
        ImportResult xml = NetworkImporter.importFile(map, ImportOptions.defaults());
        assertThat(pbf.report().entries()).isEqualTo(xml.report().entries());
        assertThat(pbf.network().linkCount()).isEqualTo(xml.network().linkCount()).isGreaterThan(4_000);
        for (int link = 0; link < xml.network().linkCount(); link++) {
            int same = pbf.network().getLink(xml.network().linkId(link));
            assertThat(pbf.network().lengthMetres(same)).isEqualTo(xml.network().lengthMetres(link));
            assertThat(pbf.network().roadName(same)).isEqualTo(xml.network().roadName(link));
        }
    }

    /** Elements as blocks of at most 8,000, as the format's own tools write them. */
    private static final class Blocks implements OsmSource.Handler {
        private final DataOutputStream out;
        private Strings strings = new Strings();
        private Osmformat.PrimitiveGroup.Builder group = Osmformat.PrimitiveGroup.newBuilder();
        private Osmformat.DenseNodes.Builder dense = Osmformat.DenseNodes.newBuilder();
        private int elements;
        private long lastId;
        private long lastLon;
        private long lastLat;

        Blocks(DataOutputStream out) {
            this.out = out;
        }

        private void next() throws IOException {
            if (++elements == 8_000) {
                end();
            }
        }

        void end() throws IOException {
            if (dense.getIdCount() > 0) {
                group.setDense(dense);
            }
            byte[] data = Osmformat.PrimitiveBlock.newBuilder()
                    .addPrimitivegroup(group)
                    .setStringtable(strings.table())
                    .build()
                    .toByteArray();
            append(out, "OSMData", zlib(data, data.length));
            strings = new Strings();
            group = Osmformat.PrimitiveGroup.newBuilder();
            dense = Osmformat.DenseNodes.newBuilder();
            elements = 0;
            lastId = 0;
            lastLon = 0;
            lastLat = 0;
        }

        @Override
        public void node(long id, double lon, double lat, Map<String, String> tags) throws IOException {
            long x = Math.round(lon * 1e7);
            long y = Math.round(lat * 1e7);
            dense.addId(id - lastId).addLon(x - lastLon).addLat(y - lastLat);
            tags.forEach((key, value) -> dense.addKeysVals(strings.of(key)).addKeysVals(strings.of(value)));
            dense.addKeysVals(0);
            lastId = id;
            lastLon = x;
            lastLat = y;
            next();
        }

        @Override
        public void way(long id, long[] nodes, Map<String, String> tags) throws IOException {
            Osmformat.Way.Builder way = Osmformat.Way.newBuilder().setId(id);
            long last = 0;
            for (long node : nodes) {
                way.addRefs(node - last);
                last = node;
            }
            tags.forEach((key, value) -> way.addKeys(strings.of(key)).addVals(strings.of(value)));
            group.addWays(way);
            next();
        }

        @Override
        public void relation(long id, List<OsmSource.Member> members, Map<String, String> tags) throws IOException {
            Osmformat.Relation.Builder relation = Osmformat.Relation.newBuilder().setId(id);
            long last = 0;
            for (OsmSource.Member member : members) {
                relation.addMemids(member.id() - last)
                        .addTypes(Osmformat.Relation.MemberType.valueOf(member.kind().name()))
                        .addRolesSid(strings.of(member.role()));
                last = member.id();
            }
            tags.forEach((key, value) -> relation.addKeys(strings.of(key)).addVals(strings.of(value)));
            group.addRelations(relation);
            next();
        }
    }

    /** Each block within its bounds, all of them together not. */
    @Test
    void aBombOfManyBlocksIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(small());
        Fileformat.Blob zeros = zlib(new byte[30 << 20], 30 << 20);
        for (int i = 0; i < 5; i++) {
            append(out, "Other", zeros);
        }
        assertRefused(bytes.toByteArray(), "times its");
    }
}
