package city.mio.geo.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A network as a file: its arrays one after the other, little-endian, after a header of 32 bytes.
 *
 * <pre>
 * 0   8 bytes  MIO-NET and a line feed
 * 8   int      version, {@value #VERSION}
 * 12  int      CRC-32C (RFC 3720) of the body
 * 16  long     length of the body, bytes
 * 24  long     0
 * 32  body     counts, then arrays, each begun at a multiple of 8
 * </pre>
 *
 * <p>It is read through a memory map in bulk copies: a million links take less than a second, most of it the
 * checksum. Text stands in a pool, each different text once. A file may not be longer than 2 GB. A file that is
 * cut, foreign or damaged gives one {@link NetworkFormatException}. Thread-safe.
 */
public final class RoadNetworkFile {

    /** The form that is written. */
    public static final int VERSION = 2;

    /** The oldest form that is read: without what is banned to heavy vehicles only, and without banned paths. */
    public static final int OLDEST_VERSION = 1;

    private static final byte[] MAGIC = "MIO-NET\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 32;

    private RoadNetworkFile() {}

    /**
     * Writes a network; the file appears whole or not at all.
     *
     * @throws IOException if it cannot be written, or would be longer than 2 GB
     */
    public static void write(RoadNetwork network, Path file) throws IOException {
        Body body = Body.of(network.arrays());
        long bodyBytes = body.length();
        if (HEADER_BYTES + bodyBytes > Integer.MAX_VALUE) {
            throw new NetworkFormatException(file, "the network is too large for one file: " + bodyBytes + " bytes");
        }
        try (UnfinishedFile unfinished = UnfinishedFile.beside(file)) {
            try (FileChannel channel =
                    FileChannel.open(unfinished.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer map =
                        channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES + bodyBytes);
                map.order(ByteOrder.LITTLE_ENDIAN).position(HEADER_BYTES);
                body.write(map);
                map.flip().position(HEADER_BYTES);
                int checksum = checksum(map);
                map.put(0, MAGIC);
                map.putInt(8, VERSION);
                map.putInt(12, checksum);
                map.putLong(16, bodyBytes);
                map.force();
            }
            unfinished.finish();
        }
    }

    /**
     * Reads a network.
     *
     * @throws NetworkFormatException if the file is no network, of another version, cut or damaged
     * @throws IOException if it cannot be read
     */
    public static RoadNetwork read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < HEADER_BYTES || size > Integer.MAX_VALUE) {
                throw new NetworkFormatException(file, "not a Mio network file: " + size + " bytes long");
            }
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            map.order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            map.get(0, magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new NetworkFormatException(file, "not a Mio network file");
            }
            int version = map.getInt(8);
            if (version < OLDEST_VERSION || version > VERSION) {
                throw new NetworkFormatException(
                        file, "network file of version " + version + ", this program reads " + OLDEST_VERSION + " to "
                                + VERSION + ": import the network again");
            }
            long bodyBytes = map.getLong(16);
            if (bodyBytes != size - HEADER_BYTES) {
                throw new NetworkFormatException(
                        file, "cut short: " + size + " bytes of " + (HEADER_BYTES + bodyBytes));
            }
            map.position(HEADER_BYTES);
            if (checksum(map) != map.getInt(12)) {
                throw new NetworkFormatException(file, "damaged: the checksum does not fit");
            }
            map.position(HEADER_BYTES);
            try {
                return new RoadNetwork(Body.read(map, version).toArrays());
            } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException fault) {
                throw new NetworkFormatException(file, "inconsistent: " + fault.getMessage());
            }
        }
    }

    private static int checksum(ByteBuffer body) {
        CRC32C crc = new CRC32C();
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }

    /** The arrays in the form in which the file holds them: text in pools, flags as bytes. */
    private record Body(
            RoadNetwork.Tables arrays,
            TextPool pool,
            int[] nodeNames,
            int[] nodeNamesRomanised,
            int[] roadNames,
            int[] roadNamesRomanised) {

        static Body of(RoadNetwork.Tables a) {
            TextPool.Maker pool = new TextPool.Maker();
            int[] nodeNames = pool.add(a.nodeNames);
            int[] nodeNamesRomanised = pool.add(a.nodeNamesRomanised);
            int[] roadNames = pool.add(a.roadNames);
            int[] roadNamesRomanised = pool.add(a.roadNamesRomanised);
            return new Body(a, pool.make(), nodeNames, nodeNamesRomanised, roadNames, roadNamesRomanised);
        }

        long length() {
            long nodes = arrays.nodeIds.length;
            long links = arrays.linkIds.length;
            long shapes = arrays.shapeLons.length;
            return 6 * 8
                    + 3 * (8 * nodes) + padded(nodes) + 2 * padded(4 * nodes)
                    + 8 * links + 4 * padded(4 * links) + 5 * padded(links) + padded(4 * links)
                    + padded(4 * (links + 1)) + 2 * (8 * shapes)
                    + 2 * padded(4L * roadNames.length)
                    + 8L * arrays.bannedTurns.length
                    + padded(4L * pool.ends.length) + padded(pool.bytes.length)
                    + 3 * 8 + 8L * arrays.heavyBannedTurns.length
                    + length(arrays.bannedPaths) + length(arrays.heavyBannedPaths);
        }

        private static long length(LinkPaths paths) {
            return padded(4L * paths.start().length) + padded(4L * paths.links().length);
        }

        void write(ByteBuffer out) {
            RoadNetwork.Tables a = arrays;
            long[] counts = {
                a.nodeIds.length, a.linkIds.length, a.shapeLons.length, roadNames.length, a.bannedTurns.length,
                (long) pool.ends.length << 32 | pool.bytes.length
            };
            put(out, counts);
            put(out, a.nodeIds);
            put(out, a.nodeLons);
            put(out, a.nodeLats);
            put(out, a.nodeSignals);
            put(out, nodeNames);
            put(out, nodeNamesRomanised);
            put(out, a.linkIds);
            put(out, a.linkFrom);
            put(out, a.linkTo);
            put(out, a.linkLengths);
            put(out, a.linkSpeeds);
            put(out, a.linkLanes);
            put(out, a.linkClasses);
            put(out, a.linkStructures);
            put(out, a.linkLayers);
            put(out, a.linkHeavy);
            put(out, a.linkNames);
            put(out, a.shapeStart);
            put(out, a.shapeLons);
            put(out, a.shapeLats);
            put(out, roadNames);
            put(out, roadNamesRomanised);
            put(out, a.bannedTurns);
            put(out, pool.ends);
            put(out, pool.bytes);
            put(out, new long[] {
                a.heavyBannedTurns.length, counts(a.bannedPaths), counts(a.heavyBannedPaths)
            });
            put(out, a.heavyBannedTurns);
            put(out, a.bannedPaths.start());
            put(out, a.bannedPaths.links());
            put(out, a.heavyBannedPaths.start());
            put(out, a.heavyBannedPaths.links());
        }

        private static long counts(LinkPaths paths) {
            return (long) paths.count() << 32 | paths.links().length;
        }

        static Body read(ByteBuffer in, int version) {
            long[] counts = longs(in, 6);
            int nodes = count(in, counts[0], 8);
            int links = count(in, counts[1], 8);
            int shapes = count(in, counts[2], 8);
            int names = count(in, counts[3], 4);
            int bans = count(in, counts[4], 8);
            int texts = count(in, counts[5] >>> 32, 4);
            int textBytes = count(in, counts[5] & 0xFFFFFFFFL, 1);
            RoadNetwork.Tables a = new RoadNetwork.Tables();
            a.nodeIds = longs(in, nodes);
            a.nodeLons = doubles(in, nodes);
            a.nodeLats = doubles(in, nodes);
            a.nodeSignals = flags(in, nodes);
            int[] nodeNames = ints(in, nodes);
            int[] nodeNamesRomanised = ints(in, nodes);
            a.linkIds = longs(in, links);
            a.linkFrom = ints(in, links);
            a.linkTo = ints(in, links);
            a.linkLengths = floats(in, links);
            a.linkSpeeds = floats(in, links);
            a.linkLanes = bytes(in, links);
            a.linkClasses = bytes(in, links);
            a.linkStructures = bytes(in, links);
            a.linkLayers = bytes(in, links);
            a.linkHeavy = flags(in, links);
            a.linkNames = ints(in, links);
            a.shapeStart = ints(in, links + 1);
            a.shapeLons = doubles(in, shapes);
            a.shapeLats = doubles(in, shapes);
            int[] roadNames = ints(in, names);
            int[] roadNamesRomanised = ints(in, names);
            a.bannedTurns = longs(in, bans);
            TextPool pool = new TextPool(ints(in, texts), bytes(in, textBytes));
            if (version > 1) {
                long[] bannedCounts = longs(in, 3);
                a.heavyBannedTurns = longs(in, count(in, bannedCounts[0], 8));
                a.bannedPaths = paths(in, bannedCounts[1]);
                a.heavyBannedPaths = paths(in, bannedCounts[2]);
            }
            return new Body(a, pool, nodeNames, nodeNamesRomanised, roadNames, roadNamesRomanised);
        }

        private static LinkPaths paths(ByteBuffer in, long counts) {
            int paths = count(in, counts >>> 32, 4);
            int links = count(in, counts & 0xFFFFFFFFL, 4);
            return new LinkPaths(ints(in, paths + 1), ints(in, links));
        }

        RoadNetwork.Tables toArrays() {
            String[] texts = pool.texts();
            arrays.nodeNames = pick(texts, nodeNames);
            arrays.nodeNamesRomanised = pick(texts, nodeNamesRomanised);
            arrays.roadNames = pick(texts, roadNames);
            arrays.roadNamesRomanised = pick(texts, roadNamesRomanised);
            arrays.check();
            return arrays;
        }

        private static String[] pick(String[] texts, int[] places) {
            String[] picked = new String[places.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = texts[places[i]];
            }
            return picked;
        }
    }

    /** Each different text once: UTF-8 bytes and where each text ends. */
    private record TextPool(int[] ends, byte[] bytes) {

        String[] texts() {
            String[] texts = new String[ends.length];
            int start = 0;
            for (int i = 0; i < ends.length; i++) {
                texts[i] = new String(bytes, start, ends[i] - start, StandardCharsets.UTF_8);
                start = ends[i];
            }
            return texts;
        }

        static final class Maker {
            private final Map<String, Integer> places = new HashMap<>();
            private final List<String> texts = new ArrayList<>();

            int[] add(String[] some) {
                int[] at = new int[some.length];
                for (int i = 0; i < some.length; i++) {
                    at[i] = places.computeIfAbsent(some[i], text -> {
                        texts.add(text);
                        return texts.size() - 1;
                    });
                }
                return at;
            }

            TextPool make() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                int[] ends = new int[texts.size()];
                for (int i = 0; i < ends.length; i++) {
                    bytes.writeBytes(texts.get(i).getBytes(StandardCharsets.UTF_8));
                    ends[i] = bytes.size();
                }
                return new TextPool(ends, bytes.toByteArray());
            }
        }
    }

    private static long padded(long bytes) {
        return (bytes + 7) & ~7L;
    }

    /** Guards the memory: an array is only made when the file is long enough to hold it. */
    private static int count(ByteBuffer in, long count, int bytesEach) {
        if (count < 0 || count * bytesEach > in.remaining()) {
            throw new IllegalArgumentException("a count of " + count + " in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    private static void skip(ByteBuffer buffer, long bytes) {
        long to = buffer.position() + padded(bytes);
        if (to > buffer.limit()) {
            throw new IllegalArgumentException("an array ends behind the end of the file");
        }
        buffer.position((int) to);
    }

    private static void put(ByteBuffer out, long[] values) {
        out.asLongBuffer().put(values);
        skip(out, 8L * values.length);
    }

    private static void put(ByteBuffer out, double[] values) {
        out.asDoubleBuffer().put(values);
        skip(out, 8L * values.length);
    }

    private static void put(ByteBuffer out, int[] values) {
        out.asIntBuffer().put(values);
        skip(out, 4L * values.length);
    }

    private static void put(ByteBuffer out, float[] values) {
        out.asFloatBuffer().put(values);
        skip(out, 4L * values.length);
    }

    private static void put(ByteBuffer out, byte[] values) {
        out.duplicate().put(values);
        skip(out, values.length);
    }

    private static void put(ByteBuffer out, boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        put(out, bytes);
    }

    private static long[] longs(ByteBuffer in, int count) {
        long[] values = new long[count];
        in.asLongBuffer().get(values);
        skip(in, 8L * count);
        return values;
    }

    private static double[] doubles(ByteBuffer in, int count) {
        double[] values = new double[count];
        in.asDoubleBuffer().get(values);
        skip(in, 8L * count);
        return values;
    }

    private static int[] ints(ByteBuffer in, int count) {
        int[] values = new int[count];
        in.asIntBuffer().get(values);
        skip(in, 4L * count);
        return values;
    }

    private static float[] floats(ByteBuffer in, int count) {
        float[] values = new float[count];
        in.asFloatBuffer().get(values);
        skip(in, 4L * count);
        return values;
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        byte[] values = new byte[count];
        in.duplicate().get(values);
        skip(in, count);
        return values;
    }

    private static boolean[] flags(ByteBuffer in, int count) {
        byte[] bytes = bytes(in, count);
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }
}
