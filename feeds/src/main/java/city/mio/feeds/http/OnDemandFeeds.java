package city.mio.feeds.http;

import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.standards.gofs.GofsFeed;
import city.mio.feeds.standards.gtfsflex.GtfsFlexFeed;
import city.mio.feeds.standards.gtfsrt.GtfsRealtimeFeed;
import city.mio.feeds.standards.gtfsrt.MessageJson;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The service in the standards of others: GTFS-Flex, GTFS Realtime, GOFS. Thread-safe. */
final class OnDemandFeeds {

    /** What a Host header may be, as it comes back in addresses. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    private static final double METRES_A_DEGREE = 111_195;
    /** Who is farther from every stop than this is not at a place that is served. */
    private static final double SERVED_METRES = 500;

    private final LiveDispatch live;
    private final LongSupplier cityTime;

    OnDemandFeeds(LiveDispatch live, LongSupplier cityTime) {
        this.live = live;
        this.cityTime = cityTime;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/feeds/ondemand/{operator}/gtfs-flex.zip", this::gtfsFlex);
        routes.get("/feeds/ondemand/{operator}/vehicle-positions.pb", ctx -> realtime(ctx, GtfsRealtimeFeed::vehiclePositions));
        routes.get("/feeds/ondemand/{operator}/trip-updates.pb", ctx -> realtime(ctx, GtfsRealtimeFeed::tripUpdates));
        routes.get("/feeds/ondemand/{operator}/gofs/gofs.json", ctx -> {
            Blob.sendOnce(ctx, gofs(ctx).discovery(), ApiServer.JSON);
        });
        routes.get("/feeds/ondemand/{operator}/gofs/{language}/{file}", this::gofsFile);
    }

    /** The services of the operator in the path, of one zone where the query names it. */
    static List<OnDemandService> services(Context ctx, OnDemandOffering offering) {
        String operator = ctx.pathParam("operator");
        List<OnDemandService> services = offering.listServices(operator);
        if (services.isEmpty()) {
            throw ApiException.notFound("no operator " + operator);
        }
        String zone = ctx.queryParam("zone");
        if (zone == null) {
            return services;
        }
        return List.of(services.stream()
                .filter(service -> service.zoneId().equals(zone))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("no zone " + zone + " of " + operator)));
    }

    /** A dataset is of one zone: ids of stops are not told apart between zones. */
    private OnDemandService service(Context ctx) {
        List<OnDemandService> services = services(ctx, live.offering());
        if (services.size() > 1) {
            throw ApiException.badRequest("zone: is missing, one of "
                    + services.stream().map(OnDemandService::zoneId).toList());
        }
        return services.get(0);
    }

    private static String baseUrl(Context ctx) {
        String host = ctx.host();
        if (host == null || !HOST.matcher(host).matches()) {
            throw ApiException.badRequest("the Host header is not a host");
        }
        return ctx.scheme() + "://" + host;
    }

    private void gtfsFlex(Context ctx) {
        OnDemandService service = service(ctx);
        LocalDate today = Instant.ofEpochMilli(cityTime.getAsLong()).atZone(service.timezone()).toLocalDate();
        byte[] zip = new GtfsFlexFeed(service, today, today.plusYears(1), baseUrl(ctx)).zip();
        Blob.lasting(zip, "application/zip").send(ctx, "no-cache");
    }

    private void realtime(Context ctx, java.util.function.Function<GtfsRealtimeFeed, FeedMessage> part) {
        String format = ctx.queryParam("format");
        if (format != null && !format.equals("json") && !format.equals("pb")) {
            throw ApiException.badRequest("format: is not pb or json");
        }
        FeedMessage message = part.apply(new GtfsRealtimeFeed(service(ctx), live.listBuses(), cityTime.getAsLong()));
        if ("json".equals(format)) {
            Blob.sendOnce(ctx, MessageJson.of(message), ApiServer.JSON);
        } else {
            Blob.sendOnce(ctx, message.toByteArray(), "application/x-protobuf");
        }
    }

    private GofsFeed gofs(Context ctx) {
        return new GofsFeed(service(ctx), baseUrl(ctx), cityTime.getAsLong());
    }

    private void gofsFile(Context ctx) {
        GofsFeed feed = gofs(ctx);
        String language = ctx.pathParam("language");
        String file = ctx.pathParam("file").replaceFirst("\\.json$", "");
        boolean known = GofsFeed.LANGUAGES.contains(language)
                && (file.equals("wait_time") || file.equals("realtime_booking") || GofsFeed.listStaticFiles().contains(file));
        if (!known) {
            throw ApiException.notFound("no file " + file + " in " + language + "; gofs.json says which there are");
        }
        byte[] content =
                switch (file) {
                    case "wait_time" -> feed.waitTime(waitAt(ctx, "pickup").waitSeconds());
                    case "realtime_booking" -> booking(ctx, feed, language);
                    default -> feed.file(language, file);
                };
        Blob.sendOnce(ctx, content, ApiServer.JSON);
    }

    private record Spot(Optional<ServiceStop> stop, OptionalInt waitSeconds) {}

    private Spot waitAt(Context ctx, String prefix) {
        OnDemandService service = service(ctx);
        Optional<ServiceStop> stop = nearest(
                service, degrees(ctx, prefix + "_lat", 90), degrees(ctx, prefix + "_lon", 180));
        OptionalInt wait = stop.isPresent() ? live.findWait(service.key(), cityTime.getAsLong()) : OptionalInt.empty();
        return new Spot(stop, wait);
    }

    private byte[] booking(Context ctx, GofsFeed feed, String language) {
        Spot pickup = waitAt(ctx, "pickup");
        boolean goes = ctx.queryParam("drop_off_lat") != null || ctx.queryParam("drop_off_lon") != null;
        Optional<ServiceStop> dropOff = goes ? waitAt(ctx, "drop_off").stop() : Optional.empty();
        if (pickup.stop().isEmpty() || (goes && dropOff.isEmpty())) {
            return feed.realtimeBooking(OptionalInt.empty(), OptionalInt.empty(), "", language);
        }
        OnDemandService service = service(ctx);
        String from = pickup.stop().get().stopId();
        String query = "from=" + encoded(from);
        OptionalInt fare = OptionalInt.empty();
        if (dropOff.isPresent()) {
            query += "&to=" + encoded(dropOff.get().stopId());
            fare = OptionalInt.of(service.fares().ride().adult()
                    + service.fares().surcharge(pickup.stop().get().districtId(), dropOff.get().districtId()));
        }
        return feed.realtimeBooking(pickup.waitSeconds(), fare, query, language);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static double degrees(Context ctx, String name, double most) {
        String value = ctx.queryParam(name);
        try {
            double degrees = Double.parseDouble(value == null ? "" : value);
            if (Math.abs(degrees) <= most) {
                return degrees;
            }
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(name + ": is not a number of degrees");
        }
        throw ApiException.badRequest(name + ": is not a number of degrees from -" + most + " to " + most);
    }

    private static Optional<ServiceStop> nearest(OnDemandService service, double lat, double lon) {
        ServiceStop best = null;
        double least = SERVED_METRES;
        double squeeze = Math.cos(Math.toRadians(lat));
        for (ServiceStop stop : service.listStops()) {
            double metres = Math.hypot((stop.lon() - lon) * squeeze, stop.lat() - lat) * METRES_A_DEGREE;
            if (metres <= least) {
                best = stop;
                least = metres;
            }
        }
        return Optional.ofNullable(best);
    }
}
