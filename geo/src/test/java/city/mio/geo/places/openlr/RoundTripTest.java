package city.mio.geo.places.openlr;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.RoadAddress;
import city.mio.geo.places.RoadAddresses;
import city.mio.geo.places.RoadSide;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

/**
 * What is encoded on a real network is found again on it: 60 paths and points a network, 1,000 with {@code
 * -Dmio.soak=true}.
 */
class RoundTripTest {

    private static final int PATHS = Boolean.getBoolean("mio.soak") ? 1_000 : 60;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/osaka",
                "osaka-kita",
                "stockholm",
                "braunschweig-main-roads.osm.gz",
                "bad-hersfeld.osm.gz",
                "andorra.osm.gz",
                "north-bayreuth.osm.gz"
            })
    void findsTheSameLinksAndPointsAgain(String name) throws IOException {
        RoadNetwork network =
                NetworkImporter.importFile(RealNetworks.find(name), ImportOptions.defaults()).network();
        LinkIndex index = new LinkIndex(network);
        OpenLrCodec codec = new OpenLrCodec(network, index);
        RoadAddresses addresses = new RoadAddresses(network, index, true);
        Random random = new Random(20_261_121);
        int shortest = 0;
        int walks = 0;
        int points = 0;
        long characters = 0;
        long encodeNanos = 0;
        long decodeNanos = 0;
        for (int i = 0; i < PATHS; i++) {
            for (boolean walk : new boolean[] {false, true}) {
                List<Long> path = walk ? RandomPaths.walk(network, random) : RandomPaths.shortest(network, random);
                long start = System.nanoTime();
                LineCode code = codec.encodeLine(LinkLine.of(path));
                encodeNanos += System.nanoTime() - start;
                start = System.nanoTime();
                boolean same = foundAgain(codec, code.code(), path);
                decodeNanos += System.nanoTime() - start;
                assertThat(code.foundAgain()).as("what the code says of itself").isEqualTo(same);
                characters += code.code().length();
                shortest += same && !walk ? 1 : 0;
                walks += same && walk ? 1 : 0;
            }
            points += pointFoundAgain(codec, addresses, network, random) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "OpenLR on %s (%d links): %d paths each; found again %.1f %% of shortest paths, %.1f %% of random walks,"
                        + " %.1f %% of points; %d characters, encode and check %.2f ms, decode %.2f ms on average%n",
                name, network.linkCount(), PATHS, 100.0 * shortest / PATHS, 100.0 * walks / PATHS,
                100.0 * points / PATHS, characters / (2L * PATHS), encodeNanos / 2e6 / PATHS, decodeNanos / 2e6 / PATHS);
        assertThat((double) shortest / PATHS).as("shortest paths").isGreaterThanOrEqualTo(PATHS < 100 ? 0.98 : 0.99);
        assertThat((double) walks / PATHS).as("random walks").isGreaterThanOrEqualTo(PATHS < 100 ? 0.98 : 0.99);
        assertThat((double) points / PATHS).as("points").isGreaterThanOrEqualTo(PATHS < 100 ? 0.98 : 0.99);
    }

    private static boolean foundAgain(OpenLrCodec codec, String code, List<Long> path) {
        try {
            return codec.decodeLine(code).equals(LinkLine.of(path));
        } catch (OpenLrException e) {
            return false;
        }
    }

    /** The same side, and not farther off than the format's step on that link and the rounding to metres. */
    private static boolean pointFoundAgain(
            OpenLrCodec codec, RoadAddresses addresses, RoadNetwork network, Random random) {
        int link = random.nextInt(network.linkCount());
        RoadSide side = RoadSide.values()[random.nextInt(4)];
        RoadAddress address = new RoadAddress(network.linkId(link), random.nextDouble(), side);
        try {
            RoadAddress again = codec.decodePoint(codec.encodePoint(address));
            Coordinate was = addresses.findPoint(address).orElseThrow();
            Coordinate is = addresses.findPoint(again).orElseThrow();
            double metres = LocalProjection.distanceMetres(was.x, was.y, is.x, is.y);
            return again.side() == side && metres <= 10 + network.lengthMetres(link) / 256;
        } catch (OpenLrException e) {
            System.out.println(e.getMessage() + "; link of " + network.lengthMetres(link) + " m");
            return false;
        }
    }
}
