package city.mio.feeds.http;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.feeds.live.CityHeld;
import city.mio.feeds.live.DayPoint;
import city.mio.feeds.live.HeldForecasts;
import city.mio.feeds.live.PoorForecast;
import city.mio.feeds.live.SlotDay;
import city.mio.feeds.live.TargetDay;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** How forecasts, and what came of them, look in JSON. Immutable and thread-safe. */
final class ForecastJson {

    private final JsonText text;

    ForecastJson(JsonText text) {
        this.text = text;
    }

    private static String unit(ForecastQuantity quantity) {
        return switch (quantity) {
            case SPEED -> "m/s";
            case FLOW -> "veh/h";
            case TRAVEL_TIME -> "s";
        };
    }

    private static void quantity(JsonGenerator json, ForecastQuantity quantity) throws IOException {
        json.writeStringField("quantity", quantity.name());
        json.writeStringField("unit", unit(quantity));
    }

    /** A forecast, an object. */
    void forecast(JsonGenerator json, Forecast forecast, long now) throws IOException {
        json.writeStartObject();
        quantity(json, forecast.quantity());
        text.time(json, "issuedAt", forecast.time());
        json.writeNumberField("ageSeconds", Math.max(0, now - forecast.time()) / 1_000);
        json.writeStringField("modelVersion", forecast.modelVersion());
        json.writeBooleanField("fellBack", forecast.fallback());
        text.time(json, "newestInputAt", forecast.newestInputAt());
        if (forecast.newestInputAt() > 0) {
            json.writeNumberField(
                    "newestInputAgeSeconds", Math.max(0, forecast.time() - forecast.newestInputAt()) / 1_000);
        } else {
            json.writeNullField("newestInputAgeSeconds");
        }
        json.writeArrayFieldStart("horizons");
        for (HorizonForecast horizon : forecast.horizons()) {
            json.writeStartObject();
            json.writeNumberField("minutes", horizon.horizonMinutes());
            text.time(json, "until", forecast.time() + horizon.horizonMinutes() * 60_000L);
            quantiles(json, horizon);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The next days of a quantity in slots, an object. */
    void slots(JsonGenerator json, ForecastQuantity quantity, List<SlotDay> days, long now) throws IOException {
        json.writeStartObject();
        quantity(json, quantity);
        json.writeArrayFieldStart("days");
        for (SlotDay day : days) {
            json.writeStartObject();
            json.writeStringField("date", day.date().toString());
            text.time(json, "issuedAt", day.time());
            json.writeNumberField("ageSeconds", Math.max(0, now - day.time()) / 1_000);
            json.writeStringField("modelVersion", day.modelVersion());
            json.writeBooleanField("fellBack", day.isFallback());
            text.time(json, "newestInputAt", day.newestInputAt());
            if (day.newestInputAt() > 0) {
                json.writeNumberField("newestInputAgeSeconds", Math.max(0, day.time() - day.newestInputAt()) / 1_000);
            } else {
                json.writeNullField("newestInputAgeSeconds");
            }
            json.writeNumberField("slotMinutes", day.slotMinutes());
            json.writeArrayFieldStart("slots");
            for (int slot = 0; slot < day.slots(); slot++) {
                json.writeStartObject();
                text.time(json, "begin", day.begin(slot));
                boolean closed = day.isClosed(slot);
                JsonText.number(json, "p10", closed ? Double.NaN : day.p10(slot), 2);
                JsonText.number(json, "p50", closed ? Double.NaN : day.p50(slot), 2);
                JsonText.number(json, "p90", closed ? Double.NaN : day.p90(slot), 2);
                if (closed) {
                    json.writeBooleanField("closed", true);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void quantiles(JsonGenerator json, HorizonForecast horizon) throws IOException {
        JsonText.number(json, "p10", horizon.p10(), 2);
        JsonText.number(json, "p50", horizon.p50(), 2);
        JsonText.number(json, "p90", horizon.p90(), 2);
    }

    /** The newest forecast of a link's speed for the stream: an object. */
    void update(JsonGenerator json, Forecast forecast) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", forecast.targetId());
        text.time(json, "issuedAt", forecast.time());
        json.writeBooleanField("fellBack", forecast.fallback());
        json.writeArrayFieldStart("minutes");
        for (HorizonForecast horizon : forecast.horizons()) {
            json.writeNumber(horizon.horizonMinutes());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("p50");
        for (HorizonForecast horizon : forecast.horizons()) {
            json.writeNumber(Math.round(horizon.p50() * 100) / 100.0);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** From where on forecasts are counted as poor, a field. */
    void poorAbove(JsonGenerator json, PoorForecast poor) throws IOException {
        json.writeObjectFieldStart("poorAbove");
        json.writeNumberField("speedShare", poor.speedShare());
        json.writeNumberField("flowGeh", poor.flowGeh());
        json.writeEndObject();
    }

    /** The past day of a quantity, an object. */
    void day(JsonGenerator json, TargetDay day) throws IOException {
        json.writeStartObject();
        quantity(json, day.quantity());
        json.writeArrayFieldStart("points");
        for (DayPoint point : day.points()) {
            json.writeStartObject();
            text.time(json, "begin", point.begin());
            JsonText.number(json, "outcome", point.outcome(), 2);
            json.writeArrayFieldStart("told");
            for (HorizonForecast told : point.told()) {
                json.writeStartObject();
                json.writeNumberField("minutes", told.horizonMinutes());
                quantiles(json, told);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        held(json, "held", day.held());
        json.writeEndObject();
    }

    private static void held(JsonGenerator json, String field, List<HeldForecasts> all) throws IOException {
        json.writeArrayFieldStart(field);
        for (HeldForecasts held : all) {
            json.writeStartObject();
            json.writeNumberField("minutes", held.horizonMinutes());
            json.writeNumberField("outcomes", held.outcomes());
            JsonText.number(json, "mae", held.mae(), 3);
            JsonText.number(json, "poorShare", held.poorShare(), 4);
            JsonText.number(json, "meanGeh", held.meanGeh(), 3);
            JsonText.number(json, "coverage", held.coverage(), 4);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** How well all forecasts of a kind held, an object. */
    void held(JsonGenerator json, CityHeld held) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", held.target().name());
        quantity(json, held.quantity());
        json.writeNumberField("targets", held.targets());
        json.writeNumberField("fellBack", held.fellBack());
        held(json, "horizons", held.horizons());
        json.writeEndObject();
    }

    /** What the forecast job says of itself, an object. */
    void judged(JsonGenerator json, ForecastQuality quality) throws IOException {
        json.writeStartObject();
        json.writeStringField("part", quality.part());
        json.writeStringField("target", quality.target().name());
        json.writeStringField("group", quality.group());
        quantity(json, quality.quantity());
        text.time(json, "time", quality.time());
        json.writeStringField("modelVersion", quality.modelVersion());
        if (quality.shadowVersion().isEmpty()) {
            json.writeNullField("shadowVersion");
        } else {
            json.writeStringField("shadowVersion", quality.shadowVersion());
        }
        json.writeNumberField("targets", quality.targets());
        json.writeNumberField("fellBack", quality.fallbackTargets());
        json.writeBooleanField("drifting", quality.drifting());
        json.writeArrayFieldStart("horizons");
        for (HorizonQuality horizon : quality.horizons()) {
            json.writeStartObject();
            json.writeNumberField("minutes", horizon.horizonMinutes());
            JsonText.number(json, "outcomes", horizon.outcomes(), 1);
            JsonText.number(json, "mae", horizon.mae(), 3);
            JsonText.number(json, "profileMae", horizon.profileMae(), 3);
            JsonText.number(json, "lastValueMae", horizon.lastValueMae(), 3);
            JsonText.number(json, "shadowMae", horizon.shadowMae(), 3);
            JsonText.number(json, "poorShare", horizon.poorShare(), 4);
            JsonText.number(json, "coverage", horizon.coverage(), 4);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
