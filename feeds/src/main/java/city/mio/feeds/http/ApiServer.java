package city.mio.feeds.http;

import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.route.ArrivedForecasts;
import city.mio.feeds.route.LiveRoutes;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkOrder;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP surface: what {@code /openapi.json} says, and nothing more. Listens on loopback unless told otherwise.
 * Thread-safe.
 */
public final class ApiServer implements AutoCloseable {

    static final String JSON = "application/json; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    static final String GEO_JSON = "application/geo+json; charset=utf-8";
    private static final int LONGEST_BODY = 16 * 1024;
    private static final Duration PUBLISH = Duration.ofMillis(500);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LiveCity city;
    private final RoadNetwork network;
    private final PrometheusMeterRegistry metrics;
    private final ForecastGauges forecastGauges;
    private final Supplier<Optional<String>> trouble;
    private final InstantSource wallClock;
    private final CityJson cityJson;
    private final LinkJson linkJson;
    private final LinkRoutes linkRoutes;
    private final ForecastRoutes forecastRoutes;
    private final AlertRoutes alertRoutes;
    private final List<RouteGroup> groups;
    private final StreamHub hub;
    private final LiveRoutes routes;
    private final RouteEndpoint routeEndpoint;
    private final StaticPages pages = new StaticPages();
    private final Blob networkBlob;
    private final Javalin javalin;
    private final ScheduledExecutorService ticker;

    /**
     * A server that does not listen yet, and makes the order of the links that routes need itself.
     *
     * @param trouble what keeps the city from being up to date, in one line; empty if nothing does
     */
    public ApiServer(
            LiveCity city,
            AlertWriter alertWriter,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> trouble,
            InstantSource wallClock) {
        this(
                city,
                () -> LinkOrder.make(city.network()),
                alertWriter,
                List.of(OnDemandRoutes.none(city, wallClock), HaulRoutes.none(city, wallClock)),
                metrics,
                trouble,
                wallClock);
    }

    /**
     * A server that does not listen yet.
     *
     * @param linkOrder of the city's network, asked for once when routes are prepared
     * @param groups routes of subjects that not every city has
     * @param trouble what keeps the city from being up to date, in one line; empty if nothing does
     */
    public ApiServer(
            LiveCity city,
            Supplier<LinkOrder> linkOrder,
            AlertWriter alertWriter,
            List<RouteGroup> groups,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> trouble,
            InstantSource wallClock) {
        this.city = Objects.requireNonNull(city, "city");
        this.network = city.network();
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.trouble = Objects.requireNonNull(trouble, "trouble");
        this.wallClock = Objects.requireNonNull(wallClock, "wallClock");
        this.cityJson = new CityJson(network, city.places());
        this.linkJson = new LinkJson(network, cityJson.text());
        ForecastJson forecastJson = new ForecastJson(cityJson.text());
        this.linkRoutes = new LinkRoutes(city, linkJson, cityJson.text());
        this.forecastRoutes = new ForecastRoutes(city, linkRoutes, cityJson.text(), forecastJson);
        this.alertRoutes = new AlertRoutes(city, cityJson, alertWriter);
        this.groups = List.copyOf(groups);
        List<StreamPart> parts =
                this.groups.stream().flatMap(group -> group.findStreamPart().stream()).toList();
        this.hub = new StreamHub(city, cityJson, linkJson, forecastJson, parts, wallClock);
        // The city's streets are drawn and driven on the left.
        this.routes = new LiveRoutes(
                network,
                linkOrder,
                city.places().timezone(),
                city.settings().staleAfter(),
                true,
                new ArrivedForecasts(network, city.forecasts()));
        this.routeEndpoint = new RouteEndpoint(city, routes, cityJson.text(), wallClock);
        this.networkBlob = networkBlob();
        bindMetrics(metrics);
        this.forecastGauges = new ForecastGauges(metrics);
        this.javalin = create();
        this.ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "live-city-publisher");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Blob networkBlob() {
        byte[] content = JsonText.object(json -> {
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (int link = 0; link < network.linkCount(); link++) {
                linkJson.feature(json, link, Optional.empty(), true);
            }
            json.writeEndArray();
        });
        return Blob.lasting(content, GEO_JSON);
    }

