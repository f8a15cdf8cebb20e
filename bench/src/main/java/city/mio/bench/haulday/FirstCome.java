package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.simulators.haul.HaulControl;
import city.mio.simulators.haul.HaulYard;
import java.util.List;

/**
 * The office's caps as they stand, and slots first come first served: whoever books takes what is cheapest for itself of
 * all slots and routes that still have room. Where a route is closed, those who have not set out book anew, in the same
 * order.
 */
final class FirstCome implements HaulControl {

    private final List<DeclaredTrip> trips;
    private final int[] order;
    private final DayCaps caps;
    private final long midnight;
    private final OpenRoads roads;
    private final int[][] used;
    private final int[][][] usedOfClass;

    /** @param order in which trips book */
    FirstCome(List<DeclaredTrip> trips, int[] order, DayCaps caps, long midnight, OpenRoads roads) {
        this.trips = trips;
        this.order = order;
        this.caps = caps;
        this.midnight = midnight;
        this.roads = roads;
        used = new int[caps.vehicles().length][WorkDay.SLOTS];
        usedOfClass = new int[used.length][caps.byClass()[0].length][WorkDay.SLOTS];
    }

    @Override
    public boolean usesHoldingAreas() {
        return false;
    }

    @Override
    public void begin(HaulYard yard) {
        for (int trip : order) {
            book(yard, trip);
        }
    }

    @Override
    public void minute(HaulYard yard) {}

    @Override
    public void told(HaulYard yard, RoadEvent event) {
        if (!roads.told(event)) {
            return;
        }
        for (int trip : order) {
            if (yard.state(trip) == HaulYard.State.PLANNED
                    && roads.closedUntil(yard.routeOf(trip), yard.time()) > yard.targetOf(trip)) {
                int slot = (int) ((yard.targetOf(trip) - midnight) / (WorkDay.SLOT_MINUTES * 60_000L));
                count(trip, yard.routeOf(trip), slot, -1);
                yard.withdraw(trip);
                book(yard, trip);
            }
        }
    }

    private void book(HaulYard yard, int trip) {
        DeclaredTrip t = trips.get(trip);
        int type = t.type().ordinal();
        int best = Integer.MAX_VALUE;
        int bestRoute = -1;
        int bestSlot = -1;
        for (int route = 0; route < used.length; route++) {
            for (int slot = t.wish().earliest(); slot <= t.wish().latest(); slot++) {
                int cost = t.costOf(route, slot);
                long target = target(midnight, t, slot);
                if (cost >= 0
                        && cost < best
                        && used[route][slot] < caps.vehicles()[route][slot]
                        && usedOfClass[route][type][slot] < caps.byClass()[route][type][slot]
                        && yard.departureFor(trip, route, target) >= yard.time()
                        && roads.closedUntil(route, yard.time()) <= target) {
                    best = cost;
                    bestRoute = route;
                    bestSlot = slot;
                }
            }
        }
        if (bestRoute >= 0 && yard.send(trip, bestRoute, target(midnight, t, bestSlot))) {
            count(trip, bestRoute, bestSlot, 1);
        }
    }

    private void count(int trip, int route, int slot, int by) {
        used[route][slot] += by;
        usedOfClass[route][trips.get(trip).type().ordinal()][slot] += by;
    }

    /** When a trip should be on its route if it has a slot. */
    static long target(long midnight, DeclaredTrip trip, int slot) {
        return midnight + Math.round((slot + trip.inSlot()) * WorkDay.SLOT_MINUTES * 60_000);
    }
}
