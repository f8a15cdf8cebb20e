package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Promises;
import java.util.List;
import java.util.OptionalInt;

/** Judges requests: what is asked wrongly, what fits, what could be had instead. */
final class RequestDesk {

    /** A request on its way may name a time that has just passed. */
    private static final long STILL_NOW_MILLIS = 120_000;

    /** Pairs of stops that are tried for a rider who asks from or to a point, those with the shortest walks. */
    private static final int MOST_WAYS = 12;

    private final OnDemandService service;
    private final DispatchSettings settings;
    private final Timing timing;
    private final InsertionSearch insertion;
    private final PlanImprovement improvement;
    private final Reserve reserve;
    private final GoingPrice price;
    private final Walks walks;
    private final AlternativeSearch alternatives;

    RequestDesk(
            OnDemandService service,
            DispatchSettings settings,
            Timing timing,
            InsertionSearch insertion,
            PlanImprovement improvement,
            Reserve reserve,
            Walks walks) {
        this.service = service;
        this.settings = settings;
        this.timing = timing;
        this.insertion = insertion;
        this.improvement = improvement;
        this.reserve = reserve;
        price = new GoingPrice(service, settings);
        this.walks = walks;
        alternatives = new AlternativeSearch(service, walks);
    }

    /** A refusal before any vehicle is looked at. */
    private record Fault(RefusalReason reason, String text) {}

    void ask(Turn turn, TripRequest request) {
        Rider known = turn.state.riders.get(request.requestId());
        if (known != null) {
            repeat(turn, known, request);
            return;
        }
        Rider rider = new Rider(request);
        rider.askedMillis = turn.now;
        turn.state.riders.put(request.requestId(), rider);
        Fault fault = prepare(turn, rider);
        List<Alternative> alternatives = List.of();
        if (fault == null) {
            price.asked(turn, direct(rider) - timing.stopMillis() - rider.pickup.boardingMillis);
            Placing placing = place(turn, rider);
            if (placing == Placing.PLACED) {
                offer(turn, rider);
                return;
            }
            fault = new Fault(
                    RefusalReason.NO_VEHICLE_IN_TIME,
                    placing == Placing.NO_PLACE
                            ? "no vehicle can keep the promises of this trip and of those that are booked"
                            : "vehicles are scarce, and this trip would take one longer than the "
                                    + Math.round(price.mostMillis(turn) / 60_000)
                                    + " minutes that a trip may take now");
            alternatives = alternatives(turn, request);
        }
        refuse(turn, rider, fault, alternatives);
    }

    /** Whether a request is asked rightly; if so it has places and windows, and is in no plan yet. */
    boolean canBeAsked(Turn turn, Rider rider) {
        return prepare(turn, rider) == null;
    }

    private void refuse(Turn turn, Rider rider, Fault fault, List<Alternative> alternatives) {
        rider.status = TripStatus.REFUSED;
        rider.closedMillis = turn.now;
        rider.duty = -1;
        rider.refusal = fault.reason();
        rider.refusalText = fault.text();
        rider.alternatives = alternatives;
        turn.tell(refused(rider));
    }

    private static DispatchOutput refused(Rider rider) {
        return new DispatchOutput.Refused(
                rider.request.requestId(), rider.refusal, rider.refusalText, rider.alternatives);
    }

    private void repeat(Turn turn, Rider known, TripRequest request) {
        if (!known.request.equals(request)) {
            turn.tell(new DispatchOutput.Refused(
                    request.requestId(),
                    RefusalReason.ID_USED_FOR_ANOTHER_REQUEST,
                    "request " + request.requestId() + " was made before with other content; a change is an event of its own",
                    List.of()));
        } else if (known.status == TripStatus.REFUSED) {
            turn.tell(refused(known));
        } else if (known.status.isOpen()) {
            turn.tell(new DispatchOutput.Offered(turn.state.toOffer(known)));
        } else {
            turn.tell(new DispatchOutput.TripChanged(request.requestId(), known.status));
        }
    }

    /** What is wrong with the stops of a request, null if nothing. */
    private Fault stopFault(Turn turn, TripRequest request) {
        for (String stopId : List.of(request.fromStopId(), request.toStopId())) {
            OptionalInt stop = service.findStop(stopId);
            if (stop.isEmpty()) {
                return new Fault(RefusalReason.UNKNOWN_STOP, "stop " + stopId + " is unknown");
            }
            String zoneId = service.listStops().get(stop.getAsInt()).zoneId();
            if (!service.isServed(zoneId)) {
                return new Fault(RefusalReason.OUTSIDE_ZONE, "stop " + stopId + " lies in zone " + zoneId + ", which is not served");
            }
            Long until = turn.state.closedUntil.get(stop.getAsInt());
            if (until != null && request.timeMillis() < until) {
                return new Fault(RefusalReason.STOP_CLOSED, "stop " + stopId + " is closed at that time");
            }
        }
        return request.fromStopId().equals(request.toStopId())
                ? new Fault(RefusalReason.SAME_STOP, "the trip ends where it begins, at stop " + request.fromStopId())
                : null;
    }

