package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.RoadSide;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TimeSlice;
import city.mio.geo.routing.TurnCosts;
import city.mio.models.dispatch.service.Depot;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.ServiceZone;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ring of three roads with a stop at the beginning of each of the first two and the depot at that of the third. */
class NetworkDriveTimesTest {

    private static final long QUARTER = 900_000;
    private static final int A = 0;
    private static final int B = 1;

    private final RoadNetwork ring = ring();
    private final DijkstraTravelTimes times = new DijkstraTravelTimes(RouteGraph.of(ring, TurnCosts.none()));

    private static RoadNetwork ring() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < 3; i++) {
            builder.addNode(i + 1, 135.5 + 0.003 * (i % 2), 34.7 + 0.003 * (i / 2), false, "", "");
        }
        for (int i = 0; i < 3; i++) {
            builder.addLink(RoadLink.builder()
                    .linkId(i + 1)
                    .from(i + 1)
                    .to((i + 1) % 3 + 1)
                    .lengthMetres(300)
                    .roadClass(RoadClass.PRIMARY)
                    .build());
        }
        return builder.build();
    }

    private OnDemandService service() {
        var builder = OnDemandService.builder("ring").zone(new ServiceZone("all", "all")).hours(OpeningHours.always(ZoneOffset.UTC));
        for (int i = 0; i < 2; i++) {
            builder.stop(new ServiceStop(
                    "s" + i, "s" + i, 135.5, 34.7, ring.findLink(i + 1).orElseThrow(), 0, RoadSide.LEFT, "all"));
        }
        return builder.depot(new Depot("depot", "depot", 135.5, 34.7, ring.findLink(3).orElseThrow(), 0)).build();
    }

    private LinkTimes all(int millis) {
        int[] each = new int[ring.linkCount()];
        Arrays.fill(each, millis);
        return LinkTimes.of(ring, each);
    }

    @Test
    void departuresTakeTheSliceThatWasForecastForThem() {
        NetworkDriveTimes drive = new NetworkDriveTimes(times, service(), 900, 3);
        times.publish(List.of(
                new TimeSlice(TEN, all(60_000)),
                new TimeSlice(TEN + QUARTER, all(120_000)),
                new TimeSlice(TEN + 2 * QUARTER, all(90_000))));
        assertThat(drive.refresh(TEN)).isTrue();
        assertThat(drive.millis(A, B, TEN)).isEqualTo(60_000);
        assertThat(drive.millis(B, A, TEN)).isEqualTo(120_000);
        assertThat(drive.millis(A, B, TEN + QUARTER / 2)).isEqualTo(90_000);
        assertThat(drive.millis(A, B, TEN + QUARTER)).isEqualTo(120_000);
        assertThat(drive.millis(A, B, TEN + 9 * QUARTER)).isEqualTo(90_000);
        assertThat(drive.latestDepart(A, B, TEN + 9 * QUARTER)).isEqualTo(TEN + 9 * QUARTER - 90_000);
        Whereabouts half = new Whereabouts.OnLink(ring.findLink(1).orElseThrow(), 0.5, 135.5, 34.7);
        assertThat(drive.millis(half, B, TEN)).isEqualTo(30_000);
    }

    @Test
    void isMadeAnewWhenTimesChangeOrTimeGoesOn() {
        NetworkDriveTimes drive = new NetworkDriveTimes(times, service(), 900, 2);
        assertThat(drive.isReady()).isFalse();
        assertThatThrownBy(() -> drive.millis(A, B, TEN)).isInstanceOf(IllegalStateException.class);
        times.publish(List.of(new TimeSlice(TEN, all(60_000)), new TimeSlice(TEN + QUARTER, all(120_000))));
        assertThat(drive.refresh(TEN)).isTrue();
        assertThat(drive.refresh(TEN + 60_000)).isFalse();
        assertThat(drive.refresh(TEN + QUARTER)).isTrue();
        assertThat(drive.millis(A, B, TEN + QUARTER)).isEqualTo(120_000);
        times.publish(all(70_000));
        assertThat(drive.refresh(TEN + QUARTER)).isTrue();
        assertThat(drive.millis(A, B, TEN + QUARTER)).isEqualTo(70_000);
    }
}
