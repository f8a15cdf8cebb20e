package city.mio.feeds.http;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.feeds.live.CityHeld;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.SlotDay;
import city.mio.feeds.live.TargetDay;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is forecast of one target, and how well forecasts hold. Thread-safe. */
final class ForecastRoutes {

    private final LiveCity city;
    private final LinkRoutes links;
    private final JsonText text;
    private final ForecastJson forecastJson;

    ForecastRoutes(LiveCity city, LinkRoutes links, JsonText text, ForecastJson forecastJson) {
        this.city = city;
        this.links = links;
        this.text = text;
        this.forecastJson = forecastJson;
    }

    /** {@code GET /api/links/{id}/forecast}. */
    void link(Context ctx) {
        int link = links.findLink(ctx.pathParam("id"));
        answer(ctx, ForecastTarget.LINK, Long.toString(city.network().linkId(link)));
    }

    /** {@code GET /api/detectors/{id}/forecast}. */
    void detector(Context ctx) {
        String id = ctx.pathParam("id");
        if (!city.snapshot().detectors().containsKey(id)) {
            // What was asked for is not repeated: it may hold anything.
            throw ApiException.notFound("no detector of that id");
        }
        answer(ctx, ForecastTarget.DETECTOR, id);
    }

    private void answer(Context ctx, ForecastTarget target, String id) {
        boolean past = Query.flag(ctx, "past", false);
        int horizon = Query.pastHorizon(ctx, past);
        int ahead = Query.days(ctx);
        long now = city.snapshot().eventTime();
        Map<ForecastQuantity, List<SlotDay>> slots =
                ahead > 0 ? city.slotForecasts().listDays(target, id, ahead) : Map.of();
        List<Forecast> forecasts = city.forecasts().listNewest(target, id);
        List<TargetDay> days = past ? city.forecasts().listDays(target, id, now, horizon) : List.of();
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("target", target.name());
                    json.writeStringField("id", id);
                    text.time(json, "eventTime", now);
                    reason(json, forecasts.isEmpty());
                    json.writeArrayFieldStart("forecasts");
                    for (Forecast forecast : forecasts) {
                        forecastJson.forecast(json, forecast, now);
                    }
                    json.writeEndArray();
                    if (ahead > 0) {
                        slotReason(json, slots.isEmpty());
                        json.writeArrayFieldStart("slots");
                        for (Map.Entry<ForecastQuantity, List<SlotDay>> each : slots.entrySet()) {
                            forecastJson.slots(json, each.getKey(), each.getValue(), now);
                        }
                        json.writeEndArray();
                    }
                    if (past) {
                        forecastJson.poorAbove(json, city.forecasts().poorAbove());
                        json.writeArrayFieldStart("past");
                        for (TargetDay day : days) {
                            forecastJson.day(json, day);
                        }
                        json.writeEndArray();
                    }
                }),
                ApiServer.JSON);
    }

    private void reason(JsonGenerator json, boolean none) throws IOException {
        if (!none) {
            json.writeNullField("reason");
        } else if (city.forecasts().targets() == 0) {
            json.writeStringField("reason", "no forecast has arrived yet: the forecast job has not run or has no model");
        } else {
            json.writeStringField("reason", "nothing is forecast for this target");
        }
    }

    private void slotReason(JsonGenerator json, boolean none) throws IOException {
        if (!none) {
            json.writeNullField("slotsReason");
        } else if (city.slotForecasts().targets() == 0) {
            json.writeStringField(
                    "slotsReason", "no slot forecast has arrived yet: the forecast job has not run or has no slot model");
        } else {
            json.writeStringField("slotsReason", "no slots are forecast for this target");
        }
    }

    /** {@code GET /api/forecast/quality}. */
    void quality(Context ctx) {
        long now = city.snapshot().eventTime();
        List<ForecastQuality> judged = city.forecasts().listQualities();
        List<CityHeld> arrived = city.forecasts().listHeld(now);
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    text.time(json, "eventTime", now);
                    reason(json, judged.isEmpty() && arrived.isEmpty());
                    forecastJson.poorAbove(json, city.forecasts().poorAbove());
                    json.writeArrayFieldStart("arrived");
                    for (CityHeld held : arrived) {
                        forecastJson.held(json, held);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("judged");
                    for (ForecastQuality quality : judged) {
                        forecastJson.judged(json, quality);
                    }
                    json.writeEndArray();
                }),
                ApiServer.JSON);
    }
}
