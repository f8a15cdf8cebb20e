package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Takes what vehicles tell: where they are, where they halt, which plan they have, that they cannot go on. */
final class VehicleDesk {

    private static final double METRES_PER_DEGREE = 111_195;

    /** Noise of two fixes. */
    private static final double JUMP_METRES = 200;

    /**
     * A plan is told again so seldom. Devices acknowledge what they are told: where words take long, as many old
     * acknowledgements are on their way as there were plans, and an answer to each would bring another.
     */
    private static final long TELL_AGAIN_MILLIS = 30_000;

    /** A driver may begin a break so much before its time; it ends no sooner for that. */
    private static final long EARLY_BREAK_MILLIS = 300_000;

    private final OnDemandService service;
    private final DispatchSettings settings;
    private final Timing timing;
    private final PlanRepair repair;
    private final Reserve reserve;

    VehicleDesk(
            OnDemandService service, DispatchSettings settings, Timing timing, PlanRepair repair, Reserve reserve) {
        this.service = service;
        this.settings = settings;
        this.timing = timing;
        this.repair = repair;
        this.reserve = reserve;
    }

    /** What plans do not show of schedules is not written with the state. */
    void restoreSchedules(Turn turn) {
        if (!turn.state.scheduled) {
            turn.state.scheduled = true;
            for (Duty d : turn.state.duties) {
                timing.updateLate(d);
            }
        }
    }

    void handle(Turn turn, DispatchEvent event) {
        if (event instanceof DispatchEvent.VehicleAt e) {
            Duty d = duty(turn, e.vehicleId());
            if (d != null) {
                moved(turn, d, e);
            }
        } else if (event instanceof DispatchEvent.StopReached e) {
            Duty d = duty(turn, e.vehicleId());
            if (d != null) {
                reached(turn, d, e);
            }
        } else if (event instanceof DispatchEvent.StopLeft e) {
            Duty d = duty(turn, e.vehicleId());
            if (d != null) {
                endOffers(turn, d);
                d.servingPlace = -1;
                d.readyMillis = Math.max(e.atMillis(), d.fromMillis);
                repair.retime(turn, d);
            }
        } else if (event instanceof DispatchEvent.PlanAcknowledged e) {
            acknowledged(turn, e);
        } else if (event instanceof DispatchEvent.Breakdown e) {
            Duty d = duty(turn, e.vehicleId());
            if (d != null && !d.broken) {
                repair.breakDown(turn, d);
            }
        } else if (event instanceof DispatchEvent.Repaired e) {
            Duty d = duty(turn, e.vehicleId());
            if (d != null && d.broken) {
                d.broken = false;
                d.readyMillis = Math.max(d.readyMillis, turn.now);
                d.changed = true;
                repair.retime(turn, d);
            }
        } else {
            throw new IllegalArgumentException("no such event: " + event);
        }
    }

    /** Who had an offer for the halt that is over and did not take it. */
    private void endOffers(Turn turn, Duty d) {
        while (d.servingPlace >= 0 && d.count > 0 && isOfferedAt(d.visits[0], d.servingPlace)) {
            Rider rider = d.visits[0].rider;
            d.remove(rider);
            d.changed = true;
            turn.close(rider, TripStatus.EXPIRED);
        }
    }

    private static boolean isOfferedAt(Visit visit, int place) {
        return !visit.isBreak() && visit.pickup && visit.place == place && visit.rider.status == TripStatus.OFFERED;
    }

    private Duty duty(Turn turn, String vehicleId) {
        Duty d = turn.state.dutyOf(vehicleId, turn.now);
        if (d == null) {
            turn.tell(new DispatchOutput.EventRefused(String.valueOf(vehicleId), "is not a vehicle with a shift now or later"));
        }
        return d;
    }

