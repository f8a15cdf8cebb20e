package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts plans right that have become impossible: delay, breakdown, closed stop, changed driving times. Who can still be
 * carried as promised by another vehicle is; for the others the promise is widened as little as possible, and they are
 * told.
 */
final class PlanRepair {

    private static final long[] WIDER_MINUTES = {2, 5, 10, 15, 20, 30, 45, 60};

    private final OnDemandService service;
    private final DispatchSettings settings;
    private final Timing timing;
    private final InsertionSearch insertion;
    private final RequestDesk desk;
    private final Walks walks;

    PlanRepair(
            OnDemandService service,
            DispatchSettings settings,
            Timing timing,
            InsertionSearch insertion,
            RequestDesk desk,
            Walks walks) {
        this.service = service;
        this.settings = settings;
        this.timing = timing;
        this.insertion = insertion;
        this.desk = desk;
        this.walks = walks;
    }

    /** Times a duty anew, and puts it right if its plan does not hold any more. */
    void retime(Turn turn, Duty d) {
        if (timing.update(d)) {
            return;
        }
        Set<Rider> homeless = new LinkedHashSet<>();
        Map<Rider, Long> late = new LinkedHashMap<>();
        while (!timing.update(d)) {
            timing.updateLate(d);
            Rider moved = lateAndNotFetched(d);
            if (moved != null) {
                d.remove(moved);
                moved.duty = -1;
                d.changed = true;
                homeless.add(moved);
            } else if (!widenOnBoard(d, late)) {
                break;
            }
        }
        for (Rider rider : homeless) {
            findHome(turn, rider);
        }
        late.forEach((rider, promisedDrop) -> {
            long drop = d.start[d.indexOf(rider.dropOff)];
            long promised = Math.max(promisedDrop, rider.renewedDropOffMillis);
            // A bus in a jam is a little later each second: the new promise is a minute longer, plans keep to what they can.
            if (drop > promised) {
                rider.renewedDropOffMillis = drop + PlanTeller.WORTH_TELLING_MILLIS;
                slipped(turn, rider, d, rider.pickup.latest, promised, drop);
            }
        });
    }

