package city.mio.feeds.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.routing.LinkOrder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes on a grid of streets 400 m apart, along its southern edge. */
class RouteEndpointTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EASTWARD = "/api/route?from=135.4815,34.66&to=135.501,34.66";

    private final RoadNetwork network = GridCity.network(6);
    private final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer(
                city,
                step -> {},
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> get(EASTWARD).statusCode() == 200);
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

    private static JsonNode first(JsonNode answer) {
        return answer.path("features").get(0).path("properties");
    }

    private static List<String> links(JsonNode properties) {
        List<String> links = new ArrayList<>();
        properties.path("links").forEach(link -> links.add(link.asText()));
        return links;
    }

    private void slow(List<String> links, int minute, float speedMps) {
        for (String link : links) {
            city.apply(GridCity.state(network, network.getLink(Long.parseLong(link)), minute, speedMps));
        }
    }

    private JsonNode awaitTimesOf(String path, String eventTime) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> json(path), answer -> answer.path("timesAsOf").asText().equals(eventTime));
    }

    @Test
    void withoutLiveValuesItIsFreeFlowAndSaysSo() throws Exception {
        JsonNode answer = json(EASTWARD);
        assertThat(answer.path("type").asText()).isEqualTo("FeatureCollection");
        JsonNode route = first(answer);
        assertThat(links(route)).hasSize(5);
        assertThat(route.path("rank").asInt()).isZero();
        assertThat(route.path("metres").asDouble()).isBetween(1_700.0, 1_850.0);
        assertThat(route.path("seconds").asDouble())
                .isCloseTo(route.path("metres").asDouble() / 13.9, within(1.0))
                .isCloseTo(route.path("freeFlowSeconds").asDouble(), within(0.2));
        assertThat(route.path("shares").path("freeFlow").asDouble()).isEqualTo(1);
        assertThat(route.path("roads")).hasSize(1);
        assertThat(route.path("roads").get(0).path("name").path("ja").asText()).isEqualTo("東西0号");
        JsonNode line = answer.path("features").get(0).path("geometry").path("coordinates");
        assertThat(line.get(0).get(0).asDouble()).isCloseTo(135.4815, within(1e-5));
        assertThat(line.get(line.size() - 1).get(0).asDouble()).isCloseTo(135.501, within(1e-5));
    }

    @Test
    void aSlowedLinkMakesTheRouteGoRound() throws Exception {
        List<String> free = links(first(json(EASTWARD)));
        slow(free.subList(1, 4), 0, 0.6f);
        JsonNode route = first(awaitTimesOf(EASTWARD, "2026-11-18T07:01:00+09:00"));
        assertThat(links(route)).doesNotContainAnyElementsOf(free.subList(1, 4));
        assertThat(route.path("depart").asText()).isEqualTo("2026-11-18T07:01:00+09:00");
        assertThat(route.path("metres").asDouble()).isGreaterThan(2_400);
    }

    @Test
    void slowStreetsEverywhereMakeTheTripLongerAndTheAnswerLive() throws Exception {
        double before = first(json(EASTWARD)).path("seconds").asDouble();
        for (int link = 0; link < network.linkCount(); link++) {
            city.apply(GridCity.state(network, link, 0, network.freeFlowSpeedMps(link) / 2));
        }
        JsonNode route = first(awaitTimesOf(EASTWARD, "2026-11-18T07:01:00+09:00"));
        assertThat(route.path("seconds").asDouble()).isCloseTo(2 * before, within(1.0));
        assertThat(route.path("shares").path("live").asDouble()).isEqualTo(1);

        JsonNode later = first(json(EASTWARD + "&depart=2026-11-18T08:01:00%2B09:00"));
        assertThat(later.path("seconds").asDouble()).isCloseTo(before, within(1.0));
        assertThat(later.path("shares").path("freeFlow").asDouble()).isEqualTo(1);
        JsonNode tomorrow = first(json(EASTWARD + "&depart=2026-11-19T07:03:00%2B09:00"));
        assertThat(tomorrow.path("seconds").asDouble()).isCloseTo(2 * before, within(1.0));
        assertThat(tomorrow.path("shares").path("historic").asDouble()).isEqualTo(1);
    }

    @Test
    void anotherWayIsToldIfItIsNotMuchLonger() throws Exception {
        JsonNode answer = json("/api/route?from=135.4800,34.66&to=135.5020,34.678");
        assertThat(answer.path("features")).hasSize(2);
        JsonNode fastest = first(answer);
        JsonNode other = answer.path("features").get(1).path("properties");
        assertThat(other.path("rank").asInt()).isEqualTo(1);
        assertThat(other.path("seconds").asDouble())
                .isBetween(fastest.path("seconds").asDouble(), 1.2 * fastest.path("seconds").asDouble());
        assertThat(links(other)).isNotEqualTo(links(fastest));
        assertThat(json("/api/route?from=135.4810,34.66&to=135.4830,34.66").path("features")).hasSize(1);
    }

    @Test
    void beforeTheRouterIsPreparedItSaysSo() throws Exception {
        server.close();
        CountDownLatch allowed = new CountDownLatch(1);
        server = new ApiServer(
                city,
                () -> {
                    awaitUninterrupted(allowed);
                    return LinkOrder.make(network);
                },
                step -> {},
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
        HttpResponse<String> early = get(EASTWARD);
        assertThat(early.statusCode()).as(early.body()).isEqualTo(503);
        assertThat(MAPPER.readTree(early.body()).path("detail").asText()).contains("being prepared");
        allowed.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> get(EASTWARD).statusCode() == 200);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whereNoWayLeadsIsNotFound() throws Exception {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int node = 1; node <= 4; node++) {
            builder.addNode(node, 135.48 + 0.01 * node, 34.66, false, "", "");
        }
        for (long[] ends : new long[][] {{1, 2}, {2, 1}, {3, 4}, {4, 3}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(10 * ends[0] + ends[1])
                    .from(ends[0])
                    .to(ends[1])
                    .roadClass(RoadClass.PRIMARY)
                    .build());
        }
        RoadNetwork islands = builder.build();
        server.close();
        server = new ApiServer(
                new LiveCity(islands, GridCity.places(islands), LiveSettings.defaults(), InstantSource.system()),
                step -> {},
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/route?from=135.491,34.66&to=135.499,34.66").statusCode() == 200);
        HttpResponse<String> across = get("/api/route?from=135.491,34.66&to=135.511,34.66");
        assertThat(across.statusCode()).as(across.body()).isEqualTo(404);
        assertThat(MAPPER.readTree(across.body()).path("detail").asText()).startsWith("no way leads from 135.491");
    }

    @Test
    void heavyVehiclesAreAnsweredToo() throws Exception {
        assertThat(links(first(json(EASTWARD + "&vehicle=heavy")))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=135.48,34.66 | to is missing",
                "to=135.48,34.66 | from is missing",
                "from=135.48&to=135.5,34.66 | from is not lon,lat",
                "from=135.48,34.66,1&to=135.5,34.66 | from is not lon,lat",
                "from=a,b&to=135.5,34.66 | from: the first part is not a number of degrees",
                "from=135.48,NaN&to=135.5,34.66 | from: the second part is not a number of degrees",
                "from=34.66,135.48&to=135.5,34.66 | from: lat 135.48 is not within -90 and 90: lon comes first",
                "from=135.48,34.66&to=136.5,34.66 | to 136.500000,34.660000 has no road within 500 m",
                "from=135.48,34.66&to=135.5,34.66&vehicle=tank | vehicle is neither car nor heavy",
                "from=135.48,34.66&to=135.5,34.66&depart=tomorrow | depart is not a time with offset",
                "from=135.48,34.66&to=135.5,34.66&depart=2001-01-01T00:00:00Z | depart is not between now and a week"
            })
    void badRequestsSayWhatIsWrong(String query, String detail) throws Exception {
        HttpResponse<String> response = get("/api/route?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode body = MAPPER.readTree(response.body());
        assertThat(body.path("error").asText()).isEqualTo("bad_request");
        assertThat(body.path("detail").asText()).startsWith(detail);
    }
}
