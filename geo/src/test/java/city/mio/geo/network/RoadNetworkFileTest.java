package city.mio.geo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadNetworkFileTest {

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RoadNetwork plain = RandomNetworks.strewn(11, 200, 500, 0.1, 5);
        RoadNetwork network = withBans(plain);
        Path file = directory.resolve("city/network.mio");
        RoadNetworkFile.write(network, file);
        RoadNetwork read = RoadNetworkFile.read(file);
        assertSame(network, read);
        assertThat(read.bannedTurnCount()).isPositive();
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing unfinished is left behind").containsExactly(file);
        }
    }

    private static RoadNetwork withBans(RoadNetwork network) {
        RoadNetwork.Tables tables = network.arrays();
        int[] turn = {0, 0};
        while (network.toNode(turn[0]) != network.fromNode(turn[1]) || turn[0] == turn[1]) {
            turn[1] = (turn[1] + 1) % network.linkCount();
            turn[0] += turn[1] == 0 ? 1 : 0;
        }
        tables.bannedTurns = new long[] {(long) turn[0] << 32 | turn[1]};
        RoadNetwork with = new RoadNetwork(tables);
        assertThat(with.turnAllowed(turn[0], turn[1])).isFalse();
        return with;
    }

    private static void assertSame(RoadNetwork expected, RoadNetwork actual) {
        assertThat(actual.nodeCount()).isEqualTo(expected.nodeCount());
        assertThat(actual.linkCount()).isEqualTo(expected.linkCount());
        assertThat(actual.bounds()).isEqualTo(expected.bounds());
        RoadNetwork.Tables a = expected.arrays();
        RoadNetwork.Tables b = actual.arrays();
        assertThat(b).usingRecursiveComparison().isEqualTo(a);
        for (int link = 0; link < expected.linkCount(); link++) {
            assertThat(actual.getLink(expected.linkId(link))).isEqualTo(link);
            assertThat(actual.oppositeLink(link)).isEqualTo(expected.oppositeLink(link));
            assertThat(actual.roadName(link)).isEqualTo(expected.roadName(link));
            assertThat(actual.roadClass(link)).isEqualTo(expected.roadClass(link));
        }
    }

    /** Version 1 ended where the text ends. */
    @Test
    void theOldFormIsRead() throws IOException {
        RoadNetwork network = RandomNetworks.strewn(3, 30, 60, 0.02, 3);
        byte[] bytes = written();
        // Counts of nothing, and two starts of nothing.
        byte[] old = Arrays.copyOf(bytes, bytes.length - 3 * 8 - 2 * 8);
        ByteBuffer head = ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        crc.update(old, 32, old.length - 32);
        head.putInt(8, 1).putInt(12, (int) crc.getValue()).putLong(16, old.length - 32);
        RoadNetwork read = RoadNetworkFile.read(Files.write(directory.resolve("old.mio"), old));
        assertSame(network, read);
        assertThat(read.bannedPathCount() + read.heavyBannedTurnCount() + read.heavyBannedPathCount()).isZero();
    }

    @Test
    void anEmptyNetworkIsANetwork() throws IOException {
        Path file = directory.resolve("empty.mio");
        RoadNetworkFile.write(new RoadNetworkBuilder().build(), file);
        assertThat(RoadNetworkFile.read(file).linkCount()).isZero();
    }

    @Test
    void aCutFileGivesOneClearError() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length += 1 + length / 3) {
            Path cut = Files.write(directory.resolve("cut.mio"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> RoadNetworkFile.read(cut))
                    .isInstanceOf(NetworkFormatException.class)
                    .hasMessageStartingWith(cut.toString())
                    .hasMessageNotContainingAny("\n", "null");
        }
    }

    @Test
    void aForeignFileGivesOneClearError() throws IOException {
        Path foreign = Files.writeString(
                directory.resolve("foreign.mio"), "id,name,lon,lat\n".repeat(100), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RoadNetworkFile.read(foreign))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessage(foreign + ": not a Mio network file");
    }

    @Test
    void anotherVersionSaysWhatToDo() throws IOException {
        byte[] bytes = written();
        bytes[8] = 9;
        Path file = Files.write(directory.resolve("later.mio"), bytes);
        assertThatThrownBy(() -> RoadNetworkFile.read(file)).hasMessageContaining("version 9").hasMessageContaining("import");
    }

    @Test
    void aDamagedFileIsNeverRead() throws IOException {
        byte[] whole = written();
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = whole.clone();
            int at = 32 + random.nextInt(damaged.length - 32);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(directory.resolve("damaged.mio"), damaged);
            assertThatThrownBy(() -> RoadNetworkFile.read(file))
                    .isInstanceOf(NetworkFormatException.class)
                    .hasMessageContaining("damaged");
        }
    }

    /** Whoever makes the checksum fit may make a false network, but no fault of another kind. */
    @Test
    void aForgedFileGivesANetworkOrOneClearError() throws IOException {
        byte[] whole = written();
        Random random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] forged = whole.clone();
            for (int k = 0; k < 4; k++) {
                forged[32 + random.nextInt(round % 2 == 0 ? 48 : forged.length - 32)] = (byte) random.nextInt();
            }
            CRC32C crc = new CRC32C();
            crc.update(forged, 32, forged.length - 32);
            ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(12, (int) crc.getValue());
            Path file = Files.write(directory.resolve("forged.mio"), forged);
            try {
                RoadNetwork network = RoadNetworkFile.read(file);
                new LinkIndex(network);
            } catch (NetworkFormatException fault) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private byte[] written() throws IOException {
        Path file = directory.resolve("network.mio");
        RoadNetworkFile.write(RandomNetworks.strewn(3, 30, 60, 0.02, 3), file);
        return Files.readAllBytes(file);
    }

    /** How long that takes is told here and measured by {@code mio bench import}; machines differ. */
    @Test
    void aMillionLinksAreRead() throws IOException {
        Path file = directory.resolve("million.mio");
        RoadNetworkFile.write(RandomNetworks.grid(500, 501), file);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 3; round++) {
            long begun = System.nanoTime();
            long begunCpu = threads.getCurrentThreadCpuTime();
            RoadNetwork network = RoadNetworkFile.read(file);
            System.out.printf(
                    "%,d links were read in %.0f ms, %.0f ms of processor%n",
                    network.linkCount(), (System.nanoTime() - begun) / 1e6,
                    (threads.getCurrentThreadCpuTime() - begunCpu) / 1e6);
            assertThat(network.linkCount()).isGreaterThan(999_000);
        }
    }

    @Test
    void whoMayReadNewFilesMayReadIt() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        Assumptions.assumeTrue(
                Files.getFileStore(plain).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path file = directory.resolve("network.mio");
        RoadNetworkFile.write(RandomNetworks.grid(3, 3), file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void oneInstanceForAll() throws IOException {
        Path file = directory.resolve("shared.mio");
        RoadNetworkFile.write(RandomNetworks.grid(3, 3), file);
        RoadNetwork first = SharedNetworks.get(file);
        assertThat(SharedNetworks.get(directory.resolve("./shared.mio"))).isSameAs(first);
        assertThat(SharedNetworks.getIndex(file)).isSameAs(SharedNetworks.getIndex(file));
        RoadNetworkFile.write(RandomNetworks.grid(4, 3), file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        assertThat(SharedNetworks.get(file).nodeCount()).isEqualTo(12);
        assertThatThrownBy(() -> SharedNetworks.get(directory.resolve("none.mio"))).isInstanceOf(IOException.class);
    }
}
