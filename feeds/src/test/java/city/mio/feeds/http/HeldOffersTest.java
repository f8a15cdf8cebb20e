package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DispatchPlan;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.feeds.ondemand.OfferLimits.Limit;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.Sennan;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Offers that a client asks for and does not take. The stub holds each for two minutes. */
class HeldOffersTest extends OnDemandServer {

    @Override
    OnDemandService sennan() {
        return Sennan.builder()
                .offers(new OfferLimits(new Limit(5, 12), Map.of("127.0.0.9", new Limit(50, 100)), 120))
                .build();
    }

    private static String body(String id, int party) {
        return "{\"requestId\":\"" + id + "\",\"from\":\"S1\",\"to\":\"S4\",\"party\":" + party + ",\"channel\":\"phone\"}";
    }

    /** The status that somebody at another address of this machine is answered with. */
    private int statusFor(String address, String id) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), server.port(), InetAddress.getByName(address), 0)) {
            String body = body(id, 1);
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /api/trips HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                    + "X-Forwarded-For: 203.0.113." + id.length() + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private void itIs(long time) {
        live.apply(DispatchPlan.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-2")
                .version(time - SEVEN + 1)
                .acknowledgedVersion(0)
                .time(time)
                .seatsOnBoard(0)
                .stops(List.of())
                .build());
    }

    @Test
    void aClientHoldsSoManyOffersAndIsToldWhenTheNextExpires() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(trip(post("/api/trips", body("r" + i, 1)), 201).path("status").asText()).isEqualTo("OFFERED");
        }
        itIs(SEVEN + 30_500);
        HttpResponse<String> full = post("/api/trips", body("r5", 1));
        assertError(full, 429, "holds 5 open offers of sennan/coast for 5 riders; at most 5 for 12 may be held");
        assertThat(full.headers().firstValue("Retry-After")).contains("90");
        JsonNode error = MAPPER.readTree(full.body());
        assertThat(error.path("error").asText()).isEqualTo("too_many_requests");
        assertThat(error.path("openOffers").asInt()).isEqualTo(5);
        assertThat(error.path("openRiders").asInt()).isEqualTo(5);
        assertThat(error.path("nextExpiry").asText()).isEqualTo("2026-11-18T07:02:00+09:00");
        assertThat(stub.written).as("the dispatcher never hears of it").hasSize(5);
        assertError(send(to("/api/trips/r5")), 404, "no trip r5");

        assertThat(trip(post("/api/trips", body("r1", 1)), 200).path("status").asText()).as("the same again").isEqualTo("OFFERED");
        assertThat(statusFor("127.0.0.2", "other")).isEqualTo(201);
        assertThat(trip(post("/api/trips/r2/accept", "{}"), 200).path("status").asText()).isEqualTo("BOOKED");
        assertThat(trip(post("/api/trips", body("r5", 1)), 201).path("status").asText()).isEqualTo("OFFERED");
        assertError(post("/api/trips", body("r6", 1)), 429, "5 open offers");
        assertThat(trip(send(to("/api/trips/r3").DELETE()), 200).path("status").asText()).isEqualTo("CANCELLED");
        trip(post("/api/trips", body("r6", 1)), 201);
        assertError(post("/api/trips", body("r7", 1)), 429, "5 open offers");
        itIs(SEVEN + 120_000);
        trip(post("/api/trips", body("r7", 1)), 201);
    }

    @Test
    void whatAClientSaysOfItselfDoesNotHelpIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(statusFor("127.0.0.3", "x" + "y".repeat(i))).isEqualTo(201);
        }
        assertThat(statusFor("127.0.0.3", "another")).as("whomever it claims to speak for").isEqualTo(429);
        for (int i = 0; i < 20; i++) {
            assertThat(statusFor("127.0.0.9", "call-centre-" + i)).as("known to the operator").isEqualTo(201);
        }
    }

    @Test
    void aLargePartyCountsByItsRiders() throws Exception {
        for (int i = 0; i < 3; i++) {
            trip(post("/api/trips", body("r" + i, 4)), 201);
        }
        assertError(post("/api/trips", body("r3", 1)), 429, "3 open offers of sennan/coast for 12 riders");
        HttpRequest.Builder fewer = to("/api/trips/r0")
                .header("Content-Type", JSON)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"from\":\"S1\",\"to\":\"S5\",\"party\":3}"));
        assertThat(trip(send(fewer), 200).path("status").asText()).isEqualTo("OFFERED");
        trip(post("/api/trips", body("r3", 1)), 201);
        HttpRequest.Builder more = to("/api/trips/r0")
                .header("Content-Type", JSON)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"from\":\"S1\",\"to\":\"S5\",\"party\":4}"));
        assertError(send(more), 429, "for 12 riders");
    }

    @Test
    void manyAtOnceGetNoMoreThanOneAfterTheOther() throws Exception {
        stub.fallSilent();
        server.close();
        open(Duration.ofMillis(500));
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(client.sendAsync(
                    to("/api/trips")
                            .header("Content-Type", JSON)
                            .POST(HttpRequest.BodyPublishers.ofString(body("many-" + i, 1)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (var each : asked) {
            statuses.add(each.get(60, TimeUnit.SECONDS).statusCode());
        }
        assertThat(statuses).filteredOn(status -> status == 202).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(35);
        assertThat(stub.written).hasSize(5);
    }

    @Test
    void whatCouldNotBeStoredIsNotHeld() throws Exception {
        stub.goAway();
        for (int i = 0; i < 7; i++) {
            assertError(post("/api/trips", body("r" + i, 1)), 503, "could not be stored");
        }
    }

    @Test
    void aRestartedDoorKnowsTheTripsAndForgetsWhoHoldsThem() throws Exception {
        for (int i = 0; i < 5; i++) {
            trip(post("/api/trips", body("r" + i, 1)), 201);
        }
        server.close();
        open(Duration.ofMinutes(1));
        assertThat(trip(post("/api/trips", body("r1", 1)), 200).path("status").asText()).isEqualTo("OFFERED");
        for (int i = 5; i < 10; i++) {
            trip(post("/api/trips", body("r" + i, 1)), 201);
        }
        assertError(post("/api/trips", body("r10", 1)), 429, "5 open offers");
    }

    @Test
    void theServiceSaysHowManyOffersMayBeHeld() throws Exception {
        JsonNode terms = json("/api/ondemand").path("services").get(0).path("terms");
        assertThat(terms.path("openOffersPerClient").asInt()).isEqualTo(5);
        assertThat(terms.path("openRidersPerClient").asInt()).isEqualTo(12);
    }
}
