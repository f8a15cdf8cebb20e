package city.mio.geo.places.openlr;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Codes are for maps that differ. Here they are read on a copy of Kita ward whose crossings were each moved by a few
 * metres and whose lengths are those of the moved courses, as another survey of the same streets would have them.
 */
class OtherMapTest {

    private static final int PATHS = Boolean.getBoolean("mio.soak") ? 1_000 : 100;

    @Test
    void findsTheSameStreetsOnAnotherSurvey() throws IOException {
        RoadNetwork ours = NetworkImporter.importFile(RealNetworks.find("osaka-kita"), ImportOptions.defaults())
                .network();
        OpenLrCodec here = new OpenLrCodec(ours, new LinkIndex(ours));
        for (double metres : new double[] {1, 3, 6}) {
            RoadNetwork theirs = moved(ours, metres, new Random(3));
            OpenLrCodec there = new OpenLrCodec(theirs, new LinkIndex(theirs));
            Random random = new Random(4);
            int same = 0;
            double common = 0;
            for (int i = 0; i < PATHS; i++) {
                List<Long> path = RandomPaths.shortest(ours, random);
                String code = here.encodeLine(LinkLine.of(path)).code();
                try {
                    List<Long> found = there.decodeLine(code).linkIds();
                    same += found.equals(path) ? 1 : 0;
                    common += metres(ours, path.stream().filter(found::contains).toList()) / metres(ours, path);
                } catch (OpenLrException e) {
                    assertThat(e).hasMessageContaining("is not to be found on this network");
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "OpenLR to another survey of osaka-kita, crossings moved by %.0f m (one sigma): of %d shortest paths"
                            + " %.1f %% found with the same links, %.2f %% of their length%n",
                    metres, PATHS, 100.0 * same / PATHS, 100 * common / PATHS);
            assertThat(common / PATHS).as("common length at %s m", metres).isGreaterThan(metres <= 3 ? 0.98 : 0.95);
            assertThat((double) same / PATHS).as("same links at %s m", metres).isGreaterThan(metres <= 3 ? 0.85 : 0.5);
        }
    }

    private static double metres(RoadNetwork network, List<Long> links) {
        return links.stream().mapToDouble(id -> network.lengthMetres(network.getLink(id))).sum();
    }

    private static RoadNetwork moved(RoadNetwork network, double metres, Random random) {
        LocalProjection flat = network.projection();
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int node = 0; node < network.nodeCount(); node++) {
            builder.addNode(
                    network.nodeId(node),
                    flat.lon(flat.x(network.nodeLon(node)) + metres * random.nextGaussian()),
                    flat.lat(flat.y(network.nodeLat(node)) + metres * random.nextGaussian()),
                    network.nodeSignal(node), "", "");
        }
        for (int link = 0; link < network.linkCount(); link++) {
            double[] via = new double[2 * (network.shapeSize(link) - 2)];
            for (int i = 0; i < via.length / 2; i++) {
                via[2 * i] = network.shapeLon(link, i + 1);
                via[2 * i + 1] = network.shapeLat(link, i + 1);
            }
            builder.addLink(RoadLink.builder()
                    .linkId(network.linkId(link))
                    .from(network.nodeId(network.fromNode(link)))
                    .to(network.nodeId(network.toNode(link)))
                    .freeFlowSpeedMps(network.freeFlowSpeedMps(link))
                    .roadClass(network.roadClass(link))
                    .via(via)
                    .build());
        }
        network.forEachBannedTurn((from, to) -> builder.banTurn(network.linkId(from), network.linkId(to)));
        return builder.build();
    }
}
