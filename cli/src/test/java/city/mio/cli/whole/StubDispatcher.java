package city.mio.cli.whole;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.RiderParty;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.TripWriter;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.ServiceStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as the dispatch job does, by the contract of its topics, and drives one bus: so that pages can be tested alone. */
final class StubDispatcher implements TripWriter {

    private final LiveDispatch live;
    private final OnDemandService service;
    private final long now;
    private final Map<String, TripOffer> trips = new ConcurrentHashMap<>();
    private volatile long version = 1;
    private long words;

    /** @param now how late it is and stays */
    StubDispatcher(LiveDispatch live, OnDemandService service, long now) {
        this.live = live;
        this.service = service;
        this.now = now;
    }

    private String bus() {
        return service.listVehicles().get(0).vehicleId();
    }

    @Override
    public CompletableFuture<Void> write(TripRequest request) {
        return CompletableFuture.runAsync(() -> {
            live.apply(request);
            answer(request);
        });
    }

    private void answer(TripRequest request) {
        TripOffer before = trips.get(request.requestId());
        if (request.kind() == TripRequestKind.ASK) {
            if (before == null) {
                say(request.party().riders() > 4 ? refusal(request) : offer(request));
            }
            return;
        }
        if (request.kind() == TripRequestKind.CHANGE) {
            change(request, before);
            return;
        }
        TripStatus next = request.kind() == TripRequestKind.ACCEPT ? TripStatus.BOOKED : TripStatus.CANCELLED;
        say(before.toBuilder().status(next).news(TripNews.ANSWER).inReplyTo(request.messageId()));
        plan(next == TripStatus.BOOKED ? List.of(before) : List.of());
    }

    /** At once if it can be, as the dispatcher does; a booking stays booked. */
    private void change(TripRequest request, TripOffer before) {
        if (request.party().riders() > 4) {
            say(before.toBuilder()
                    .inReplyTo(request.messageId())
                    .news(TripNews.ANSWER)
                    .refusal(TripRefusal.NO_VEHICLE_IN_TIME)
                    .detail("no vehicle can make the trip as changed; it stays as it was")
                    .alternatives(refusal(request).build().alternatives()));
        } else {
            TripOffer changed = offer(request)
                    .offerId("offer-" + request.messageId())
                    .status(before.status())
                    .build();
            say(changed.toBuilder());
            plan(List.of(changed));
        }
    }

    private synchronized void say(TripOffer.Builder builder) {
        // Each word a little later than the one before, so that it can be told from it.
        TripOffer offer = builder.time(now + ++words).build();
        trips.put(offer.requestId(), offer);
        live.apply(offer);
    }

    private TripOffer.Builder start(TripRequest request) {
        return TripOffer.builder()
                .operatorId(request.operatorId())
                .zoneId(request.zoneId())
                .requestId(request.requestId())
                .inReplyTo(request.messageId())
                .time(now)
                .news(TripNews.ANSWER)
                .status(TripStatus.OFFERED)
                .refusal(TripRefusal.NONE)
                .detail("")
                .party(request.party());
    }

    private TripOffer.Builder offer(TripRequest request) {
        long pickup = Math.max(now, request.wishTime()) + 420_000;
        RiderParty party = request.party();
        return start(request)
                .offerId("offer-" + request.requestId())
                .vehicleId(bus())
                .fromStopId(request.from().stopId())
                .toStopId(request.to().stopId())
                .pickupTime(pickup)
                .earliestPickupTime(pickup - 60_000)
                .latestPickupTime(pickup + 300_000)
                .dropOffTime(pickup + 780_000)
                .latestDropOffTime(pickup + 1_500_000)
                .fare(300 * party.adults() + 150 * (party.riders() - party.adults()))
                .currency("JPY")
                .expiresAt(now + 120_000);
    }

    private TripOffer.Builder refusal(TripRequest request) {
        return start(request)
                .status(TripStatus.REFUSED)
                .refusal(TripRefusal.NO_VEHICLE_IN_TIME)
                .detail("no bus has room in time")
                .alternatives(List.of(new TripAlternative(
                        request.from().stopId(),
                        request.to().stopId(),
                        request.wish(),
                        now + 1_800_000,
                        now + 1_900_000,
                        now + 2_700_000,
                        List.of())));
    }

    /** Where the bus is: so far on the straight way from the first stop of the service to this one. */
    void drive(ServiceStop to, double share) {
        ServiceStop from = service.listStops().get(0);
        live.apply(status(BusStatusKind.POSITION)
                .lon(from.lon() + (to.lon() - from.lon()) * share)
                .lat(from.lat() + (to.lat() - from.lat()) * share)
                .speedMps(8)
                .headingDegrees(140)
                .build());
    }

    private BusStatus.Builder status(BusStatusKind kind) {
        return BusStatus.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(bus())
                .kind(kind)
                .time(now);
    }

    private void plan(List<TripOffer> booked) {
        List<PlanStop> stops = new ArrayList<>();
        for (TripOffer trip : booked) {
            stops.add(stop(service.listStops().get(4).stopId(), trip.pickupTime() - 200_000, List.of(), List.of("somebody")));
            stops.add(stop(trip.fromStopId(), trip.pickupTime(), List.of(trip.requestId()), List.of()));
            stops.add(stop(trip.toStopId(), trip.dropOffTime(), List.of(), List.of(trip.requestId())));
        }
        live.apply(DispatchPlan.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(bus())
                .version(++version)
                .acknowledgedVersion(version - 1)
                .time(now)
                .seatsOnBoard(3)
                .stops(stops)
                .build());
    }

    private PlanStop stop(String id, long time, List<String> boarding, List<String> alighting) {
        ServiceStop stop = service.findStop(id).orElseThrow();
        return PlanStop.builder()
                .placeId(id)
                .lon(stop.lon())
                .lat(stop.lat())
                .kind(PlanStopKind.RIDERS)
                .arriveTime(time)
                .departTime(time + 30_000)
                .boarding(boarding)
                .alighting(alighting)
                .seatsAfter(3)
                .build();
    }

    /** Lets a trip go on. */
    void go(String requestId, TripStatus status) {
        say(trips.get(requestId).toBuilder().status(status).news(TripNews.STATUS).inReplyTo(""));
    }
}
