package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** On foot between places of a service, and to and from them. Thread-safe. */
final class Walks {

    /** Who is asked to walk is not given more to choose from. */
    private static final int MOST_NEAR = 8;

    /** Pairs of stops that are looked at, those with the shortest walks. */
    private static final int MOST_WAYS = 12;

    /** Streets are longer than the crow flies: mean circuity of walking in cities is near 1.3 (Boeing 2019). */
    private static final double CIRCUITY = 1.3;

    private static final double METRES_PER_DEGREE = 111_195;

    private final OnDemandService service;

    Walks(OnDemandService service) {
        this.service = service;
    }

    /** A stop that can be walked to or from; leg null where one stands at it. */
    private record End(int stop, WalkingLeg leg) {}

    WalkingLeg between(String fromId, String toId) {
        return between(service.findPlace(fromId).orElseThrow(), service.findPlace(toId).orElseThrow());
    }

    WalkingLeg between(int from, int to) {
        return leg(service.getPlaceId(from), service.getPlaceId(to), metres(service.lon(from), service.lat(from), to));
    }

    private WalkingLeg leg(String fromId, String toId, double metres) {
        return new WalkingLeg(
                fromId, toId, metres, (int) Math.ceil(metres / service.promises().walkMetresPerSecond()));
    }

    private double metres(double lon, double lat, int stop) {
        double north = (lat - service.lat(stop)) * METRES_PER_DEGREE;
        double east = (lon - service.lon(stop)) * METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
        return CIRCUITY * Math.hypot(north, east);
    }

    /** Other stops within the longest walk, the nearest first. */
    List<Integer> near(int stop) {
        List<Integer> near = near(service.lon(stop), service.lat(stop));
        near.remove(Integer.valueOf(stop));
        return near.subList(0, Math.min(MOST_NEAR, near.size()));
    }

    private List<Integer> near(double lon, double lat) {
        List<Integer> near = new ArrayList<>();
        int most = service.promises().maxWalkMetres();
        for (int stop = 0; stop < service.listStops().size(); stop++) {
            // Most stops are too far north or south for any walk: no need to reckon farther.
            boolean far = Math.abs(lat - service.lat(stop)) * METRES_PER_DEGREE * CIRCUITY > most;
            if (!far && metres(lon, lat, stop) <= most) {
                near.add(stop);
            }
        }
        near.sort(Comparator.comparingDouble(stop -> metres(lon, lat, stop)));
        return near;
    }

    /** Whether a stop lies within the longest walk of a point. */
    boolean reaches(TripPoint point) {
        return !near(point.lon(), point.lat()).isEmpty();
    }

    /**
     * The ways that a request leaves open, those with the shortest walks first: between its stops there is one; from or to
     * a point one for each stop within the longest walk. Empty if there is none, or if a stop is unknown.
     */
    List<TripWay> waysAsked(TripRequest request) {
        return ways(ends(request, true, false), ends(request, false, false), !request.hasPoint());
    }

    /** Ways from and to other stops within the longest walk that a request does not leave open, the shortest walks first. */
    List<TripWay> waysInstead(TripRequest request) {
        List<End> boarding = ends(request, true, false);
        List<End> alighting = ends(request, false, false);
        List<TripWay> ways = ways(ends(request, true, true), ends(request, false, true), false);
        ways.removeIf(way -> boarding.stream().anyMatch(end -> end.stop() == way.from())
                && alighting.stream().anyMatch(end -> end.stop() == way.to()));
        return ways.subList(0, Math.min(MOST_WAYS, ways.size()));
    }

    private List<TripWay> ways(List<End> boarding, List<End> alighting, boolean asStops) {
        List<TripWay> ways = new ArrayList<>();
        for (End b : boarding) {
            for (End a : alighting) {
                if (asStops || b.stop() != a.stop()) {
                    ways.add(TripWay.of(b.stop(), b.leg(), a.stop(), a.leg()));
                }
            }
        }
        ways.sort(Comparator.comparingInt(TripWay::walkSeconds));
        return ways;
    }

    private List<End> ends(TripRequest request, boolean origin, boolean wide) {
        TripPoint point = origin ? request.fromPoint() : request.toPoint();
        List<End> ends = new ArrayList<>();
        if (point != null) {
            List<Integer> near = near(point.lon(), point.lat());
            for (int stop : near.subList(0, Math.min(MOST_NEAR, near.size()))) {
                String id = service.getPlaceId(stop);
                double metres = metres(point.lon(), point.lat(), stop);
                ends.add(new End(stop, origin ? leg("", id, metres) : leg(id, "", metres)));
            }
            return ends;
        }
        OptionalInt stop = service.findStop(origin ? request.fromStopId() : request.toStopId());
        if (stop.isPresent()) {
            ends.add(new End(stop.getAsInt(), null));
            if (wide) {
                for (int other : near(stop.getAsInt())) {
                    ends.add(new End(
                            other, origin ? between(stop.getAsInt(), other) : between(other, stop.getAsInt())));
                }
            }
        }
        return ends;
    }
}
