package city.mio.feeds.http;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.RiderParty;
import city.mio.events.TripReference;
import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.StopCall;
import city.mio.feeds.dispatch.TripKey;
import city.mio.feeds.ondemand.OnDemandService;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What drivers' devices ask and tell; only with the operator's token. Thread-safe. */
final class DriverRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DriverRoutes.class);
    private static final Set<String> FIELDS = Set.of("kind", "lon", "lat", "speedMps", "headingDegrees", "stop", "trip");

    private final LiveDispatch live;
    private final DriverDoor door;
    private final DispatchJson json;
    private final JsonText text;
    private final DriverDoubts doubts;
    private final LongSupplier cityTime;

    /** Rises with every word, also over restarts: it begins with the wall clock. */
    private final AtomicLong sequence;

    /** @param wallMillis now, wall clock */
    DriverRoutes(
            LiveDispatch live,
            DriverDoor door,
            DispatchJson json,
            JsonText text,
            DriverDoubts doubts,
            LongSupplier cityTime,
            long wallMillis) {
        this.live = live;
        this.doubts = doubts;
        this.door = door;
        this.json = json;
        this.text = text;
        this.cityTime = cityTime;
        this.sequence = new AtomicLong(wallMillis);
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/vehicles/{id}/plan", this::plan);
        routes.post("/api/vehicles/{id}/plan/ack", this::acknowledge);
        routes.post("/api/vehicles/{id}/status", this::status);
    }

    private void allowed(Context ctx) {
        if (door.token().isEmpty()) {
            throw ApiException.forbidden("the drivers' door is shut: the server was given no token");
        }
        String shown = ctx.header("Authorization");
        String wanted = "Bearer " + door.token().get();
        boolean same = shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            throw ApiException.unauthorized("Authorization: is not Bearer and the drivers' token");
        }
    }

    /** A service that has this vehicle. */
    private OnDemandService service(Context ctx) {
        String vehicle = ctx.pathParam("id");
        String operator = ctx.queryParam("operator");
        String zone = ctx.queryParam("zone");
        List<OnDemandService> found = live.offering().listServices().stream()
                .filter(service -> operator == null || service.operatorId().equals(operator))
                .filter(service -> zone == null || service.zoneId().equals(zone))
                .filter(service -> service.findVehicle(vehicle).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw ApiException.notFound("no such vehicle");
        }
        if (found.size() > 1) {
            throw ApiException.conflict("more than one service has such a vehicle: say operator and zone");
        }
        return found.get(0);
    }

    private Optional<BusView> bus(OnDemandService service, Context ctx) {
        return live.findBus(service.key(), ctx.pathParam("id"));
    }

    private void plan(Context ctx) {
        allowed(ctx);
        OnDemandService service = service(ctx);
        BusView bus = bus(service, ctx).filter(known -> known.findPlan().isPresent()).orElseThrow(() ->
                ApiException.notFound("there is no plan yet"));
        DispatchPlan plan = bus.findPlan().orElseThrow();
        Blob.sendOnce(
                ctx,
                JsonText.object(out -> {
                    text.time(out, "eventTime", cityTime.getAsLong());
                    out.writeFieldName("plan");
                    json.plan(out, bus, plan);
                    Optional<StopCall> call = live.findCall(bus);
                    riders(out, service, plan, call);
                    out.writeFieldName("serving");
                    if (call.isPresent()) {
                        json.call(out, service, call.get());
                    } else {
                        out.writeNull();
                    }
                    out.writeStringField("atStop", bus.atStopId());
                    out.writeBooleanField("brokenDown", bus.isBrokenDown());
                }),
                ApiServer.JSON);
    }

    /** Who is in the plan and at the stop where the bus stands: what the driver needs to know them by, and no more. */
    private void riders(JsonGenerator out, OnDemandService service, DispatchPlan plan, Optional<StopCall> call)
            throws IOException {
        Set<String> trips = new LinkedHashSet<>();
        if (call.isPresent()) {
            trips.addAll(call.get().boarding());
            trips.addAll(call.get().alighting());
            trips.addAll(call.get().absent());
        }
        for (PlanStop stop : plan.stops()) {
            trips.addAll(stop.boarding());
            trips.addAll(stop.alighting());
        }
        out.writeArrayFieldStart("riders");
        for (String trip : trips) {
            out.writeStartObject();
            out.writeStringField("trip", trip);
            out.writeStringField("reference", TripReference.of(service.key(), trip));
            DispatchJson.party(out, live.find(new TripKey(service.key(), trip)).map(DispatchJson::party).orElse(RiderParty.NOBODY));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void acknowledge(Context ctx) {
        allowed(ctx);
        OnDemandService service = service(ctx);
        JsonNode body = RequestBody.read(ctx, Set.of("version"), false);
        int version = RequestBody.whole(body, "", "version", 0, 1, Integer.MAX_VALUE);
        if (version == 0) {
            throw ApiException.badRequest("version: is missing");
        }
        long newest = bus(service, ctx).flatMap(BusView::findPlan).map(DispatchPlan::version).orElse(0L);
        if (version > newest) {
            throw ApiException.conflict("version: plan " + version + " was never made; the newest is " + newest);
        }
        if (version < newest) {
            throw ApiException.conflict("version: plan " + version + " is old; the newest is " + newest + ", fetch it");
        }
        tell(ctx, word(service, ctx).kind(BusStatusKind.PLAN_ACKNOWLEDGED).planVersion(version));
    }

    private void status(Context ctx) {
        allowed(ctx);
        OnDemandService service = service(ctx);
        JsonNode body = RequestBody.read(ctx, FIELDS, false);
        BusStatusKind kind = kind(RequestBody.text(body, "kind", ""));
        double lon = degrees(body, "lon", 180);
        double lat = degrees(body, "lat", 90);
        if (Double.isNaN(lon) != Double.isNaN(lat)) {
            throw ApiException.badRequest((Double.isNaN(lon) ? "lon" : "lat") + ": is missing");
        }
        if (kind == BusStatusKind.POSITION && Double.isNaN(lon)) {
            throw ApiException.badRequest("lon: is missing");
        }
        if (!Double.isNaN(lon) && doubts.isOutside(lon, lat)) {
            throw ApiException.badRequest("lon: " + lon + ", " + lat + " is outside the city");
        }
        String stop = RequestBody.text(body, "stop", "");
        if (!stop.isEmpty() && service.findPlaceName(stop).isEmpty()) {
            throw ApiException.badRequest("stop: no stop " + shown(stop) + " in " + service.key());
        }
        if ((kind == BusStatusKind.STOP_REACHED || kind == BusStatusKind.STOP_LEFT) && stop.isEmpty()) {
            throw ApiException.badRequest("stop: is missing");
        }
        String trip = RequestBody.text(body, "trip", "");
        if (kind == BusStatusKind.NO_SHOW && trip.isEmpty()) {
            throw ApiException.badRequest("trip: is missing");
        }
        if (!trip.isEmpty() && live.find(new TripKey(service.key(), trip)).isEmpty()) {
            throw ApiException.badRequest("trip: no trip " + shown(trip) + " in " + service.key());
        }
        tell(
                ctx,
                word(service, ctx)
                        .kind(kind)
                        .lon(lon)
                        .lat(lat)
                        .speedMps((float) number(body, "speedMps", 0, 150))
                        .headingDegrees((float) number(body, "headingDegrees", 0, 359.99))
                        .stopId(stop)
                        .requestId(trip));
    }

    private static String shown(String id) {
        return (id.length() > 40 ? id.substring(0, 40) + "…" : id).replaceAll("\\p{Cntrl}", "?");
    }

    private static BusStatusKind kind(String name) {
        try {
            BusStatusKind kind = BusStatusKind.valueOf(name.toUpperCase(Locale.ROOT));
            if (kind != BusStatusKind.PLAN_ACKNOWLEDGED) {
                return kind;
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("a driver's device sent kind {}", name.length(), e);
        }
        throw ApiException.badRequest(
                "kind: is not one of POSITION, STOP_REACHED, STOP_LEFT, NO_SHOW, BREAKDOWN, REPAIRED");
    }

    private static double degrees(JsonNode body, String field, double most) {
        return number(body, field, -most, most);
    }

    private static double number(JsonNode body, String field, double least, double most) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Double.NaN;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw ApiException.badRequest(field + ": is not a number from " + least + " to " + most);
        }
        return value.doubleValue();
    }

    private BusStatus.Builder word(OnDemandService service, Context ctx) {
        return BusStatus.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(ctx.pathParam("id"))
                .sequence(sequence.incrementAndGet())
                .time(cityTime.getAsLong());
    }

    /** Answers when it is safe: what the dispatcher makes of it shows in the next plan. */
    private void tell(Context ctx, BusStatus.Builder said) {
        BusStatus status = said.build();
        Optional<String> doubt = doubts.find(status, live.findBus(status.operatorId() + "/" + status.zoneId(), status.vehicleId()));
        ctx.future(() -> door.writer()
                .write(status)
                .exceptionally(failure -> {
                    Throwable cause =
                            failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
                    if (cause instanceof IOException) {
                        LOG.warn("{}", cause.getMessage());
                        throw ApiException.unavailable("what the bus told could not be stored, try again");
                    }
                    throw new CompletionException(cause);
                })
                .thenAccept(written -> {
                    ctx.status(202);
                    Blob.sendOnce(
                            ctx,
                            JsonText.object(out -> {
                                text.time(out, "eventTime", status.time());
                                out.writeStringField("kind", status.kind().name());
                                out.writeNumberField("planVersion", status.planVersion());
                                out.writeStringField("doubt", doubt.orElse(""));
                            }),
                            ApiServer.JSON);
                }));
    }
}
