package city.mio.bench.haulday;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.simulators.haul.HaulGround;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which routes are told to be closed, and until when. */
final class OpenRoads {

    private final RoadNetwork network;
    private final HaulGround ground;
    private final Map<String, RoadEvent> events = new LinkedHashMap<>();

    OpenRoads(RoadNetwork network, HaulGround ground) {
        this.network = network;
        this.ground = ground;
    }

    /** Keeps what is told; whether it concerns a closure of a route. */
    boolean told(RoadEvent event) {
        if (event.kind() == RoadEventKind.CLOSURE && event.linkId() != 0) {
            events.put(event.eventId(), event);
            return true;
        }
        return false;
    }

    /** Until when a route is closed, UTC epoch milliseconds; 0 if it is open. */
    long closedUntil(int route, long now) {
        long until = 0;
        for (RoadEvent event : events.values()) {
            if (event.end() > now) {
                for (int link : ground.route(route)) {
                    until = network.linkId(link) == event.linkId() ? Math.max(until, event.end()) : until;
                }
            }
        }
        return until;
    }
}