    /** What is wrong with who wants to ride and when, null if nothing. */
    private Fault partyOrTimeFault(Turn turn, TripRequest request) {
        Party party = request.party();
        if (party.riders() == 0) {
            return new Fault(RefusalReason.NO_RIDERS, "the party has no riders");
        }
        if (party.riders() > service.maxParty()) {
            return new Fault(
                    RefusalReason.PARTY_TOO_LARGE,
                    "the party has " + party.riders() + " riders, at most " + service.maxParty() + " ride together");
        }
        if (party.wheelchairs() > 0
                && service.listVehicles().stream()
                        .noneMatch(v -> v.wheelchairPlaces() >= party.wheelchairs() && v.seats() >= party.seats())) {
            return new Fault(
                    RefusalReason.NO_WHEELCHAIR_PLACE, "no vehicle takes " + party.wheelchairs() + " wheelchairs and the others");
        }
        if (request.timeMillis() < turn.now - STILL_NOW_MILLIS) {
            return new Fault(RefusalReason.TIME_PAST, "the time asked for is past");
        }
        if (request.timeMillis() > turn.now + service.promises().maxDaysAhead() * 86_400_000L) {
            return new Fault(
                    RefusalReason.TOO_FAR_AHEAD,
                    "trips are taken up to " + service.promises().maxDaysAhead() + " days ahead");
        }
        return null;
    }

    /**
     * Gives the rider places and windows; what makes that impossible, null if nothing. Who asks from or to a point gets the
     * stops by which the walks, the wait and the ride are best; if no way can be had, the ones with the shortest walks that
     * could be asked for.
     */
    private Fault prepare(Turn turn, Rider rider) {
        TripRequest request = rider.request;
        if (!request.hasPoint()) {
            Fault fault = stopFault(turn, request);
            fault = fault == null ? partyOrTimeFault(turn, request) : fault;
            return fault == null ? makeWindows(turn, rider, request, turn.now) : fault;
        }
        for (TripPoint point : new TripPoint[] {request.fromPoint(), request.toPoint()}) {
            if (point != null && !walks.reaches(point)) {
                return new Fault(
                        RefusalReason.NO_STOP_NEAR,
                        (point == request.fromPoint() ? "from" : "to") + ": no stop lies within "
                                + service.promises().maxWalkMetres() + " m on foot");
            }
        }
        for (String stopId : List.of(request.fromStopId(), request.toStopId())) {
            if (!stopId.isEmpty() && service.findStop(stopId).isEmpty()) {
                return new Fault(RefusalReason.UNKNOWN_STOP, "stop " + stopId + " is unknown");
            }
        }
        List<TripWay> ways = walks.waysAsked(request);
        if (ways.isEmpty()) {
            return new Fault(RefusalReason.SAME_STOP, "the trip ends where it begins: there is one stop near both ends");
        }
        List<TripWay> open = ways.stream()
                .filter(way -> stopFault(turn, along(request, way, turn.now)) == null)
                .toList();
        Fault fault = open.isEmpty() ? stopFault(turn, along(request, ways.get(0), turn.now)) : partyOrTimeFault(turn, request);
        if (fault != null) {
            return fault;
        }
        List<TripWay> tried = open.subList(0, Math.min(MOST_WAYS, open.size()));
        TripWay best = tried.size() == 1
                ? tried.get(0)
                : alternatives.best(request, tried, turn.now, (other, from) -> trial(turn, other, from));
        TripWay way = best == null ? tried.get(0) : best;
        rider.walks = way.legs();
        return makeWindows(turn, rider, along(request, way, turn.now), turn.now + way.secondsBefore() * 1000L);
    }

    private TripRequest along(TripRequest request, TripWay way, long now) {
        return request.toBuilder()
                .stops(service.getPlaceId(way.from()), service.getPlaceId(way.to()))
                .time(request.wish(), way.timeAtStop(request.wish(), request.timeMillis(), now))
                .build();
    }

