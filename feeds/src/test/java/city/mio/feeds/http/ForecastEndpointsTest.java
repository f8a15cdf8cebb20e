package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonQuality;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.live.Told;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastEndpointsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The length of the southernmost street. */
    private static final String EASTWARD = "/api/route?from=135.4815,34.66&to=135.501,34.66";

    private final RoadNetwork network = GridCity.network(6);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer(
                city, step -> {}, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Optional::empty, InstantSource.system());
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private String link(int link) {
        return Long.toString(network.linkId(link));
    }

    private void now(int minute) {
        city.apply(GridCity.state(network, network.linkCount() - 1, minute - 1, 10));
        city.publish();
    }

    private SlotForecast slots(ForecastTarget target, String id, ForecastQuantity quantity, long time, long first, float p50) {
        return SlotForecast.builder()
                .target(target)
                .targetId(id)
                .quantity(quantity)
                .time(time)
                .firstSlot(first)
                .modelVersion("slots/test/1")
                .newestInputAt(time - 1_800_000)
                .slots(List.of(new SlotQuantiles(p50 - 2, p50, p50 + 1), SlotQuantiles.CLOSED))
                .build();
    }

    @Test
    void showsTheSlotsOfTheNextDays() throws Exception {
        JsonNode none = json("/api/links/" + link(3) + "/forecast?days=14");
        assertThat(none.path("slots")).isEmpty();
        assertThat(none.path("slotsReason").asText()).contains("no slot forecast has arrived yet");

        long day = 86_400_000;
        now(30);
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN, SEVEN, 9.5f));
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN, SEVEN + 13 * day, 11.25f));
        // Later word of today, then earlier word again.
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN + 1_800_000, SEVEN + 1_800_000, 10));
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN, SEVEN, 9.5f));
        city.apply(slots(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, SEVEN, SEVEN + day, 640));
        city.apply(slots(ForecastTarget.DETECTOR, "nobody's", ForecastQuantity.FLOW, SEVEN, SEVEN + day, 640));

        JsonNode told = json("/api/links/" + link(3) + "/forecast?days=14");
        assertThat(told.path("slotsReason").isNull()).isTrue();
        JsonNode speed = told.path("slots").get(0);
        assertThat(speed.path("unit").asText()).isEqualTo("m/s");
        assertThat(speed.path("days")).hasSize(2);
        JsonNode today = speed.path("days").get(0);
        assertThat(today.path("date").asText()).isEqualTo("2026-11-18");
        assertThat(today.path("modelVersion").asText()).isEqualTo("slots/test/1");
        assertThat(today.path("fellBack").asBoolean()).isFalse();
        assertThat(today.path("newestInputAgeSeconds").asInt()).isEqualTo(1800);
        assertThat(today.path("slots").get(0).path("p50").asDouble()).isEqualTo(10);
        assertThat(today.path("slots").get(0).path("begin").asText()).startsWith("2026-11-18T07:30");
        assertThat(today.path("slots").get(1).path("closed").asBoolean()).isTrue();
        assertThat(today.path("slots").get(1).path("p50").isNull()).isTrue();
        assertThat(json("/api/links/" + link(3) + "/forecast?days=13").path("slots").get(0).path("days")).hasSize(1);
        JsonNode flow = json("/api/detectors/D-1/forecast?days=2").path("slots").get(0);
        assertThat(flow.path("unit").asText()).isEqualTo("veh/h");
        assertThat(flow.path("days").get(0).path("slots").get(0).path("p10").asDouble()).isEqualTo(638);
        assertThat(json("/api/links/" + link(4) + "/forecast?days=1").path("slotsReason").asText()).contains("for this target");
        assertThat(json("/api/links/" + link(3) + "/forecast").has("slots")).isFalse();
        assertThat(city.slotForecasts().targets()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0", "15", "many", "-1"})
    void refusesBadDays(String days) throws Exception {
        HttpResponse<String> response = get("/api/links/" + link(3) + "/forecast?days=" + days);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("days is not a whole number from 1 to 14");
    }

    @Test
    void daysThatAreOverAreForgotten() {
        long day = 86_400_000;
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN, SEVEN, 9.5f));
        city.apply(slots(ForecastTarget.LINK, link(4), ForecastQuantity.SPEED, SEVEN, SEVEN + day, 9.5f));
        city.apply(slots(ForecastTarget.LINK, link(5), ForecastQuantity.SPEED, SEVEN + day, SEVEN + day, 9.5f));
        assertThat(city.slotForecasts().targets()).isEqualTo(2);
        city.apply(slots(ForecastTarget.LINK, link(3), ForecastQuantity.SPEED, SEVEN, SEVEN, 9.5f));
        assertThat(city.slotForecasts().targets()).isEqualTo(2);
        assertThat(city.slotForecasts().refused()).isEqualTo(1);
    }

    @Test
    void beforeAForecastArrivesTheListIsEmptyAndSaysWhy() throws Exception {
        JsonNode none = json("/api/links/" + link(0) + "/forecast");
        assertThat(none.path("forecasts")).isEmpty();
        assertThat(none.path("reason").asText()).contains("no forecast has arrived yet");
        assertThat(none.has("past")).isFalse();
        assertThat(json("/api/detectors/D-1/forecast?past=true").path("past")).isEmpty();
        JsonNode quality = json("/api/forecast/quality");
        assertThat(quality.path("reason").isTextual()).isTrue();
        assertThat(quality.path("arrived")).isEmpty();

        city.apply(Told.speed(network, 1, 0, h -> 8));
        assertThat(json("/api/links/" + link(0) + "/forecast").path("reason").asText())
                .isEqualTo("nothing is forecast for this target");
    }

    @Test
    void aLinksForecastSaysAllOfItself() throws Exception {
        city.apply(Told.speed(network, 0, 5, h -> 10 - h / 10.0));
        city.apply(Told.of(ForecastTarget.LINK, link(0), ForecastQuantity.TRAVEL_TIME, 5, h -> 40));
        now(7);
        JsonNode answer = json("/api/links/" + link(0) + "/forecast");

        assertThat(answer.path("target").asText()).isEqualTo("LINK");
        assertThat(answer.path("id").asText()).isEqualTo(link(0));
        assertThat(answer.path("reason").isNull()).isTrue();
        assertThat(answer.path("forecasts")).hasSize(2);
        JsonNode speed = answer.path("forecasts").get(0);
        assertThat(speed.path("quantity").asText()).isEqualTo("SPEED");
        assertThat(speed.path("unit").asText()).isEqualTo("m/s");
        assertThat(speed.path("issuedAt").asText()).isEqualTo("2026-11-18T07:05:00+09:00");
        assertThat(speed.path("ageSeconds").asInt()).isEqualTo(120);
        assertThat(speed.path("modelVersion").asText()).isEqualTo("test-1");
        assertThat(speed.path("fellBack").asBoolean(true)).isFalse();
        assertThat(speed.path("newestInputAgeSeconds").asInt()).isEqualTo(300);
        assertThat(speed.path("horizons")).hasSize(12);
        JsonNode half = speed.path("horizons").get(5);
        assertThat(half.path("minutes").asInt()).isEqualTo(30);
        assertThat(half.path("until").asText()).isEqualTo("2026-11-18T07:35:00+09:00");
        assertThat(half.path("p10").asDouble()).isEqualTo(6.3);
        assertThat(half.path("p50").asDouble()).isEqualTo(7);
        assertThat(half.path("p90").asDouble()).isEqualTo(7.7);
    }

    @Test
    void thePastDayShowsWhatWasSaidOfIt() throws Exception {
        city.apply(Told.speed(network, 0, 0, h -> 8));
        for (int minute = 0; minute < 60; minute++) {
            city.apply(GridCity.state(network, 0, minute, 10));
        }
        city.publish();
        JsonNode past = json("/api/links/" + link(0) + "/forecast?past=true").path("past").get(0);

        assertThat(past.path("quantity").asText()).isEqualTo("SPEED");
        assertThat(past.path("points")).hasSize(12);
        JsonNode point = past.path("points").get(5);
        assertThat(point.path("begin").asText()).isEqualTo("2026-11-18T07:25:00+09:00");
        assertThat(point.path("outcome").asDouble()).isEqualTo(10);
        assertThat(point.path("told").get(0).path("minutes").asInt()).isEqualTo(30);
        assertThat(point.path("told").get(0).path("p50").asDouble()).isEqualTo(8);
        assertThat(past.path("held")).hasSize(12);
        assertThat(past.path("held").get(5).path("minutes").asInt()).isEqualTo(30);
        assertThat(past.path("held").get(5).path("mae").asDouble()).isEqualTo(2);
        assertThat(past.path("held").get(5).path("meanGeh").isNull()).isTrue();
        JsonNode alone = json("/api/links/" + link(0) + "/forecast?past=true&horizon=45");
        assertThat(alone.path("poorAbove").path("speedShare").asDouble()).isEqualTo(0.2);
        assertThat(alone.path("past").get(0).path("points").get(5).path("told")).isEmpty();
        assertThat(alone.path("past").get(0).path("points").get(8).path("told").get(0).path("minutes").asInt())
                .isEqualTo(45);
        assertThat(alone.path("past").get(0).path("held")).as("of all horizons in any case").hasSize(12);

        JsonNode arrived = json("/api/forecast/quality").path("arrived").get(0);
        assertThat(arrived.path("target").asText()).isEqualTo("LINK");
        assertThat(arrived.path("targets").asInt()).isEqualTo(1);
        assertThat(arrived.path("horizons").get(0).path("coverage").asDouble()).isZero();
        assertThat(arrived.path("horizons").get(0).path("mae").asDouble()).isEqualTo(2);
    }

    @Test
    void theJobsOwnJudgementIsPassedOn() throws Exception {
        city.apply(ForecastQuality.builder()
                .part("osaka")
                .target(ForecastTarget.DETECTOR)
                .group(ForecastQuality.ALL)
                .quantity(ForecastQuantity.FLOW)
                .time(SEVEN)
                .modelVersion("m-1")
                .shadowVersion("m-2")
                .targets(30)
                .fallbackTargets(4)
                .drifting(true)
                .horizons(List.of(new HorizonQuality(5, 10, 1, 2, 3, Float.NaN, 0.1f, 0.8f)))
                .build());
        JsonNode judged = json("/api/forecast/quality").path("judged").get(0);
        assertThat(judged.path("modelVersion").asText()).isEqualTo("m-1");
        assertThat(judged.path("shadowVersion").asText()).isEqualTo("m-2");
        assertThat(judged.path("fellBack").asInt()).isEqualTo(4);
        assertThat(judged.path("drifting").asBoolean()).isTrue();
        assertThat(judged.path("horizons").get(0).path("shadowMae").isNull()).isTrue();
        assertThat(judged.path("horizons").get(0).path("coverage").asDouble()).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void theJobsOwnJudgementIsInTheMetricsForEachGroupAndHorizon() throws Exception {
        ForecastQuality.Builder judged = ForecastQuality.builder()
                .part("detectors")
                .target(ForecastTarget.DETECTOR)
                .quantity(ForecastQuantity.FLOW)
                .modelVersion("m-1")
                .targets(30)
                .fallbackTargets(4);
        for (String group : List.of(ForecastQuality.ALL, "primary")) {
            city.apply(judged.group(group)
                    .time(SEVEN)
                    .drifting(true)
                    .horizons(List.of(
                            new HorizonQuality(5, 10, 11, 12, 13, Float.NaN, 0.25f, 0.75f),
                            new HorizonQuality(60, 10, 21, 22, 23, Float.NaN, 0.5f, 0.5f)))
                    .build());
        }
        String told = get("/metrics").body();
        assertThat(told)
                .contains("mio_forecast_error{group=\"ALL\",minutes=\"5\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 11.0")
                .contains("mio_forecast_error{group=\"primary\",minutes=\"60\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 21.0")
                .contains("mio_forecast_profile_error{group=\"ALL\",minutes=\"60\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 22.0")
                .contains("mio_forecast_poor_share{group=\"ALL\",minutes=\"60\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 0.5")
                .contains("mio_forecast_coverage{group=\"primary\",minutes=\"5\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 0.75")
                .contains("mio_forecast_fallback_targets{group=\"ALL\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 4.0")
                .contains("mio_forecast_drifting{group=\"ALL\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 1.0");
        city.apply(judged.group("primary")
                .time(SEVEN + 300_000)
                .drifting(false)
                .horizons(List.of(new HorizonQuality(5, 10, 9, 12, 13, Float.NaN, 0.25f, 0.75f)))
                .build());
        assertThat(get("/metrics").body())
                .contains("mio_forecast_error{group=\"primary\",minutes=\"5\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 9.0")
                .contains("mio_forecast_drifting{group=\"primary\",part=\"detectors\",quantity=\"flow\",target=\"detector\"} 0.0");
    }

    @Test
    void linksCanBeSeenAheadInTime() throws Exception {
        city.apply(Told.speed(network, 0, 5, h -> h <= 30 ? 10 : 3));
        now(6);
        for (String asked : List.of("at=%2B33m", "at=+33m", "horizon=33")) {
            JsonNode answer = json("/api/links?geometry=false&live=true&" + asked);
            assertThat(answer.path("horizonMinutes").asInt()).isEqualTo(33);
            assertThat(answer.path("features")).hasSize(1);
            JsonNode expected = answer.path("features").get(0).path("properties");
            assertThat(expected.path("source").asText()).isEqualTo("FORECAST");
            assertThat(expected.path("horizonMinutes").asInt()).isEqualTo(35);
            assertThat(expected.path("until").asText()).isEqualTo("2026-11-18T07:40:00+09:00");
            assertThat(expected.path("speedMps").asDouble()).isEqualTo(3);
            assertThat(expected.path("p90").asDouble()).isEqualTo(3.3);
            assertThat(expected.path("ratio").asDouble()).isCloseTo(3 / 13.9, within(0.01));
        }
        JsonNode other = json("/api/links?horizon=30").path("features").get(1).path("properties");
        assertThat(other.path("source").asText()).as("nothing is forecast for it").isEqualTo("FREE_FLOW");
        assertThat(json("/api/links?horizon=0&live=true").path("features").get(0).path("properties").path("live").asBoolean())
                .isTrue();

        now(25);
        assertThat(json("/api/links?horizon=30&live=true").path("features"))
                .as("a forecast of twenty minutes ago is not shown")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/links?horizon=61,400",
        "/api/links?horizon=-5,400",
        "/api/links?horizon=half,400",
        "/api/links?horizon=,400",
        "/api/links?at=30,400",
        "/api/links?at=%2B90m,400",
        "/api/links?at=2026-11-18T07:00:00Z,400",
        "/api/links?at=%2B30m&horizon=30,400",
        "/api/links/abc/forecast,400",
        "/api/links/42/forecast,404",
        "/api/detectors/D-1/forecast?past=yes,400",
        "/api/detectors/D-1/forecast?past=true&horizon=7,400",
        "/api/detectors/D-1/forecast?past=true&horizon=65,400",
        "/api/detectors/D-1/forecast?horizon=30,400",
        "/api/detectors/nobody/forecast,404",
        "/api/detectors/%3Cscript%3E/forecast,404",
    })
    void badQuestionsGetOneClearAnswer(String path, int status) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode body = MAPPER.readTree(response.body());
        assertThat(body.path("error").asText()).isEqualTo(status == 400 ? "bad_request" : "not_found");
        assertThat(body.path("detail").asText()).isNotBlank().doesNotContain("script");
    }

    @Test
    void tripsInTheFutureAreWalkedOnForecasts() throws Exception {
        for (int link = 0; link < network.linkCount(); link++) {
            double half = network.freeFlowSpeedMps(link) / 2;
            city.apply(GridCity.state(network, link, 4, network.freeFlowSpeedMps(link)));
            city.apply(Told.speed(network, link, 5, h -> half));
        }
        JsonNode now = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> MAPPER.readTree(get(EASTWARD).body()),
                        answer -> answer.path("timesAsOf").asText().equals("2026-11-18T07:05:00+09:00"))
                .path("features")
                .get(0)
                .path("properties");
        assertThat(now.path("shares").path("live").asDouble()).isEqualTo(1);

        JsonNode soon = json(EASTWARD + "&depart=2026-11-18T07:45:00%2B09:00").path("features").get(0).path("properties");
        assertThat(soon.path("shares").path("forecast").asDouble()).isEqualTo(1);
        assertThat(soon.path("seconds").asDouble())
                .isCloseTo(2 * now.path("seconds").asDouble(), within(2.0));

        for (int link = 0; link < network.linkCount(); link++) {
            double half = network.freeFlowSpeedMps(link) / 2;
            city.apply(Told.usualSpeed(network, link, 5, h -> half));
        }
        JsonNode usual = json(EASTWARD + "&depart=2026-11-18T07:45:00%2B09:00").path("features").get(0).path("properties");
        assertThat(usual.path("shares").path("historic").asDouble()).as("the profile stands in").isEqualTo(1);
        assertThat(usual.path("seconds").asDouble()).isEqualTo(soon.path("seconds").asDouble());
        for (int link = 0; link < network.linkCount(); link++) {
            double half = network.freeFlowSpeedMps(link) / 2;
            city.apply(Told.speed(network, link, 5, h -> half));
        }

        JsonNode late = json(EASTWARD + "&depart=2026-11-18T08:04:30%2B09:00").path("features").get(0).path("properties");
        assertThat(late.path("shares").path("forecast").asDouble()).isBetween(0.05, 0.6);
        assertThat(late.path("shares").path("freeFlow").asDouble())
                .as("nothing was ever heard at eight")
                .isBetween(0.4, 0.95);
    }
}
