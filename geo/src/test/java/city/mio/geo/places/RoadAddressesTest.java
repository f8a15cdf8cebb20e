package city.mio.geo.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkPosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class RoadAddressesTest {

    private final RoadNetwork network = StreetCorner.network();
    private final LinkIndex index = new LinkIndex(network);
    private final RoadAddresses japan = new RoadAddresses(network, index, true);
    private final RoadAddresses france = new RoadAddresses(network, index, false);

    private static Optional<RoadAddress> kerb(RoadAddresses addresses, double x, double y) {
        return addresses.findKerb(StreetCorner.FLAT.lon(x), StreetCorner.FLAT.lat(y), 50);
    }

    @Test
    void aStopIsServedFromItsOwnSideOfTheRoad() {
        RoadAddress north = kerb(japan, 200, 8).orElseThrow();
        assertThat(north.linkId()).as("eastbound has the north on its left").isEqualTo(12);
        assertThat(north.offsetShare()).isCloseTo(0.5, within(0.01));
        assertThat(north.side()).isEqualTo(RoadSide.LEFT);
        RoadAddress south = kerb(japan, 100, -8).orElseThrow();
        assertThat(south.linkId()).isEqualTo(21);
        assertThat(south.offsetShare()).isCloseTo(0.75, within(0.01));
        assertThat(south.side()).isEqualTo(RoadSide.LEFT);
        assertThat(kerb(france, 200, 8).orElseThrow().linkId()).isEqualTo(21);
        assertThat(kerb(france, 200, 8).orElseThrow().side()).isEqualTo(RoadSide.RIGHT);
    }

    @Test
    void theFarSideOfAOneWayStreetIsTakenOnlyIfThereIsNoOther() {
        RoadAddress east = kerb(japan, 410, 300).orElseThrow();
        assertThat(east.linkId()).isEqualTo(24);
        assertThat(east.side()).as("riders cross").isEqualTo(RoadSide.RIGHT);
        RoadAddress corner = kerb(japan, 408, 14).orElseThrow();
        assertThat(corner.linkId()).as("14 m from the street's near side, 8 m from the far side of the other").isEqualTo(23);
    }

    @Test
    void nobodyStopsOnAnExpressway() {
        RoadAddress address = kerb(japan, 200, -30).orElseThrow();
        assertThat(address.linkId()).isEqualTo(21);
        assertThat(kerb(japan, 200, -60)).isEmpty();
        assertThat(japan.findNearest(StreetCorner.FLAT.lon(200), StreetCorner.FLAT.lat(-60), 50)
                        .orElseThrow()
                        .linkId())
                .isEqualTo(56);
    }

    @Test
    void anAddressLeadsBackToItsPointAndItsPosition() {
        RoadAddress address = kerb(japan, 650, 8).orElseThrow();
        Coordinate point = japan.findPoint(address).orElseThrow();
        assertThat(StreetCorner.FLAT.x(point.x)).isCloseTo(650, within(0.5));
        assertThat(StreetCorner.FLAT.y(point.y)).isCloseTo(0, within(0.1));
        LinkPosition position = japan.findPosition(address).orElseThrow();
        assertThat(network.linkId(position.link())).isEqualTo(address.linkId());
        assertThat(japan.addressOf(position))
                .isEqualTo(new RoadAddress(address.linkId(), address.offsetShare(), RoadSide.UNKNOWN));
        assertThat(japan.findPosition(new RoadAddress(99, 0, RoadSide.LEFT))).isEmpty();
        assertThat(japan.findPoint(new RoadAddress(99, 0, RoadSide.LEFT))).isEmpty();
        assertThatThrownBy(() -> new RoadAddress(12, 1.5, RoadSide.LEFT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offsetShare");
    }
}
