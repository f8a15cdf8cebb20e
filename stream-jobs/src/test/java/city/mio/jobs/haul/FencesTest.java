package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulPlace;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a truck is that shares its positions. West to east; gate at 135.46, fork with the yard at 135.42. */
class FencesTest extends OfficeHarness {

    private final List<HaulNews> news = new ArrayList<>();

    private void fix(double minute, double lon, double lat, float speed) {
        ProbePosition fix = ProbePosition.builder()
                .vehicleId("truck")
                .kind(VehicleKind.HAUL_TRUCK)
                .sequence(Math.round(minute * 10) + 1)
                .time(EIGHT + Math.round(minute * MINUTE))
                .lon(lon)
                .lat(lat)
                .speedMps(speed)
                .build();
        news.add(news(Topics.PROBE_POSITION, fix, fix.time()));
    }

    private List<String> places(boolean restored) throws Exception {
        news.add(news(declaration("t", 60).terms(HaulTerms.NONE).vehicleId("truck").build()));
        run(news, restored);
        List<String> places = new ArrayList<>();
        for (Object one : told) {
            if (one instanceof HaulTrip trip && trip.place() != HaulPlace.UNKNOWN) {
                String place = trip.place() + (trip.placeId().isEmpty() ? "" : " " + trip.placeId());
                if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    private void aRun() {
        fix(40, 135.39, 34.65, 12);
        for (int i = 0; i <= 3; i++) {
            fix(42 + i, 135.405 + 0.003 * i, 34.65, 12);
        }
        for (int i = 0; i < 8; i++) {
            fix(46 + i, 135.42, 34.65, 0);
        }
        for (int i = 0; i < 4; i++) {
            fix(60 + i, 135.44 + 0.005 * i, 34.66 - 0.0025 * i, 12);
        }
        for (int i = 0; i < 4; i++) {
            fix(66 + i, 135.46, 34.65, 0);
        }
        for (int i = 0; i < 3; i++) {
            fix(80 + i, 135.463 + 0.003 * i, 34.65, 8);
        }
    }

    @Test
    void aTruckIsFollowedFromItsRouteByTheYardToTheGateAndAway() throws Exception {
        aRun();
        assertThat(places(false))
                .containsExactly("ON_THE_WAY", "ON_ROUTE north", "HOLDING yard", "ON_ROUTE north", "AT_GATE gate", "LEFT");
    }

    @Test
    void aRestoredOfficeFollowsOn() throws Exception {
        aRun();
        List<String> once = places(false);
        news.clear();
        aRun();
        assertThat(places(true)).isEqualTo(once);
    }

    @Test
    void aSingleFixThatErrsIsNoStepAside() throws Exception {
        for (int i = 0; i < 6; i++) {
            // One fix 300 m off the road.
            fix(50 + i, 135.405 + 0.002 * i, i == 3 ? 34.6527 : 34.65, 12);
        }
        assertThat(places(false)).containsExactly("ON_THE_WAY", "ON_ROUTE north");
        news.clear();
        for (int i = 0; i < 6; i++) {
            fix(50 + i, 135.405 + 0.002 * i, i >= 3 ? 34.6527 : 34.65, 12);
        }
        assertThat(places(false)).containsExactly("ON_THE_WAY", "ON_ROUTE north", "OFF_ROUTE");
    }

    @Test
    void whoDrivesThroughTheYardDoesNotWaitThere() throws Exception {
        for (int i = 0; i < 6; i++) {
            fix(50 + i / 10.0, 135.4195 + 0.0002 * i, 34.65, 11);
        }
        assertThat(places(false)).doesNotContain("HOLDING yard");
    }
}
