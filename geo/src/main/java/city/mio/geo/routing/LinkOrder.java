package city.mio.geo.routing;

import city.mio.geo.network.NetworkFormatException;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The order in which a network's links are contracted: what the routing hierarchy is made of. Depends on the network's
 * nodes and links only, not on bans, turn costs or travel times; making one takes long (a minute for some hundred
 * thousand nodes), so it is made at import and kept in a file beside the network's. Immutable.
 *
 * <p>File: magic {@code MIOORDER}, version, CRC-32C of what follows the header, fingerprint of the network, number
 * of links, then the links, 4 bytes each; little endian.
 */
public final class LinkOrder {

    private static final byte[] MAGIC = {'M', 'I', 'O', 'O', 'R', 'D', 'E', 'R'};
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 32;

    private final int[] links;
    private final long fingerprint;

    private LinkOrder(int[] links, long fingerprint) {
        this.links = links;
        this.fingerprint = fingerprint;
    }

    /** Makes the order of a network: the same for the same network. */
    public static LinkOrder make(RoadNetwork network) {
        return new LinkOrder(NestedDissection.order(network), fingerprint(network));
    }

    /** Where the order of the network in a file is kept: beside it, {@code city.mio} and {@code city.order}. */
    public static Path fileBeside(Path networkFile) {
        String name = networkFile.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return networkFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".order");
    }

    /**
     * Reads an order.
     *
     * @throws NetworkFormatException if the file is no order, is damaged or is of another network
     * @throws IOException if it cannot be read
     */
    public static LinkOrder read(Path file, RoadNetwork network) throws IOException {
        ByteBuffer in;
        try (InputStream stream = Files.newInputStream(file)) {
            // One byte more than fits shows a file that is too long.
            in = ByteBuffer.wrap(stream.readNBytes(HEADER_BYTES + 4 * network.linkCount() + 1))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        if (in.remaining() < HEADER_BYTES || !startsWithMagic(in)) {
            throw new NetworkFormatException(file, "not a Mio link order file");
        }
        if (in.getInt(8) != VERSION) {
            throw new NetworkFormatException(
                    file,
                    "link order file of version " + in.getInt(8) + ", this program reads " + VERSION
                            + ": import the network again");
        }
        int count = in.getInt(24);
        if (in.getLong(16) != fingerprint(network) || count != network.linkCount()) {
            throw new NetworkFormatException(file, "made for another network: import the network again");
        }
        if (in.remaining() != HEADER_BYTES + 4 * count) {
            throw new NetworkFormatException(
                    file, "cut short or too long: " + Files.size(file) + " bytes for " + count + " links");
        }
        if (checksum(in) != in.getInt(12)) {
            throw new NetworkFormatException(file, "damaged: the checksum does not fit");
        }
        int[] links = new int[count];
        in.position(HEADER_BYTES);
        in.asIntBuffer().get(links);
        boolean[] seen = new boolean[links.length];
        for (int link : links) {
            if (link < 0 || link >= seen.length || seen[link]) {
                throw new NetworkFormatException(file, "inconsistent: link " + link + " is there twice or unknown");
            }
            seen[link] = true;
        }
        return new LinkOrder(links, in.getLong(16));
    }

    /**
     * Writes the order; whoever reads the file meanwhile sees the old one or the new one, whole.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES + 4 * links.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(VERSION).putInt(0).putLong(fingerprint).putInt(links.length).putInt(0);
        out.asIntBuffer().put(links);
        out.position(0);
        out.putInt(12, checksum(out));
        // No temporary file of the JDK's making: those are for their owner's eyes only, the network beside it is not.
        Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(written, out.array(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static boolean startsWithMagic(ByteBuffer in) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (in.get(i) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /** Of everything behind itself. */
    private static int checksum(ByteBuffer file) {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().position(16));
        return (int) crc.getValue();
    }

    /** Of what the order depends on: the links' ids and ends, by index. */
    private static long fingerprint(RoadNetwork network) {
        long hash = network.nodeCount() * 31L + network.linkCount();
        for (int link = 0; link < network.linkCount(); link++) {
            hash = (hash ^ network.linkId(link)) * 0x9E3779B97F4A7C15L;
            hash = (hash ^ hash >>> 29 ^ ((long) network.fromNode(link) << 32 | network.toNode(link)))
                    * 0xBF58476D1CE4E5B9L;
        }
        return hash ^ hash >>> 32;
    }

    /** @throws IllegalArgumentException if the order is of another network */
    void requireFit(RoadNetwork network) {
        if (fingerprint != fingerprint(network)) {
            throw new IllegalArgumentException("the link order is of another network than " + network);
        }
    }

    public int linkCount() {
        return links.length;
    }

    /** The {@code i}th link to be contracted. */
    public int link(int i) {
        return links[i];
    }
}
