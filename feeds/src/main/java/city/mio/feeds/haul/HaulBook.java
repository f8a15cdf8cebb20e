package city.mio.feeds.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.geo.places.HaulRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Construction traffic as the topics tell it: the newest word of each slot, trip and declaration, and all orders. What is
 * older than the given days before the newest slot is let go. Thread-safe.
 */
public final class HaulBook {

    private static final long DAY = 86_400_000;
    private static final long GONE_MILLIS = 3_600_000;
    private static final int MOST_ORDERS = 20_000;

    private final long keepMillis;
    private final TreeMap<String, HaulSlot> slots = new TreeMap<>();
    private final TreeMap<String, HaulTrip> trips = new TreeMap<>();
    private final TreeMap<String, HaulDeclaration> declarations = new TreeMap<>();
    private final TreeMap<String, HaulOrder> orders = new TreeMap<>();
    private long newest;
    private long changes;

    /** @param keepDays of past slots and trips */
    public HaulBook(int keepDays) {
        this.keepMillis = keepDays * DAY;
    }

    public synchronized void apply(HaulSlot slot) {
        slots.merge(slot.slotId(), slot, (a, b) -> b.time() >= a.time() ? b : a);
        changes++;
        if (slot.time() > newest + DAY / 24) {
            newest = slot.time();
            slots.values().removeIf(old -> old.slotEnd() < newest - keepMillis);
            trips.values().removeIf(old -> old.declaredSlotStart() < newest - keepMillis);
            declarations.values().removeIf(old -> old.slotEnd() < newest - keepMillis);
        }
    }

    public synchronized void apply(HaulTrip trip) {
        trips.merge(trip.tripId(), trip, (a, b) -> b.time() >= a.time() ? b : a);
        changes++;
    }

    public synchronized void apply(HaulDeclaration declaration) {
        if (declaration.status() == DeclarationStatus.CANCELLED) {
            declarations.remove(declaration.declarationId());
        } else {
            declarations.put(declaration.declarationId(), declaration);
        }
    }

    public synchronized void apply(HaulOrder order) {
        if (orders.size() < MOST_ORDERS || orders.containsKey(order.orderId())) {
            orders.put(order.orderId(), order);
            changes++;
        }
    }

    /** Counts up with each change of a slot, a trip or an order. */
    public synchronized long changes() {
        return changes;
    }

    /** Event time of the newest word on a slot, UTC epoch milliseconds; 0 if there is none. */
    public synchronized long time() {
        return slots.values().stream().mapToLong(HaulSlot::time).max().orElse(0);
    }

    /** Slots that begin in [from, until), by route and time. */
    public synchronized List<HaulSlot> listSlots(long from, long until) {
        return slots.values().stream()
                .filter(slot -> slot.slotStart() >= from && slot.slotStart() < until)
                .sorted(Comparator.comparing(HaulSlot::routeId).thenComparingLong(HaulSlot::slotStart))
                .toList();
    }

    /** Trips declared or planned for [from, until), by their ids. */
    public synchronized List<HaulTrip> listTrips(long from, long until) {
        return trips.values().stream()
                .filter(trip -> trip.declaredSlotStart() >= from && trip.declaredSlotStart() < until
                        || trip.slotStart() >= from && trip.slotStart() < until)
                .toList();
    }

    /**
     * Trips whose vehicles wait in a holding area, in the order in which they are to leave it; those that are not called
     * come last. A vehicle of which nothing was heard for long after its call or its slot is gone.
     *
     * @param now UTC epoch milliseconds
     */
    public synchronized List<HaulTrip> listWaiting(long now) {
        return trips.values().stream()
                .filter(trip -> trip.place() == HaulPlace.HOLDING && isThere(trip, now))
                .sorted(Comparator.comparingLong((HaulTrip trip) -> trip.callAt() == 0 ? Long.MAX_VALUE : trip.callAt())
                        .thenComparingLong(HaulTrip::slotStart)
                        .thenComparing(HaulTrip::tripId))
                .toList();
    }

    private static boolean isThere(HaulTrip trip, long now) {
        return trip.callAt() == 0 ? trip.slotEnd() + GONE_MILLIS > now : trip.callAt() + GONE_MILLIS / 2 > now;
    }

    /** What is declared, each by its newest word. */
    public synchronized List<HaulDeclaration> listDeclarations() {
        return new ArrayList<>(declarations.values());
    }

    /** Declarations that somebody of the office entered for contractors, by when they were received. */
    public synchronized List<HaulDeclaration> listEntered() {
        return declarations.values().stream()
                .filter(declaration -> !declaration.enteredBy().isEmpty())
                .sorted(Comparator.comparingLong(HaulDeclaration::declaredAt).thenComparing(HaulDeclaration::declarationId))
                .toList();
    }

    /**
     * Routes as orders have changed them by then; the others as they are set.
     *
     * @param isLink whether the city has a link; an order that names others is none
     */
    public List<HaulRoute> listRoutes(List<HaulRoute> set, LongPredicate isLink, long now) {
        Map<String, List<Long>> links = new HashMap<>();
        for (HaulOrder order : listOrders()) {
            if (order.kind() == HaulOrderKind.ROUTE
                    && order.time() <= now
                    && now < order.until()
                    && order.linkIds().stream().allMatch(isLink::test)) {
                links.put(order.routeId(), order.linkIds());
            }
        }
        return set.stream()
                .map(route -> {
                    List<Long> other = links.getOrDefault(route.id(), List.of());
                    return other.isEmpty() ? route : new HaulRoute(route.id(), route.name(), other, route.capPerSlot());
                })
                .toList();
    }

    /** All orders, by their times. */
    public synchronized List<HaulOrder> listOrders() {
        return orders.values().stream()
                .sorted(Comparator.comparingLong(HaulOrder::time).thenComparing(HaulOrder::orderId))
                .toList();
    }
}
