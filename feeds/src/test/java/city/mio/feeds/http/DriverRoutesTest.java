package city.mio.feeds.http;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.TripReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    @Test
    void aDriversDeviceTellsWhereTheBusIs() throws Exception {
        String path = "/api/vehicles/bus-1/status";
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
        assertThat(told).hasSize(3);
    }
}
