package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.DetectorReading;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadNetwork;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RoadNetwork network = GridCity.network(6);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final List<Alert> written = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean kafkaAway;
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer(
                city,
                step -> {
                    if (kafkaAway) {
                        throw new IOException("no broker");
                    }
                    written.add(step);
                },
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> kafkaAway ? Optional.of("Kafka does not answer") : Optional.empty(),
                InstantSource.system());
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<String> ack(String id, String contentType, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/api/alerts/" + id + "/ack"))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void assertError(HttpResponse<String> response, int status, String error) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type)
                .startsWith("application/json"));
        JsonNode body = MAPPER.readTree(response.body());
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("detail").asText()).isNotBlank();
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void linksAreGeoJsonWithTheirState() throws Exception {
        city.apply(GridCity.state(network, 0, 0, 5));
        city.publish();
        JsonNode links = json("/api/links");

        assertThat(links.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(links.path("eventTime").asText()).isEqualTo("2026-11-18T07:01:00+09:00");
        assertThat(links.path("features")).hasSize(network.linkCount());
        JsonNode live = links.path("features").get(0);
        assertThat(live.path("id").isTextual()).isTrue();
        assertThat(live.path("id").asText()).isEqualTo(Long.toString(network.linkId(0)));
        assertThat(live.path("geometry").path("coordinates").get(0).get(0).asDouble())
                .isEqualTo(network.shapeLon(0, 0));
        JsonNode properties = live.path("properties");
        assertThat(properties.path("speedMps").asDouble()).isEqualTo(5);
        assertThat(properties.path("freeFlowSpeedMps").asDouble()).isEqualTo(13.9);
        assertThat(properties.path("ratio").asDouble()).isEqualTo(0.36);
        assertThat(properties.path("source").asText()).isEqualTo("PROBE");
        assertThat(properties.path("confidence").asDouble()).isEqualTo(0.7);
        assertThat(properties.path("ageSeconds").asInt()).isZero();
        assertThat(properties.path("name").path("ja").asText()).isEqualTo("東西0号");
        assertThat(properties.path("flowVph").isNull()).isTrue();
        JsonNode silent = links.path("features").get(5).path("properties");
        assertThat(silent.path("source").asText()).isEqualTo("FREE_FLOW");
        assertThat(silent.path("live").asBoolean()).isFalse();
        assertThat(silent.path("confidence").asDouble()).isZero();
    }

    @Test
    void bboxAndFlagsChoose() throws Exception {
        city.apply(GridCity.state(network, 0, 0, 5));
        city.publish();
        assertThat(json("/api/links?bbox=135.479,34.659,135.4841,34.6601").path("features")).hasSizeBetween(3, 6);
        assertThat(json("/api/links?bbox=0,0,1,1").path("features")).isEmpty();
        assertThat(json("/api/links?live=true").path("features")).hasSize(1);
        assertThat(json("/api/links?geometry=false").path("features").get(0).path("geometry").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/links?bbox=",
                "/api/links?bbox=1,2,3",
                "/api/links?bbox=1,2,3,4,5",
                "/api/links?bbox=a,b,c,d",
                "/api/links?bbox=NaN,0,1,1",
                "/api/links?bbox=2,0,1,1",
                "/api/links?bbox=0,80,1,91",
                "/api/links?bbox=0,0,1e2,1",
                "/api/links?bbox=0,0,181,1",
                "/api/links?live=yes",
                "/api/vehicles?bbox=x",
                "/api/alerts?status=closed",
                "/api/alerts?type=rain",
                "/api/links/abc",
                "/api/links/99999999999999999999",
                "/api/links/9999999999999999999",
                "/api/links/%27%3B--"
            })
    void badRequestsSayWhatIsWrong(String path) throws Exception {
        assertError(get(path), 400, "bad_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/links/42",
                "/api/nothing",
                "/web/..%2f..%2fopenapi.json",
                "/web/%2e%2e",
                "/lib/nothing.js",
                "/schema/x",
                "/index.html",
                "/META-INF/MANIFEST.MF"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isIn(400, 404);
        assertError(response, response.statusCode(), response.statusCode() == 404 ? "not_found" : "bad_request");
    }

    @Test
    void wrongMethodsAreRefused() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("/api/links")).DELETE().build(), HttpResponse.BodyHandlers.ofString());
        assertError(response, 405, "method_not_allowed");
    }

    @Test
    void malformedHttpGetsTheSameForm() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /api/links HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"error\":\"bad_request\"");
        }
    }

    @Test
    void aLinkHasItsHistoryAndNeighbours() throws Exception {
        for (int minute = 0; minute < 5; minute++) {
            city.apply(GridCity.state(network, 3, minute, 10 - minute));
        }
        city.publish();
        JsonNode properties = json("/api/links/" + network.linkId(3)).path("properties");

        assertThat(properties.path("history")).hasSize(5);
        assertThat(properties.path("history").get(4).path("speedMps").asDouble()).isEqualTo(6);
        assertThat(properties.path("history").get(0).path("minute").asText()).isEqualTo("2026-11-18T07:00:00+09:00");
        assertThat(properties.path("downstream").size()).isPositive();
        assertThat(properties.path("upstream").size()).isPositive();
    }

    @Test
    void alertsAreListedAndAcknowledged() throws Exception {
        city.apply(GridCity.alert(network, "a:1", AlertStatus.OPENED, 0));
        city.apply(GridCity.alert(network, "b", AlertStatus.OPENED, 0));
        city.apply(GridCity.alert(network, "b", AlertStatus.CLEARED, 1));
        city.publish();
        assertThat(json("/api/alerts").path("count").asInt()).isEqualTo(2);
        assertThat(json("/api/alerts?status=open&type=congestion").path("alerts").get(0).path("id").asText())
                .isEqualTo("a:1");
        assertThat(json("/api/alerts?status=CLEARED").path("alerts").get(0).path("id").asText()).isEqualTo("b");
        assertThat(json("/api/alerts?type=UNREGISTERED_PLATE").path("count").asInt()).isZero();

        HttpResponse<String> response = ack("a:1", "application/json", "{\"by\":\" 佐藤 \"}");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode alert = MAPPER.readTree(response.body()).path("alert");
        assertThat(alert.path("status").asText()).isEqualTo("ACKNOWLEDGED");
        assertThat(alert.path("acknowledgedBy").asText()).isEqualTo("佐藤");
        assertThat(written).hasSize(1);
        assertThat(written.get(0).status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(written.get(0).alertId()).isEqualTo("a:1");
        assertThat(json("/api/alerts?status=acknowledged").path("count").asInt()).isEqualTo(1);

        assertThat(ack("a:1", "application/json", "{\"by\":\"佐藤\"}").statusCode()).as("again").isEqualTo(200);
        assertThat(written).hasSize(1);
        assertError(ack("a:1", "application/json", "{\"by\":\"田中\"}"), 409, "conflict");
        assertError(ack("b", "application/json", "{\"by\":\"佐藤\"}"), 409, "conflict");
        assertError(ack("nobody", "application/json", "{\"by\":\"佐藤\"}"), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{}",
                "application/json|",
                "application/json|{\"by\":\"\"}",
                "application/json|{\"by\":7}",
                "application/json|[]",
                "application/json|{\"by\":\"a\"}{}",
                "application/json|{\"by\":\"a\",\"by\":\"b\"}",
                "application/json|{\"by\":\"a\\nb\"}",
                "application/json|{\"by\":"
            })
    void acknowledgementsNeedAName(String type, String body) throws Exception {
        city.apply(GridCity.alert(network, "a", AlertStatus.OPENED, 0));
        city.publish();
        assertError(ack("a", type, body == null ? "" : body), 400, "bad_request");
        assertThat(written).isEmpty();
    }

    @Test
    void acknowledgementsAreRefusedWhereTheyCannotBeKept() throws Exception {
        city.apply(GridCity.alert(network, "a", AlertStatus.OPENED, 0));
        city.publish();
        assertError(ack("a", "text/plain", "{\"by\":\"a\"}"), 415, "unsupported_media_type");
        assertError(ack("a", "application/json", "{\"by\":\"" + "a".repeat(101) + "\"}"), 400, "bad_request");
        assertError(ack("a", "application/json", "{\"by\":\"" + "a".repeat(20_000) + "\"}"), 413, "content_too_large");
        kafkaAway = true;
        assertError(ack("a", "application/json", "{\"by\":\"a\"}"), 503, "service_unavailable");
        assertThat(city.snapshot().alerts().get("a").isAcknowledged()).isFalse();
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("DOWN").contains("Kafka does not answer");
    }

    @Test
    void theNetworkIsSentOnceAndPacked() throws Exception {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(uri("/api/network")).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(MAPPER.readTree(in).path("features")).hasSize(network.linkCount());
        }
        String etag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/api/network", "If-None-Match", etag, "Accept-Encoding", "gzip").statusCode())
                .isEqualTo(304);
        HttpResponse<String> plain = get("/api/network", "If-None-Match", etag);
        assertThat(plain.statusCode()).as("another form, another tag").isEqualTo(200);
        assertThat(MAPPER.readTree(plain.body()).path("features")).hasSize(network.linkCount());
    }

    @Test
    void everyRouteIsInTheOpenApiDocumentAndTheOtherWayRound() throws Exception {
        JsonNode document = json("/openapi.json");
        TreeSet<String> described = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey())));

        assertThat(new TreeSet<>(server.listRoutes())).isEqualTo(described);
        List<String> unknown = new ArrayList<>();
        document.findValuesAsText("$ref").forEach(reference -> {
            if (document.at(reference.substring(1)).isMissingNode()) {
                unknown.add(reference);
            }
        });
        assertThat(unknown).isEmpty();
    }

    @Test
    void cityDetectorsVehiclesMetricsAndHealth() throws Exception {
        city.apply(GridCity.position("taxi-1", 5, 135.481, 34.661));
        city.apply(DetectorReading.builder()
                .detectorId("D-1")
                .sequence(1)
                .intervalStart(SEVEN)
                .intervalEnd(SEVEN + 60_000)
                .count(12)
                .occupancy(0.1f)
                .build());
        city.publish();

        assertThat(json("/api/city").path("zones").get(0).path("name").path("ja").asText()).isEqualTo("梅田");
        JsonNode detector = json("/api/detectors").path("detectors").get(0);
        assertThat(detector.path("lastReading").path("flowVph").asInt()).isEqualTo(720);
        assertThat(detector.path("lastReading").path("meanSpeedMps").isNull()).isTrue();
        assertThat(detector.path("lon").asDouble()).isBetween(135.48, 135.49);
        assertThat(json("/api/vehicles").path("vehicles").get(0).path("id").asText()).isEqualTo("taxi-1");
        assertThat(json("/api/vehicles?bbox=0,0,1,1").path("vehicles")).isEmpty();
        assertThat(json("/health").path("status").asText()).isEqualTo("UP");
        String metrics = get("/metrics").body();
        assertThat(metrics)
                .contains("mio_live_vehicles 1")
                .contains("mio_live_records{topic=\"probe.position\"} 1")
                .contains("mio_http_requests_seconds_count{route=\"/api/city\",status=\"200\"} 1");
    }

    @Test
    void thePageIsThereWithItsGuards() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var matcher = java.util.regex.Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.body());
        int found = 0;
        while (matcher.find()) {
            assertThat(get(matcher.group(1)).statusCode()).as(matcher.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(3);
        assertThat(get("/lib/echarts.js").body()).contains("Apache");
        for (String module : new String[] {
            "main", "api", "charts", "city", "colours", "detector", "forecast", "layers", "link", "map", "panels", "text", "timeline"
        }) {
            HttpResponse<String> script = get("/web/" + module + ".js");
            assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
            var imports = java.util.regex.Pattern.compile("from '\\./([^']+)'").matcher(script.body());
            while (imports.find()) {
                assertThat(get("/web/" + imports.group(1)).statusCode()).as(imports.group(1)).isEqualTo(200);
            }
        }
        assertThat(page.body()).doesNotContain("https://").doesNotContain("http://").doesNotContain("style=\"");
    }

    @Test
    void aTakenPortIsNamed() {
        ApiServer second = new ApiServer(
                city,
                step -> {},
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        int port = server.port();
        assertThatThrownBy(() -> second.start("127.0.0.1", port))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("port " + port);
        second.close();
    }
}
