package city.mio.geo.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.NetworkFormatException;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkOrderTest {

    private final RoadNetwork network = GeneratedCity.of(400, 2);

    @TempDir
    Path directory;

    private static int[] links(LinkOrder order) {
        return IntStream.range(0, order.linkCount()).map(order::link).toArray();
    }

    private byte[] written() throws IOException {
        Path file = directory.resolve("city.order");
        LinkOrder.make(network).write(file);
        return Files.readAllBytes(file);
    }

    private void assertRefused(byte[] bytes, String fault) throws IOException {
        Path file = Files.write(directory.resolve("bad.order"), bytes);
        assertThatThrownBy(() -> LinkOrder.read(file, network))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n");
    }

    @Test
    void hasEveryLinkOnceAndIsTheSameEachTime() {
        int[] links = links(LinkOrder.make(network));
        assertThat(links(LinkOrder.make(GeneratedCity.of(400, 2)))).isEqualTo(links);
        assertThat(Arrays.stream(links).sorted().toArray())
                .isEqualTo(IntStream.range(0, network.linkCount()).toArray());
    }

    @Test
    void ordersWhatHangsTogetherNowhere() {
        RoadNetwork awkward = RandomStreets.grid(3, 1, 40);
        assertThat(Arrays.stream(links(LinkOrder.make(awkward))).sorted().toArray())
                .isEqualTo(IntStream.range(0, awkward.linkCount()).toArray());
        assertThat(LinkOrder.make(new RoadNetworkBuilder().build()).linkCount()).isZero();
    }

    /** Of a square with two sides of streets apart, the links between come last. */
    @Test
    void cutsWhereFewLinksAre() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < 32; i++) {
            int part = i / 16;
            builder.addNode(i + 1, 135 + 0.001 * (i % 4) + 0.004 * part, 34 + 0.001 * (i % 16 / 4), false, "", "");
        }
        for (int i = 0; i < 32; i++) {
            if (i % 4 < 3) {
                RandomStreets.twoWay(builder, i + 1, i + 2);
            }
            if (i % 16 < 12) {
                RandomStreets.twoWay(builder, i + 1, i + 5);
            }
        }
        RandomStreets.twoWay(builder, 8, 21);
        RoadNetwork twoParts = builder.build();
        LinkOrder order = LinkOrder.make(twoParts);
        for (int i = order.linkCount() - 2; i < order.linkCount(); i++) {
            int link = order.link(i);
            assertThat(twoParts.nodeId(twoParts.fromNode(link)) + twoParts.nodeId(twoParts.toNode(link)))
                    .isEqualTo(29);
        }
    }

    @Test
    void survivesTheFile() throws IOException {
        LinkOrder order = LinkOrder.make(network);
        Path file = LinkOrder.fileBeside(directory.resolve("osaka.mio"));
        assertThat(file).isEqualTo(directory.resolve("osaka.order"));
        order.write(file);
        order.write(file);
        assertThat(links(LinkOrder.read(file, network))).isEqualTo(links(order));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileOfAnotherNetworkIsRefused() throws IOException {
        Path file = directory.resolve("other.order");
        LinkOrder.make(GeneratedCity.of(400, 3)).write(file);
        assertThatThrownBy(() -> LinkOrder.read(file, network))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessage(file + ": made for another network: import the network again");
    }

    @Test
    void badFilesGiveOneClearError() throws IOException {
        byte[] whole = written();
        assertRefused(new byte[0], "not a Mio link order file");
        assertRefused("id,name,lon,lat,id,name,lon,lat,id,name".getBytes(), "not a Mio link order file");
        assertRefused(Arrays.copyOf(whole, 20), "not a Mio link order file");
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "cut short or too long");
        assertRefused(Arrays.copyOf(whole, whole.length + 7), "cut short or too long");
        byte[] later = whole.clone();
        later[8] = 9;
        assertRefused(later, "version 9");
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = whole.clone();
            damaged[32 + random.nextInt(damaged.length - 32)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(damaged, "damaged");
        }
        byte[] forged = whole.clone();
        ByteBuffer buffer = ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(32, buffer.getInt(36));
        CRC32C crc = new CRC32C();
        crc.update(forged, 16, forged.length - 16);
        buffer.putInt(12, (int) crc.getValue());
        assertRefused(forged, "inconsistent");
    }
}