    /** The last rider who is not on board and whose pick-up or ride is too late or too long; null if there is none. */
    private Rider lateAndNotFetched(Duty d) {
        boolean anyLate = false;
        Rider last = null;
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            if (visit.isBreak()) {
                anyLate |= d.start[k] > visit.latest;
                continue;
            }
            Rider rider = visit.rider;
            if (rider.pickedUpMillis >= 0) {
                continue;
            }
            boolean late = d.start[k] > visit.latest;
            boolean tooLong = !visit.pickup && d.start[k] - d.start[d.indexOf(rider.pickup)] > rider.maxRideMillis;
            if (late || tooLong) {
                return rider;
            }
            last = rider;
        }
        boolean overtime = d.count > 0
                && d.toMillis != Long.MAX_VALUE
                && d.depart[d.count - 1]
                                + timing.times().millis(d.visits[d.count - 1].place, d.depotPlace, d.depart[d.count - 1])
                        > d.toMillis;
        return overtime || anyLate || onBoardLate(d) ? last : null;
    }

    private static boolean onBoardLate(Duty d) {
        for (int k = 0; k < d.count; k++) {
            if (!d.visits[k].isBreak() && d.visits[k].rider.pickedUpMillis >= 0 && d.start[k] > d.visits[k].latest) {
                return true;
            }
        }
        return false;
    }

    /**
     * Nobody else is in the way: those on board will be late, the driver's break too. False if nothing was late.
     *
     * @param late gets who will be, with the drop-off that was promised
     */
    private boolean widenOnBoard(Duty d, Map<Rider, Long> late) {
        boolean any = false;
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            if (d.start[k] > visit.latest) {
                any = true;
                boolean onBoard = !visit.isBreak() && visit.rider.pickedUpMillis >= 0;
                if (onBoard) {
                    late.putIfAbsent(visit.rider, visit.latest);
                }
                visit.latest = d.start[k];
            }
        }
        if (!any && d.count > 0 && !d.hasRiders()) {
            // Breaks that were not taken: without riders there is no reason to stay out longer for them.
            for (Visit visit : d.copyVisits()) {
                d.removeVisit(visit);
            }
            d.changed = true;
            return true;
        }
        if (!any) {
            long back = d.count == 0
                    ? d.readyMillis
                    : d.depart[d.count - 1]
                            + timing.times().millis(d.visits[d.count - 1].place, d.depotPlace, d.depart[d.count - 1]);
            any = back > d.toMillis;
            d.toMillis = Math.max(d.toMillis, back);
        }
        return any;
    }

    /** Finds another vehicle for a rider who was promised a trip and is in no plan; whether the rider was told. */
    private boolean findHome(Turn turn, Rider rider) {
        List<Duty> duties = turn.state.duties;
        if (rider.pickup.latest >= turn.now && insertion.find(rider, duties)) {
            insertion.put(rider);
            return false;
        }
        if (rider.pickup.latest >= turn.now
                && settings.policy() == DispatchSettings.Policy.INSERTION_AND_IMPROVEMENT
                && desk.makeRoom(turn, rider)) {
            return false;
        }
        if (rider.status == TripStatus.OFFERED) {
            turn.close(rider, TripStatus.EXPIRED);
            return true;
        }
        long promisedPickup = rider.pickup.latest;
        long promisedDrop = rider.dropOff.latest;
        for (long minutes : WIDER_MINUTES) {
            rider.pickup.latest = Math.max(promisedPickup, turn.now) + minutes * 60_000;
            // Who is fetched late may still arrive as promised.
            rider.dropOff.latest = promisedDrop;
            boolean inTime = insertion.find(rider, duties);
            if (!inTime) {
                rider.dropOff.latest = Math.max(promisedDrop, rider.pickup.latest + rider.maxRideMillis);
            }
            if (inTime || insertion.find(rider, duties)) {
                insertion.put(rider);
                Duty d = duties.get(rider.duty);
                long slip = service.promises().maxSlipSeconds() * 1000L;
                rider.pickup.latest = Math.min(rider.pickup.latest, d.start[d.indexOf(rider.pickup)] + slip);
                if (!inTime) {
                    rider.dropOff.latest = Math.max(promisedDrop, rider.pickup.latest + rider.maxRideMillis);
                }
                timing.update(d);
                slipped(turn, rider, d, promisedPickup, promisedDrop, d.start[d.indexOf(rider.dropOff)]);
                return true;
            }
        }
        turn.tell(new DispatchOutput.PromiseFailed(
                rider.request.requestId(), "no vehicle can come within an hour of what was promised"));
        turn.close(rider, TripStatus.FAILED);
        return true;
    }

    private void slipped(Turn turn, Rider rider, Duty d, long promisedPickup, long promisedDrop, long drop) {
        long pickup = rider.pickedUpMillis >= 0 ? rider.pickedUpMillis : d.start[d.indexOf(rider.pickup)];
        PlanTeller.told(rider, d.vehicleId, pickup, drop);
        turn.tell(new DispatchOutput.PromiseSlipped(promisedPickup, promisedDrop, turn.state.toOffer(rider)));
    }

    /** Tells that the halt of a rider begins later than promised. */
    void slippedAt(Turn turn, Rider rider, Duty d, Visit visit, long startMillis) {
        long pickup = visit.pickup ? startMillis : rider.pickedUpMillis;
        long drop = visit.pickup ? Math.max(rider.toldDropOffMillis, startMillis) : startMillis;
        long promisedPickup = rider.pickup.latest;
        long promisedDrop = Math.max(rider.dropOff.latest, rider.renewedDropOffMillis);
        visit.latest = startMillis;
        PlanTeller.told(rider, d.vehicleId, pickup, drop);
        turn.tell(new DispatchOutput.PromiseSlipped(promisedPickup, promisedDrop, turn.state.toOffer(rider)));
    }

    /** Nobody rides on with this vehicle. Who was on board waits where it stands, at the stop nearest to it. */
    void breakDown(Turn turn, Duty d) {
        d.broken = true;
        d.changed = true;
        List<Rider> homeless = new ArrayList<>();
        List<Rider> stranded = new ArrayList<>();
        for (Visit visit : d.copyVisits()) {
            if (!visit.isBreak() && !homeless.contains(visit.rider)) {
                homeless.add(visit.rider);
            }
        }
        for (Rider rider : homeless) {
            d.remove(rider);
            rider.duty = -1;
            if (rider.pickedUpMillis >= 0 && nearestStop(d) == rider.dropOff.place) {
                // Where it broke down is where the rider wanted to go.
                rider.servedMillis = turn.now;
                turn.close(rider, TripStatus.SERVED);
            } else if (rider.pickedUpMillis >= 0) {
                strand(turn, d, rider);
                stranded.add(rider);
            }
        }
        homeless.removeIf(rider -> rider.status == TripStatus.SERVED);
        d.seatsOnBoard = 0;
        d.wheelsOnBoard = 0;
        timing.updateLate(d);
        for (Rider rider : homeless) {
            long promisedPickup = rider.pickup.latest;
            long promisedDrop = rider.dropOff.latest;
            boolean told = findHome(turn, rider);
            if (!told && stranded.contains(rider)) {
                Duty other = turn.state.duties.get(rider.duty);
                slipped(turn, rider, other, promisedPickup, promisedDrop, other.start[other.indexOf(rider.dropOff)]);
            }
        }
    }

    private void strand(Turn turn, Duty d, Rider rider) {
        int stop = nearestStop(d);
        Visit before = rider.pickup;
        rider.pickup = Visit.pickup(rider, stop, before.seats, before.wheels, before.boardingMillis);
        rider.pickup.earliest = turn.now;
        rider.pickup.latest = Math.max(turn.now, before.latest);
        long direct = timing.times().millis(stop, rider.dropOff.place, turn.now) + timing.stopMillis();
        rider.maxRideMillis = Math.max(rider.maxRideMillis, service.promises().maxRideMillis(direct));
        rider.pickedUpMillis = -1;
        rider.status = TripStatus.BOOKED;
    }

    private int nearestStop(Duty d) {
        double lon = d.at instanceof Whereabouts.OnLink on ? on.lon() : service.lon(d.atPlace);
        double lat = d.at instanceof Whereabouts.OnLink on ? on.lat() : service.lat(d.atPlace);
        return service.findNearestStop(lon, lat).orElseThrow();
    }

    /** Nobody boards or alights at a stop: those concerned get the nearest open stop within walking distance. */
    void closeStop(Turn turn, int stop, long untilMillis) {
        turn.state.closedUntil.put(stop, untilMillis);
        for (Duty d : turn.state.duties) {
            Set<Rider> concerned = new LinkedHashSet<>();
            for (int k = 0; k < d.count; k++) {
                Visit visit = d.visits[k];
                if (!visit.isBreak() && visit.place == stop && d.start[k] < untilMillis) {
                    concerned.add(visit.rider);
                }
            }
            for (Rider rider : concerned) {
                moveStop(turn, d, rider, stop);
            }
        }
    }

    private void moveStop(Turn turn, Duty d, Rider rider, int closed) {
        int other = walks.near(closed).stream()
                .filter(stop -> turn.state.closedUntil.getOrDefault(stop, Long.MIN_VALUE) <= turn.now)
                .findFirst()
                .orElse(-1);
        boolean atPickup = rider.pickedUpMillis < 0 && rider.pickup.place == closed;
        int index = d.indexOf(atPickup ? rider.pickup : rider.dropOff);
        if (other < 0 && rider.pickedUpMillis < 0) {
            d.remove(rider);
            d.changed = true;
            retime(turn, d);
            turn.tell(new DispatchOutput.PromiseFailed(
                    rider.request.requestId(),
                    "stop " + service.getPlaceId(closed) + " is closed and no other is within walking distance"));
            turn.close(rider, TripStatus.FAILED);
            return;
        }
        int place = other >= 0 ? other : nearestOpen(turn, closed);
        Visit before = d.visits[index];
        Visit moved = atPickup
                ? Visit.pickup(rider, place, before.seats, before.wheels, before.boardingMillis)
                : Visit.dropOff(rider, place, -before.seats, -before.wheels, before.boardingMillis);
        moved.earliest = before.earliest;
        moved.latest = before.latest;
        if (atPickup) {
            rider.pickup = moved;
        } else {
            rider.dropOff = moved;
        }
        d.visits[index] = moved;
        d.changed = true;
        String from = service.getPlaceId(atPickup ? closed : place);
        String to = service.getPlaceId(atPickup ? place : closed);
        rider.walks = withLeg(rider.walks, walks.between(from, to), atPickup);
        long promisedPickup = rider.pickup.latest;
        long promisedDrop = rider.dropOff.latest;
        retime(turn, d);
        if (rider.duty >= 0) {
            Duty now = turn.state.duties.get(rider.duty);
            slipped(turn, rider, now, promisedPickup, promisedDrop, now.start[now.indexOf(rider.dropOff)]);
        }
    }

    /** Walks in the order in which they are walked: behind the one to the closed stop, before the one from it. */
    private static List<WalkingLeg> withLeg(List<WalkingLeg> walks, WalkingLeg leg, boolean atPickup) {
        List<WalkingLeg> legs = new ArrayList<>(walks);
        int at = atPickup ? 0 : legs.size();
        for (int i = 0; i < walks.size(); i++) {
            if (atPickup && walks.get(i).toStopId().equals(leg.fromStopId())) {
                at = i + 1;
            } else if (!atPickup && walks.get(i).fromStopId().equals(leg.toStopId())) {
                at = i;
            }
        }
        legs.add(at, leg);
        return List.copyOf(legs);
    }

    /** Where those who are on board get off if no open stop is within walking distance. */
    private int nearestOpen(Turn turn, int closed) {
        int nearest = closed;
        long least = Long.MAX_VALUE;
        for (int stop = 0; stop < service.listStops().size(); stop++) {
            long drive = timing.times().millis(closed, stop, turn.now);
            boolean open = turn.state.closedUntil.getOrDefault(stop, Long.MIN_VALUE) <= turn.now;
            if (open && drive < least) {
                least = drive;
                nearest = stop;
            }
        }
        return nearest;
    }
}
