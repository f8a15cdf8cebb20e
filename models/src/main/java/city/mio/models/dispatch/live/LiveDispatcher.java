package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Decides for one service: {@link #handle} takes a state and an event, changes the state, and returns what was decided
 * and whom to tell. Keeps nothing between two calls but scratch memory: the same state, events and times give the same
 * decisions, also after the state was written and read again. Thread-confined, as is the state.
 */
public final class LiveDispatcher {

    private final OnDemandService service;
    private final DispatchSettings settings;
    private final Timing timing;
    private final EmptyRun emptyRun;
    private final PlanImprovement improvement;
    private final Reserve reserve;
    private final RequestDesk desk;
    private final PlanRepair repair;
    private final VehicleDesk vehicles;
    private final DemandField field;
    private final IdleVehicles idle;

    /**
     * A dispatcher.
     *
     * @param times asked during {@link #handle}; when they change, tell {@link DispatchEvent.TravelTimesChanged}
     */
    public LiveDispatcher(OnDemandService service, DriveTimes times, DispatchSettings settings) {
        this.service = service;
        this.settings = settings;
        long maxWaitMillis = service.promises().maxWaitSeconds() * 1000L;
        emptyRun = new EmptyRun(times, service.places(), maxWaitMillis, settings.refusesCostly());
        timing = new Timing(
                times, service.places(), service.boarding().stopSeconds() * 1000L, settings.waitWeight(), emptyRun);
        InsertionSearch insertion = new InsertionSearch(timing);
        improvement = new PlanImprovement(timing, insertion);
        reserve = new Reserve(settings);
        Walks walks = new Walks(service);
        desk = new RequestDesk(service, settings, timing, insertion, improvement, reserve, walks);
        repair = new PlanRepair(service, settings, timing, insertion, desk, walks);
        vehicles = new VehicleDesk(service, settings, timing, repair, reserve);
        field = new DemandField(service);
        idle = new IdleVehicles(timing, maxWaitMillis);
    }

    /** A state in which nothing has happened. */
    public DispatchState newState() {
        return new DispatchState(service);
    }

    static PlanImprovement.Effort effort(DispatchSettings settings, int iterations) {
        return new PlanImprovement.Effort(iterations, settings.meanRemoved(), 20_000, 1_000, 3_600_000);
    }

    /**
     * Handles one event.
     *
     * @param state of this service, changed by it
     * @param event what has happened
     * @param nowMillis when, UTC epoch milliseconds; never earlier than before
     * @return what was decided, in the order in which it was
     */
    public List<DispatchOutput> handle(DispatchState state, DispatchEvent event, long nowMillis) {
        if (state.service != service) {
            throw new IllegalArgumentException("the state is not of this service");
        }
        Turn turn = new Turn(state, nowMillis, settings.seed());
        emptyRun.follow(state);
        vehicles.restoreSchedules(turn);
        if (event instanceof DispatchEvent.Request e) {
            vehicles.catchUp(turn);
            desk.ask(turn, e.request());
        } else if (event instanceof DispatchEvent.Change e) {
            vehicles.catchUp(turn);
            desk.change(turn, e.request());
        } else if (event instanceof DispatchEvent.Accept e) {
            accept(turn, e);
        } else if (event instanceof DispatchEvent.Cancel e) {
            cancel(turn, e.requestId());
        } else if (event instanceof DispatchEvent.NoShow e) {
            noShow(turn, e.requestId());
        } else if (event instanceof DispatchEvent.StopClosed e) {
            closeStop(turn, e);
        } else if (event instanceof DispatchEvent.StopOpened e) {
            service.findStop(e.stopId()).ifPresent(state.closedUntil::remove);
        } else if (event instanceof DispatchEvent.TravelTimesChanged) {
            emptyRun.forget();
            vehicles.timeAnew(turn);
        } else if (event instanceof DispatchEvent.ShiftPlanned e) {
            state.addShift(e.shift());
            timing.update(state.duties.get(state.duties.size() - 1));
        } else if (event instanceof DispatchEvent.Tick) {
            tick(turn);
        } else if (event instanceof DispatchEvent.Improve e) {
            improve(turn, e.iterations());
        } else if (event instanceof DispatchEvent.Reposition e) {
            vehicles.catchUp(turn);
            ExpectedDemand demand = field.spread(e.demand(), turn.state.closedUntil.keySet());
            expect(turn, demand);
            idle.send(turn, demand);
        } else {
            vehicles.handle(turn, event);
        }
        reserve.watch(turn);
        PlanTeller.tellChanges(turn);
        return turn.outputs;
    }

    /** Where plans end counts by where riders are expected from now on. */
    private void expect(Turn turn, ExpectedDemand demand) {
        if (emptyRun.isWanted()) {
            turn.state.expected = DispatchState.Expected.of(turn.now, demand);
            emptyRun.follow(turn.state);
            turn.state.duties.forEach(timing::updateLate);
        }
    }

    private void improve(Turn turn, int iterations) {
        Require.range("iterations", iterations, 1, 100_000_000);
        if (settings.policy() != DispatchSettings.Policy.INSERTION_AND_IMPROVEMENT) {
            return;
        }
        vehicles.catchUp(turn);
        List<Duty> busy = new ArrayList<>();
        for (Duty d : turn.state.duties) {
            if (!d.broken && (d.count > 0 || d.toMillis > turn.now)) {
                busy.add(d);
            }
        }
        if (!busy.isEmpty()) {
            reserve.narrow(turn, null, 0);
            improvement.run(busy, List.of(), true, effort(settings, iterations), false, turn.newRandom());
            reserve.release();
        }
    }

    private void accept(Turn turn, DispatchEvent.Accept e) {
        Rider rider = turn.state.riders.get(e.requestId());
        if (rider == null) {
            refuse(turn, e.requestId(), RefusalReason.UNKNOWN_REQUEST, "was never made or is forgotten");
        } else if (rider.status == TripStatus.OFFERED && rider.offerId.equals(e.offerId()) && turn.now <= rider.offerExpiresMillis) {
            rider.status = TripStatus.BOOKED;
            turn.tell(new DispatchOutput.TripChanged(e.requestId(), TripStatus.BOOKED));
        } else if (rider.offerId.equals(e.offerId()) && rider.status.isOpen() && rider.status != TripStatus.OFFERED) {
            turn.tell(new DispatchOutput.TripChanged(e.requestId(), rider.status));
        } else {
            refuse(turn, e.requestId(), RefusalReason.OFFER_EXPIRED, "has no open offer " + e.offerId());
        }
    }

    private void cancel(Turn turn, String requestId) {
        Rider rider = turn.state.riders.get(requestId);
        if (rider == null) {
            refuse(turn, requestId, RefusalReason.UNKNOWN_REQUEST, "was never made or is forgotten");
        } else if (rider.status == TripStatus.OFFERED || rider.status == TripStatus.BOOKED) {
            leave(turn, rider);
            turn.close(rider, TripStatus.CANCELLED);
        } else if (rider.status == TripStatus.CANCELLED) {
            turn.tell(new DispatchOutput.TripChanged(requestId, rider.status));
        } else {
            refuse(turn, requestId, RefusalReason.TOO_LATE_TO_CHANGE, "is " + rider.status + ": it cannot be cancelled any more");
        }
    }

    private static void refuse(Turn turn, String requestId, RefusalReason reason, String text) {
        turn.tell(new DispatchOutput.Refused(requestId, reason, "request " + requestId + " " + text, List.of()));
    }

    private void leave(Turn turn, Rider rider) {
        if (rider.duty < 0) {
            return;
        }
        Duty d = turn.state.duties.get(rider.duty);
        d.remove(rider);
        d.changed = true;
        repair.retime(turn, d);
    }

    private void noShow(Turn turn, String requestId) {
        Rider rider = turn.state.riders.get(requestId);
        boolean booked = rider != null && rider.status == TripStatus.BOOKED;
        boolean boarding = rider != null
                && rider.status == TripStatus.ON_BOARD
                && turn.state.duties.get(rider.duty).servingPlace == rider.pickup.place;
        if (!booked && !boarding) {
            turn.tell(new DispatchOutput.EventRefused(
                    requestId, rider == null ? "is unknown" : "is " + rider.status + ": nobody waits for it at a stop"));
            return;
        }
        if (boarding) {
            Duty d = turn.state.duties.get(rider.duty);
            d.seatsOnBoard -= rider.pickup.seats;
            d.wheelsOnBoard -= rider.pickup.wheels;
        }
        leave(turn, rider);
        turn.close(rider, TripStatus.NO_SHOW);
    }

    private void closeStop(Turn turn, DispatchEvent.StopClosed e) {
        OptionalInt stop = service.findStop(e.stopId());
        if (stop.isEmpty()) {
            turn.tell(new DispatchOutput.EventRefused(e.stopId(), "is not a stop of the service"));
        } else if (e.untilMillis() > turn.now) {
            repair.closeStop(turn, stop.getAsInt(), e.untilMillis());
        }
    }

    private void tick(Turn turn) {
        vehicles.catchUp(turn);
        for (Rider rider : List.copyOf(turn.state.riders.values())) {
            if (rider.status == TripStatus.OFFERED && turn.now > rider.offerExpiresMillis) {
                leave(turn, rider);
                turn.close(rider, TripStatus.EXPIRED);
            }
        }
        turn.state.riders
                .values()
                .removeIf(rider -> rider.closedMillis < turn.now - settings.forgetSeconds() * 1000L);
        turn.state.closedUntil.values().removeIf(until -> until <= turn.now);
        vehicles.dropFinished(turn);
    }
}
