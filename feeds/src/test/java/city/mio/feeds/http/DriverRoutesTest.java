package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.TripReference;
import city.mio.events.TripStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverRoutesTest extends OnDemandServer {

    private HttpResponse<String> drive(String path, String body, String token) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", JSON);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void aDriversDeviceFetchesItsPlanAndSaysThatItHasIt() throws Exception {
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        assertError(drive("/api/vehicles/bus-1/plan", null, TOKEN), 404, "no plan yet");
        driveBus();
        assertError(drive("/api/vehicles/bus-1/plan", null, null), 401, "Authorization");
        assertError(drive("/api/vehicles/bus-1/plan", null, TOKEN + "x"), 401, "Authorization");
        assertError(drive("/api/vehicles/bus-99/plan", null, TOKEN), 404, "no such vehicle");
        HttpResponse<String> response = drive("/api/vehicles/bus-1/plan?operator=sennan&zone=coast", null, TOKEN);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = MAPPER.readTree(response.body());
        JsonNode plan = answer.path("plan");
        int version = plan.path("version").asInt();
        assertThat(plan.path("stops").get(0).path("boarding").get(0).asText()).as("the driver knows who waits").isEqualTo("r1");
        JsonNode rider = answer.path("riders").get(0);
        assertThat(rider.path("trip").asText()).isEqualTo("r1");
        assertThat(rider.path("reference").asText()).isEqualTo(TripReference.of("sennan/coast", "r1"));
        assertThat(rider.path("party").path("adults").asInt()).isEqualTo(1);
        assertThat(rider).as("nothing else of the rider").hasSize(3);
        assertThat(answer.path("atStop").asText()).isEmpty();
        assertThat(answer.path("brokenDown").asBoolean()).isFalse();

        assertThat(drive("/api/vehicles/bus-1/plan/ack", "{\"version\":" + version + "}", TOKEN).statusCode())
                .isEqualTo(202);
        assertThat(told).singleElement().satisfies(status -> {
            assertThat(status.kind()).isEqualTo(BusStatusKind.PLAN_ACKNOWLEDGED);
            assertThat(status.planVersion()).isEqualTo(version);
            assertThat(status.serviceKey()).isEqualTo("sennan/coast");
        });
        assertError(
                drive("/api/vehicles/bus-1/plan/ack", "{\"version\":" + (version + 1) + "}", TOKEN), 409, "was never made");
        live.apply(live.findBus("sennan/coast", "bus-1").orElseThrow().findPlan().orElseThrow().toBuilder()
                .version(version + 1)
                .build());
        assertError(
                drive("/api/vehicles/bus-1/plan/ack", "{\"version\":" + version + "}", TOKEN),
                409,
                "plan " + version + " is old; the newest is " + (version + 1));
        assertError(drive("/api/vehicles/bus-1/plan/ack", "{}", TOKEN), 400, "version: is missing");
    }

    private JsonNode planNow() throws Exception {
        HttpResponse<String> response = drive("/api/vehicles/bus-1/plan", null, TOKEN);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private void status(BusStatusKind kind, String stop, long time) {
        live.apply(BusStatus.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .kind(kind)
                .stopId(stop)
                .time(time)
                .build());
    }

    private void book(String id, String from, String to) throws Exception {
        trip(post("/api/trips", "{\"requestId\":\"" + id + "\",\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"party\":2}"), 201);
        trip(post("/api/trips/" + id + "/accept", "{}"), 200);
    }

    @Test
    void aDeviceThatBeginsWhileTheBusStandsAtAStopIsToldWhoGetsOnAndOff() throws Exception {
        driveBus();
        book("off", "S2", "S1");
        book("on", "S1", "S4");
        book("away", "S1", "S4");
        book("before", "S1", "S3");
        stub.go("off", TripStatus.ON_BOARD, SEVEN + 1_000);
        stub.go("before", TripStatus.ON_BOARD, SEVEN + 1_000);
        assertThat(planNow().path("serving").isNull()).as("under way").isTrue();
        // The dispatcher's words may come before those of the bus: they are other topics.
        stub.go("off", TripStatus.SERVED, SEVEN + 60_000);
        stub.go("on", TripStatus.ON_BOARD, SEVEN + 60_000);
        stub.go("away", TripStatus.ON_BOARD, SEVEN + 60_000);
        status(BusStatusKind.STOP_REACHED, "S1", SEVEN + 60_000);
        stub.go("away", TripStatus.NO_SHOW, SEVEN + 70_000);
        JsonNode answer = planNow();
        JsonNode serving = answer.path("serving");
        assertThat(answer.path("atStop").asText()).isEqualTo("S1");
        assertThat(serving.path("stop").asText()).isEqualTo("S1");
        assertThat(serving.path("name").path("en").asText()).isEqualTo("City hall");
        assertThat(serving.path("boarding")).extracting(JsonNode::asText).containsExactly("on");
        assertThat(serving.path("alighting")).extracting(JsonNode::asText).containsExactly("off");
        assertThat(serving.path("absent")).extracting(JsonNode::asText).containsExactly("away");
        assertThat(answer.path("riders"))
                .filteredOn(rider -> rider.path("trip").asText().equals("on"))
                .singleElement()
                .satisfies(rider -> assertThat(rider.path("party").path("adults").asInt()).isEqualTo(2));
        status(BusStatusKind.STOP_LEFT, "S1", SEVEN + 90_000);
        assertThat(planNow().path("serving").isNull()).isTrue();
        status(BusStatusKind.STOP_REACHED, "S1", SEVEN + 600_000);
        assertThat(planNow().path("serving").path("boarding")).as("what was done here before").isEmpty();
    }

    @Test
    void whatCanHardlyBeIsPassedOnWithADoubt() throws Exception {
        driveBus();
        String path = "/api/vehicles/bus-1/status";
        String near = "{\"kind\":\"POSITION\",\"lon\":135.4846,\"lat\":34.6601}";
        assertThat(MAPPER.readTree(drive(path, near, TOKEN).body()).path("doubt").asText()).isEmpty();
        HttpResponse<String> jump = drive(path, "{\"kind\":\"POSITION\",\"lon\":135.5020,\"lat\":34.6744}", TOKEN);
        assertThat(jump.statusCode()).isEqualTo(202);
        assertThat(MAPPER.readTree(jump.body()).path("doubt").asText()).contains("2.3 km from where the bus was 0 s before");
        assertThat(MAPPER.readTree(drive(path, "{\"kind\":\"STOP_REACHED\",\"stop\":\"S1\"}", TOKEN).body())
                        .path("doubt")
                        .asText())
                .isEmpty();
        assertThat(MAPPER.readTree(drive(path, "{\"kind\":\"STOP_REACHED\",\"stop\":\"S3\"}", TOKEN).body())
                        .path("doubt")
                        .asText())
                .contains("plan 4 has nothing to do at S3");
        assertThat(told).as("the dispatcher judges").hasSize(4);
    }

    @Test
    void depotsHaveNames() throws Exception {
        live.apply(DispatchPlan.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .version(1)
                .time(SEVEN)
                .stops(List.of(PlanStop.builder()
                        .placeId("yard")
                        .lon(135.48)
                        .lat(34.66)
                        .kind(PlanStopKind.BREAK)
                        .arriveTime(SEVEN + 900_000)
                        .departTime(SEVEN + 3_600_000)
                        .boarding(List.of())
                        .alighting(List.of())
                        .build()))
                .build());
        JsonNode stop = planNow().path("plan").path("stops").get(0);
        assertThat(stop.path("name").path("en").asText()).isEqualTo("Yard");
        assertThat(stop.path("name").path("ja").asText()).isEqualTo("車庫");
        JsonNode bus = json("/api/vehicles").path("features").get(0).path("properties");
        assertThat(bus.path("nextStops").get(0).path("name").path("en").asText()).isEqualTo("Yard");
        assertThat(json("/api/ondemand").path("services").get(0).path("depots").get(0).path("name").path("ja").asText())
                .isEqualTo("車庫");
        status(BusStatusKind.STOP_REACHED, "yard", SEVEN + 900_000);
        assertThat(planNow().path("serving").path("name").path("en").asText()).isEqualTo("Yard");
    }

    @Test
    void aDriversDeviceTellsWhereTheBusIs() throws Exception {
        String path = "/api/vehicles/bus-1/status";
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        String position = "{\"kind\":\"POSITION\",\"lon\":135.48,\"lat\":34.66,\"speedMps\":7,\"headingDegrees\":90}";
        assertError(drive(path, position, null), 401, "Authorization");
        assertThat(drive(path, position, TOKEN).statusCode()).isEqualTo(202);
        assertThat(drive(path, "{\"kind\":\"STOP_REACHED\",\"stop\":\"S1\"}", TOKEN).statusCode()).isEqualTo(202);
        assertThat(drive(path, "{\"kind\":\"NO_SHOW\",\"trip\":\"r1\"}", TOKEN).statusCode()).isEqualTo(202);
        assertThat(told).extracting(BusStatus::kind)
                .containsExactly(BusStatusKind.POSITION, BusStatusKind.STOP_REACHED, BusStatusKind.NO_SHOW);
        assertThat(told.get(2).sequence()).isGreaterThan(told.get(1).sequence());
        assertError(drive(path, "{\"kind\":\"POSITION\"}", TOKEN), 400, "lon: is missing");
        assertError(drive(path, "{\"kind\":\"POSITION\",\"lon\":1}", TOKEN), 400, "lat: is missing");
        assertError(drive(path, "{\"kind\":\"POSITION\",\"lon\":500,\"lat\":1}", TOKEN), 400, "lon: is not a number");
        assertError(drive(path, "{\"kind\":\"STOP_LEFT\"}", TOKEN), 400, "stop: is missing");
        assertError(drive(path, "{\"kind\":\"NO_SHOW\"}", TOKEN), 400, "trip: is missing");
        assertError(drive(path, "{\"kind\":\"PLAN_ACKNOWLEDGED\"}", TOKEN), 400, "kind: is not one of");
        assertError(drive(path, "{\"kind\":\"FLY\"}", TOKEN), 400, "kind: is not one of");
        assertError(drive(path, "{\"kind\":\"STOP_REACHED\",\"stop\":\"H1\"}", TOKEN), 400, "stop: no stop H1 in sennan/coast");
        assertError(drive(path, "{\"kind\":\"NO_SHOW\",\"trip\":\"nobody\"}", TOKEN), 400, "trip: no trip nobody in sennan/coast");
        assertError(drive(path, "{\"kind\":\"POSITION\",\"lon\":139.7,\"lat\":35.7}", TOKEN), 400, "is outside the city");
        assertThat(told).hasSize(3);
    }
}
