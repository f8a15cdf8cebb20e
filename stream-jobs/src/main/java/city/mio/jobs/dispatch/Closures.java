package city.mio.jobs.dispatch;

import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Links that are closed, or will be. A later word on the same event takes the place of the one before. One thread. */
final class Closures {

    private final RoadNetwork network;
    private final Map<String, RoadEvent> events = new TreeMap<>();

    Closures(RoadNetwork network) {
        this.network = network;
    }

    /** Takes an event in; whether it closes a link of this network, or did until now. */
    boolean take(RoadEvent event) {
        boolean closes = event.kind() == RoadEventKind.CLOSURE && findLink(event).isPresent();
        RoadEvent before = closes ? events.put(event.eventId(), event) : events.remove(event.eventId());
        return closes ? !event.equals(before) : before != null;
    }

    private OptionalInt findLink(RoadEvent event) {
        return network.findLink(event.linkId());
    }

    /** Forgets what is over; the ids of what was forgotten. */
    List<String> forget(long now) {
        List<String> over = new ArrayList<>();
        events.values().removeIf(event -> {
            boolean past = event.end() <= now;
            if (past) {
                over.add(event.eventId());
            }
            return past;
        });
        return over;
    }

    /** Until when each link that is closed at a time stays so; links by their numbers. */
    Map<Integer, Long> closedAt(long time) {
        Map<Integer, Long> closed = new TreeMap<>();
        for (RoadEvent event : events.values()) {
            if (event.start() <= time && time < event.end()) {
                findLink(event).ifPresent(link -> closed.merge(link, event.end(), Math::max));
            }
        }
        return closed;
    }

    /** The next time after now at which a link closes or opens; {@link Long#MAX_VALUE} if none will. */
    long nextChange(long now) {
        long next = Long.MAX_VALUE;
        for (RoadEvent event : events.values()) {
            for (long at : new long[] {event.start(), event.end()}) {
                next = at > now ? Math.min(next, at) : next;
            }
        }
        return next;
    }
}