    /**
     * The rider's places and windows by a request from stop to stop.
     *
     * @param thereMillis when the rider can be at the stop
     */
    private Fault makeWindows(Turn turn, Rider rider, TripRequest request, long thereMillis) {
        Promises promises = service.promises();
        int from = service.findStop(request.fromStopId()).orElseThrow();
        int to = service.findStop(request.toStopId()).orElseThrow();
        Party party = request.party();
        long boarding = service.boarding().boardingSeconds(party) * 1000L;
        rider.pickup = Visit.pickup(rider, from, party.seats(), party.wheelchairs(), boarding);
        rider.dropOff = Visit.dropOff(rider, to, party.seats(), party.wheelchairs(), boarding);
        long asked = Math.max(request.timeMillis(), turn.now);
        int drive = timing.times().millis(from, to, asked);
        if (drive >= DriveTimes.NEVER) {
            return new Fault(RefusalReason.NO_WAY, "no way leads from stop " + request.fromStopId() + " to " + request.toStopId());
        }
        long direct = drive + service.boarding().stopSeconds() * 1000L + boarding;
        rider.maxRideMillis = promises.maxRideMillis(direct);
        long wait = promises.maxWaitSeconds() * 1000L;
        if (request.wish() == TimeWish.LEAVE_AFTER) {
            rider.pickup.earliest = Math.max(asked, thereMillis);
            rider.pickup.latest = rider.pickup.earliest + wait;
            rider.dropOff.latest = rider.pickup.latest + rider.maxRideMillis;
        } else {
            rider.dropOff.latest = request.timeMillis();
            rider.pickup.latest = request.timeMillis() - direct;
            rider.pickup.earliest = Math.max(thereMillis, rider.pickup.latest - wait);
            if (rider.pickup.latest < thereMillis) {
                return new Fault(RefusalReason.TIME_PAST, "even a vehicle at the stop would arrive after the time asked for");
            }
        }
        rider.dropOff.earliest = rider.pickup.earliest;
        rider.fare = service.fares()
                .fare(
                        party,
                        service.listStops().get(from).zoneId(),
                        service.listStops().get(to).zoneId(),
                        request.dayPass());
        if (!service.hours().isOpen(rider.pickup.earliest) && !service.hours().isOpen(rider.pickup.latest)) {
            String next = service.hours()
                    .findNextOpen(rider.pickup.earliest)
                    .map(opens -> ", next open from "
                            + java.time.Instant.ofEpochMilli(opens).atZone(service.hours().timeZone()).toOffsetDateTime())
                    .orElse("");
            return new Fault(RefusalReason.CLOSED_HOURS, "there is no service at that time" + next);
        }
        return null;
    }

    /** What became of looking for a place. */
    private enum Placing {
        PLACED,
        NO_PLACE,
        TOO_COSTLY
    }

    /** Puts the rider into a plan, making room if that is allowed. */
    private Placing place(Turn turn, Rider rider) {
        List<Duty> duties = turn.state.duties;
        reserve.narrow(turn, rider, direct(rider));
        try {
            if (settings.policy() == DispatchSettings.Policy.NEAREST_VEHICLE) {
                return insertion.findNearestIdle(rider, duties) ? put(rider) : Placing.NO_PLACE;
            }
            boolean fits = insertion.find(rider, duties);
            if (fits && price.isWorth(turn, insertion.duty, insertion.extraCost)) {
                return put(rider);
            }
            boolean room = settings.policy() == DispatchSettings.Policy.INSERTION_AND_IMPROVEMENT
                    && makeRoom(turn, rider, price.mostOfAnyMillis(turn));
            return room ? Placing.PLACED : fits ? Placing.TOO_COSTLY : Placing.NO_PLACE;
        } finally {
            reserve.release();
        }
    }

    private long direct(Rider rider) {
        return timing.times().millis(rider.pickup.place, rider.dropOff.place, rider.pickup.earliest)
                + timing.stopMillis()
                + rider.pickup.boardingMillis;
    }

    private Placing put(Rider rider) {
        insertion.put(rider);
        return Placing.PLACED;
    }

    /** Searches for plans in which everybody promised and this rider have a place. */
    boolean makeRoom(Turn turn, Rider rider) {
        return makeRoom(turn, rider, Double.POSITIVE_INFINITY);
    }

    private boolean makeRoom(Turn turn, Rider rider, double mostMillis) {
        List<Duty> duties = Nearby.duties(turn.state, rider, insertion);
        if (duties.isEmpty() || settings.roomIterations() == 0) {
            return false;
        }
        PlanImprovement.Effort effort = LiveDispatcher.effort(settings, settings.roomIterations()).upTo(mostMillis);
        return improvement.run(duties, List.of(rider), true, effort, true, turn.newRandom());
    }

