package city.mio.simulators.load;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.ProbePosition;
import city.mio.events.wire.Topics;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeLoadTest {

    private static final long START = 1_795_230_000_000L;

    private static RoadNetwork square() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        double[][] corners = {{135.50, 34.70}, {135.51, 34.70}, {135.51, 34.71}, {135.50, 34.71}};
        for (int i = 0; i < 4; i++) {
            builder.addNode(i + 1, corners[i][0], corners[i][1], false, "", "");
        }
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) % 4;
            builder.addLink(RoadLink.builder().linkId(10 + i).from(i + 1).to(next + 1).build());
            builder.addLink(RoadLink.builder().linkId(20 + i).from(next + 1).to(i + 1).build());
        }
        return builder.build();
    }

    @Test
    void whatIsWrittenIsWhatTheTopicHolds() throws Exception {
        ProbeLoad load = new ProbeLoad(square(), 7, 1000, START, 1);
        for (int i = 0; i < 500; i++) {
            load.next();
            ProbePosition fix = Topics.PROBE_POSITION.codec().decode(load.value());
            assertThat(Topics.PROBE_POSITION.codec().encode(fix)).isEqualTo(load.value());
            assertThat(Topics.PROBE_POSITION.key(fix)).isEqualTo(load.key());
            assertThat(fix.time()).isEqualTo(load.time());
        }
    }

    @Test
    void vehiclesDriveOnAtTheirSpeedAndCountTheirFixes() throws Exception {
        ProbeLoad load = new ProbeLoad(square(), 3, 1000, START, 2);
        Map<String, ProbePosition> last = new HashMap<>();
        long lastTime = 0;
        for (int i = 0; i < 3000; i++) {
            load.next();
            ProbePosition fix = Topics.PROBE_POSITION.codec().decode(load.value());
            assertThat(fix.time()).isGreaterThanOrEqualTo(lastTime);
            lastTime = fix.time();
            ProbePosition before = last.put(fix.vehicleId(), fix);
            if (before != null) {
                assertThat(fix.sequence()).isEqualTo(before.sequence() + 1);
                assertThat(fix.time() - before.time()).isEqualTo(1000);
                // Noise of 4 m on both.
                assertThat(LocalProjection.distanceMetres(before.lon(), before.lat(), fix.lon(), fix.lat()))
                        .isLessThan(fix.speedMps() + 30);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameStream() {
        ProbeLoad one = new ProbeLoad(square(), 5, 2000, START, 3);
        ProbeLoad same = new ProbeLoad(square(), 5, 2000, START, 3);
        ProbeLoad other = new ProbeLoad(square(), 5, 2000, START, 4);
        boolean differs = false;
        for (int i = 0; i < 200; i++) {
            one.next();
            same.next();
            other.next();
            assertThat(one.value()).isEqualTo(same.value());
            differs |= !java.util.Arrays.equals(one.value(), other.value());
        }
        assertThat(differs).isTrue();
    }

    @Test
    void vehiclesDriveFromLinkToLinkAndDoNotTurnBack() {
        RoadNetwork network = square();
        ProbeLoad load = new ProbeLoad(network, 4, 1000, START, 5);
        int[] last = {-1, -1, -1, -1};
        int moves = 0;
        for (int i = 0; i < 4_000; i++) {
            load.next();
            int before = last[i % 4];
            int now = load.link();
            if (before >= 0 && now != before) {
                moves++;
                assertThat(network.fromNode(now)).isEqualTo(network.toNode(before));
                assertThat(now).isNotEqualTo(network.oppositeLink(before));
            }
            last[i % 4] = now;
        }
        assertThat(moves).isGreaterThan(20);
    }
}
