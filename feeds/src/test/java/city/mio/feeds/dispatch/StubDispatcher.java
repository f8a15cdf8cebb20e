package city.mio.feeds.dispatch;

import city.mio.events.RiderParty;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.events.WalkingLeg;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as the dispatch job does, by the contract of its topics: an offer for every party of up to four. */
public final class StubDispatcher implements TripWriter {

    public final List<TripRequest> written = new CopyOnWriteArrayList<>();
    private final Map<String, TripOffer> trips = new ConcurrentHashMap<>();
    private final LiveDispatch live;
    private volatile boolean away;
    private volatile boolean silent;

    /** Talks into this view as the topics do. */
    public StubDispatcher(LiveDispatch live) {
        this.live = live;
    }

    /** Nothing can be written any more. */
    public void goAway() {
        away = true;
    }

    /** Everything is written and nothing answered any more. */
    public void fallSilent() {
        silent = true;
    }

    @Override
    public CompletableFuture<Void> write(TripRequest request) {
        if (away) {
            return CompletableFuture.failedFuture(new IOException("no broker"));
        }
        written.add(request);
        return CompletableFuture.runAsync(() -> {
            live.apply(request);
            if (!silent) {
                answer(request);
            }
        });
    }

    private void answer(TripRequest request) {
        TripOffer before = trips.get(request.requestId());
        if (before == null && request.kind() != TripRequestKind.ASK) {
            say(start(request).status(TripStatus.REFUSED).refusal(TripRefusal.UNKNOWN_REQUEST));
            return;
        }
        switch (request.kind()) {
            case ASK -> {
                if (before == null) {
                    say(request.party().riders() <= 4 ? offer(request) : refusal(request));
                }
            }
            case CHANGE -> say(offer(request));
            case ACCEPT -> say(
                    request.offerId().equals(before.offerId())
                            ? before.toBuilder().status(TripStatus.BOOKED).inReplyTo(request.messageId()).news(TripNews.ANSWER)
                            : before.toBuilder()
                                    .refusal(TripRefusal.OFFER_EXPIRED)
                                    .detail("the offer is not open any more")
                                    .inReplyTo(request.messageId())
                                    .news(TripNews.ANSWER));
            case CANCEL -> say(
                    before.status() == TripStatus.ON_BOARD
                            ? before.toBuilder().refusal(TripRefusal.TOO_LATE_TO_CHANGE).inReplyTo(request.messageId())
                            : before.toBuilder().status(TripStatus.CANCELLED).inReplyTo(request.messageId()));
        }
    }

    /** Lets a trip go on. */
    public void go(String requestId, TripStatus status, long time) {
        say(trips.get(requestId).toBuilder().status(status).news(TripNews.STATUS).inReplyTo("").time(time));
    }

    private void say(TripOffer.Builder builder) {
        TripOffer offer = builder.build();
        if (offer.refusal() != TripRefusal.UNKNOWN_REQUEST) {
            trips.put(offer.requestId(), offer.toBuilder().refusal(TripRefusal.NONE).detail("").build());
        }
        live.apply(offer);
    }

    private static TripOffer.Builder start(TripRequest request) {
        return TripOffer.builder()
                .operatorId(request.operatorId())
                .zoneId(request.zoneId())
                .requestId(request.requestId())
                .inReplyTo(request.messageId())
                .time(request.time())
                .news(TripNews.ANSWER)
                .status(TripStatus.OFFERED)
                .refusal(TripRefusal.NONE)
                .detail("")
                .party(request.party());
    }

    private static TripOffer.Builder refusal(TripRequest request) {
        return start(request)
                .status(TripStatus.REFUSED)
                .refusal(TripRefusal.NO_VEHICLE_IN_TIME)
                .detail("no bus has room in time")
                .party(new RiderParty(2, 0, 0, 0))
                .alternatives(List.of(new TripAlternative(
                        "S2",
                        "S4",
                        request.wish(),
                        request.time() + 900_000,
                        request.time() + 1_000_000,
                        request.time() + 1_600_000,
                        List.of(new WalkingLeg("S1", "S2", 300, 250)))));
    }

    /** Picked up in five minutes, direct drive ten minutes, promised: 18 minutes on board at most (factor 1.8). */
    private static TripOffer.Builder offer(TripRequest request) {
        long pickup = Math.max(request.time(), request.wishTime()) + 300_000;
        return start(request)
                .offerId(request.requestId() + "-" + request.messageId().substring(0, 4))
                .vehicleId("bus-1")
                .fromStopId(request.from().stopId().isEmpty() ? "S1" : request.from().stopId())
                .toStopId(request.to().stopId().isEmpty() ? "S4" : request.to().stopId())
                .pickupTime(pickup)
                .earliestPickupTime(pickup)
                .latestPickupTime(pickup + 300_000)
                .dropOffTime(pickup + 660_000)
                .latestDropOffTime(pickup + 300_000 + 1_080_000)
                .fare(300 * request.party().riders())
                .currency("JPY")
                .expiresAt(request.time() + 120_000)
                .walks(request.from().stopId().isEmpty() ? List.of(new WalkingLeg("", "S1", 120, 100)) : List.of());
    }
}
