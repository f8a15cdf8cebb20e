package city.mio.feeds.http;

import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.TripDoor;
import city.mio.feeds.dispatch.TripWriter;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * On-demand buses: what is offered, trips, vehicles, the operator's board, and the feeds in the standards. In a city without
 * any the routes are there and have nothing. Thread-safe.
 */
public final class OnDemandRoutes extends RouteGroup {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LiveCity city;
    private final LiveDispatch live;
    private final CityJson cityJson;
    private final DispatchJson json;
    private final LongSupplier cityTime;
    private final TripRoutes trips;
    private final Board board;
    private final DriverRoutes drivers;
    private final OnDemandFeeds feeds;

    /**
     * @param live filled by whoever listens to the topics
     * @param writer where what riders say goes
     */
    public OnDemandRoutes(LiveCity city, LiveDispatch live, TripWriter writer, InstantSource wallClock) {
        this(city, live, writer, DriverDoor.shut(), wallClock);
    }

    /**
     * With a door for drivers' devices.
     *
     * @param live filled by whoever listens to the topics
     * @param writer where what riders say goes
     * @param door where what drivers' devices tell goes
     */
    public OnDemandRoutes(
            LiveCity city, LiveDispatch live, TripWriter writer, DriverDoor door, InstantSource wallClock) {
        this(city, live, writer, door, wallClock, wallClock);
    }

    /**
     * With a door for drivers' devices, in a city with a time of its own.
     *
     * @param cityClock how late it is in the city before anything is heard of it
     */
    public OnDemandRoutes(
            LiveCity city,
            LiveDispatch live,
            TripWriter writer,
            DriverDoor door,
            InstantSource wallClock,
            InstantSource cityClock) {
        this(city, live, writer, door, wallClock, cityClock, PATIENCE);
    }

    /** @param patience how long a rider who asks is kept waiting for the answer before the door says where it will be */
    OnDemandRoutes(
            LiveCity city,
            LiveDispatch live,
            TripWriter writer,
            DriverDoor door,
            InstantSource wallClock,
            InstantSource cityClock,
            Duration patience) {
        this.city = city;
        this.live = live;
        this.cityJson = new CityJson(city.network(), city.places());
        this.json = new DispatchJson(live.offering(), cityJson.text());
        this.cityTime = () -> now(city, live, cityClock);
        this.trips = new TripRoutes(live, new TripDoor(live, writer, patience), json, cityJson.text(), cityTime);
        this.board = new Board(live, json);
        this.drivers = new DriverRoutes(
                live, door, json, cityJson.text(), new DriverDoubts(city.network()), cityTime, wallClock.millis());
        this.feeds = new OnDemandFeeds(live, cityTime);
    }

    /** In a city without on-demand buses. */
    static OnDemandRoutes none(LiveCity city, InstantSource wallClock) {
        return new OnDemandRoutes(
                city,
                new LiveDispatch(OnDemandOffering.none(), DispatchLimits.defaults()),
                request -> CompletableFuture.failedFuture(new IOException("no service is there")),
                wallClock);
    }

    /** How late it is in the city; by its clock while nothing has been heard. */
    private static long now(LiveCity city, LiveDispatch live, InstantSource cityClock) {
        long heard = Math.max(city.snapshot().eventTime(), live.newestTime());
        return heard > 0 ? heard : cityClock.millis();
    }

    @Override
    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/vehicles", this::vehicles);
        routes.get("/api/ondemand", this::services);
        routes.get("/api/ondemand/{operator}/board", this::board);
        trips.addTo(routes);
        drivers.addTo(routes);
        feeds.addTo(routes);
    }

    @Override
    Optional<StreamPart> findStreamPart() {
        return Optional.of(new DispatchStream(live, json, cityTime));
    }

    /** Buses as GeoJSON; beside them, as a member of its own, everything else whose position is heard. */
    private void vehicles(Context ctx) {
        Optional<BoundingBox> box = Query.bbox(ctx);
        String operator = ctx.queryParam("operator");
        CitySnapshot snapshot = city.snapshot();
        long now = cityTime.getAsLong();
        Blob.sendOnce(
                ctx,
                JsonText.object(out -> {
                    out.writeStringField("type", "FeatureCollection");
                    cityJson.text().time(out, "eventTime", snapshot.eventTime());
                    out.writeArrayFieldStart("features");
                    for (BusView bus : live.listBuses()) {
                        boolean wanted = operator == null || bus.operatorId().equals(operator);
                        boolean inside = bus.findPosition()
                                .map(at -> box.isEmpty() || box.get().contains(at.lon(), at.lat()))
                                .orElse(box.isEmpty());
                        if (wanted && inside) {
                            feature(out, bus, now);
                        }
                    }
                    out.writeEndArray();
                    out.writeArrayFieldStart("vehicles");
                    for (var vehicle : snapshot.vehicles().values()) {
                        if (box.isEmpty() || box.get().contains(vehicle.lon(), vehicle.lat())) {
                            cityJson.vehicle(out, vehicle);
                        }
                    }
                    out.writeEndArray();
                }),
                ApiServer.JSON);
    }

    private void feature(JsonGenerator out, BusView bus, long now) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        out.writeStringField("id", bus.key());
        if (bus.findPosition().isPresent()) {
            out.writeObjectFieldStart("geometry");
            out.writeStringField("type", "Point");
            out.writeFieldName("coordinates");
            JsonText.point(out, bus.findPosition().get().lon(), bus.findPosition().get().lat());
            out.writeEndObject();
        } else {
            out.writeNullField("geometry");
        }
        out.writeObjectFieldStart("properties");
        json.bus(out, bus, now);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void services(Context ctx) {
        Blob.sendOnce(
                ctx,
                JsonText.object(out -> {
                    cityJson.text().time(out, "eventTime", cityTime.getAsLong());
                    out.writeArrayFieldStart("services");
                    for (OnDemandService service : live.offering().listServices()) {
                        json.service(out, service);
                    }
                    out.writeEndArray();
                }),
                ApiServer.JSON);
    }

    private void board(Context ctx) {
        List<OnDemandService> services = OnDemandFeeds.services(ctx, live.offering());
        long now = cityTime.getAsLong();
        Blob.sendOnce(
                ctx,
                JsonText.object(out -> {
                    cityJson.text().time(out, "eventTime", now);
                    out.writeArrayFieldStart("zones");
                    for (OnDemandService service : services) {
                        board.write(out, service, now);
                    }
                    out.writeEndArray();
                }),
                ApiServer.JSON);
    }
}
