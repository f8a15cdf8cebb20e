package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of several ways to make a trip is best, and what could be had in place of a trip that fits nowhere: from all stops
 * within the longest walk of either end, or both, the two with the least generalised cost, then other times, the nearest
 * first.
 *
 * <p>The generalised cost is the time from when the rider wanted to leave until arrival (or from leaving until when the
 * rider wanted to be there), of which a second on foot counts twice and a second of waiting one and a half times (weights
 * of time as reviewed by Wardman 2004).
 */
final class AlternativeSearch {

    private static final int MOST = 3;
    private static final int MOST_OTHER_STOPS = 2;

    private static final long[] OTHER_TIMES_MINUTES = {10, 20, 30, 45, 60, 90, 120, -10, -20, -30, -60};
    private static final double WALKING = 2;
    private static final double WAITING = 1.5;

    private final OnDemandService service;
    private final Walks walks;

    AlternativeSearch(OnDemandService service, Walks walks) {
        this.service = service;
        this.walks = walks;
    }

    /**
     * Tries a request: when its rider, who can be at the stop from a time on, would be picked up and dropped off; null if
     * there is no place for it.
     */
    interface Trial {
        long[] when(TripRequest request, long thereMillis);
    }

    private record Found(Alternative alternative, TripWay way, double cost) {}

    /** The way with the least generalised cost at the time asked for; null if none of them can be had. */
    TripWay best(TripRequest request, List<TripWay> ways, long nowMillis, Trial trial) {
        Found best = null;
        for (TripWay way : ways) {
            Found found = tryOne(request, way, request.timeMillis(), nowMillis, trial);
            if (found != null && (best == null || found.cost() < best.cost())) {
                best = found;
            }
        }
        return best == null ? null : best.way();
    }

    List<Alternative> find(TripRequest request, long nowMillis, Trial trial) {
        List<TripWay> asked = walks.waysAsked(request);
        List<Found> stops = new ArrayList<>();
        for (TripWay way : walks.waysInstead(request)) {
            Found found = tryOne(request, way, request.timeMillis(), nowMillis, trial);
            if (found != null) {
                stops.add(found);
            }
        }
        stops.sort(Comparator.comparingDouble(Found::cost));
        List<Alternative> all = new ArrayList<>();
        for (Found each : stops.subList(0, Math.min(MOST_OTHER_STOPS, stops.size()))) {
            all.add(each.alternative());
        }
        long wanted = Math.max(request.timeMillis(), nowMillis);
        for (long minutes : OTHER_TIMES_MINUTES) {
            if (all.size() == MOST || asked.isEmpty()) {
                break;
            }
            Found found = tryOne(request, asked.get(0), wanted + minutes * 60_000, nowMillis, trial);
            if (found != null) {
                all.add(found.alternative());
            }
        }
        return all;
    }

    private Found tryOne(TripRequest request, TripWay way, long timeMillis, long nowMillis, Trial trial) {
        boolean leaveAfter = request.wish() == TimeWish.LEAVE_AFTER;
        long time = way.timeAtStop(request.wish(), timeMillis, nowMillis);
        TripRequest other = request.toBuilder()
                .stops(service.getPlaceId(way.from()), service.getPlaceId(way.to()))
                .time(request.wish(), time)
                .build();
        long[] when = trial.when(other, nowMillis + way.secondsBefore() * 1000L);
        if (when == null) {
            return null;
        }
        double ride = when[1] - when[0];
        double wait = leaveAfter ? when[0] - time : time - when[1];
        double cost = ride + WAITING * Math.max(0, wait) + WALKING * 1000 * way.walkSeconds();
        Alternative found = new Alternative(
                other.fromStopId(), other.toStopId(), other.wish(), other.timeMillis(), when[0], when[1], way.legs());
        return new Found(found, way, cost);
    }
}
