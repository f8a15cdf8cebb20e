package city.mio.feeds.http;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.feeds.live.AlertView;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.LiveCity;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of alerts and their acknowledgement. Thread-safe. */
final class AlertRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AlertRoutes.class);
    private static final int LONGEST_NAME = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LiveCity city;
    private final CityJson cityJson;
    private final AlertWriter writer;
    private final Object acknowledging = new Object();

    AlertRoutes(LiveCity city, CityJson cityJson, AlertWriter writer) {
        this.city = city;
        this.cityJson = cityJson;
        this.writer = writer;
    }

    void list(Context ctx) {
        Predicate<AlertView> wanted = status(ctx.queryParam("status")).and(type(ctx.queryParam("type")));
        CitySnapshot snapshot = city.snapshot();
        List<AlertView> alerts = new ArrayList<>(snapshot.alerts().values());
        Collections.reverse(alerts);
        alerts.removeIf(wanted.negate());
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    cityJson.text().time(json, "eventTime", snapshot.eventTime());
                    json.writeNumberField("count", alerts.size());
                    json.writeArrayFieldStart("alerts");
                    for (AlertView alert : alerts) {
                        cityJson.alert(json, alert);
                    }
                    json.writeEndArray();
                }),
                ApiServer.JSON);
    }

    private static Predicate<AlertView> status(String text) {
        String status = text == null ? "ALL" : text.toUpperCase(Locale.ROOT);
        return switch (status) {
            case "ALL" -> alert -> true;
            case "OPEN" -> AlertView::isOpen;
            case "OPENED", "UPDATED", "CLEARED", "ACKNOWLEDGED" -> alert ->
                    alert.status() == AlertStatus.valueOf(status);
            default -> throw ApiException.badRequest(
                    "status is not one of all, open, opened, updated, acknowledged, cleared");
        };
    }

    private static Predicate<AlertView> type(String text) {
        if (text == null) {
            return alert -> true;
        }
        for (AlertType type : AlertType.values()) {
            if (type.name().equalsIgnoreCase(text)) {
                return alert -> alert.content().type() == type;
            }
        }
        throw ApiException.badRequest("type is not one of " + Arrays.toString(AlertType.values()));
    }

    void acknowledge(Context ctx) {
        String id = ctx.pathParam("id");
        String by = readName(ctx);
        AlertView result;
        // One after the other, so that of two people only one is first.
        synchronized (acknowledging) {
            AlertView alert = find(id).orElseThrow(() -> ApiException.notFound("no alert " + id));
            if (!alert.isOpen()) {
                throw ApiException.conflict("alert " + id + " is cleared");
            }
            if (alert.isAcknowledged() && !alert.acknowledgedBy().equals(by)) {
                throw ApiException.conflict("alert " + id + " was acknowledged by " + alert.acknowledgedBy());
            }
            if (!alert.isAcknowledged()) {
                write(alert, by);
            }
            result = find(id).orElse(alert);
        }
        Blob.sendOnce(ctx, JsonText.object(json -> {
            json.writeFieldName("alert");
            cityJson.alert(json, result);
        }), ApiServer.JSON);
    }

    private Optional<AlertView> find(String id) {
        return Optional.ofNullable(city.snapshot().alerts().get(id));
    }

    private void write(AlertView alert, String by) {
        Alert content = alert.content();
        Alert step = content.toBuilder()
                .status(AlertStatus.ACKNOWLEDGED)
                .time(Math.max(content.time(), city.snapshot().eventTime()))
                .acknowledgedBy(by)
                .build();
        try {
            writer.write(step);
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
            throw ApiException.unavailable("the acknowledgement could not be stored, try again");
        }
        // It comes back over the topic as well; whoever asked should not have to wait for that.
        city.applyNow(step);
    }

    private static String readName(Context ctx) {
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            // Also what keeps a page from elsewhere from acknowledging in its visitor's name: browsers ask first.
            throw ApiException.wrongType("the body has to be application/json");
        }
        JsonNode body;
        try {
            body = MAPPER.readTree(ctx.bodyAsBytes());
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is not JSON");
        } catch (IOException e) {
            throw ApiException.badRequest("the body could not be read");
        }
        if (body == null || !body.isObject() || !body.path("by").isTextual()) {
            throw ApiException.badRequest("the body is not {\"by\": \"who takes note\"}");
        }
        String by = body.get("by").textValue().strip();
        if (by.isEmpty() || by.length() > LONGEST_NAME || by.codePoints().anyMatch(Character::isISOControl)) {
            throw ApiException.badRequest("by is not 1 to " + LONGEST_NAME + " characters of plain text");
        }
        return by;
    }
}
