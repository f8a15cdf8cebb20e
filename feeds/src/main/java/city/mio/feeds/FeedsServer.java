package city.mio.feeds;

import city.mio.events.wire.Topics;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.haul.TopicHaulWriter;
import city.mio.feeds.http.ApiServer;
import city.mio.feeds.http.HaulRoutes;
import city.mio.feeds.http.OnDemandRoutes;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveConsumer;
import city.mio.feeds.outbound.TopicWriter;
import city.mio.geo.routing.LinkOrder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The windows: listens to Kafka and serves the HTTP surface and the live map. Kafka does not have to be there at the
 * start, and may go and come back. Thread-safe.
 *
 * <pre>{@code
 * try (FeedsServer server = new FeedsServer(new FeedsSettings("localhost:9092", "127.0.0.1", 8080, city, network, Optional.empty()))) {
 *     server.start();
 *     …
 * }
 * }</pre>
 */
public final class FeedsServer implements AutoCloseable {

    /** A month's report looks back so far. */
    private static final int HAUL_DAYS = 62;

    private final FeedsSettings settings;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LiveCity city;
    private final LiveConsumer consumer;
    private final TopicWriter writer;
    private final ApiServer api;

    /** A server that is not yet started, of a city without an office for construction traffic. */
    public FeedsServer(FeedsSettings settings) {
        this(settings, Optional.empty());
    }

    /**
     * A server that is not yet started.
     *
     * @param haul the door of the city's office for construction traffic, if it has one
     */
    public FeedsServer(FeedsSettings settings, Optional<HaulDoor> haul) {
        this.settings = Objects.requireNonNull(settings, "settings");
        InstantSource wallClock = InstantSource.system();
        this.city = new LiveCity(settings.network(), settings.city(), settings.live(), wallClock);
        Timer latency = Timer.builder("mio.link.state.latency")
                .description("From the broker having the input to the link state being here")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        this.consumer = new LiveConsumer(
                city, this::newConsumer, millis -> latency.record(Duration.ofMillis(millis)), wallClock);
        LiveDispatch dispatch = new LiveDispatch(settings.onDemand(), DispatchLimits.defaults());
        hearDispatch(dispatch);
        this.writer = new TopicWriter(settings.kafkaBootstrap());
        HaulBook haulBook = new HaulBook(HAUL_DAYS);
        if (haul.isPresent()) {
            consumer.hear(Topics.HAUL_DECLARATION, 500_000, haulBook::apply);
            consumer.hear(Topics.HAUL_ORDER, Long.MAX_VALUE, haulBook::apply);
            consumer.hear(Topics.HAUL_SLOT, 500_000, haulBook::apply);
            consumer.hear(Topics.HAUL_TRIP, 500_000, haulBook::apply);
        }
        this.api = new ApiServer(
                city,
                () -> settings.linkOrder().orElseGet(() -> LinkOrder.make(settings.network())),
                step -> writer.writeAll(Topics.ALERT, List.of(step)),
                List.of(
                        new OnDemandRoutes(
                                city,
                                dispatch,
                                request -> writer.write(Topics.TRIP_REQUEST, request),
                                new DriverDoor(
                                        settings.driverToken(), status -> writer.write(Topics.BUS_STATUS, status)),
                                wallClock,
                                settings.cityClock()),
                        new HaulRoutes(city, haulBook, haul, new TopicHaulWriter(writer), settings.cityClock())),
                metrics,
                this::trouble,
                wallClock);
        FunctionCounter.builder("mio.live.undecodable", consumer, LiveConsumer::undecodable)
                .description("Records that could not be read")
                .register(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
    }

    /** What lies back as far as open trips and the figures of a day may need; in a city without buses, nothing. */
    private void hearDispatch(LiveDispatch dispatch) {
        if (!settings.onDemand().listServices().isEmpty()) {
            consumer.hear(Topics.TRIP_REQUEST, 100_000, dispatch::apply);
            consumer.hear(Topics.TRIP_OFFER, 200_000, dispatch::apply);
            consumer.hear(Topics.DISPATCH_PLAN, 20_000, dispatch::apply);
            consumer.hear(Topics.BUS_STATUS, 20_000, dispatch::apply);
            Gauge.builder("mio.trips.open", () -> dispatch.listOpenTrips().size())
                    .description("Trips of on-demand buses that are not over")
                    .register(metrics);
            Gauge.builder("mio.trips.ignored", dispatch::ignored)
                    .description("Records of on-demand buses that could not be shown")
                    .register(metrics);
        }
    }

    private Consumer<byte[], byte[]> newConsumer() {
        Properties p = new Properties();
        p.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafkaBootstrap());
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        p.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Optional<String> trouble() {
        return consumer.isConnected()
                ? Optional.empty()
                : Optional.of("Kafka at " + settings.kafkaBootstrap() + " does not answer");
    }

    /**
     * Binds the port and begins to listen to Kafka.
     *
     * @throws BindException naming the port, if it is taken or not allowed; nothing was started then
     */
    public void start() throws BindException {
        try {
            api.start(settings.host(), settings.port());
        } catch (BindException e) {
            close();
            throw e;
        }
        consumer.start();
    }

    /** The port that is listened on. */
    public int port() {
        return api.port();
    }

    /** The city as it is shown. */
    public LiveCity city() {
        return city;
    }

    /** The registry behind {@code /metrics}: whoever runs beside the server may add its own meters. */
    public MeterRegistry metrics() {
        return metrics;
    }

    @Override
    public void close() {
        api.close();
        consumer.close();
        writer.close();
        metrics.close();
    }
}