    /** Promises what is planned, and tells it. */
    private void offer(Turn turn, Rider rider) {
        Duty duty = turn.state.duties.get(rider.duty);
        promise(turn, rider, duty);
        rider.status = TripStatus.OFFERED;
        rider.offerId = rider.request.requestId() + "/" + turn.state.decisions++;
        rider.offerExpiresMillis = turn.now + service.promises().offerHoldSeconds() * 1000L;
        turn.tell(new DispatchOutput.Offered(turn.state.toOffer(rider)));
    }

    /** Narrows the rider's window to what is planned and the slip that is allowed. */
    void promise(Turn turn, Rider rider, Duty duty) {
        long pickup = duty.start[duty.indexOf(rider.pickup)];
        long drop = duty.start[duty.indexOf(rider.dropOff)];
        PlanTeller.told(rider, duty.vehicleId, pickup, drop);
        Promises promises = service.promises();
        rider.pickup.latest = Math.min(rider.pickup.latest, pickup + promises.maxSlipSeconds() * 1000L);
        if (rider.pickup.earliest > turn.now) {
            rider.pickup.earliest =
                    Math.max(rider.pickup.earliest, pickup - promises.earlySeconds() * 1000L);
        }
        rider.dropOff.latest = Math.min(rider.dropOff.latest, rider.pickup.latest + rider.maxRideMillis);
        timing.update(duty);
    }

    void change(Turn turn, TripRequest request) {
        Rider old = turn.state.riders.get(request.requestId());
        if (old == null || !(old.status == TripStatus.OFFERED || old.status == TripStatus.BOOKED)) {
            boolean unknown = old == null;
            turn.tell(new DispatchOutput.Refused(
                    request.requestId(),
                    unknown ? RefusalReason.UNKNOWN_REQUEST : RefusalReason.TOO_LATE_TO_CHANGE,
                    unknown
                            ? "request " + request.requestId() + " was never made or is forgotten"
                            : "request " + request.requestId() + " is " + old.status + ": it cannot be changed any more",
                    List.of()));
            return;
        }
        Rider changed = new Rider(request);
        changed.askedMillis = turn.now;
        // What the trip takes now is free for what it is to be.
        Duty before = turn.state.duties.get(old.duty);
        Visit[] visits = before.copyVisits();
        before.remove(old);
        timing.update(before);
        Fault fault = prepare(turn, changed);
        if (fault == null && placeChanged(turn, changed)) {
            before.changed = true;
            turn.state.riders.put(request.requestId(), changed);
            boolean booked = old.status == TripStatus.BOOKED;
            offer(turn, changed);
            if (booked) {
                changed.status = TripStatus.BOOKED;
                turn.tell(new DispatchOutput.TripChanged(request.requestId(), TripStatus.BOOKED));
            }
            return;
        }
        before.setVisits(visits);
        timing.update(before);
        if (fault == null) {
            fault = new Fault(RefusalReason.NO_VEHICLE_IN_TIME, "no vehicle can make the trip as changed; it stays as it was");
        }
        turn.tell(new DispatchOutput.Refused(
                request.requestId(),
                fault.reason(),
                fault.text(),
                fault.reason() == RefusalReason.NO_VEHICLE_IN_TIME ? alternatives(turn, request) : List.of()));
    }

    /** Puts a changed trip into a plan where its new promise would hold with the reserve, whatever it costs. */
    private boolean placeChanged(Turn turn, Rider changed) {
        reserve.narrow(turn, changed, direct(changed));
        try {
            boolean fits = insertion.find(changed, turn.state.duties);
            if (fits) {
                insertion.put(changed);
            }
            return fits;
        } finally {
            reserve.release();
        }
    }

    private List<Alternative> alternatives(Turn turn, TripRequest request) {
        return alternatives.find(request, turn.now, (other, from) -> trial(turn, other, from));
    }

    /** When a request from stop to stop would be picked up and dropped off if it were made, null if it would be refused. */
    private long[] trial(Turn turn, TripRequest request, long thereMillis) {
        Rider rider = new Rider(request);
        boolean askedWrongly = stopFault(turn, request) != null || partyOrTimeFault(turn, request) != null;
        if (askedWrongly || makeWindows(turn, rider, request, thereMillis) != null) {
            return null;
        }
        reserve.narrow(turn, rider, direct(rider));
        try {
            boolean fits = settings.policy() == DispatchSettings.Policy.NEAREST_VEHICLE
                    ? insertion.findNearestIdle(rider, turn.state.duties)
                    : insertion.find(rider, turn.state.duties)
                            && price.isWorth(turn, insertion.duty, insertion.extraCost);
            return fits ? insertion.whenPut(rider) : null;
        } finally {
            reserve.release();
        }
    }
}
