package city.mio.geo.importers;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.Fileformat;
import crosby.binary.Osmformat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * OpenStreetMap PBF (OpenStreetMap wiki, PBF Format), block by block, with the messages of the osmpbf library. The
 * blocks are unpacked here, where a block that says it is, or turns out, larger than the format's 32 MiB is refused
 * before memory is taken for it. Raw and zlib blocks are read, the others of the format (LZMA, LZ4, Zstandard) are
 * named in the error.
 */
final class OsmPbf implements OsmSource {

    private static final int MOST_HEADER_BYTES = 64 << 10;
    private static final int MOST_BLOCK_BYTES = 32 << 20;
    private static final Set<String> KNOWN_FEATURES = Set.of("OsmSchema-V0.6", "DenseNodes", "HistoricalInformation");

    private final Path file;
    private final ImportOptions options;

    OsmPbf(Path file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public String kind() {
        return "OpenStreetMap PBF";
    }

    @Override
    public void read(Set<Kind> wanted, Handler handler) throws IOException {
        int block = 0;
        long unpackedBytes = 0;
        long packedBytes = Files.size(file);
        try (DataInputStream in = new DataInputStream(BoundedInputStream.open(file, options))) {
            for (int first = in.read(); first >= 0; first = in.read()) {
                int headerBytes = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
                if (headerBytes < 0 || headerBytes > MOST_HEADER_BYTES) {
                    throw fault(block, block == 0 ? "not OpenStreetMap PBF" : "a header of " + headerBytes + " bytes");
                }
                Fileformat.BlobHeader header = Fileformat.BlobHeader.parseFrom(bytes(in, headerBytes));
                int size = header.getDatasize();
                if (size < 0 || size > MOST_BLOCK_BYTES) {
                    throw fault(block, "of " + size + " bytes; the format allows " + MOST_BLOCK_BYTES);
                }
                if (block == 0 && !header.getType().equals("OSMHeader")) {
                    throw fault(block, "not OpenStreetMap PBF: no OSMHeader");
                }
                byte[] data = unpack(Fileformat.Blob.parseFrom(bytes(in, size)), block);
                unpackedBytes += data.length;
                if (unpackedBytes > options.mostBytes()) {
                    throw fault(block, "the file unpacks to more than " + options.mostBytes() + " bytes");
                }
                if (unpackedBytes > BoundedInputStream.RATIO_FROM_BYTES
                        && unpackedBytes / options.mostRatio() > packedBytes) {
                    throw fault(
                            block,
                            "the file unpacks to more than " + options.mostRatio() + " times its " + packedBytes
                                    + " bytes: not taken");
                }
                switch (header.getType()) {
                    case "OSMHeader" -> check(Osmformat.HeaderBlock.parseFrom(data), block);
                    case "OSMData" -> new Block(Osmformat.PrimitiveBlock.parseFrom(data), block).tell(wanted, handler);
                    default -> { }
                }
                block++;
            }
        } catch (EOFException fault) {
            throw fault(block, "cut short");
        } catch (InvalidProtocolBufferException fault) {
            throw fault(block, block == 0 ? "not OpenStreetMap PBF" : "damaged: " + ImportReport.shown(fault.getMessage()));
        }
        if (block == 0) {
            throw new ImportException(file, "empty");
        }
    }

    private static byte[] bytes(DataInputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private void check(Osmformat.HeaderBlock header, int block) throws ImportException {
        for (String feature : header.getRequiredFeaturesList()) {
            if (!KNOWN_FEATURES.contains(feature)) {
                throw fault(block, "needs a reader that knows " + ImportReport.shown(feature));
            }
        }
    }

    private byte[] unpack(Fileformat.Blob blob, int block) throws ImportException {
        if (blob.hasRaw()) {
            return blob.getRaw().toByteArray();
        }
        if (!blob.hasZlibData()) {
            throw fault(block, "packed as " + blob.getDataCase() + ", which is not read here: raw or zlib");
        }
        int size = blob.getRawSize();
        if (size < 0 || size > MOST_BLOCK_BYTES) {
            throw fault(block, "unpacks to " + size + " bytes; the format allows " + MOST_BLOCK_BYTES);
        }
        byte[] data = new byte[size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(blob.getZlibData().asReadOnlyByteBuffer());
            int at = 0;
            while (at < size) {
                int more = inflater.inflate(data, at, size - at);
                if (more == 0) {
                    throw fault(block, "cut short: unpacks to " + at + " of " + size + " bytes");
                }
                at += more;
            }
            if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw fault(block, "unpacks to more than its " + size + " bytes");
            }
            return data;
        } catch (DataFormatException fault) {
            throw fault(block, "damaged: " + ImportReport.shown(String.valueOf(fault.getMessage())));
        } finally {
            inflater.end();
        }
    }

    private ImportException fault(int block, String fault) {
        return new ImportException(file, "block " + block + ": " + fault);
    }

    /** One block of elements. */
    private final class Block {
        private final Osmformat.PrimitiveBlock block;
        private final int number;
        private final String[] strings;

        Block(Osmformat.PrimitiveBlock block, int number) {
            this.block = block;
            this.number = number;
            this.strings = new String[block.getStringtable().getSCount()];
        }

        private String string(int index) throws ImportException {
            if (index < 0 || index >= strings.length) {
                throw fault(number, "damaged: string " + index + " of " + strings.length);
            }
            if (strings[index] == null) {
                ByteString bytes = block.getStringtable().getS(index);
                strings[index] = bytes.toStringUtf8();
            }
            return strings[index];
        }

        private double degrees(long offset, long value) {
            return 1e-9 * (offset + (long) block.getGranularity() * value);
        }

        void tell(Set<Kind> wanted, Handler handler) throws IOException {
            for (Osmformat.PrimitiveGroup group : block.getPrimitivegroupList()) {
                if (wanted.contains(Kind.NODE)) {
                    for (Osmformat.Node node : group.getNodesList()) {
                        handler.node(
                                node.getId(),
                                degrees(block.getLonOffset(), node.getLon()),
                                degrees(block.getLatOffset(), node.getLat()),
                                tags(node.getKeysList(), node.getValsList()));
                    }
                    if (group.hasDense()) {
                        tellDense(group.getDense(), handler);
                    }
                }
                if (wanted.contains(Kind.WAY)) {
                    for (Osmformat.Way way : group.getWaysList()) {
                        handler.way(way.getId(), nodes(way), tags(way.getKeysList(), way.getValsList()));
                    }
                }
                if (wanted.contains(Kind.RELATION)) {
                    for (Osmformat.Relation relation : group.getRelationsList()) {
                        handler.relation(
                                relation.getId(),
                                members(relation),
                                tags(relation.getKeysList(), relation.getValsList()));
                    }
                }
            }
        }

        private long[] nodes(Osmformat.Way way) {
            if (way.getRefsCount() > MOST_MEMBERS) {
                return null;
            }
            long[] nodes = new long[way.getRefsCount()];
            long ref = 0;
            for (int i = 0; i < nodes.length; i++) {
                ref += way.getRefs(i);
                nodes[i] = ref;
            }
            return nodes;
        }

        private List<Member> members(Osmformat.Relation relation) throws ImportException {
            int count = relation.getMemidsCount();
            if (relation.getTypesCount() != count || relation.getRolesSidCount() != count) {
                throw fault(number, "damaged: relation " + relation.getId() + " with members that do not fit");
            }
            List<Member> members = new ArrayList<>();
            long id = 0;
            for (int i = 0; i < Math.min(count, MOST_MEMBERS); i++) {
                id += relation.getMemids(i);
                Kind kind = switch (relation.getTypes(i)) {
                    case NODE -> Kind.NODE;
                    case WAY -> Kind.WAY;
                    case RELATION -> Kind.RELATION;
                };
                members.add(new Member(kind, id, string(relation.getRolesSid(i))));
            }
            return members;
        }

        private Map<String, String> tags(List<Integer> keys, List<Integer> values) throws ImportException {
            if (keys.size() != values.size()) {
                throw fault(number, "damaged: " + keys.size() + " keys, " + values.size() + " values");
            }
            if (keys.isEmpty()) {
                return Map.of();
            }
            Map<String, String> tags = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                tags.put(string(keys.get(i)), string(values.get(i)));
            }
            return tags;
        }

        private void tellDense(Osmformat.DenseNodes dense, Handler handler) throws IOException {
            int count = dense.getIdCount();
            if (dense.getLonCount() != count || dense.getLatCount() != count) {
                throw fault(number, "damaged: dense nodes that do not fit");
            }
            long id = 0;
            long lon = 0;
            long lat = 0;
            int at = 0;
            for (int i = 0; i < count; i++) {
                id += dense.getId(i);
                lon += dense.getLon(i);
                lat += dense.getLat(i);
                Map<String, String> tags = Map.of();
                while (at < dense.getKeysValsCount() && dense.getKeysVals(at) != 0) {
                    if (at + 1 >= dense.getKeysValsCount()) {
                        throw fault(number, "damaged: a key without value");
                    }
                    if (tags.isEmpty()) {
                        tags = new HashMap<>();
                    }
                    tags.put(string(dense.getKeysVals(at)), string(dense.getKeysVals(at + 1)));
                    at += 2;
                }
                at++;
                handler.node(id, degrees(block.getLonOffset(), lon), degrees(block.getLatOffset(), lat), tags);
            }
        }
    }
}