    private void moved(Turn turn, Duty d, DispatchEvent.VehicleAt e) {
        if (d.servingPlace >= 0 && e.readyMillis() < d.readyMillis) {
            // It stands at its stop and will until it is done; that is known better from StopReached.
            return;
        }
        if (e.at() instanceof Whereabouts.AtPlace at && at.place() >= service.places()) {
            turn.tell(new DispatchOutput.EventRefused(e.vehicleId(), "place " + at.place() + " is not one of the service"));
            return;
        }
        double lon = e.at() instanceof Whereabouts.OnLink on ? on.lon() : service.lon(((Whereabouts.AtPlace) e.at()).place());
        double lat = e.at() instanceof Whereabouts.OnLink on ? on.lat() : service.lat(((Whereabouts.AtPlace) e.at()).place());
        if (isJump(d.positionLon, d.positionLat, d.positionMillis, lon, lat, e.readyMillis())) {
            // Two fixes that agree with each other are believed against one that does not.
            boolean again = !isJump(d.strayLon, d.strayLat, d.strayMillis, lon, lat, e.readyMillis())
                    && d.strayMillis != Long.MIN_VALUE;
            d.strayLon = lon;
            d.strayLat = lat;
            d.strayMillis = e.readyMillis();
            if (!again) {
                turn.tell(new DispatchOutput.EventRefused(
                        e.vehicleId(), "has jumped farther than it can drive; the next position decides"));
                return;
            }
        }
        d.strayMillis = Long.MIN_VALUE;
        d.positionLon = lon;
        d.positionLat = lat;
        d.positionMillis = e.readyMillis();
        d.moveTo(e.at());
        d.readyMillis = Math.max(e.readyMillis(), d.fromMillis);
        if (d.waitPlace >= 0 && d.waitPlace == d.atPlace) {
            d.waitPlace = -1;
        }
        repair.retime(turn, d);
    }

    private boolean isJump(double lon, double lat, long millis, double toLon, double toLat, long toMillis) {
        if (millis == Long.MIN_VALUE) {
            return false;
        }
        double north = (toLat - lat) * METRES_PER_DEGREE;
        double east = (toLon - lon) * METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
        double seconds = Math.max(0, (toMillis - millis) / 1000.0);
        return Math.hypot(north, east) > JUMP_METRES + seconds * settings.maxSpeedMetresPerSecond();
    }

