package city.mio.geo.places.openlr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.RoadAddress;
import city.mio.geo.places.RoadSide;
import city.mio.geo.places.StreetCorner;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenLrCodecTest {

    private final RoadNetwork network = StreetCorner.network();
    private final OpenLrCodec codec = new OpenLrCodec(network, new LinkIndex(network));

    @Test
    void linksAreFoundAgainEachWayOfTheStreetAndThroughALoop() {
        for (List<Long> path : List.of(
                List.of(12L, 23L), List.of(32L, 21L), List.of(24L, 43L, 32L), List.of(12L), List.of(32L, 24L, 43L),
                // Round the block and past node 2 twice.
                List.of(32L, 24L, 43L, 32L, 21L))) {
            LineCode code = codec.encodeLine(LinkLine.of(path));
            assertThat(code.foundAgain()).as(path.toString()).isTrue();
            assertThat(codec.decodeLine(code.code())).isEqualTo(LinkLine.of(path));
        }
    }

    @Test
    void offsetsAreKeptToTheFormatsStep() {
        LineCode code = codec.encodeLine(new LinkLine(List.of(12L, 23L), 150, 210));
        LinkLine found = codec.decodeLine(code.code());
        assertThat(found.linkIds()).containsExactly(12L, 23L);
        assertThat(found.startOffsetMetres()).isCloseTo(150, within(6.0));
        assertThat(found.endOffsetMetres()).isCloseTo(210, within(6.0));
    }

    @Test
    void pointsKeepTheirPlaceAndSide() {
        for (RoadSide side : RoadSide.values()) {
            RoadAddress address = new RoadAddress(32, 0.3, side);
            String code = codec.encodePoint(address);
            RoadAddress found = codec.decodePoint(code);
            assertThat(found.linkId()).isEqualTo(32);
            assertThat(found.offsetShare()).isCloseTo(0.3, within(0.02));
            assertThat(found.side()).isEqualTo(side);
            assertThat(OpenLrCodec.isPoint(code)).isTrue();
        }
    }

    /** A line in Luxembourg, three points. */
    @Test
    void aCodeOfAnotherPlaceIsReadButNotFound() {
        String code = "CwRbWyNG9RpsCQCb/jsbtAT/6/+jK1lE";
        assertThat(OpenLrCodec.findKind(code)).contains("LINE_LOCATION");
        assertThatThrownBy(() -> codec.decodeLine(code))
                .isInstanceOf(OpenLrException.class)
                .hasMessageStartingWith("code " + code + ": is not to be found on this network");
    }

    @Test
    void whatIsNoPathIsRefusedByName() {
        assertThatThrownBy(() -> codec.encodeLine(LinkLine.of(List.of(12L, 99L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has no link 99");
        assertThatThrownBy(() -> codec.encodeLine(LinkLine.of(List.of(12L, 43L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("link 43 does not start where link 12 ends");
        assertThatThrownBy(() -> codec.encodeLine(LinkLine.of(List.of(12L, 24L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the turn from link 12 into link 24 is banned");
        assertThatThrownBy(() -> codec.encodeLine(new LinkLine(List.of(12L), 300, 200)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave nothing of");
        assertThatThrownBy(() -> codec.encodePoint(new RoadAddress(99, 0, RoadSide.LEFT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has no link 99");
        assertThatThrownBy(() -> LinkLine.of(List.of())).hasMessage("linkIds is empty");
    }

    @Test
    void aLineIsNoPointAndAPointNoLine() {
        String line = codec.encodeLine(LinkLine.of(List.of(12L, 23L))).code();
        String point = codec.encodePoint(new RoadAddress(32, 0.3, RoadSide.LEFT));
        assertThat(OpenLrCodec.isPoint(line)).isFalse();
        assertThatThrownBy(() -> codec.decodePoint(line))
                .isInstanceOf(OpenLrException.class)
                .hasMessage("code " + line + ": is a LINE_LOCATION, not a point along a line");
        assertThatThrownBy(() -> codec.decodeLine(point))
                .isInstanceOf(OpenLrException.class)
                .hasMessage("code " + point + ": is a POINT_ALONG_LINE, not a line");
    }

    @Test
    void anyTextIsACodeThatCanBeReadOrOneClearError() {
        Random random = new Random(1);
        byte[] good = Base64.getDecoder()
                .decode(codec.encodeLine(LinkLine.of(List.of(32L, 24L, 43L, 32L, 21L))).code());
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(40)] : good.clone();
            if (i % 2 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String code = Base64.getEncoder().encodeToString(bytes);
            for (Runnable read : List.<Runnable>of(() -> codec.decodeLine(code), () -> codec.decodePoint(code))) {
                try {
                    read.run();
                } catch (OpenLrException e) {
                    assertThat(e.getMessage()).startsWith("code " + code + ": ");
                }
            }
        }
        for (String text : new String[] {"", " ", "not a code!", "Ä", "===="}) {
            assertThatThrownBy(() -> codec.decodeLine(text)).isInstanceOf(OpenLrException.class);
            assertThat(OpenLrCodec.findKind(text)).isEmpty();
        }
    }
}