    private void bindMetrics(MeterRegistry registry) {
        gauge(registry, "mio.live.links", "Links with a live state", () -> city.snapshot().liveLinks());
        gauge(registry, "mio.live.vehicles", "Vehicles heard of lately", () -> city.snapshot()
                .vehicles()
                .size());
        gauge(registry, "mio.alerts.open", "Alerts that are not cleared", () -> city.snapshot().openAlerts());
        gauge(registry, "mio.event.time.seconds", "The city's clock, epoch seconds", () ->
                city.snapshot().eventTime() / 1_000.0);
        gauge(registry, "mio.live.ignored", "Events that could not be shown", city::ignored);
        gauge(registry, "mio.forecast.targets", "Links and detectors with a forecast", () ->
                city.forecasts().targets());
        gauge(registry, "mio.forecast.slot.targets", "Links and detectors with a forecast of slots", () ->
                city.slotForecasts().targets());
        gauge(registry, "mio.forecast.slot.refused", "Slot forecasts that could not be shown: too many targets, days over", () ->
                city.slotForecasts().refused());
        gauge(registry, "mio.forecast.refused", "Forecasts that could not be shown: too many targets, too old, too far", () ->
                city.forecasts().refused());
        gauge(registry, "mio.route.generation", "Travel times taken in for routes", routes::generation);
        gauge(registry, "mio.stream.clients", "Listeners to the event stream", hub::clientCount);
        gauge(registry, "mio.stream.dropped", "Listeners dropped because they did not read", hub::dropped);
        city.snapshot().sources().forEach(source -> Gauge.builder(
                        "mio.live.records", () -> city.snapshot().sources().stream()
                                .filter(s -> s.topic().equals(source.topic()))
                                .findFirst()
                                .orElseThrow()
                                .records())
                .description("Records heard from a topic")
                .tag("topic", source.topic())
                .register(registry));
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private Javalin create() {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = LONGEST_BODY;
            config.http.prefer405over404 = true;
            config.http.asyncTimeout = 0;
            config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setRequestHeaderSize(8 * 1024);
            });
            config.routes.before(ApiServer::securityHeaders);
            routes(config.routes);
            Errors.install(config);
            config.requestLogger.http((ctx, millis) -> Timer.builder("mio.http.requests")
                    .description("Requests answered")
                    .tag("route", route(ctx))
                    .tag("status", Integer.toString(ctx.statusCode()))
                    .register(metrics)
                    .record(Duration.ofNanos((long) (millis * 1e6))));
        });
    }

    private static String route(Context ctx) {
        // The route and not the path: the number of time series must not grow with what is asked for.
        var matched = ctx.endpoints().lastHttpEndpoint();
        return matched == null || ctx.statusCode() == 404 ? "none" : matched.path;
    }

    private void routes(JavalinDefaultRoutingApi routes) {
        for (String page : List.of("/", "/ride", "/operator", "/haul")) {
            routes.get(page, ctx -> page(ctx, page));
        }
        routes.get("/driver", ctx -> {
            // The one page that may ask a device where it is.
            ctx.header("Permissions-Policy", "camera=(), geolocation=(self), microphone=()");
            page(ctx, "/driver");
        });
        routes.get("/web/{file}", ctx -> page(ctx, "/web/" + ctx.pathParam("file")));
        routes.get("/lib/{file}", ctx -> page(ctx, "/lib/" + ctx.pathParam("file")));
        routes.get("/schema/{file}", ctx -> page(ctx, "/schema/" + ctx.pathParam("file")));
        routes.get("/openapi.json", ctx -> page(ctx, "/openapi.json"));
        routes.get("/health", this::health);
        routes.get("/metrics", this::metrics);
        routes.get("/api/city", ctx -> {
            CitySnapshot snapshot = city.snapshot();
            Blob.sendOnce(ctx, JsonText.object(json -> cityJson.city(json, snapshot)), JSON);
        });
        routes.get("/api/network", ctx -> networkBlob.send(ctx, "no-cache"));
        routes.get("/api/links", linkRoutes::list);
        routes.get("/api/links/{id}", linkRoutes::get);
        routes.get("/api/links/{id}/forecast", forecastRoutes::link);
        routes.get("/api/detectors", this::detectors);
        routes.get("/api/detectors/{id}/forecast", forecastRoutes::detector);
        routes.get("/api/forecast/quality", forecastRoutes::quality);
        routes.get("/api/alerts", alertRoutes::list);
        routes.post("/api/alerts/{id}/ack", alertRoutes::acknowledge);
        routes.get("/api/route", routeEndpoint::answer);
        routes.get("/api/stream", this::stream);
        groups.forEach(group -> group.addTo(routes));
    }

    private static void securityHeaders(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    private void page(Context ctx, String path) {
        try {
            pages.send(ctx, path);
        } catch (NoSuchElementException e) {
            throw ApiException.notFound(e.getMessage());
        }
    }

    private void health(Context ctx) {
        Optional<String> what = trouble.get();
        CitySnapshot snapshot = city.snapshot();
        ctx.status(what.isPresent() ? 503 : 200);
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("status", what.isPresent() ? "DOWN" : "UP");
                    if (what.isPresent()) {
                        json.writeStringField("error", "service_unavailable");
                        json.writeStringField("detail", what.get());
                    }
                    cityJson.clock(json, snapshot, wallClock.millis());
                }),
                JSON);
    }

    private void metrics(Context ctx) {
        forecastGauges.tell(city.forecasts().listQualities());
        Blob.sendOnce(
                ctx,
                metrics.scrape().getBytes(StandardCharsets.UTF_8),
                "text/plain; version=0.0.4; charset=utf-8");
    }

    private void detectors(Context ctx) {
        CitySnapshot snapshot = city.snapshot();
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    cityJson.text().time(json, "eventTime", snapshot.eventTime());
                    json.writeArrayFieldStart("detectors");
                    for (var detector : snapshot.detectors().values()) {
                        cityJson.detector(json, detector, snapshot);
                    }
                    json.writeEndArray();
                }),
                JSON);
    }

    private void stream(Context ctx) throws IOException {
        ctx.status(200)
                .contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        StreamClient client = new StreamClient(ctx.res().getOutputStream());
        if (!hub.add(client)) {
            throw ApiException.unavailable("too many listen already");
        }
        ctx.res().flushBuffer();
        ctx.future(client::ended);
        client.start();
    }

    /**
     * Begins to listen.
     *
     * @param host address to bind to
     * @param port 0 for any free one
     * @throws BindException naming the port, if it is taken or not allowed
     */
    public void start(String host, int port) throws BindException {
        // Tried first, because Javalin writes a whole stack trace to the log before it says that a port is taken.
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{} is free", probe.getLocalSocketAddress());
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
        try {
            javalin.start(host, port);
        } catch (JavalinBindException e) {
            throw cannotListen(host, port, e);
        }
        routes.start();
        ticker.scheduleWithFixedDelay(this::tick, 0, PUBLISH.toMillis(), TimeUnit.MILLISECONDS);
        ticker.scheduleWithFixedDelay(hub::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static BindException cannotListen(String host, int port, Exception cause) {
        BindException clear = new BindException(
                "port " + port + " on " + host + " cannot be listened on (taken, or not allowed): choose another");
        clear.initCause(cause);
        return clear;
    }

    private void tick() {
        try {
            hub.publish(city.publish());
            routes.refresh(city.snapshot());
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again; the map must not freeze for one bad value.
            LOG.error("publishing the city's changes failed", e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    /** Routes as {@code METHOD /path}, for the comparison with the OpenAPI document. */
    List<String> listRoutes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        routes.close();
        hub.close();
        javalin.stop();
    }
}
