package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.List;

/** Puts plans and changes of them into words for devices and riders. */
final class PlanTeller {

    /** A rider is told anew if the pick-up or the drop-off is planned so much earlier or later than told last. */
    static final long WORTH_TELLING_MILLIS = 60_000;

    private PlanTeller() {}

    static VehiclePlan plan(OnDemandService service, Duty d) {
        List<PlannedStop> stops = new ArrayList<>();
        if (d.waitPlace >= 0 && !d.broken && !d.hasRiders()) {
            // A break later on does not keep an idle vehicle from waiting where riders are expected.
            long until = d.count == 0 ? d.readyMillis : Math.max(d.readyMillis, d.start[0] - d.drive[0]);
            stops.add(new PlannedStop(
                    service.getPlaceId(d.waitPlace),
                    PlannedStop.Kind.WAIT,
                    d.readyMillis,
                    until,
                    List.of(),
                    List.of()));
        }
        int k = 0;
        while (k < d.count) {
            Visit first = d.visits[k];
            int end = k + 1;
            while (end < d.count && d.visits[end].place == first.place && !first.isBreak() && !d.visits[end].isBreak()) {
                end++;
            }
            List<String> boarding = new ArrayList<>();
            List<String> alighting = new ArrayList<>();
            for (int i = k; i < end && !first.isBreak(); i++) {
                (d.visits[i].pickup ? boarding : alighting).add(d.visits[i].rider.request.requestId());
            }
            stops.add(new PlannedStop(
                    service.getPlaceId(first.place),
                    first.isBreak() ? PlannedStop.Kind.BREAK : PlannedStop.Kind.RIDERS,
                    d.start[k],
                    d.depart[end - 1],
                    boarding,
                    alighting));
            k = end;
        }
        return new VehiclePlan(d.vehicleId, d.version, d.acknowledged, stops, d.seatsOnBoard, d.wheelsOnBoard);
    }

    /**
     * Tells what has changed: plans as new versions, riders whose vehicle or time is another. A plan whose stops are the same
     * is told anew once it is a minute off for any of its riders, so that devices and riders hear the same.
     */
    static void tellChanges(Turn turn) {
        for (Duty d : turn.state.duties) {
            if (d.changed || isOff(d)) {
                d.changed = false;
                d.version = turn.state.versions.merge(d.vehicleId, 1L, Long::sum);
                turn.tell(new DispatchOutput.PlanChanged(plan(turn.state.service, d)));
                tellRiders(turn, d);
            }
        }
    }

    /** Whether any rider was told another time, of the pick-up or the drop-off, than is planned now. */
    private static boolean isOff(Duty d) {
        for (int k = 0; k < d.count; k++) {
            if (isOff(d.visits[k], d.start[k])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOff(Visit visit, long startMillis) {
        if (visit.isBreak()) {
            return false;
        }
        long told = visit.pickup ? visit.rider.toldPickupMillis : visit.rider.toldDropOffMillis;
        return Math.abs(startMillis - told) >= WORTH_TELLING_MILLIS;
    }

    /** Tells riders of a duty whose trip is not as they were told. */
    private static void tellRiders(Turn turn, Duty d) {
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            if (visit.isBreak()) {
                continue;
            }
            Rider rider = visit.rider;
            if (visit.pickup) {
                long drop = d.start[d.indexOf(rider.dropOff)];
                boolean other = !rider.toldVehicleId.equals(d.vehicleId);
                if (other || isOff(visit, d.start[k]) || isOff(rider.dropOff, drop)) {
                    told(rider, d.vehicleId, d.start[k], drop);
                    turn.tell(new DispatchOutput.TripRetimed(rider.request.requestId(), d.vehicleId, d.start[k], drop));
                }
            } else if (rider.pickedUpMillis >= 0 && isOff(visit, d.start[k])) {
                told(rider, d.vehicleId, rider.toldPickupMillis, d.start[k]);
                turn.tell(new DispatchOutput.TripRetimed(
                        rider.request.requestId(), d.vehicleId, rider.pickedUpMillis, d.start[k]));
            }
        }
    }

    static void told(Rider rider, String vehicleId, long pickup, long dropOff) {
        rider.toldVehicleId = vehicleId;
        rider.toldPickupMillis = pickup;
        rider.toldDropOffMillis = dropOff;
    }
}
