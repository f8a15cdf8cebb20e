package city.mio.feeds.http;

import city.mio.events.HaulDayType;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulSlot;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.live.LiveCity;
import city.mio.geo.importers.DrawnLine;
import city.mio.geo.importers.GeoJsonLines;
import city.mio.geo.matching.LineMatchException;
import city.mio.geo.matching.LineMatchSettings;
import city.mio.geo.matching.LineMatcher;
import city.mio.geo.network.LinkIndex;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads orders of the office from JSON; a drawn route is matched to the city's roads. Of one request. */
final class HaulOrderBody {

    /** A route is ordered until the next order, if nobody says until when. */
    private static final long FOR_GOOD_MILLIS = 3650L * 86_400_000;

    private final LiveCity city;
    private final HaulBook book;
    private final ZoneId zone;

    HaulOrderBody(LiveCity city, HaulBook book, ZoneId zone) {
        this.city = city;
        this.book = book;
        this.zone = zone;
    }

    /**
     * The order that a body holds.
     *
     * @param now the city's time, UTC epoch milliseconds
     * @throws IllegalArgumentException naming the field that is missing or wrong
     * @throws java.time.DateTimeException if a date or a time is none
     */
    HaulOrder read(JsonNode body, long now) {
        HaulOrderKind kind = constant(HaulOrderKind.values(), "kind", body.path("kind").asText(""));
        String route = body.path("route").asText("");
        if (!route.isEmpty() && city.places().haulRoutes().stream().noneMatch(known -> known.id().equals(route))) {
            throw new IllegalArgumentException("route: there is no route " + route);
        }
        HaulOrder.Builder order = HaulOrder.builder()
                .orderId(UUID.randomUUID().toString())
                .kind(kind)
                .routeId(route)
                .by(body.path("by").asText("").strip())
                .time(now)
                .remark(body.path("remark").asText(""));
        return switch (kind) {
            case DAY -> day(body, order);
            case ROUTE -> route(body, route, now, order);
            default -> slots(body, kind, route, order);
        };
    }

    private static <T extends Enum<T>> T constant(T[] all, String field, String text) {
        for (T one : all) {
            if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new IllegalArgumentException(field + ": " + text + " is none of " + List.of(all));
    }

    private static long time(JsonNode body, String field) {
        return OffsetDateTime.parse(body.path(field).asText("")).toInstant().toEpochMilli();
    }

    /** A date as a whole; from the one to before the other where two are given. */
    private HaulOrder day(JsonNode body, HaulOrder.Builder order) {
        LocalDate date = LocalDate.parse(body.path("date").asText(""));
        LocalDate last = body.has("until") ? LocalDate.parse(body.path("until").asText("")) : date;
        if (last.isBefore(date) || last.isAfter(date.plusDays(366))) {
            throw new IllegalArgumentException("until is before date or more than a year after it: " + last);
        }
        return order.routeId("")
                .from(date.atStartOfDay(zone).toInstant().toEpochMilli())
                .until(last.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli())
                .dayType(constant(HaulDayType.values(), "dayType", body.path("dayType").asText("")))
                .build();
    }

    /** A drawn line, or nothing for what the city's settings say. */
    private HaulOrder route(JsonNode body, String route, long now, HaulOrder.Builder order) {
        if (route.isEmpty()) {
            throw new IllegalArgumentException("route is missing");
        }
        long until = body.has("until") ? time(body, "until") : now + FOR_GOOD_MILLIS;
        order.from(now).until(until);
        if (!body.hasNonNull("geojson")) {
            return order.build();
        }
        LineMatchSettings settings = LineMatchSettings.heavyVehicles();
        if (body.has("withinMetres")) {
            settings = settings.within(body.path("withinMetres").asDouble(Double.NaN));
        }
        String name = "geojson";
        DrawnLine line;
        try {
            List<DrawnLine> lines = GeoJsonLines.read(name, body.get("geojson").toString().getBytes(StandardCharsets.UTF_8));
            line = GeoJsonLines.find(Path.of(name), lines, lines.size() == 1 ? "" : route);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        try {
            return order.linkIds(new LineMatcher(city.network(), new LinkIndex(city.network()), settings)
                            .match(line.parts(), OptionalLong.empty(), OptionalLong.empty())
                            .linkIds())
                    .build();
        } catch (LineMatchException e) {
            throw new IllegalArgumentException(name + ": " + line.place() + ": " + e.getMessage(), e);
        }
    }

    private HaulOrder slots(JsonNode body, HaulOrderKind kind, String route, HaulOrder.Builder order) {
        long from = time(body, "from");
        long until = time(body, "until");
        boolean sets = kind == HaulOrderKind.CAP
                || kind == HaulOrderKind.HEAD_ROOM_ACCEPTED
                || kind == HaulOrderKind.HEAD_ROOM_OVERRIDDEN;
        if (sets && !body.path("cap").isIntegralNumber()) {
            throw new IllegalArgumentException("cap is missing");
        }
        if (kind == HaulOrderKind.HEAD_ROOM_OVERRIDDEN && body.path("remark").asText("").isBlank()) {
            throw new IllegalArgumentException("remark is missing: another cap than the recommended one says why");
        }
        List<HaulVehicleClass> classes = new ArrayList<>();
        body.path("classes").forEach(type -> classes.add(constant(HaulVehicleClass.values(), "classes", type.asText(""))));
        if (!classes.isEmpty() && kind != HaulOrderKind.CAP) {
            throw new IllegalArgumentException("classes: only a CAP is of single classes");
        }
        List<HaulSlot> touched = book.listSlots(from, until).stream()
                .filter(slot -> route.isEmpty() || slot.routeId().equals(route))
                .toList();
        List<Integer> before = classes.isEmpty()
                ? touched.stream().map(HaulSlot::cap).distinct().toList()
                : touched.stream()
                        .flatMap(slot -> slot.classes().stream())
                        .filter(use -> classes.contains(use.vehicleClass()))
                        .map(use -> use.cap())
                        .distinct()
                        .toList();
        return order.from(from)
                .until(until)
                .cap(sets ? body.get("cap").asInt() : 0)
                .capBefore(same(before))
                .recommendedCap(classes.isEmpty() ? same(touched.stream().map(HaulSlot::recommendedCap).distinct().toList()) : -1)
                .vehicleClasses(classes)
                .build();
    }

    private static int same(List<Integer> values) {
        return values.size() == 1 ? values.get(0) : -1;
    }
}
