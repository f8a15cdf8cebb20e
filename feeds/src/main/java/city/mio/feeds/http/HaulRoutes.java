package city.mio.feeds.http;

import city.mio.events.HaulClassUse;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.haul.HaulReport;
import city.mio.feeds.haul.HaulWriter;
import city.mio.feeds.live.LiveCity;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulRouteGeoJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The doors and windows of the office for construction traffic. Thread-safe. */
public final class HaulRoutes extends RouteGroup {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final LiveCity city;
    private final HaulBook book;
    private final Optional<HaulDoor> door;
    private final HaulWriter writer;
    private final JsonText text;
    private final InstantSource wallClock;
    private final ZoneId zone;
    private final Optional<HaulDeclarations> declarations;

    /**
     * @param book what the topics tell
     * @param door of the city's office; empty if it has none, then nothing can be handed in
     * @param writer where what is handed in goes
     */
    public HaulRoutes(
            LiveCity city, HaulBook book, Optional<HaulDoor> door, HaulWriter writer, InstantSource wallClock) {
        this.city = city;
        this.book = book;
        this.door = door;
        this.writer = writer;
        this.text = new JsonText(city.places().timezone());
        this.wallClock = wallClock;
        this.zone = city.places().timezone();
        this.declarations = door.map(open -> new HaulDeclarations(open, book, writer, zone));
    }

    /** Of a city without an office. */
    public static HaulRoutes none(LiveCity city, InstantSource wallClock) {
        return new HaulRoutes(city, new HaulBook(1), Optional.empty(), new HaulWriter() {
            @Override
            public void declarations(List<HaulDeclaration> declarations) throws IOException {
                throw new IOException("no office is there");
            }

            @Override
            public void order(HaulOrder order) throws IOException {
                throw new IOException("no office is there");
            }
        }, wallClock);
    }

    /** Tells listeners that slots, trips or orders have changed; they ask for what they show. */
    @Override
    Optional<StreamPart> findStreamPart() {
        return Optional.of(new StreamPart() {
            private long told = -1;

            @Override
            public List<Event> everything() {
                return List.of(event());
            }

            @Override
            public List<Event> changes() {
                boolean news = book.changes() != told;
                told = book.changes();
                return news ? List.of(event()) : List.of();
            }

            private Event event() {
                return new Event("haul", JsonText.object(json -> {
                    json.writeNumberField("changes", book.changes());
                    text.time(json, "eventTime", now());
                }));
            }
        });
    }