    private void reached(Turn turn, Duty d, DispatchEvent.StopReached e) {
        OptionalInt found = service.findPlace(e.placeId());
        int place = found.orElse(-1);
        if (isTooEarlyForBreak(d, place, e.atMillis())) {
            turn.tell(new DispatchOutput.EventRefused(
                    e.vehicleId(),
                    "is at " + e.placeId() + ", where its driver's break begins at "
                            + Instant.ofEpochMilli(d.visits[0].earliest) + " at the earliest"));
            moved(turn, d, new DispatchEvent.VehicleAt(e.vehicleId(), new Whereabouts.AtPlace(place), e.atMillis()));
            return;
        }
        List<Visit> served = new ArrayList<>();
        boolean offered = false;
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            boolean here = visit.place == place;
            if (here && visit.isBreak() && k == 0) {
                served.add(visit);
                break;
            }
            if (isOfferedAt(visit, place)) {
                // Nobody boards before the offer is taken; until the bus leaves it still can be.
                offered = true;
            } else if (here && !visit.isBreak() && (visit.pickup || visit.rider.pickedUpMillis >= 0)) {
                served.add(visit);
            } else if (offered || !served.isEmpty()) {
                break;
            }
        }
        if (served.isEmpty() && !offered) {
            turn.tell(new DispatchOutput.EventRefused(
                    e.vehicleId(), "halts at " + e.placeId() + ", where its plan has nothing to do"));
            return;
        }
        reserve.reached(turn, d, place, e.atMillis());
        d.moveTo(new Whereabouts.AtPlace(place));
        d.servingPlace = place;
        d.waitPlace = -1;
        d.positionLon = service.lon(place);
        d.positionLat = service.lat(place);
        d.positionMillis = e.atMillis();
        long start = e.atMillis();
        long depart = served.isEmpty() ? start + timing.stopMillis() : start;
        long[] planned = plannedStarts(d, served, e.atMillis());
        for (int i = 0; i < planned.length; i++) {
            Visit visit = served.get(i);
            boolean first = i == 0;
            start = Math.max(start, planned[i]);
            long halt = first && !visit.isBreak() ? timing.stopMillis() : 0;
            depart = Math.max(depart, start) + halt + visit.boardingMillis;
            serve(turn, d, visit, start);
        }
        d.readyMillis = depart;
        repair.retime(turn, d);
    }

    private static boolean isTooEarlyForBreak(Duty d, int place, long atMillis) {
        return d.count > 0
                && d.visits[0].isBreak()
                && d.visits[0].place == place
                && atMillis < d.visits[0].earliest - EARLY_BREAK_MILLIS;
    }

    /**
     * When each of the visits begins at the earliest: who gets on is kept waiting where the vehicle then stands for
     * others, as long as it takes for the ride not to become too long.
     */
    private long[] plannedStarts(Duty d, List<Visit> served, long atMillis) {
        int from = served.isEmpty() ? -1 : d.indexOf(served.get(0));
        if (from == 0) {
            d.readyMillis = Math.max(atMillis, d.fromMillis);
            timing.updateLate(d);
        }
        long[] starts = new long[served.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = from == 0 ? Math.max(served.get(i).earliest, d.start[i]) : served.get(i).earliest;
        }
        return starts;
    }

    private void serve(Turn turn, Duty d, Visit visit, long start) {
        d.removeVisit(visit);
        if (visit.isBreak()) {
            return;
        }
        Rider rider = visit.rider;
        long promised = visit.pickup ? visit.latest : Math.max(visit.latest, rider.renewedDropOffMillis);
        if (start > promised) {
            // The last stretch took longer than the last position let expect: nobody could be told before.
            repair.slippedAt(turn, rider, d, visit, start);
        }
        d.seatsOnBoard += visit.seats;
        d.wheelsOnBoard += visit.wheels;
        if (visit.pickup) {
            rider.pickedUpMillis = start;
            rider.status = TripStatus.ON_BOARD;
            rider.dropOff.latest = Math.min(rider.dropOff.latest, start + rider.maxRideMillis);
            turn.tell(new DispatchOutput.TripChanged(rider.request.requestId(), TripStatus.ON_BOARD));
        } else {
            rider.servedMillis = start;
            turn.close(rider, TripStatus.SERVED);
        }
    }

    private void acknowledged(Turn turn, DispatchEvent.PlanAcknowledged e) {
        Duty d = duty(turn, e.vehicleId());
        if (d == null) {
            return;
        }
        if (e.version() == d.version) {
            d.acknowledged = e.version();
            return;
        }
        turn.tell(new DispatchOutput.StaleAcknowledgement(e.vehicleId(), e.version(), d.version));
        if (e.version() < d.version) {
            d.acknowledged = Math.max(d.acknowledged, e.version());
            if (d.toldAgainMillis == Long.MIN_VALUE || turn.now - d.toldAgainMillis >= TELL_AGAIN_MILLIS) {
                d.toldAgainMillis = turn.now;
                turn.tell(new DispatchOutput.PlanChanged(PlanTeller.plan(service, d)));
            }
        }
    }

    /** Nobody can be anywhere before now: what should have happened and did not is late. */
    void catchUp(Turn turn) {
        for (Duty d : turn.state.duties) {
            if (d.fromMillis > turn.now || d.broken) {
                continue;
            }
            long behind = d.count == 0 ? turn.now - d.readyMillis : Math.min(turn.now - d.start[0], turn.now - d.readyMillis);
            if (behind > 0) {
                d.readyMillis += behind;
                if (d.count > 0) {
                    repair.retime(turn, d);
                }
            } else if (d.count > 0) {
                // It need not leave yet for what comes first, and it has not left for anything else.
                long spare = d.start[0] - d.drive[0] - d.readyMillis;
                d.readyMillis += Math.max(0, Math.min(turn.now - d.readyMillis, spare));
            }
        }
    }

    void timeAnew(Turn turn) {
        for (Duty d : turn.state.duties) {
            d.forgetDrives();
        }
        for (Duty d : turn.state.duties) {
            repair.retime(turn, d);
        }
    }

    /** Shifts that are over and have nobody on board are forgotten; the others get new numbers. */
    void dropFinished(Turn turn) {
        boolean any = turn.state.duties.stream().anyMatch(d -> isFinished(d, turn.now));
        if (any) {
            turn.state.renumber(d -> !isFinished(d, turn.now));
        }
    }

    private static boolean isFinished(Duty d, long now) {
        return d.toMillis < now && !d.hasRiders();
    }
}
