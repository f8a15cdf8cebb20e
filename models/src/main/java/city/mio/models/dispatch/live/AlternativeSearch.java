package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What could be had in place of a trip that fits nowhere: from all stops within the longest walk of either end, or both,
 * the two with the least generalised cost, then other times, the nearest first.
 *
 * <p>The generalised cost is the time from when the rider wanted to leave until arrival (or from leaving until when the
 * rider wanted to be there), of which a second on foot counts twice and a second of waiting one and a half times (weights
 * of time as reviewed by Wardman 2004).
 */
final class AlternativeSearch {

    private static final int MOST = 3;
    private static final int MOST_OTHER_STOPS = 2;

    /** Pairs of stops that are looked at, those with the shortest walks. */
    private static final int MOST_PAIRS = 12;

    private static final long[] OTHER_TIMES_MINUTES = {10, 20, 30, 45, 60, 90, 120, -10, -20, -30, -60};
    private static final double WALKING = 2;
    private static final double WAITING = 1.5;

    private final OnDemandService service;
    private final Walks walks;

    AlternativeSearch(OnDemandService service, Walks walks) {
        this.service = service;
        this.walks = walks;
    }

    /** Tries a request: when its rider would be picked up and dropped off, null if there is no place for it. */
    interface Trial {
        long[] when(TripRequest request);
    }

    private record Pair(int from, int to, int walkSeconds) {}

    private record Found(Alternative alternative, double cost) {}

    List<Alternative> find(TripRequest request, long nowMillis, Trial trial) {
        int from = service.findStop(request.fromStopId()).orElseThrow();
        int to = service.findStop(request.toStopId()).orElseThrow();
        List<Found> stops = new ArrayList<>();
        for (Pair pair : pairs(from, to)) {
            Found found = tryOne(request, from, to, pair, request.timeMillis(), nowMillis, trial);
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
            if (all.size() == MOST) {
                break;
            }
            Found found =
                    tryOne(request, from, to, new Pair(from, to, 0), wanted + minutes * 60_000, nowMillis, trial);
            if (found != null) {
                all.add(found.alternative());
            }
        }
        return all;
    }

    private List<Pair> pairs(int from, int to) {
        List<Integer> boarding = withItself(from);
        List<Integer> alighting = withItself(to);
        List<Pair> pairs = new ArrayList<>();
        for (int b : boarding) {
            for (int a : alighting) {
                if (b != a && !(b == from && a == to)) {
                    int seconds = (b == from ? 0 : walks.between(from, b).seconds())
                            + (a == to ? 0 : walks.between(a, to).seconds());
                    pairs.add(new Pair(b, a, seconds));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::walkSeconds));
        return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
    }

    private List<Integer> withItself(int stop) {
        List<Integer> all = new ArrayList<>();
        all.add(stop);
        all.addAll(walks.near(stop));
        return all;
    }

    private Found tryOne(
            TripRequest request, int from, int to, Pair pair, long timeMillis, long nowMillis, Trial trial) {
        boolean leaveAfter = request.wish() == TimeWish.LEAVE_AFTER;
        List<WalkingLeg> legs = new ArrayList<>();
        long time = timeMillis;
        if (pair.from() != from) {
            legs.add(walks.between(from, pair.from()));
            if (leaveAfter) {
                time = Math.max(time, nowMillis) + legs.get(0).seconds() * 1000L;
            }
        }
        if (pair.to() != to) {
            legs.add(walks.between(pair.to(), to));
            if (!leaveAfter) {
                time -= legs.get(legs.size() - 1).seconds() * 1000L;
            }
        }
        TripRequest other = request.toBuilder()
                .stops(service.getPlaceId(pair.from()), service.getPlaceId(pair.to()))
                .time(request.wish(), time)
                .build();
        long[] when = trial.when(other);
        if (when == null) {
            return null;
        }
        double ride = when[1] - when[0];
        double wait = leaveAfter ? when[0] - time : time - when[1];
        double cost = ride + WAITING * Math.max(0, wait) + WALKING * 1000 * pair.walkSeconds();
        Alternative found = new Alternative(
                other.fromStopId(), other.toStopId(), other.wish(), other.timeMillis(), when[0], when[1], legs);
        return new Found(found, cost);
    }
}
