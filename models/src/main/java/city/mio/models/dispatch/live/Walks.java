package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** On foot between places of a service. Thread-safe. */
final class Walks {

    /** Who is asked to walk is not given more to choose from. */
    private static final int MOST_NEAR = 8;

    /** Streets are longer than the crow flies: mean circuity of walking in cities is near 1.3 (Boeing 2019). */
    private static final double CIRCUITY = 1.3;

    private static final double METRES_PER_DEGREE = 111_195;

    private final OnDemandService service;

    Walks(OnDemandService service) {
        this.service = service;
    }

    WalkingLeg between(String fromId, String toId) {
        return between(service.findPlace(fromId).orElseThrow(), service.findPlace(toId).orElseThrow());
    }

    WalkingLeg between(int from, int to) {
        double metres = metres(from, to);
        return new WalkingLeg(
                service.getPlaceId(from),
                service.getPlaceId(to),
                metres,
                (int) Math.ceil(metres / service.promises().walkMetresPerSecond()));
    }

    private double metres(int a, int b) {
        double north = (service.lat(a) - service.lat(b)) * METRES_PER_DEGREE;
        double east = (service.lon(a) - service.lon(b)) * METRES_PER_DEGREE * Math.cos(Math.toRadians(service.lat(a)));
        return CIRCUITY * Math.hypot(north, east);
    }

    /** Other stops within the longest walk, the nearest first. */
    List<Integer> near(int stop) {
        List<Integer> near = new ArrayList<>();
        int most = service.promises().maxWalkMetres();
        for (int other = 0; other < service.listStops().size(); other++) {
            // Most stops are too far north or south for any walk: no need to reckon farther.
            boolean far = Math.abs(service.lat(stop) - service.lat(other)) * METRES_PER_DEGREE * CIRCUITY > most;
            if (!far && other != stop && metres(stop, other) <= most) {
                near.add(other);
            }
        }
        near.sort(Comparator.comparingDouble(other -> metres(stop, other)));
        return near.subList(0, Math.min(MOST_NEAR, near.size()));
    }
}