    @Override
    void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/api/haul/declarations", ctx -> declarations
                .orElseThrow(() -> ApiException.notFound("this city has no office for construction traffic"))
                .take(ctx, now()));
        routes.get("/api/haul/office", this::office);
        routes.get("/api/haul/slots", this::slots);
        routes.get("/api/haul/headroom", this::headRoom);
        routes.get("/api/haul/trips", this::trips);
        routes.get("/api/haul/holding", this::holding);
        routes.get("/api/haul/audit", this::audit);
        routes.post("/api/haul/orders", this::order);
        routes.get("/api/haul/routes", this::routes);
        routes.get("/api/haul/report", this::report);
        routes.get("/haul/report", this::reportPage);
    }

    /** The city's time; the wall clock's before anything was heard. */
    private long now() {
        long time = city.snapshot().eventTime();
        return time > 0 ? time : wallClock.millis();
    }

    private LocalDate date(Context ctx) {
        String given = ctx.queryParam("date");
        try {
            return given == null
                    ? java.time.Instant.ofEpochMilli(now()).atZone(zone).toLocalDate()
                    : LocalDate.parse(given);
        } catch (DateTimeException e) {
            throw ApiException.badRequest("date is not YYYY-MM-DD: " + given);
        }
    }

    private long begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private void office(Context ctx) {
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeBooleanField("open", door.isPresent());
                    text.time(json, "eventTime", now());
                    json.writeStringField("timezone", zone.getId());
                    json.writeArrayFieldStart("routes");
                    for (var route : routesNow()) {
                        json.writeStartObject();
                        json.writeStringField("id", route.id());
                        JsonText.name(json, "name", route.name());
                        json.writeArrayFieldStart("links");
                        for (long link : route.linkIds()) {
                            json.writeString(Long.toString(link));
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("holdingAreas");
                    for (HaulDoor.Area area : door.map(HaulDoor::areas).orElse(List.of())) {
                        json.writeStartObject();
                        json.writeStringField("id", area.id());
                        JsonText.name(json, "name", area.nameJa(), area.nameEn());
                        json.writeNumberField("lon", area.lon());
                        json.writeNumberField("lat", area.lat());
                        json.writeNumberField("capacity", area.capacity());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }),
                ApiServer.JSON);
    }

    /** As they are now: as set, or as ordered since. */
    private List<HaulRoute> routesNow() {
        return book.listRoutes(city.places().haulRoutes(), link -> city.network().findLink(link).isPresent(), now());
    }

    private void routes(Context ctx) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            HaulRouteGeoJson.write(city.network(), routesNow(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Blob.sendOnce(ctx, bytes.toByteArray(), "application/geo+json");
    }

    private void slots(Context ctx) {
        LocalDate day = date(ctx);
        list(ctx, day, "slots", book.listSlots(begin(day), begin(day.plusDays(1))), this::slot);
    }

    private void headRoom(Context ctx) {
        LocalDate day = date(ctx);
        list(ctx, day, "headroom", book.listSlots(begin(day), begin(day.plusDays(1))), (json, slot) -> {
            json.writeStringField("route", slot.routeId());
            text.time(json, "slotStart", slot.slotStart());
            json.writeNumberField("cap", slot.cap());
            json.writeNumberField("declared", slot.declared());
            json.writeNumberField("seen", slot.seen());
            absent(json, "headRoom", slot.headRoom());
            absent(json, "recommendedCap", slot.recommendedCap());
            json.writeStringField("reason", slot.reason().name());
            json.writeStringField("linkId", Long.toString(slot.linkId()));
            decision(json, slot);
        });
    }

    private void trips(Context ctx) {
        LocalDate day = date(ctx);
        String route = ctx.queryParam("route");
        List<HaulTrip> trips = book.listTrips(begin(day), begin(day.plusDays(1))).stream()
                .filter(trip -> route == null || route.equals(trip.routeId()) || route.equals(trip.declaredRouteId()))
                .toList();
        list(ctx, day, "trips", trips, this::trip);
    }

    /** Who waits in the holding areas now, in the order in which they are called: next who leaves first, last who is not called yet. */
    private void holding(Context ctx) {
        List<HaulTrip> waiting = book.listWaiting(now());
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    text.time(json, "eventTime", now());
                    json.writeNumberField("changes", book.changes());
                    json.writeArrayFieldStart("areas");
                    for (HaulDoor.Area area : door.map(HaulDoor::areas).orElse(List.of())) {
                        json.writeStartObject();
                        json.writeStringField("id", area.id());
                        JsonText.name(json, "name", area.nameJa(), area.nameEn());
                        json.writeNumberField("capacity", area.capacity());
                        json.writeArrayFieldStart("waiting");
                        for (HaulTrip trip : waiting) {
                            if (trip.placeId().equals(area.id())) {
                                json.writeStartObject();
                                json.writeStringField("trip", trip.tripId());
                                json.writeStringField("contractor", trip.contractor());
                                json.writeStringField("site", trip.siteId());
                                json.writeStringField("route", trip.routeId());
                                text.time(json, "slot", trip.slotStart());
                                text.time(json, "callAt", trip.callAt());
                                json.writeEndObject();
                            }
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }),
                ApiServer.JSON);
    }

    private void audit(Context ctx) {
        list(ctx, date(ctx), "orders", book.listOrders(), this::order, json -> {
            json.writeArrayFieldStart("entered");
            for (HaulDeclaration declaration : book.listEntered()) {
                json.writeStartObject();
                json.writeStringField("declarationId", declaration.declarationId());
                json.writeStringField("contractor", declaration.contractor());
                json.writeStringField("by", declaration.enteredBy());
                text.time(json, "received", declaration.declaredAt());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @FunctionalInterface
    private interface Fields<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    @FunctionalInterface
    private interface More {
        void write(JsonGenerator json) throws IOException;
    }

    private <T> void list(Context ctx, LocalDate day, String name, List<T> values, Fields<T> fields) {
        list(ctx, day, name, values, fields, json -> {});
    }

    private <T> void list(Context ctx, LocalDate day, String name, List<T> values, Fields<T> fields, More more) {
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("date", day.toString());
                    text.time(json, "eventTime", now());
                    json.writeNumberField("changes", book.changes());
                    json.writeArrayFieldStart(name);
                    for (T value : values) {
                        json.writeStartObject();
                        fields.write(json, value);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    more.write(json);
                }),
                ApiServer.JSON);
    }

    private void slot(JsonGenerator json, HaulSlot slot) throws IOException {
        json.writeStringField("route", slot.routeId());
        text.time(json, "slotStart", slot.slotStart());
        text.time(json, "slotEnd", slot.slotEnd());
        text.time(json, "time", slot.time());
        json.writeNumberField("cap", slot.cap());
        json.writeNumberField("ruleCap", slot.ruleCap());
        json.writeNumberField("declared", slot.declared());
        json.writeNumberField("planned", slot.planned());
        json.writeNumberField("seen", slot.seen());
        json.writeNumberField("undeclared", slot.undeclared());
        absent(json, "predicted", slot.predicted());
        json.writeArrayFieldStart("classes");
        for (HaulClassUse use : slot.classes()) {
            json.writeStartObject();
            json.writeStringField("class", use.vehicleClass().name());
            json.writeNumberField("cap", use.cap());
            json.writeNumberField("declared", use.declared());
            json.writeNumberField("planned", use.planned());
            json.writeNumberField("seen", use.seen());
            json.writeEndObject();
        }
        json.writeEndArray();
        absent(json, "headRoom", slot.headRoom());
        absent(json, "recommendedCap", slot.recommendedCap());
        json.writeStringField("reason", slot.reason().name());
        json.writeStringField("linkId", Long.toString(slot.linkId()));
        decision(json, slot);
    }

    private void decision(JsonGenerator json, HaulSlot slot) throws IOException {
        json.writeStringField("decision", slot.decision().name());
        json.writeStringField("decidedBy", slot.decidedBy());
        text.time(json, "decidedAt", slot.decidedAt());
        json.writeStringField("remark", slot.remark());
    }

    private static void absent(JsonGenerator json, String field, int value) throws IOException {
        if (value < 0) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    private void trip(JsonGenerator json, HaulTrip trip) throws IOException {
        json.writeStringField("id", trip.tripId());
        json.writeStringField("contractor", trip.contractor());
        json.writeStringField("site", trip.siteId());
        json.writeStringField("class", trip.vehicleClass().name());
        json.writeBooleanField("plate", !trip.plateHash().isEmpty());
        json.writeStringField("status", trip.status().name());
        json.writeStringField("declaredRoute", trip.declaredRouteId());
        text.time(json, "declaredSlot", trip.declaredSlotStart());
        json.writeStringField("route", trip.routeId());
        text.time(json, "slot", trip.slotStart());
        json.writeBooleanField("moved", trip.moved());
        json.writeStringField("moveReason", trip.moveReason().name());
        json.writeStringField("moveLinkId", Long.toString(trip.moveLinkId()));
        json.writeNumberField("moveCost", trip.moveCost());
        json.writeStringField("state", trip.state().name());
        text.time(json, "seenAt", trip.seenAt());
        json.writeStringField("camera", trip.cameraId());
        json.writeNumberField("minutesOff", trip.minutesOff());
        json.writeStringField("place", trip.place().name());
        json.writeStringField("placeId", trip.placeId());
        text.time(json, "callAt", trip.callAt());
    }

    private void order(JsonGenerator json, HaulOrder order) throws IOException {
        json.writeStringField("id", order.orderId());
        json.writeStringField("kind", order.kind().name());
        json.writeStringField("route", order.routeId());
        text.time(json, "from", order.from());
        text.time(json, "until", order.until());
        absent(json, "before", order.capBefore());
        json.writeNumberField("after", order.cap());
        absent(json, "recommendedCap", order.recommendedCap());
        json.writeStringField("by", order.by());
        text.time(json, "time", order.time());
        json.writeStringField("remark", order.remark());
        json.writeArrayFieldStart("classes");
        for (HaulVehicleClass type : order.vehicleClasses()) {
            json.writeString(type.name());
        }
        json.writeEndArray();
        if (order.kind() == HaulOrderKind.DAY) {
            json.writeStringField("dayType", order.dayType().name());
        }
        if (order.kind() == HaulOrderKind.ROUTE) {
            json.writeArrayFieldStart("links");
            for (long link : order.linkIds()) {
                json.writeString(Long.toString(link));
            }
            json.writeEndArray();
        }
    }

    private void order(Context ctx) {
        if (door.isEmpty()) {
            throw ApiException.notFound("this city has no office for construction traffic");
        }
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            // Also what keeps a page from elsewhere from ordering in its visitor's name: browsers ask first.
            throw ApiException.wrongType("the body has to be application/json");
        }
        HaulOrder order;
        try {
            order = new HaulOrderBody(city, book, zone).read(MAPPER.readTree(ctx.bodyAsBytes()), now());
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is not JSON");
        } catch (IOException e) {
            throw ApiException.badRequest("the body could not be read");
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ApiException.badRequest(e.getMessage());
        }
        try {
            writer.order(order);
        } catch (IOException e) {
            throw ApiException.unavailable("the order could not be stored, try again");
        }
        book.apply(order);
        Blob.sendOnce(ctx, JsonText.object(json -> order(json, order)), ApiServer.JSON);
    }

    private HaulReport reportOf(Context ctx) {
        String month = ctx.queryParam("month");
        long from;
        long until;
        if (month == null) {
            LocalDate day = date(ctx);
            from = begin(day);
            until = begin(day.plusDays(1));
        } else {
            try {
                YearMonth of = YearMonth.parse(month);
                from = begin(of.atDay(1));
                until = begin(of.plusMonths(1).atDay(1));
            } catch (DateTimeException e) {
                throw ApiException.badRequest("month is not YYYY-MM: " + month);
            }
        }
        return HaulReport.of(book.listSlots(from, until), book.listTrips(from, until));
    }

    private String title(Context ctx) {
        return ctx.queryParam("month") == null ? date(ctx).toString() : ctx.queryParam("month");
    }

    private void report(Context ctx) {
        byte[] csv = HaulReportText.csv(reportOf(ctx), zone).getBytes(StandardCharsets.UTF_8);
        ctx.header("Content-Disposition", "attachment; filename=\"haul-" + title(ctx) + ".csv\"");
        Blob.sendOnce(ctx, csv, "text/csv; charset=utf-8");
    }

    private void reportPage(Context ctx) {
        boolean ja = "ja".equals(ctx.queryParam("lang"));
        byte[] page = HaulReportText.page(reportOf(ctx), title(ctx), city.places(), zone, ja).getBytes(StandardCharsets.UTF_8);
        Blob.sendOnce(ctx, page, "text/html; charset=utf-8");
    }
}
