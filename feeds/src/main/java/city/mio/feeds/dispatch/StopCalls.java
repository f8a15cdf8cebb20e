package city.mio.feeds.dispatch;

import city.mio.events.TripOffer;
import city.mio.events.TripStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who got on and off each bus lately. What the dispatcher says of riders and what the bus says of stops come over two topics,
 * in any order: so the riders are kept with their time, and looked through for the stop where the bus stands. Not
 * thread-safe.
 */
final class StopCalls {

    /** More than get on and off a bus at one stop. */
    private static final int KEPT = 100;

    private static final Set<TripStatus> AT_STOPS = Set.of(TripStatus.ON_BOARD, TripStatus.SERVED, TripStatus.NO_SHOW);

    private record Step(String requestId, TripStatus status, String stopId, long time) {}

    private final int mostBuses;
    private final Map<String, Deque<Step>> steps = new HashMap<>();

    StopCalls(int mostBuses) {
        this.mostBuses = mostBuses;
    }

    /** Takes in where a trip stands now. */
    void take(String bus, TripOffer offer) {
        boolean kept = AT_STOPS.contains(offer.status()) && (steps.containsKey(bus) || steps.size() < mostBuses);
        if (kept) {
            Deque<Step> own = steps.computeIfAbsent(bus, unused -> new ArrayDeque<>());
            own.addLast(new Step(
                    offer.requestId(),
                    offer.status(),
                    offer.status() == TripStatus.SERVED ? offer.toStopId() : offer.fromStopId(),
                    offer.time()));
            if (own.size() > KEPT) {
                own.removeFirst();
            }
        }
    }

    /**
     * Who gets on and off at the stop where a bus stands.
     *
     * @param since when it got there, event time, UTC epoch milliseconds
     */
    StopCall at(String bus, String stopId, long since) {
        Map<String, TripStatus> last = new LinkedHashMap<>();
        for (Step step : steps.getOrDefault(bus, new ArrayDeque<>())) {
            if (step.time() >= since && step.stopId().equals(stopId)) {
                last.put(step.requestId(), step.status());
            }
        }
        Map<TripStatus, List<String>> by = new HashMap<>();
        last.forEach((requestId, status) ->
                by.computeIfAbsent(status, unused -> new ArrayList<>()).add(requestId));
        return new StopCall(
                stopId,
                by.getOrDefault(TripStatus.ON_BOARD, List.of()),
                by.getOrDefault(TripStatus.SERVED, List.of()),
                by.getOrDefault(TripStatus.NO_SHOW, List.of()));
    }

    void forget(String bus) {
        steps.remove(bus);
    }
}
