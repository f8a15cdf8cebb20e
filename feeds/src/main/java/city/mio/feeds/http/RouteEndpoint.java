package city.mio.feeds.http;

import city.mio.feeds.live.LiveCity;
import city.mio.feeds.route.LiveRoute;
import city.mio.feeds.route.LiveRoutes;
import city.mio.feeds.route.RouteRequest;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.GeoPoint;
import city.mio.geo.routing.NoRouteException;
import city.mio.geo.routing.RouteCourse;
import city.mio.geo.routing.SpeedProfile.Source;
import city.mio.geo.routing.TripEstimate;
import city.mio.geo.routing.VehicleClass;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;

/** {@code GET /api/route}: from a point to a point on live travel times. Thread-safe. */
final class RouteEndpoint {

    /** A clock in a browser may be a little behind the city's. */
    private static final Duration BEHIND = Duration.ofMinutes(5);

    private static final Duration AHEAD = Duration.ofDays(7);

    private final LiveCity city;
    private final RoadNetwork network;
    private final LiveRoutes routes;
    private final JsonText text;
    private final InstantSource wallClock;

    RouteEndpoint(LiveCity city, LiveRoutes routes, JsonText text, InstantSource wallClock) {
        this.city = city;
        this.network = city.network();
        this.routes = routes;
        this.text = text;
        this.wallClock = wallClock;
    }

    void answer(Context ctx) {
        GeoPoint from = point(ctx, "from");
        GeoPoint to = point(ctx, "to");
        VehicleClass vehicle = vehicle(ctx.queryParam("vehicle"));
        long heard = city.snapshot().eventTime();
        long now = heard > 0 ? heard : wallClock.millis();
        long depart = depart(ctx.queryParam("depart"), now);
        if (!routes.isReady()) {
            throw ApiException.unavailable("routes are being prepared, try again in a moment");
        }
        List<LiveRoute> found;
        try {
            found = routes.list(new RouteRequest(from, to, vehicle, depart));
        } catch (NoRouteException e) {
            throw e.reason() == NoRouteException.Reason.OFF_NETWORK
                    ? ApiException.badRequest(e.getMessage())
                    : ApiException.notFound(e.getMessage());
        }
        Blob.sendOnce(
                ctx,
                JsonText.object(json -> {
                    json.writeStringField("type", "FeatureCollection");
                    text.time(json, "eventTime", heard);
                    text.time(json, "timesAsOf", routes.asOfMillis());
                    json.writeArrayFieldStart("features");
                    for (int rank = 0; rank < found.size(); rank++) {
                        feature(json, found.get(rank), rank);
                    }
                    json.writeEndArray();
                }),
                "application/geo+json; charset=utf-8");
    }

    private static GeoPoint point(Context ctx, String name) {
        String given = ctx.queryParam(name);
        if (given == null) {
            throw ApiException.badRequest(name + " is missing: lon,lat in degrees");
        }
        try {
            return GeoPoint.parse(name, given);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(e.getMessage());
        }
    }

    private static VehicleClass vehicle(String given) {
        if (given == null || given.equalsIgnoreCase("car")) {
            return VehicleClass.CAR;
        }
        if (given.equalsIgnoreCase("heavy")) {
            return VehicleClass.HEAVY;
        }
        throw ApiException.badRequest("vehicle is neither car nor heavy");
    }

    private long depart(String given, long now) {
        if (given == null) {
            return now;
        }
        long depart;
        try {
            // A plus that a browser did not encode arrives as a space.
            depart = OffsetDateTime.parse(given.strip().replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.badRequest(
                    "depart is not a time with offset, such as 2026-11-18T08:00:00+09:00");
        }
        if (depart < now - BEHIND.toMillis() || depart > now + AHEAD.toMillis()) {
            throw ApiException.badRequest("depart is not between now and a week from now; the city's clock says "
                    + text.format(now));
        }
        return Math.max(depart, now);
    }

    private void feature(JsonGenerator json, LiveRoute found, int rank) throws IOException {
        TripEstimate trip = found.trip();
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        double[] line = RouteCourse.lonLats(network, found.route());
        for (int i = 0; i < line.length; i += 2) {
            JsonText.point(json, line[i], line[i + 1]);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeNumberField("rank", rank);
        text.time(json, "depart", trip.departMillis());
        text.time(json, "arrive", trip.arriveMillis());
        JsonText.number(json, "seconds", trip.seconds(), 1);
        JsonText.number(json, "freeFlowSeconds", found.freeFlowSeconds(), 1);
        JsonText.number(json, "metres", found.route().metres(), 1);
        json.writeObjectFieldStart("shares");
        JsonText.number(json, "live", trip.share(Source.LIVE), 3);
        JsonText.number(json, "forecast", trip.share(Source.FORECAST), 3);
        JsonText.number(json, "historic", trip.share(Source.HISTORIC), 3);
        JsonText.number(json, "freeFlow", trip.share(Source.FREE_FLOW), 3);
        json.writeEndObject();
        json.writeArrayFieldStart("roads");
        for (RouteCourse.Stretch stretch : RouteCourse.stretches(network, found.route())) {
            json.writeStartObject();
            JsonText.name(json, "name", stretch.name(), stretch.nameRomanised());
            JsonText.number(json, "metres", stretch.metres(), 1);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("links");
        for (int i = 0; i < found.route().linkCount(); i++) {
            json.writeString(Long.toString(network.linkId(found.route().link(i))));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }
}
