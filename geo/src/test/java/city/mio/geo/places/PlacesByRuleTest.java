package city.mio.geo.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PlacesByRuleTest {

    /** Streets about 180 m apart; each fifth is a main road, the fourth row is closed to heavy vehicles. */
    private static RoadNetwork grid(int columns, int rows) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < columns * rows; i++) {
            builder.addNode(
                    i + 1, 135.4 + 0.002 * (i % columns), 34.6 + 0.0016 * (i / columns), i % 7 == 0, "", "");
        }
        for (int i = 0; i < columns * rows; i++) {
            int column = i % columns;
            int row = i / columns;
            if (column + 1 < columns) {
                street(builder, i + 1, i + 2, row % 5 == 0, row != 3, "第" + row + "通");
            }
            if (row + 1 < rows) {
                street(builder, i + 1, i + 1 + columns, column % 5 == 0, true, "第" + column + "筋");
            }
        }
        return builder.build();
    }

    private static void street(
            RoadNetworkBuilder builder, long a, long b, boolean main, boolean heavy, String name) {
        for (long[] ends : new long[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(RoadNetworkBuilder.stableId(ends[0] + ">" + ends[1]))
                    .from(ends[0])
                    .to(ends[1])
                    .roadClass(main ? RoadClass.PRIMARY : RoadClass.RESIDENTIAL)
                    .heavyAllowed(heavy)
                    .roadName(name, "")
                    .build());
        }
    }

    @Test
    void laysOutACity() {
        RoadNetwork network = grid(30, 25);
        CityPlaces places = PlacesByRule.place(network, 7);
        check(network, places);
        assertThat(places.timezone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        long onMainRoads = places.detectors().stream()
                .filter(site -> network.roadClass(network.getLink(site.linkId())) == RoadClass.PRIMARY)
                .count();
        assertThat(onMainRoads).as("most detectors stand where most ways pass").isGreaterThan(20);
        double mainShare = places.haulRoutes().stream()
                .flatMap(route -> route.linkIds().stream())
                .mapToInt(id -> network.roadClass(network.getLink(id)) == RoadClass.PRIMARY ? 1 : 0)
                .average()
                .orElseThrow();
        assertThat(mainShare).as("haul routes prefer main roads").isGreaterThan(0.6);
    }

    private static void check(RoadNetwork network, CityPlaces places) {
        assertThat(places.zones()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(places.detectors()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(places.cameras()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(places.depots()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(places.haulSites()).hasSize(2);
        assertThat(places.haulRoutes()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(places.events()).hasSize(1);
        Set<String> ids = new HashSet<>();
        places.zones().forEach(zone -> {
            assertThat(ids.add(zone.id())).isTrue();
            assertThat(zone.residents() + zone.jobs()).isPositive();
            zone.nodeIds().forEach(node -> assertThat(network.findNode(node)).isPresent());
            assertThat(places.bounds().contains(zone.lon(), zone.lat())).isTrue();
        });
        assertThat(places.zones().stream().map(Zone::name).distinct()).hasSameSizeAs(places.zones());
        places.detectors().forEach(site -> assertThat(ids.add(site.id())).isTrue());
        assertThat(places.detectors().stream().map(DetectorSite::linkId).distinct())
                .hasSameSizeAs(places.detectors());
        places.detectors().forEach(site -> assertThat(network.findLink(site.linkId())).isPresent());
        places.cameras().forEach(site -> assertThat(ids.add(site.id())).isTrue());
        Set<Long> onRoutes = new HashSet<>();
        for (HaulRoute route : places.haulRoutes()) {
            onRoutes.addAll(route.linkIds());
            List<Integer> links = route.linkIds().stream().map(network::getLink).toList();
            for (int i = 0; i < links.size(); i++) {
                assertThat(network.heavyAllowed(links.get(i))).isTrue();
                assertThat(i == 0 || network.turnAllowed(links.get(i - 1), links.get(i))).isTrue();
            }
            long end = network.nodeId(network.toNode(links.get(links.size() - 1)));
            assertThat(places.haulSites().stream().map(HaulSite::gateNodeId)).contains(end);
            long begin = network.nodeId(network.fromNode(links.get(0)));
            assertThat(places.depots().stream().map(Depot::nodeId)).contains(begin);
            assertThat(route.capPerSlot()).isPositive();
        }
        places.cameras().forEach(camera -> assertThat(onRoutes).contains(camera.linkId()));
    }

    @Test
    void theSameNetworkAndSeedGiveTheSamePlaces() {
        CityPlaces once = PlacesByRule.place(grid(20, 20), 3);
        assertThat(PlacesByRule.place(grid(20, 20), 3)).isEqualTo(once);
        assertThat(PlacesByRule.place(grid(20, 20), 4)).isNotEqualTo(once);
    }

    @Test
    void aTinyNetworkIsLaidOutAsFarAsItGoes() {
        CityPlaces places = PlacesByRule.place(grid(2, 2), 1);
        assertThat(places.zones()).isNotEmpty();
        assertThat(places.detectors()).isNotEmpty();
        assertThatThrownBy(() -> PlacesByRule.place(new RoadNetworkBuilder().build(), 1))
                .hasMessage("network has no link");
    }

    @Test
    void aRealNetwork() throws IOException {
        String data = System.getenv("MIO_DATA");
        Path kita = Path.of(data == null ? "../../shared/data" : data, "networks/osaka-kita");
        Assumptions.assumeTrue(Files.isDirectory(kita), "skipped: no osaka-kita in ../shared/data or MIO_DATA");
        RoadNetwork network =
                NetworkImporter.importFile(kita, ImportOptions.defaults()).network();
        CityPlaces places = PlacesByRule.place(network, 1);
        check(network, places);
        assertThat(places.zones().stream().mapToDouble(Zone::residents).sum())
                .as("Kita ward: about 140,000 residents")
                .isBetween(50_000.0, 300_000.0);
        places.zones().forEach(zone -> System.out.println(zone.id() + " " + zone.name() + " " + zone.residents()));
        places.haulRoutes().forEach(route -> System.out.println(
                route.id() + " " + route.name() + ": " + route.linkIds().size() + " links, cap " + route.capPerSlot()));
    }
}
