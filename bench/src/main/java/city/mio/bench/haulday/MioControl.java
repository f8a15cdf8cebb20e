package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.models.haul.control.CallForward;
import city.mio.models.haul.plan.PlanEffort;
import city.mio.models.haul.plan.SlotPlan;
import city.mio.models.haul.plan.SlotPlanner;
import city.mio.simulators.haul.GateSite;
import city.mio.simulators.haul.HaulControl;
import city.mio.simulators.haul.HaulYard;
import city.mio.simulators.haul.HaulYard.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Mio: a slot plan of the evening before on the forecast of other traffic, with caps that head-room tightens where the road
 * takes less and relaxes where trips would get no slot, planned anew each half hour and when something is told of the road, and trucks called forward from holding areas. Knows what
 * the office knows: declarations, forecasts, counts, what is told, and where its trucks are.
 */
final class MioControl implements HaulControl {

    /** What telling a trip another slot costs, in the unit of its costs. */
    private static final int CHANGE_COST = 2;

    /** Twenty days are planned in a run: what the last effort finds is less than a day differs from the next. */
    private static final PlanEffort EVENING = new PlanEffort(1500, 8, 400, 50_000, 0, 0, 1);

    /** Drives take so much longer than in free flow. */
    private static final double DRIVE_FACTOR = 1.25;

    private final List<DeclaredTrip> trips;
    private final DayModel model;
    private final RoadNow roads;
    private final long midnight;
    private final boolean[] closed;
    private boolean changed;
    private int replans;

    MioControl(List<DeclaredTrip> trips, DayModel model, RoadNow roads, long midnight) {
        this.trips = trips;
        this.model = model;
        this.roads = roads;
        this.midnight = midnight;
        closed = new boolean[model.areas()];
    }

    int replans() {
        return replans;
    }

    @Override
    public boolean usesHoldingAreas() {
        return true;
    }

    @Override
    public void begin(HaulYard yard) {
        SlotPlan plan = SlotPlanner.plan(model.evening(roads, List.of()), EVENING);
        if (plan.refused() > 0) {
            List<Integer> unplaced = new ArrayList<>();
            for (int trip = 0; trip < trips.size(); trip++) {
                if (plan.trips().get(trip).route() < 0) {
                    unplaced.add(trip);
                }
            }
            plan = SlotPlanner.plan(model.evening(roads, unplaced), EVENING);
        }
        for (int trip = 0; trip < trips.size(); trip++) {
            SlotPlan.Placed placed = plan.trips().get(trip);
            if (placed.route() >= 0) {
                yard.send(trip, model.route(placed), FirstCome.target(midnight, trips.get(trip), placed.slot()));
            }
        }
    }

    @Override
    public void told(HaulYard yard, RoadEvent event) {
        changed |= roads.told(event, yard.time());
    }

    @Override
    public void minute(HaulYard yard) {
        boolean newSlot = Math.floorMod(yard.time() - midnight, WorkDay.SLOT_MINUTES * 60_000L) == 0;
        if (newSlot) {
            roads.count(yard);
        }
        if (changed || newSlot) {
            changed = false;
            replan(yard);
        }
        for (int area = 0; area < closed.length; area++) {
            closed[area] = isClosedAfter(area, yard.time());
        }
        call(yard);
    }

    /** Nobody waits who need not. */
    @Override
    public void held(HaulYard yard, int trip) {
        call(yard);
    }

    private void replan(HaulYard yard) {
        replans++;
        DayModel.Live live = model.live(roads, yard);
        SlotPlan plan = SlotPlanner.replan(live.day(), live.before(), CHANGE_COST, PlanEffort.CHANGE);
        for (int i = 0; i < live.trips().size(); i++) {
            int trip = live.trips().get(i);
            SlotPlan.Placed placed = plan.trips().get(i);
            if (placed.route() < 0) {
                yard.withdraw(trip);
                continue;
            }
            long target = FirstCome.target(midnight, trips.get(trip), placed.slot());
            int route = model.route(placed);
            boolean same = yard.state(trip) == State.PLANNED
                    && yard.routeOf(trip) == route
                    && yard.targetOf(trip) == target;
            if (!same) {
                yard.send(trip, route, target);
            }
        }
    }

    /**
     * Whether the way from a holding area to the gates is closed. An accident keeps nobody back: that only made trucks late, and
     * spared others nothing (docs/benchmarks.md).
     */
    private boolean isClosedAfter(int area, long time) {
        for (int place : model.placesAfter(area)) {
            for (RoadEvent event : roads.listEvents(place, time)) {
                if (event.kind() == RoadEventKind.CLOSURE) {
                    return true;
                }
            }
        }
        return false;
    }

    private void call(HaulYard yard) {
        for (int site = 0; site < yard.ground().siteCount(); site++) {
            List<CallForward.Waiting> waiting = new ArrayList<>();
            List<Integer> held = new ArrayList<>();
            for (int area = 0; area < closed.length; area++) {
                for (int trip : yard.listHeld(area)) {
                    if (yard.trips().get(trip).site() == site) {
                        held.add(trip);
                        // In the order of their slots; who is there before its slot may go on.
                        waiting.add(new CallForward.Waiting(
                                String.format("%06d", trip),
                                yard.targetOf(trip) - 86_400_000L,
                                Math.round(1000 * DRIVE_FACTOR * model.secondsToGate(trip, yard))));
                    }
                }
            }
            if (held.isEmpty()) {
                continue;
            }
            GateSite gate = yard.ground().gates().get(site);
            List<Long> arrivals = new ArrayList<>();
            for (int trip : yard.listOnWay(site)) {
                double drive = DRIVE_FACTOR * yard.ground().freeSeconds(yard.leg(trip));
                arrivals.add(Math.max(yard.time(), yard.legStart(trip) + Math.round(1000 * drive)));
            }
            List<CallForward.Call> calls = CallForward.plan(
                    new CallForward.GateState(
                            yard.queueAt(site), gate.queueLimit(), Math.round(3_600_000 / gate.vehiclesPerHour())),
                    arrivals,
                    waiting,
                    yard.time());
            for (CallForward.Call call : calls) {
                int trip = Integer.parseInt(call.vehicleId());
                int area = yard.ground().areaOf(yard.routeOf(trip));
                // A full area would put its queue on the road: then the way round is the lesser evil.
                boolean full = yard.listHeld(area).size() >= 0.85 * yard.ground().areas().get(area).capacity();
                if (full || call.leaveAt() < yard.time() + 60_000 && !closed[area]) {
                    yard.call(trip);
                }
            }
        }
    }
}
