package city.mio.feeds.http;

import city.mio.events.RiderParty;
import city.mio.events.TripAlternative;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.OpenOffers;
import city.mio.feeds.dispatch.TripDoor;
import city.mio.feeds.dispatch.TripKey;
import city.mio.feeds.dispatch.TripView;
import city.mio.feeds.ondemand.OnDemandService;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What riders say, and where their trips stand. No thread waits for an answer. The same request id asks for the same trip,
 * however often it is sent. Thread-safe.
 */
final class TripRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(TripRoutes.class);

    /** An agent that books for many, or a phone centre, stays far below; a thousand in a second does not. */
    private static final double REQUESTS_A_SECOND = 100;

    private static final int REQUESTS_AT_ONCE = 200;

    private final LiveDispatch live;
    private final TripDoor door;
    private final DispatchJson json;
    private final JsonText text;
    private final TripBodies bodies;
    private final LongSupplier cityTime;
    private final OpenOffers offers;
    private final RateLimit limit = new RateLimit(REQUESTS_A_SECOND, REQUESTS_AT_ONCE);

    /** @param cityTime how late it is in the city, UTC epoch milliseconds */
    TripRoutes(LiveDispatch live, TripDoor door, DispatchJson json, JsonText text, LongSupplier cityTime) {
        this.live = live;
        this.door = door;
        this.json = json;
        this.text = text;
        this.bodies = new TripBodies(live.offering(), text);
        this.cityTime = cityTime;
        this.offers = new OpenOffers(live);
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/api/trips", this::ask);
        routes.get("/api/trips/{id}", this::get);
        routes.put("/api/trips/{id}", this::change);
        routes.delete("/api/trips/{id}", this::cancel);
        routes.post("/api/trips/{id}/accept", this::accept);
    }

    /** Where the connection comes from: what a client says of itself, its channel too, costs it nothing to change. */
    private static String client(Context ctx) {
        return ctx.req().getRemoteAddr();
    }

    private void limited(Context ctx) {
        if (!limit.allows(client(ctx), System.nanoTime())) {
            throw ApiException.tooMany("more than " + Math.round(REQUESTS_A_SECOND) + " requests a second from one client");
        }
    }

    /** What is asked for will be held for the client until it takes it or gives it back; so much and no more. */
    private void held(Context ctx, TripRequest request) {
        long now = cityTime.getAsLong();
        Optional<OpenOffers.Full> full = offers.take(client(ctx), request, now);
        if (full.isEmpty()) {
            return;
        }
        OpenOffers.Full f = full.get();
        long seconds = (f.nextEnd() - now + 999) / 1_000;
        throw ApiException.tooManyOffers(
                "this client holds " + f.offers() + " open offers of " + request.serviceKey() + " for " + f.riders()
                        + " riders; at most " + f.limit().offers() + " for " + f.limit().riders()
                        + " may be held: accept or cancel them, the next one expires in " + seconds + " s",
                seconds,
                f.offers(),
                f.riders(),
                text.format(f.nextEnd()));
    }

    private void ask(Context ctx) {
        limited(ctx);
        TripRequest request = bodies.ask(RequestBody.read(ctx, TripBodies.FIELDS, false), cityTime.getAsLong());
        TripKey key = new TripKey(request.serviceKey(), request.requestId());
        Optional<TripView> known = live.find(key);
        Optional<TripRequest> before = known.flatMap(TripView::findAsked);
        if (before.isPresent() && !same(before.get(), request)) {
            throw idUsed(request);
        }
        if (known.isPresent() && known.get().findLast().isPresent()) {
            send(ctx, 200, known.get());
            return;
        }
        if (known.isEmpty()) {
            held(ctx, request);
        }
        String client = client(ctx);
        ctx.future(() -> (known.isEmpty() ? sayHeld(client, request) : say(request)).thenAccept(answer -> {
            if (answer.isPresent() && answer.get().refusal() == TripRefusal.ID_USED_FOR_ANOTHER_REQUEST) {
                throw idUsed(request);
            }
            ctx.header("Location", address(request));
            send(ctx, answer.isEmpty() ? 202 : answer.get().hasOffer() ? 201 : 200, seen(key));
        }));
    }

    private static ApiException idUsed(TripRequest request) {
        return ApiException.tripConflict(
                TripRefusal.ID_USED_FOR_ANOTHER_REQUEST,
                "requestId: " + request.requestId() + " asks for another trip already");
    }

    private static String address(TripRequest request) {
        return "/api/trips/" + request.requestId();
    }

    /** Whether it is the same trip that is wanted; when it was said makes none another, nor that "now" is later now. */
    private static boolean same(TripRequest a, TripRequest b) {
        return a.from().equals(b.from())
                && a.to().equals(b.to())
                && a.party().equals(b.party())
                && a.dayPass() == b.dayPass()
                && a.wish() == b.wish()
                && a.wishTime() == b.wishTime();
    }

    /** Says what is held already; what cannot be written is held no more. */
    private CompletableFuture<Optional<TripOffer>> sayHeld(String client, TripRequest request) {
        return say(request).whenComplete((answer, failure) -> {
            if (failure != null) {
                offers.giveBack(client, new TripKey(request.serviceKey(), request.requestId()));
            }
        });
    }

    /** Says it; what cannot be written is 503. */
    private CompletableFuture<Optional<TripOffer>> say(TripRequest request) {
        return door.say(request).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof IOException) {
                LOG.warn("{}", cause.getMessage());
                throw ApiException.unavailable("the request could not be stored, try again");
            }
            throw new CompletionException(cause);
        });
    }

    /** The trip as it stands; before anything came back over the topics, as it was asked for. */
    private TripView seen(TripKey key) {
        return live.find(key).orElseGet(() -> TripView.of(key));
    }

    private void get(Context ctx) {
        // Nobody finds a trip by trying ids.
        limited(ctx);
        send(ctx, 200, find(ctx));
    }

    private TripView find(Context ctx) {
        String id = ctx.pathParam("id");
        TripBodies.requireId(id);
        String operator = ctx.queryParam("operator");
        String zone = ctx.queryParam("zone");
        List<TripView> found = live.listTrips(id).stream()
                .filter(trip -> operator == null || trip.key().service().startsWith(operator + "/"))
                .filter(trip -> zone == null || trip.key().service().endsWith("/" + zone))
                .toList();
        if (found.isEmpty()) {
            throw ApiException.notFound("no trip " + id);
        }
        if (found.size() > 1) {
            throw ApiException.conflict("more than one service has a trip " + id + ": say operator and zone");
        }
        return found.get(0);
    }

    private TripRequest.Builder about(TripView trip) {
        String[] service = trip.key().service().split("/", 2);
        return TripRequest.builder()
                .operatorId(service[0])
                .zoneId(service[1])
                .requestId(trip.key().requestId())
                .messageId(UUID.randomUUID().toString())
                .time(cityTime.getAsLong())
                .channel("app");
    }

    private void cancel(Context ctx) {
        limited(ctx);
        TripView trip = find(ctx);
        if (trip.findStatus().map(status -> status == TripStatus.CANCELLED).orElse(false)) {
            send(ctx, 200, trip);
            return;
        }
        finish(ctx, about(trip).kind(TripRequestKind.CANCEL).build());
    }

    private void change(Context ctx) {
        limited(ctx);
        TripView trip = find(ctx);
        OnDemandService service = live.offering().findService(trip.key().service()).orElseThrow();
        JsonNode body = RequestBody.read(ctx, TripBodies.FIELDS, false);
        TripRequest wanted = bodies.change(body, service, trip.key().requestId(), cityTime.getAsLong());
        if (trip.findStatus().map(status -> status == TripStatus.OFFERED).orElse(false)) {
            // It stays an offer, perhaps for more riders. A booking stays a booking.
            held(ctx, wanted);
        }
        finish(ctx, wanted);
    }

    private void accept(Context ctx) {
        limited(ctx);
        TripView trip = find(ctx);
        JsonNode body = RequestBody.read(ctx, Set.of("offerId", "alternative"), true);
        int number = RequestBody.whole(body, "", "alternative", 0, 1, 3);
        if (number > 0) {
            acceptAlternative(ctx, trip, number);
            return;
        }
        TripOffer offer = trip.findLast()
                .filter(TripOffer::hasOffer)
                .orElseThrow(() -> ApiException.conflict("trip " + trip.key().requestId() + " has no offer"));
        String offerId = RequestBody.text(body, "offerId", offer.offerId());
        boolean booked = offer.status() == TripStatus.BOOKED || offer.status() == TripStatus.ON_BOARD;
        if (booked && offerId.equals(offer.offerId())) {
            send(ctx, 200, trip);
            return;
        }
        finish(ctx, about(trip).kind(TripRequestKind.ACCEPT).offerId(offerId).build());
    }

    /** Answers with what became of it, 409 where the dispatcher refuses, 202 where it has not answered yet. */
    private void finish(Context ctx, TripRequest request) {
        TripKey key = new TripKey(request.serviceKey(), request.requestId());
        ctx.future(() -> say(request).thenAccept(answer -> {
            refuse(answer);
            ctx.header("Location", address(request));
            send(ctx, answer.isEmpty() ? 202 : 200, seen(key));
        }));
    }

    private static void refuse(Optional<TripOffer> answer) {
        if (answer.isPresent() && answer.get().refusal() != TripRefusal.NONE) {
            TripOffer no = answer.get();
            throw ApiException.tripConflict(
                    no.refusal(), no.refusal() + (no.detail().isEmpty() ? "" : ": " + no.detail()));
        }
    }

    /** An alternative is a trip of its own, whose id follows from this one: asked for, and booked if it is still to be had. */
    private void acceptAlternative(Context ctx, TripView trip, int number) {
        List<TripAlternative> alternatives = trip.findLast().map(TripOffer::alternatives).orElse(List.of());
        if (number > alternatives.size()) {
            throw ApiException.badRequest(
                    "alternative: " + number + "; trip " + trip.key().requestId() + " has " + alternatives.size());
        }
        TripAlternative chosen = alternatives.get(number - 1);
        RiderParty party = trip.findLast().map(TripOffer::party).orElse(RiderParty.NOBODY);
        TripRequest ask = about(trip)
                .requestId(trip.key().requestId() + "~" + number)
                .kind(TripRequestKind.ASK)
                .wish(chosen.wish())
                .wishTime(chosen.wishTime())
                .from(TripPlace.ofStop(chosen.fromStopId()))
                .to(TripPlace.ofStop(chosen.toStopId()))
                .party(trip.findAsked().map(TripRequest::party).orElse(party))
                .dayPass(trip.findAsked().map(TripRequest::dayPass).orElse(false))
                .build();
        TripKey key = new TripKey(ask.serviceKey(), ask.requestId());
        Optional<TripOffer> before = live.find(key).flatMap(TripView::findLast);
        String client = client(ctx);
        if (before.isEmpty()) {
            held(ctx, ask);
        }
        ctx.future(() -> (before.isPresent() ? CompletableFuture.completedFuture(before) : sayHeld(client, ask))
                .thenCompose(offered -> book(ask, offered))
                .thenAccept(answer -> {
                    ctx.header("Location", address(ask));
                    send(ctx, answer.isEmpty() ? 202 : 200, seen(key));
                }));
    }

    private CompletableFuture<Optional<TripOffer>> book(TripRequest ask, Optional<TripOffer> offered) {
        boolean open = offered.isPresent() && offered.get().status() == TripStatus.OFFERED;
        if (!open) {
            // Refused by now, booked before, or still without an answer: the trip says so.
            return CompletableFuture.completedFuture(offered);
        }
        return say(ask.toBuilder()
                        .kind(TripRequestKind.ACCEPT)
                        .messageId(UUID.randomUUID().toString())
                        .offerId(offered.get().offerId())
                        .build())
                .thenApply(answer -> {
                    refuse(answer);
                    return answer;
                });
    }

    /** The bus that comes or carries the rider. */
    private Optional<BusView> bus(TripView trip) {
        return trip.findLast()
                .filter(offer -> offer.hasOffer() && trip.isOpen())
                .flatMap(offer -> live.findBus(trip.key().service(), offer.vehicleId()));
    }

    private void send(Context ctx, int status, TripView trip) {
        ctx.status(status);
        if (status == 202) {
            ctx.header("Retry-After", "1");
        }
        Blob.sendOnce(
                ctx,
                JsonText.object(out -> {
                    text.time(out, "eventTime", cityTime.getAsLong());
                    out.writeFieldName("trip");
                    json.trip(out, trip);
                    out.writeStringField("href", "/api/trips/" + trip.key().requestId());
                    Optional<BusView> bus = bus(trip);
                    if (bus.isPresent()) {
                        out.writeObjectFieldStart("bus");
                        json.bus(out, bus.get(), cityTime.getAsLong());
                        out.writeEndObject();
                    } else {
                        out.writeNullField("bus");
                    }
                }),
                ApiServer.JSON);
    }
}
