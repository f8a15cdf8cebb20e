package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Every kind of request, one by one, at the door: what reaches the topic, and what comes back. */
class TripKindsTest extends OnDemandServer {

    private TripRequest written() {
        return stub.written.get(stub.written.size() - 1);
    }

    private JsonNode ask(String more) throws Exception {
        return trip(post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\"" + more + "}"), 201);
    }

    @Test
    void nowLaterOrToBeThereByATime() throws Exception {
        ask("");
        assertThat(written().wish()).isEqualTo(TimeWish.LEAVE_AFTER);
        assertThat(written().wishTime()).isZero();
        ask(",\"leaveAfter\":\"2026-11-18T09:30:00+09:00\"");
        assertThat(written().wish()).isEqualTo(TimeWish.LEAVE_AFTER);
        assertThat(written().wishTime()).isEqualTo(SEVEN + 150 * 60_000);
        ask(",\"arriveBy\":\"2026-11-18T01:00:00Z\"");
        assertThat(written().wish()).isEqualTo(TimeWish.ARRIVE_BY);
        assertThat(written().wishTime()).as("in any time zone").isEqualTo(SEVEN + 180 * 60_000);
        assertError(
                post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"leaveAfter\":\"2026-11-18T09:30:00+09:00\","
                        + "\"arriveBy\":\"2026-11-18T10:30:00+09:00\"}"),
                400,
                "arriveBy: give it or leaveAfter, not both");
    }

    @Test
    void isBookedFourteenDaysAheadAndNotFifteen() throws Exception {
        ask(",\"leaveAfter\":\"2026-12-02T07:00:00+09:00\"");
        assertThat(written().wishTime()).isEqualTo(SEVEN + 14 * 86_400_000L);
        assertError(
                post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"leaveAfter\":\"2026-12-03T07:00:00+09:00\"}"),
                400,
                "leaveAfter: 2026-12-03T07:00:00+09:00 is more than 14 days ahead");
        assertError(
                post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"arriveBy\":\"2026-12-03T07:00:00+09:00\"}"),
                400,
                "arriveBy: 2026-12-03T07:00:00+09:00 is more than 14 days ahead");
    }

    @Test
    void whoRidesAndWithWhatTicket() throws Exception {
        ask(",\"party\":{\"adults\":1,\"children\":1,\"disabled\":1,\"wheelchairs\":1}");
        assertThat(written().party()).isEqualTo(new RiderParty(1, 1, 1, 1));
        assertThat(written().dayPass()).isFalse();
        ask(",\"party\":3,\"dayPass\":true");
        assertThat(written().party()).isEqualTo(new RiderParty(3, 0, 0, 0));
        assertThat(written().dayPass()).isTrue();
        ask("");
        assertThat(written().party()).as("where nothing is said").isEqualTo(new RiderParty(1, 0, 0, 0));
        assertError(post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"party\":{\"wheelchairs\":2}}"), 400, "no bus takes more than 1");
    }

    @Test
    void fromWhereverTheRiderIsWithTheWalkInTheAnswer() throws Exception {
        JsonNode offered = trip(
                post("/api/trips", "{\"operator\":\"sennan\",\"from\":{\"lon\":135.481,\"lat\":34.661},\"to\":{\"lon\":135.4975,\"lat\":34.667}}"),
                201);
        assertThat(written().from().lon()).isEqualTo(135.481);
        assertThat(written().from().stopId()).isEmpty();
        assertThat(written().to().lat()).isEqualTo(34.667);
        JsonNode walk = offered.path("offer").path("walks").get(0);
        assertThat(walk.path("metres").asDouble()).isEqualTo(120);
        assertThat(walk.path("seconds").asInt()).isEqualTo(100);
    }

    @Test
    void aChangeNamesWhatIsWantedWholeAndABadOneNeverLeavesTheDoor() throws Exception {
        trip(post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}"), 201);
        String body = "{\"from\":\"S1\",\"to\":\"S5\",\"arriveBy\":\"2026-11-18T10:00:00+09:00\",\"party\":2,\"dayPass\":true}";
        trip(send(to("/api/trips/r1").header("Content-Type", JSON).PUT(HttpRequest.BodyPublishers.ofString(body))), 200);
        assertThat(written().kind()).isEqualTo(TripRequestKind.CHANGE);
        assertThat(written().requestId()).isEqualTo("r1");
        assertThat(written().to().stopId()).isEqualTo("S5");
        assertThat(written().wish()).isEqualTo(TimeWish.ARRIVE_BY);
        assertThat(written().party().adults()).isEqualTo(2);
        assertThat(written().dayPass()).isTrue();
        int before = stub.written.size();
        assertError(
                send(to("/api/trips/r1")
                        .header("Content-Type", JSON)
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"from\":\"S1\",\"to\":\"S5\",\"party\":50}"))),
                400,
                "party: 50 riders");
        assertThat(stub.written).hasSize(before);
    }

    /** Whatever the dispatcher's reason, the rider reads it. */
    @Test
    void everyReasonReachesTheRider() throws Exception {
        trip(post("/api/trips", "{\"requestId\":\"r0\",\"from\":\"S1\",\"to\":\"S4\"}"), 201);
        // Of a request that the dispatcher does not know there is no trip to show.
        for (TripRefusal reason : EnumSet.complementOf(EnumSet.of(TripRefusal.NONE, TripRefusal.UNKNOWN_REQUEST))) {
            String id = "r-" + reason.name();
            live.apply(written().toBuilder().requestId(id).messageId(id).build());
            live.apply(TripOffer.builder()
                    .operatorId("sennan")
                    .zoneId("coast")
                    .requestId(id)
                    .inReplyTo(id)
                    .time(SEVEN)
                    .news(TripNews.ANSWER)
                    .status(TripStatus.REFUSED)
                    .refusal(reason)
                    .detail("why")
                    .party(new RiderParty(1, 0, 0, 0))
                    .build());
            JsonNode trip = json("/api/trips/" + id).path("trip");
            assertThat(trip.path("status").asText()).isEqualTo("REFUSED");
            assertThat(trip.path("detail").asText()).isEqualTo("why");
            assertThat(trip.path("refusal").asText()).isEqualTo(reason.name());
        }
    }
}
