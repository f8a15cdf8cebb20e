package city.mio.feeds.http;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
import city.mio.feeds.haul.DeclarationCsv;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.haul.HaulDesk;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.haul.HaulWriter;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.Set;

/**
 * {@code POST /api/haul/declarations}: a contractor's rows as JSON or as a CSV file. Every row is answered; good ones are
 * written, or none, as the caller asks. Plates are hashed before anything else is done with them. Thread-safe.
 */
final class HaulDeclarations {

    private static final int LONGEST = 8 * 1024 * 1024;
    private static final int MOST_ROWS = 50_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A row that could be read, and where it stood. */
    private record Row(long line, HaulDeclaration declaration) {}

    /** A row that is refused. */
    private record Refused(long line, String declarationId, String kind, String message) {}

    private final HaulDoor door;
    private final HaulBook book;
    private final HaulWriter writer;
    private final ZoneId zone;

    HaulDeclarations(HaulDoor door, HaulBook book, HaulWriter writer, ZoneId zone) {
        this.door = door;
        this.book = book;
        this.writer = writer;
        this.zone = zone;
    }

    /** When the office had what is handed in, and who of it entered what had come on paper; empty if nobody did. */
    private record Received(long time, String by) {}

    /** @param now the city's time, UTC epoch milliseconds */
    void take(Context ctx, long now) {
        Received received = received(ctx, now);
        String accept = ctx.queryParam("accept") == null ? "good" : ctx.queryParam("accept");
        if (!accept.equals("good") && !accept.equals("all-or-none")) {
            throw ApiException.badRequest("accept is not good or all-or-none");
        }
        List<Row> rows = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        String type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(Locale.ROOT);
        String charset = "UTF-8";
        if (type.startsWith("application/json")) {
            json(body(ctx), rows, refused);
        } else if (type.startsWith("text/csv")) {
            DeclarationCsv.Content content = new DeclarationCsv(door.hasher(), zone, door.slotMinutes()).read(body(ctx));
            charset = content.charset();
            content.rows().forEach(row -> rows.add(new Row(row.line(), row.declaration())));
            content.faults().forEach(fault -> refused.add(new Refused(
                    fault.line(), "", "UNREADABLE", (fault.column().isEmpty() ? "" : fault.column() + ": ") + fault.message())));
        } else {
            throw ApiException.wrongType("the body has to be application/json or text/csv");
        }
        int taken = decide(rows, refused, accept.equals("all-or-none"), received);
        refused.sort(Comparator.comparingLong(Refused::line));
        String answerCharset = charset;
        ctx.status(taken > 0 || refused.isEmpty() ? 200 : 422);
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("charset", answerCharset);
                    json.writeNumberField("accepted", taken);
                    json.writeNumberField("refused", refused.size());
                    json.writeArrayFieldStart("faults");
                    for (Refused fault : refused) {
                        json.writeStartObject();
                        json.writeNumberField("row", fault.line());
                        json.writeStringField("declarationId", fault.declarationId());
                        json.writeStringField("kind", fault.kind());
                        json.writeStringField("message", fault.message());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }),
                ApiServer.JSON);
    }

    /** What came on paper counts from when it came; whoever enters it says so with a name. */
    private static Received received(Context ctx, long now) {
        String time = ctx.queryParam("received");
        if (time == null) {
            return new Received(now, "");
        }
        String by = ctx.queryParam("by") == null ? "" : ctx.queryParam("by").strip();
        if (by.isEmpty() || by.length() > 100) {
            throw ApiException.badRequest("by is missing: who enters what was received earlier gives a name of at most 100 letters");
        }
        try {
            long received = OffsetDateTime.parse(time).toInstant().toEpochMilli();
            if (received <= 0 || received > now) {
                throw ApiException.badRequest("received is later than now");
            }
            return new Received(received, by);
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest("received is no time in ISO 8601 with offset");
        }
    }

    /** One file after the other, so that two that arrive together see each other. */
    private synchronized int decide(List<Row> rows, List<Refused> refused, boolean allOrNone, Received received) {
        List<HaulDeclaration> asked = rows.stream().map(Row::declaration).toList();
        Set<Integer> bad = new TreeSet<>();
        for (HaulDesk.Fault fault : door.desk().judge(book.listDeclarations(), book.listOrders(), asked, received.time)) {
            bad.add(fault.row());
            Row row = rows.get(fault.row());
            refused.add(new Refused(row.line(), row.declaration().declarationId(), fault.kind(), fault.message()));
        }
        if (allOrNone && !refused.isEmpty()) {
            return 0;
        }
        List<HaulDeclaration> good = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!bad.contains(i)) {
                good.add(asked.get(i).toBuilder().declaredAt(received.time).enteredBy(received.by).build());
            }
        }
        try {
            writer.declarations(good);
        } catch (IOException e) {
            throw ApiException.unavailable("the declarations could not be stored, hand them in again");
        }
        // They come back over the topic as well; the next file must see them at once.
        good.forEach(book::apply);
        return good.size();
    }

    private static byte[] body(Context ctx) {
        try {
            byte[] bytes = ctx.bodyInputStream().readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw ApiException.badRequest("the body is longer than " + LONGEST + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw ApiException.badRequest("the body could not be read");
        }
    }

    private void json(byte[] bytes, List<Row> rows, List<Refused> refused) {
        JsonNode body;
        try {
            body = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is not JSON");
        } catch (IOException e) {
            throw ApiException.badRequest("the body could not be read");
        }
        if (body == null || !body.path("declarations").isArray()) {
            throw ApiException.badRequest("the body is not {\"declarations\": [...]}");
        }
        if (body.get("declarations").size() > MOST_ROWS) {
            throw ApiException.badRequest("more than " + MOST_ROWS + " declarations");
        }
        int line = 0;
        for (JsonNode node : body.get("declarations")) {
            line++;
            try {
                rows.add(new Row(line, row(node)));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                refused.add(new Refused(line, node.path("declarationId").asText(""), "UNREADABLE", e.getMessage()));
            }
        }
    }

    private HaulDeclaration row(JsonNode node) {
        long start = time(node, "slotStart");
        String plate = node.path("plate").asText("");
        JsonNode window = node.path("window");
        JsonNode costs = node.path("costs");
        return HaulDeclaration.builder()
                .declarationId(node.path("declarationId").asText(""))
                .contractor(node.path("contractor").asText(""))
                .siteId(node.path("site").asText(""))
                .routeId(node.path("route").asText(""))
                .slotStart(start)
                .slotEnd(start + door.slotMinutes() * 60_000L)
                .plateHash(plate.isEmpty() ? "" : door.hasher().hash(plate))
                .vehicleClass(constant("class", HaulVehicleClass.values(), node.path("class").asText("")))
                .status(constant("status", DeclarationStatus.values(), node.path("status").asText("FIRM")))
                .vehicleId(node.path("vehicleId").asText(""))
                .terms(new HaulTerms(
                        window.isObject() ? time(window, "start") : 0,
                        window.isObject() ? time(window, "end") : 0,
                        costs.path("earlier").asInt(1),
                        costs.path("later").asInt(1),
                        costs.path("otherRoute").asInt(-1),
                        costs.path("refused").asInt(0)))
                .build();
    }

    private static long time(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        try {
            return OffsetDateTime.parse(node.get(field).textValue()).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(field + " is no time in ISO 8601 with offset", e);
        }
    }

    private static <T extends Enum<T>> T constant(String field, T[] values, String text) {
        for (T value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(field + " is not known: " + text);
    }
}
