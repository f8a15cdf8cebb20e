package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.simulators.haul.HaulControl;
import city.mio.simulators.haul.HaulYard;
import java.util.List;

/** Everybody drives as declared. Where a route is closed, whoever has not set out takes the best of those that are open. */
final class AsDeclared implements HaulControl {

    private final List<DeclaredTrip> trips;
    private final long midnight;
    private final OpenRoads roads;

    AsDeclared(List<DeclaredTrip> trips, long midnight, OpenRoads roads) {
        this.trips = trips;
        this.midnight = midnight;
        this.roads = roads;
    }

    @Override
    public boolean usesHoldingAreas() {
        return false;
    }

    @Override
    public void begin(HaulYard yard) {
        for (int trip = 0; trip < trips.size(); trip++) {
            DeclaredTrip t = trips.get(trip);
            yard.send(trip, t.wish().route(), FirstCome.target(midnight, t, t.wish().slot()));
        }
    }

    @Override
    public void minute(HaulYard yard) {}

    @Override
    public void told(HaulYard yard, RoadEvent event) {
        if (!roads.told(event)) {
            return;
        }
        for (int trip = 0; trip < trips.size(); trip++) {
            if (yard.state(trip) == HaulYard.State.PLANNED
                    && roads.closedUntil(yard.routeOf(trip), yard.time()) > yard.targetOf(trip)) {
                int best = -1;
                int[] costs = trips.get(trip).costs().routes();
                for (int route = 0; route < costs.length; route++) {
                    if (costs[route] >= 0
                            && roads.closedUntil(route, yard.time()) == 0
                            && (best < 0 || costs[route] < costs[best])) {
                        best = route;
                    }
                }
                if (best >= 0) {
                    yard.send(trip, best, yard.targetOf(trip));
                }
            }
        }
    }
}
