package city.mio.feeds.http;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.HorizonForecast;
import city.mio.feeds.live.CitySnapshot;
import city.mio.feeds.live.LiveCity;
import city.mio.geo.network.RoadNetwork;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalInt;

/** Links: all of them, how they are or are expected to be, and one with its past. Thread-safe. */
final class LinkRoutes {

    private final LiveCity city;
    private final RoadNetwork network;
    private final LinkJson linkJson;
    private final LinkShape shape;
    private final JsonText text;

    LinkRoutes(LiveCity city, LinkJson linkJson, JsonText text) {
        this.city = city;
        this.network = city.network();
        this.linkJson = linkJson;
        this.shape = new LinkShape(network);
        this.text = text;
    }

    /** {@code GET /api/links}: now, or so many minutes ahead. */
    void list(Context ctx) {
        Optional<BoundingBox> box = Query.bbox(ctx);
        boolean geometry = Query.flag(ctx, "geometry", true);
        boolean liveOnly = Query.flag(ctx, "live", false);
        OptionalInt ahead = Query.horizonMinutes(ctx);
        CitySnapshot snapshot = city.snapshot();
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("type", "FeatureCollection");
                    text.time(json, "eventTime", snapshot.eventTime());
                    json.writeNumberField("horizonMinutes", ahead.orElse(0));
                    json.writeArrayFieldStart("features");
                    for (int link = 0; link < network.linkCount(); link++) {
                        if (box.isPresent() && !shape.touches(link, box.get())) {
                            continue;
                        }
                        if (ahead.isEmpty()) {
                            if (!liveOnly || snapshot.findLiveState(link).isPresent()) {
                                linkJson.feature(json, link, Optional.of(snapshot), geometry);
                            }
                            continue;
                        }
                        Optional<Forecast> forecast = findForecast(link, snapshot);
                        Optional<HorizonForecast> horizon = forecast.flatMap(told -> at(told, ahead.getAsInt()));
                        if (!liveOnly || horizon.isPresent()) {
                            linkJson.expected(json, link, forecast, horizon, snapshot, geometry);
                        }
                    }
                    json.writeEndArray();
                }),
                ApiServer.GEO_JSON);
    }

    /** The forecast of a link's speed, while it is no older than a live value may be. */
    private Optional<Forecast> findForecast(int link, CitySnapshot snapshot) {
        return city.forecasts()
                .findNewest(link, ForecastQuantity.SPEED)
                .filter(told -> snapshot.eventTime() - told.time()
                        <= city.settings().staleAfter().toMillis());
    }

    /** What is said of the interval that holds this minute. */
    private static Optional<HorizonForecast> at(Forecast forecast, int minutes) {
        return forecast.horizons().stream()
                .filter(horizon -> horizon.horizonMinutes() >= minutes)
                .findFirst();
    }

    /** {@code GET /api/links/{id}}. */
    void get(Context ctx) {
        int link = findLink(ctx.pathParam("id"));
        CitySnapshot snapshot = city.snapshot();
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("type", "Feature");
                    json.writeStringField("id", Long.toString(network.linkId(link)));
                    linkJson.geometry(json, link);
                    json.writeObjectFieldStart("properties");
                    linkJson.properties(json, link);
                    linkJson.state(json, link, snapshot);
                    linkJson.neighbours(json, link);
                    linkJson.history(json, "history", city.listHistory(link));
                    json.writeEndObject();
                }),
                ApiServer.GEO_JSON);
    }

    /**
     * The network's index of a link that somebody names.
     *
     * @throws ApiException 400 if it is no id, 404 if no link has it
     */
    int findLink(String id) {
        if (!id.matches("-?[0-9]{1,19}")) {
            throw ApiException.badRequest("link id is not a number");
        }
        OptionalInt link;
        try {
            link = network.findLink(Long.parseLong(id));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("link id is not a 64-bit number");
        }
        return link.orElseThrow(() -> ApiException.notFound("no link " + id));
    }
}
