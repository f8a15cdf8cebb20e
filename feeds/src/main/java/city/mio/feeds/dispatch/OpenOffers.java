package city.mio.feeds.dispatch;

import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.TripStatus;
import city.mio.feeds.ondemand.OfferLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which offers each client holds, and no more than it may. An offer is held from the moment it is asked for until the topics
 * say that it was taken, given back or refused, or it expires. Who holds what is known to this door alone and forgotten
 * with it: after a restart a client may hold as much again, until what it held expires. Memory is bounded: of many clients the
 * one that was silent longest is forgotten. Thread-safe.
 */
public final class OpenOffers {

    private static final int MOST_CLIENTS = 10_000;

    private record Client(String service, String address) {}

    private record Held(int riders, long until) {}

    /**
     * What a client holds that may have no more.
     *
     * @param offers that are open, or about to be
     * @param riders of all of them
     * @param limit how much it may hold
     * @param nextEnd when the next of them expires, UTC epoch milliseconds; now if it holds none
     */
    public record Full(int offers, int riders, OfferLimits.Limit limit, long nextEnd) {}

    private final LiveDispatch live;
    private final Map<Client, Map<String, Held>> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Map<String, Held>> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** @param live says what became of offers */
    public OpenOffers(LiveDispatch live) {
        this.live = live;
    }

    /**
     * Counts an offer that is about to be asked for, or to be changed.
     *
     * @param address of the client
     * @param request of a service that the city has
     * @param now UTC epoch milliseconds in the city
     * @return empty if the client may have it; otherwise it is not counted
     */
    public synchronized Optional<Full> take(String address, TripRequest request, long now) {
        OfferLimits limits =
                live.offering().findService(request.serviceKey()).orElseThrow().offers();
        OfferLimits.Limit limit = limits.of(address);
        Client client = new Client(request.serviceKey(), address);
        Map<String, Held> held = clients.computeIfAbsent(client, unused -> new HashMap<>());
        long nextEnd = Long.MAX_VALUE;
        int riders = 0;
        for (var each = held.entrySet().iterator(); each.hasNext(); ) {
            var entry = each.next();
            long end = end(new TripKey(client.service(), entry.getKey()), entry.getValue());
            if (end <= now) {
                each.remove();
            } else {
                nextEnd = Math.min(nextEnd, end);
                riders += entry.getValue().riders();
            }
        }
        Held own = held.get(request.requestId());
        int more = request.party().riders() - (own == null ? 0 : own.riders());
        boolean many = own == null && held.size() >= limit.offers();
        boolean large = more > 0 && riders + more > limit.riders();
        if (many || large) {
            Full full = new Full(held.size(), riders, limit, held.isEmpty() ? now : nextEnd);
            drop(client, held);
            return Optional.of(full);
        }
        // What the dispatcher has not answered yet counts too, as long as an offer would be held.
        held.put(request.requestId(), new Held(request.party().riders(), now + limits.holdSeconds() * 1_000L));
        return Optional.empty();
    }

    /** What was counted has not come to the dispatcher. */
    public synchronized void giveBack(String address, TripKey trip) {
        Client client = new Client(trip.service(), address);
        Map<String, Held> held = clients.get(client);
        if (held != null) {
            held.remove(trip.requestId());
            drop(client, held);
        }
    }

    private void drop(Client client, Map<String, Held> held) {
        if (held.isEmpty()) {
            clients.remove(client);
        }
    }

    private long end(TripKey key, Held held) {
        Optional<TripOffer> last = live.find(key).flatMap(TripView::findLast);
        if (last.isEmpty()) {
            return held.until();
        }
        return last.get().status() == TripStatus.OFFERED ? last.get().expiresAt() : 0;
    }
}
