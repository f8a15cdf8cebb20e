package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripReference;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.StubDispatcher;
import city.mio.feeds.dispatch.TripKey;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.Sennan;
import city.mio.geo.routing.LinkOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnDemandRoutesTest extends OnDemandServer {

    @Test
    void aTripIsOfferedAcceptedAndCancelled() throws Exception {
        HttpResponse<String> asked = post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":{\"stop\":\"S4\"},\"party\":2}");
        JsonNode offered = trip(asked, 201);
        assertThat(asked.headers().firstValue("Location")).contains("/api/trips/r1");
        assertThat(offered.path("status").asText()).isEqualTo("OFFERED");
        JsonNode offer = offered.path("offer");
        assertThat(offer.path("vehicleId").asText()).isEqualTo("bus-1");
        assertThat(offer.path("pickup").asText()).isEqualTo("2026-11-18T07:05:00+09:00");
        assertThat(offer.path("fare").asInt()).isEqualTo(600);
        assertThat(offer.path("from").path("name").path("ja").asText()).isEqualTo("市役所前");
        assertThat(stub.written.get(0).time()).as("the city's time").isEqualTo(SEVEN);

        assertThat(trip(post("/api/trips/r1/accept", "{}"), 200).path("status").asText()).isEqualTo("BOOKED");
        assertThat(trip(post("/api/trips/r1/accept", ""), 200).path("status").asText()).isEqualTo("BOOKED");
        assertThat(json("/api/trips/r1").path("trip").path("status").asText()).isEqualTo("BOOKED");
        assertThat(trip(send(to("/api/trips/r1").DELETE()), 200).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(trip(send(to("/api/trips/r1").DELETE()), 200).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(stub.written).extracting(request -> request.kind())
                .containsExactly(TripRequestKind.ASK, TripRequestKind.ACCEPT, TripRequestKind.CANCEL);
    }

    /** A simulated city's day is not that on the wall: who asks before the first probe is heard means its morning. */
    @Test
    void beforeAnythingIsHeardItIsAsLateAsTheCitysClockSays() throws Exception {
        LiveCity silent =
                new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
        LiveDispatch unheard = new LiveDispatch(new OnDemandOffering(List.of(Sennan.service())), DispatchLimits.defaults());
        server.close();
        server = new ApiServer(
                silent,
                () -> LinkOrder.make(network),
                step -> {},
                List.of(new OnDemandRoutes(
                        silent,
                        unheard,
                        new StubDispatcher(unheard),
                        DriverDoor.shut(),
                        InstantSource.system(),
                        InstantSource.fixed(Instant.ofEpochMilli(SEVEN)),
                        Duration.ofMinutes(1))),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
        assertThat(json("/api/ondemand").path("eventTime").asText()).isEqualTo("2026-11-18T07:00:00+09:00");
        JsonNode offered = trip(post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\"}"), 201);
        assertThat(offered.path("offer").path("pickup").asText()).isEqualTo("2026-11-18T07:05:00+09:00");
    }

    @Test
    void theSameIdIsTheSameTrip() throws Exception {
        String body = "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}";
        assertThat(trip(post("/api/trips", body), 201).path("id").asText()).isEqualTo("r1");
        assertThat(trip(post("/api/trips", body), 200).path("offer").path("offerId").asText()).isNotBlank();
        assertThat(stub.written).hasSize(1);
        HttpResponse<String> other = post("/api/trips", body.replace("S4", "S5"));
        assertError(other, 409, "requestId: r1 asks for another trip");
        assertThat(MAPPER.readTree(other.body()).path("refusal").asText()).isEqualTo("ID_USED_FOR_ANOTHER_REQUEST");
    }

    @Test
    void whoIsRefusedIsToldWhyAndWhatElseThereIs() throws Exception {
        JsonNode refused = trip(post("/api/trips", "{\"requestId\":\"r5\",\"from\":\"S1\",\"to\":\"S4\",\"party\":5}"), 200);
        assertThat(refused.path("status").asText()).isEqualTo("REFUSED");
        assertThat(refused.path("refusal").asText()).isEqualTo("NO_VEHICLE_IN_TIME");
        assertThat(refused.path("alternatives").get(0).path("from").path("stop").asText()).isEqualTo("S2");
        assertError(post("/api/trips/r5/accept", "{}"), 409, "has no offer");
        assertError(post("/api/trips/r5/accept", "{\"alternative\":2}"), 400, "alternative: 2");
        // The stub refuses five again, wherever they start.
        JsonNode again = trip(post("/api/trips/r5/accept", "{\"alternative\":1}"), 200);
        assertThat(again.path("id").asText()).isEqualTo("r5~1");
        assertThat(again.path("status").asText()).isEqualTo("REFUSED");
    }

    @Test
    void anAlternativeIsBookedInOneGo() throws Exception {
        // Somebody whose trip was refused though they are few: what the dispatcher said is what counts.
        String ask = "{\"requestId\":\"r2\",\"from\":\"S1\",\"to\":\"S4\",\"party\":5}";
        trip(post("/api/trips", ask), 200);
        TripOffer refused = live.find(new TripKey("sennan/coast", "r2")).orElseThrow().findLast().orElseThrow();
        live.apply(stub.written.get(0).toBuilder()
                .requestId("few")
                .party(new city.mio.events.RiderParty(2, 0, 0, 0))
                .build());
        live.apply(refused.toBuilder().requestId("few").build());
        JsonNode booked = trip(post("/api/trips/few/accept", "{\"alternative\":1}"), 200);
        assertThat(booked.path("id").asText()).isEqualTo("few~1");
        assertThat(booked.path("status").asText()).isEqualTo("BOOKED");
        assertThat(booked.path("asked").path("from").path("stop").asText()).isEqualTo("S2");
        assertThat(trip(post("/api/trips/few/accept", "{\"alternative\":1}"), 200).path("status").asText())
                .as("again")
                .isEqualTo("BOOKED");
    }

    @Test
    void aBookedTripCanBeChanged() throws Exception {
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        JsonNode changed = trip(
                send(to("/api/trips/r1")
                        .header("Content-Type", JSON)
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"from\":\"S1\",\"to\":\"S5\"}"))),
                200);
        assertThat(changed.path("offer").path("to").path("stop").asText()).isEqualTo("S5");
        assertThat(changed.path("asked").path("to").path("stop").asText()).isEqualTo("S5");
        assertThat(stub.written.get(1).kind()).isEqualTo(TripRequestKind.CHANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"to\":\"S4\"}|from: is missing",
                "{\"from\":\"S9\",\"to\":\"S4\"}|from: no stop S9 in sennan/coast",
                "{\"from\":\"S1\",\"to\":\"S9\"}|to: no stop S9",
                "{\"from\":\"S1\",\"to\":\"H1\"}|to: stop H1 is outside the zone sennan/coast",
                "{\"operator\":\"kawachi\",\"from\":\"S1\",\"to\":\"H1\"}|from: stop S1 is outside the zone kawachi/hills",
                "{\"operator\":\"nobody\",\"from\":\"S1\",\"to\":\"S4\"}|operator: no operator nobody",
                "{\"zone\":\"moon\",\"from\":\"S1\",\"to\":\"S4\"}|zone: no zone moon",
                "{\"from\":{\"lon\":135.5,\"lat\":34.7},\"to\":{\"lon\":135.5,\"lat\":34.6}}|zone: is missing",
                "{\"from\":\"S1\",\"to\":\"S1\"}|to: the trip ends where it begins",
                "{\"from\":{\"lon\":200,\"lat\":34},\"to\":\"S1\"}|from: is not",
                "{\"from\":\"S1\",\"to\":\"S4\",\"leaveAfter\":\"2026-11-18T06:00:00+09:00\"}|leaveAfter: 2026-11-18T06:00:00+09:00 is past",
                "{\"from\":\"S1\",\"to\":\"S4\",\"arriveBy\":\"2026-12-18T06:00:00+09:00\"}|arriveBy: 2026-12-18T06:00:00+09:00 is more than 14 days ahead",
                "{\"from\":\"S1\",\"to\":\"S4\",\"arriveBy\":\"noon\"}|arriveBy: is not a time",
                "{\"from\":\"S1\",\"to\":\"S4\",\"leaveAfter\":\"2026-11-18T09:00:00\"}|leaveAfter: is not a time with offset",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":0}|party: nobody rides",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":50}|party: 50 riders; at most 8 ride together",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":-1}|party: is not",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":{\"adults\":1.5}}|party.adults: is not a whole number",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":{\"dogs\":1}}|party.dogs: no such field",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":{\"wheelchairs\":3}}|party.wheelchairs: 3; no bus takes more than 1",
                "{\"from\":\"S1\",\"to\":\"S4\",\"fare\":0}|fare: no such field",
                "{\"from\":\"S1\",\"to\":\"S4\",\"requestId\":\"a b\"}|requestId: is not",
                "{\"from\":\"S1\",\"to\":\"S4\",\"dayPass\":\"yes\"}|dayPass: is not true or false",
                "{\"from\":\"S1\",\"to\":\"S4\"}{}|the body is not JSON",
                "[]|the body is not a JSON object"
            })
    void badInputIsRefusedInOneLineThatNamesTheField(String body, String detail) throws Exception {
        assertError(post("/api/trips", body), 400, detail);
        assertThat(stub.written).isEmpty();
    }

    /** For programs and for pages in another language: the dispatcher's own word beside the line for people. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"from\":\"S9\",\"to\":\"S4\"}|UNKNOWN_STOP",
                "{\"from\":\"S1\",\"to\":\"H1\"}|OUTSIDE_ZONE",
                "{\"from\":\"S1\",\"to\":\"S1\"}|SAME_STOP",
                "{\"operator\":\"nobody\",\"from\":\"S1\",\"to\":\"S4\"}|UNKNOWN_SERVICE",
                "{\"from\":\"S1\",\"to\":\"S4\",\"leaveAfter\":\"2026-11-18T06:00:00+09:00\"}|TIME_PAST",
                "{\"from\":\"S1\",\"to\":\"S4\",\"arriveBy\":\"2026-12-18T06:00:00+09:00\"}|TOO_FAR_AHEAD",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":0}|NO_RIDERS",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":50}|PARTY_TOO_LARGE",
                "{\"from\":\"S1\",\"to\":\"S4\",\"party\":{\"wheelchairs\":3}}|NO_WHEELCHAIR_PLACE"
            })
    void whatTheDispatcherHasAWordForIsSaidInIt(String body, String refusal) throws Exception {
        assertThat(MAPPER.readTree(post("/api/trips", body).body()).path("refusal").asText()).isEqualTo(refusal);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        assertError(send(to("/api/trips").header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}"))), 415, "application/json");
        assertError(send(to("/api/trips/none")), 404, "no trip none");
        assertError(send(to("/api/trips/none").DELETE()), 404, "no trip none");
        assertError(send(to("/api/trips/a%20b")), 400, "requestId");
        assertError(send(to("/api/ondemand/nobody/board")), 404, "no operator nobody");
        assertError(send(to("/api/ondemand/sennan/board?zone=moon")), 404, "no zone moon");
        assertError(send(to("/feeds/ondemand/sennan/gofs/fr/zones.json")), 404, "no file zones in fr");
        assertError(send(to("/feeds/ondemand/sennan/gofs/ja/wait_time")), 400, "pickup_lat");
        assertError(send(to("/feeds/ondemand/sennan/vehicle-positions.pb?format=xml")), 400, "format");
        stub.goAway();
        assertError(post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\"}"), 503, "could not be stored");
    }

    @Test
    void whoIsNotAnsweredInTimeIsToldWhereToLook() throws Exception {
        stub.fallSilent();
        HttpResponse<String> response = post("/api/trips", "{\"requestId\":\"late\",\"from\":\"S1\",\"to\":\"S4\"}");
        assertThat(trip(response, 202).path("status").asText()).isEqualTo("PENDING");
        assertThat(response.headers().firstValue("Location")).contains("/api/trips/late");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        JsonNode pending = json("/api/trips/late").path("trip");
        assertThat(pending.path("asked").path("from").path("stop").asText()).isEqualTo("S1");
    }

    @Test
    void theDispatchersNoToAnAcceptanceIsAConflict() throws Exception {
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        assertError(post("/api/trips/r1/accept", "{\"offerId\":\"old\"}"), 409, "OFFER_EXPIRED: the offer is not open");
        stub.go("r1", TripStatus.ON_BOARD, SEVEN + 300_000);
        assertError(send(to("/api/trips/r1").DELETE()), 409, "TOO_LATE_TO_CHANGE");
    }

    @Test
    void oneClientsFloodDoesNotKeepOthersOut() throws Exception {
        List<CompletableFuture<Integer>> flood = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flood.add(client.sendAsync(
                            to("/api/trips")
                                    .header("Content-Type", JSON)
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"from\":\"S1\",\"to\":\"S9\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenApply(response -> {
                        if (response.statusCode() == 429) {
                            assertThat(response.headers().firstValue("Retry-After")).contains("1");
                        }
                        return response.statusCode();
                    }));
        }
        Set<Integer> statuses = new HashSet<>();
        flood.forEach(each -> statuses.add(each.join()));
        assertThat(statuses).isSubsetOf(400, 429).contains(400);
        // Another client, from another address of this machine, is answered.
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), server.port(), InetAddress.getByName("127.0.0.2"), 0)) {
            String body = "{\"requestId\":\"other\",\"from\":\"S1\",\"to\":\"S4\"}";
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /api/trips HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void theLimitLetsAStreamThroughAndAFloodNot() {
        RateLimit limit = new RateLimit(100, 200);
        long second = 1_000_000_000L;
        assertThat(Stream.iterate(0, i -> i + 1).limit(1_000).filter(i -> limit.allows("a", 5 * second)).count())
                .isEqualTo(200);
        assertThat(limit.allows("b", 5 * second)).isTrue();
        assertThat(Stream.iterate(0, i -> i + 1).limit(1_000).filter(i -> limit.allows("a", 6 * second)).count())
                .isEqualTo(100);
    }

    @Test
    void vehiclesAreGeoJsonWithLoadAndNextStops() throws Exception {
        driveBus();
        JsonNode vehicles = json("/api/vehicles");
        assertThat(vehicles.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(vehicles.path("vehicles")).as("and the others, as ever").hasSize(1);
        JsonNode bus = vehicles.path("features").get(0);
        assertThat(bus.path("geometry").path("coordinates").get(0).asDouble()).isEqualTo(135.4844);
        JsonNode p = bus.path("properties");
        assertThat(p.path("load").path("seats").asInt()).isEqualTo(2);
        assertThat(p.path("load").path("seatsInAll").asInt()).isEqualTo(8);
        assertThat(p.path("planVersion").asInt()).isEqualTo(4);
        assertThat(p.path("acknowledgedVersion").asInt()).isEqualTo(3);
        assertThat(p.path("nextStops").get(0).path("name").path("en").asText()).isEqualTo("City hall");
        assertThat(p.path("nextStops").get(0).path("arrive").asText()).isEqualTo("2026-11-18T07:15:00+09:00");
        assertThat(json("/api/vehicles?operator=kawachi").path("features")).isEmpty();
        assertThat(json("/api/vehicles?bbox=0,0,1,1").path("features")).isEmpty();
    }

    @Test
    void theBoardShowsOpenRequestsPromisesAtRiskAndTheDay() throws Exception {
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        post("/api/trips/r1/accept", "{}");
        post("/api/trips", "{\"requestId\":\"r2\",\"from\":\"S1\",\"to\":\"S4\",\"party\":7}");
        driveBus();
        JsonNode board = json("/api/ondemand/sennan/board").path("zones").get(0);
        assertThat(board.path("requests")).hasSize(1);
        assertThat(board.path("kpis").path("requests").asInt()).isEqualTo(2);
        assertThat(board.path("kpis").path("rejectedBy").path("NO_VEHICLE_IN_TIME").asInt()).isEqualTo(1);
        assertThat(board.path("kpis").path("meanWaitSeconds").isNull()).isTrue();
        assertThat(board.path("vehicles").get(0).path("id").asText()).isEqualTo("bus-1");
        JsonNode risk = board.path("atRisk").get(0);
        assertThat(risk.path("trip").path("id").asText()).isEqualTo(TripReference.of("sennan/coast", "r1"));
        assertThat(risk.path("slackSeconds").asInt()).as("planned 7:15, promised by 7:10").isEqualTo(-300);
    }

    @Test
    void whoDoesNotKnowTheIdFindsNoTrip() throws Exception {
        String home = "{\"requestId\":\"secret-4711\",\"from\":{\"lon\":135.484123,\"lat\":34.660123},\"to\":\"S4\"}";
        String answered = post("/api/trips", home).body();
        assertThat(MAPPER.readTree(answered).path("trip").path("reference").asText())
                .isEqualTo(TripReference.of("sennan/coast", "secret-4711"));
        post("/api/trips/secret-4711/accept", "{}");
        driveBus();
        String seen = send(to("/api/ondemand/sennan/board")).body() + send(to("/api/vehicles")).body()
                + send(to("/feeds/ondemand/sennan/trip-updates.pb?format=json&zone=coast")).body()
                + send(to("/feeds/ondemand/sennan/vehicle-positions.pb?format=json&zone=coast")).body();
        assertThat(seen)
                .contains(TripReference.of("sennan/coast", "secret-4711"))
                .doesNotContain("secret-4711")
                .doesNotContain("135.484123");
        assertError(send(to("/api/trips/" + TripReference.of("sennan/coast", "secret-4711"))), 404, "no trip");
        assertError(
                post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"riderId\":\"山田 太郎\"}"), 400, "names and phone numbers");
        assertError(
                post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\",\"riderId\":\"090-1234-5678\"}"),
                400,
                "names and phone numbers");
        JsonNode made = trip(post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\"}"), 201);
        assertThat(made.path("id").asText()).as("made up by the door").hasSizeGreaterThan(30);
    }

    @Test
    void twentyRidersAtOnceAreAllAnsweredOrToldWhereToLook() throws Exception {
        for (boolean answered : new boolean[] {true, false}) {
            if (!answered) {
                stub.fallSilent();
                server.close();
                open(Duration.ofMillis(500));
            }
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String body = "{\"requestId\":\"many-" + answered + i + "\",\"from\":\"S1\",\"to\":\"S4\"}";
                asked.add(client.sendAsync(
                        to("/api/trips")
                                .header("Content-Type", JSON)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
            }
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> response = asked.get(i).get(60, java.util.concurrent.TimeUnit.SECONDS);
                JsonNode trip = MAPPER.readTree(response.body()).path("trip");
                assertThat(trip.path("id").asText()).isEqualTo("many-" + answered + i);
                if (answered) {
                    assertThat(response.statusCode()).isEqualTo(201);
                } else {
                    assertThat(response.statusCode()).isEqualTo(202);
                    assertThat(trip.path("status").asText()).isEqualTo("PENDING");
                    assertThat(response.headers().firstValue("Retry-After")).isPresent();
                }
            }
        }
    }

    @Test
    void aPromiseGivenAnewIsAtRisk() throws Exception {
        post("/api/trips", "{\"requestId\":\"r1\",\"from\":\"S1\",\"to\":\"S4\"}");
        post("/api/trips/r1/accept", "{}");
        assertThat(json("/api/ondemand/sennan/board").path("zones").get(0).path("atRisk")).isEmpty();
        TripOffer booked = live.find(new TripKey("sennan/coast", "r1")).orElseThrow().findLast().orElseThrow();
        live.apply(booked.toBuilder().news(TripNews.REOFFERED).latestPickupTime(booked.latestPickupTime() + 600_000).build());
        JsonNode board = json("/api/ondemand/sennan/board").path("zones").get(0);
        assertThat(board.path("atRisk")).hasSize(1);
        assertThat(board.path("kpis").path("slipped").asInt()).isEqualTo(1);
    }

    @Test
    void theServiceIsDescribed() throws Exception {
        JsonNode service = json("/api/ondemand").path("services").get(0);
        assertThat(service.path("operator").asText()).isEqualTo("sennan");
        assertThat(service.path("stops")).hasSize(5);
        assertThat(service.path("hours").get(1).path("to").asText()).isEqualTo("24:00");
        assertThat(service.path("fares").path("surcharges").get(0).path("more").asInt()).isEqualTo(100);
        assertThat(service.path("terms").path("maxParty").asInt()).isEqualTo(8);
    }

    @Test
    void theFeedsOfTheStandardsAreServed() throws Exception {
        driveBus();
        HttpResponse<byte[]> zip = client.send(
                to("/feeds/ondemand/sennan/gtfs-flex.zip").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        Set<String> names = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("booking_rules.txt", "location_groups.txt", "stop_times.txt");
        HttpResponse<byte[]> positions = client.send(
                to("/feeds/ondemand/sennan/vehicle-positions.pb").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(FeedMessage.parseFrom(positions.body()).getEntityCount()).isEqualTo(1);
        assertThat(json("/feeds/ondemand/sennan/trip-updates.pb?format=json").path("entity")).hasSize(1);
        String zones = json("/feeds/ondemand/sennan/gofs/gofs.json").at("/data/en/feeds/3/url").asText();
        assertThat(zones).isEqualTo("http://127.0.0.1:" + server.port() + "/feeds/ondemand/sennan/gofs/en/zones");
        assertThat(json(zones.substring(zones.indexOf("/feeds"))).at("/data/zones/features")).hasSize(2);

        String here = "?pickup_lat=34.66&pickup_lon=135.48";
        assertThat(json("/feeds/ondemand/sennan/gofs/en/wait_time" + here).at("/data/wait_times")).isEmpty();
        post("/api/trips", "{\"from\":\"S1\",\"to\":\"S4\"}");
        assertThat(json("/feeds/ondemand/sennan/gofs/en/wait_time" + here).at("/data/wait_times/0/wait_time").asInt())
                .isEqualTo(300);
        JsonNode booking = json("/feeds/ondemand/sennan/gofs/ja/realtime_booking" + here + "&drop_off_lat=34.6672&drop_off_lon=135.4976");
        assertThat(booking.at("/data/realtime_booking/0/travel_cost").asInt()).isEqualTo(400);
        assertThat(booking.at("/data/realtime_booking/0/booking_detail/web_uri").asText())
                .endsWith("/ride?service=sennan%2Fcoast&from=S1&to=S4");
        assertThat(json("/feeds/ondemand/sennan/gofs/en/wait_time?pickup_lat=35&pickup_lon=135").at("/data/wait_times"))
                .as("far away")
                .isEmpty();
    }

    @Test
    void theStreamTellsOfBusesAndTrips() throws Exception {
        post("/api/trips", "{\"requestId\":\"before\",\"from\":\"S1\",\"to\":\"S4\"}");
        HttpResponse<Stream<String>> stream =
                client.send(to("/api/stream").build(), HttpResponse.BodyHandlers.ofLines());
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                stream.body().forEach(lines::add);
            } catch (java.io.UncheckedIOException e) {
                lines.add("end");
            }
        });
        reader.setDaemon(true);
        reader.start();
        awaitLine(lines, "\"id\":\"" + TripReference.of("sennan/coast", "before") + "\"");
        awaitLine(lines, "event: ready");
        driveBus();
        awaitLine(lines, "\"key\":\"sennan/coast/bus-1\"");
        post("/api/trips/before/accept", "{}");
        awaitLine(lines, "\"status\":\"BOOKED\"");
        assertThat(lines).contains("event: buses", "event: trips");
    }

    private static void awaitLine(List<String> lines, String part) {
        Awaitility.await(part)
                .atMost(Duration.ofSeconds(60))
                .until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }
}
