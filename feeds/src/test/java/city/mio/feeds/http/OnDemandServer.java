package city.mio.feeds.http;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.StubDispatcher;
import city.mio.feeds.live.GridCity;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.Sennan;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with the doors of on-demand buses, two services and a dispatcher that answers by rote. */
abstract class OnDemandServer {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String JSON = "application/json";
    static final String TOKEN = "a-token-of-the-drivers";

    final List<BusStatus> told = new CopyOnWriteArrayList<>();

    final RoadNetwork network = GridCity.network(6);
    final LiveCity city =
            new LiveCity(network, GridCity.places(network), LiveSettings.defaults(), InstantSource.system());
    final LiveDispatch live =
            new LiveDispatch(new OnDemandOffering(List.of(sennan(), other())), DispatchLimits.defaults());
    final StubDispatcher stub = new StubDispatcher(live);
    final HttpClient client = HttpClient.newHttpClient();
    ApiServer server;

    /** The first service; many offers may be held, as nothing but some tests is about that. */
    OnDemandService sennan() {
        return Sennan.builder()
                .offers(new OfferLimits(new OfferLimits.Limit(1_000, 8_000), Map.of(), 120))
                .build();
    }

    private static OnDemandService other() {
        OnDemandService sennan = Sennan.service();
        return OnDemandService.builder("kawachi", "hills")
                .names(new LocalName("河内", "Kawachi"), new LocalName("丘", "Hills"))
                .timezone(sennan.timezone())
                .district(new ServiceDistrict("d", new LocalName("丘", "Hills")))
                .stop(new ServiceStop("H1", new LocalName("上", "Up"), 135.50, 34.67, RoadSide.LEFT, "d"))
                .stop(new ServiceStop("H2", new LocalName("下", "Down"), 135.501, 34.671, RoadSide.LEFT, "d"))
                .hours(sennan.listHours().get(0))
                .fares(sennan.fares())
                .terms(sennan.terms())
                .offers(sennan.offers())
                .build();
    }

    @BeforeEach
    void start() throws Exception {
        city.apply(GridCity.position("taxi", 0, 135.48, 34.66));
        city.publish();
        // Longer than the two seconds of a real door: a machine that stands still is not what is tested.
        open(Duration.ofMinutes(1));
    }

    /** Opens the doors, in which an answer is waited for so long. */
    void open(Duration patience) throws Exception {
        server = new ApiServer(
                city,
                () -> LinkOrder.make(network),
                step -> {},
                List.of(new OnDemandRoutes(
                        city,
                        live,
                        stub,
                        new DriverDoor(Optional.of(TOKEN), status -> {
                            told.add(status);
                            return CompletableFuture.completedFuture(null);
                        }),
                        InstantSource.system(),
                        InstantSource.fixed(Instant.ofEpochMilli(SEVEN)),
                        patience)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", JSON).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode json(String path) throws Exception {
        HttpResponse<String> response = send(to(path));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    static JsonNode trip(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return MAPPER.readTree(response.body()).path("trip");
    }

    static void assertError(HttpResponse<String> response, int status, String detail) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(MAPPER.readTree(response.body()).path("detail").asText()).contains(detail).doesNotContain("\n");
    }

    void driveBus() {
        live.apply(BusStatus.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .kind(BusStatusKind.POSITION)
                .time(SEVEN)
                .lon(135.4844)
                .lat(34.66)
                .speedMps(8)
                .headingDegrees(90)
                .build());
        live.apply(DispatchPlan.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .version(4)
                .acknowledgedVersion(3)
                .time(SEVEN)
                .seatsOnBoard(2)
                .stops(List.of(PlanStop.builder()
                        .placeId("S1")
                        .lon(135.48)
                        .lat(34.66)
                        .kind(PlanStopKind.RIDERS)
                        .arriveTime(SEVEN + 900_000)
                        .departTime(SEVEN + 930_000)
                        .boarding(List.of("r1"))
                        .alighting(List.of())
                        .seatsAfter(3)
                        .build()))
                .build());
    }
}
