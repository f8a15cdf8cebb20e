package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulPlace;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whom the office calls from the yard, and when: slot from 09:00, a gate that lets in one vehicle a minute and before which two
 * may wait, ten minutes' drive away.
 */
class OfficeCallsTest extends OfficeHarness {

    private final List<HaulNews> news = new ArrayList<>();

    private void inYard(String vehicle, double from, double until) {
        for (double minute = from; minute < until; minute += 1) {
            fix(vehicle, minute, 135.42, 34.65, 0);
        }
    }

    private void fix(String vehicle, double minute, double lon, double lat, float speed) {
        ProbePosition fix = ProbePosition.builder()
                .vehicleId(vehicle)
                .kind(VehicleKind.HAUL_TRUCK)
                .sequence(Math.round(minute * 10) + 1)
                .time(EIGHT + Math.round(minute * MINUTE))
                .lon(lon)
                .lat(lat)
                .speedMps(speed)
                .build();
        news.add(news(Topics.PROBE_POSITION, fix, fix.time()));
    }

    private void declared(String id, int minute) {
        news.add(news(declaration(id, minute).terms(HaulTerms.NONE).vehicleId(id).build()));
    }

    /** The last call of each trip while it stood in the yard, in minutes after eight. */
    private Map<String, Double> calls() {
        Map<String, Double> calls = new TreeMap<>();
        for (Object one : told) {
            if (one instanceof HaulTrip trip && trip.callAt() > 0) {
                assertThat(trip.place()).isEqualTo(HaulPlace.HOLDING);
                calls.put(trip.tripId(), (trip.callAt() - EIGHT) / (double) MINUTE);
            }
        }
        return calls;
    }

    @Test
    void whoIsEarlyIsCalledWhenItsSlotBegins() throws Exception {
        declared("a", 60);
        inYard("a", 45, 62);
        run(news, false);
        assertThat(calls()).containsEntry("a", 60.0);
        List<Long> said = told.stream()
                .filter(one -> one instanceof HaulTrip trip && trip.callAt() > 0 && trip.state() == HaulTripState.PLANNED)
                .map(one -> ((HaulTrip) one).time())
                .toList();
        // Told as soon as it stood there, and once.
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).isLessThanOrEqualTo(EIGHT + 48 * MINUTE);
    }

    @Test
    void theGatesQueueStaysUnderItsLimit() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            declared(id, 60);
            inYard(id, 50, 80);
        }
        // Three more stand at the gate already, of the slot before: the last of them is through at 09:13.
        for (String id : List.of("x", "y", "z")) {
            declared(id, 30);
            for (double minute = 59; minute < 64; minute += 1) {
                fix(id, minute, 135.46, 34.65, 0);
            }
        }
        run(news, false);
        Map<String, Double> calls = calls();
        assertThat(calls).containsOnlyKeys("a", "b", "c");
        List<Double> times = calls.values().stream().sorted().toList();
        assertThat(times.get(0)).isEqualTo(60);
        // Two may be before the gate: the third leaves when the first will be through.
        assertThat(times.get(2)).isGreaterThanOrEqualTo(61).isLessThan(66);
    }

    @Test
    void whoIsSeenBeforeTheYardBeforeItsSlotIsNotEarlyYet() throws Exception {
        declared("a", 60);
        news.add(news(passage("W", 1, 48, "plate-a")));
        inYard("a", 50, 61);
        news.add(news(passage("N", 1, 66, "plate-a")));
        declared("b", 90);
        news.add(news(passage("N", 2, 80, "plate-b")));
        run(news, false);
        assertThat(told.stream().filter(one -> one instanceof HaulTrip trip && trip.tripId().equals("a")).map(HaulTrip.class::cast))
                .noneMatch(trip -> trip.state() == HaulTripState.EARLY)
                .anyMatch(trip -> trip.state() == HaulTripState.ON_TIME && trip.cameraId().equals("N"));
        assertThat(trips().get("b").state()).isEqualTo(HaulTripState.EARLY);
        assertThat(slot("north", 60).seen()).isEqualTo(2);
    }

    @Test
    void aRestoredOfficeCallsTheSame() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            declared(id, 60);
            inYard(id, 55, 80);
        }
        run(news, false);
        Map<String, Double> once = calls();
        run(news, true);
        assertThat(calls()).isEqualTo(once).hasSize(3);
    }
}
