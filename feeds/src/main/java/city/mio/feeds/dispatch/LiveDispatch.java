package city.mio.feeds.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.DispatchPlan;
import city.mio.events.TimeWish;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.ServiceTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Trips, buses and plans as the topics tell it. {@code apply} takes records in; what is handed out is immutable. The records
 * of a service have to come in the order of its partition. Memory is bounded by the limits. Thread-safe; all methods hold
 * one lock, briefly.
 */
public final class LiveDispatch {

    /** Waits of the last so many immediate requests say how long one waits now. */
    private static final int RECENT_WAITS = 20;

    /** How old those may be. */
    private static final long RECENT_MILLIS = 30 * 60_000;

    private record Waiter(Predicate<TripOffer> wanted, CompletableFuture<TripOffer> answer) {}

    private record Wait(long at, int seconds) {}

    private final OnDemandOffering offering;
    private final DispatchLimits limits;
    private final Map<TripKey, TripView> open = new LinkedHashMap<>();
    private final Map<TripKey, TripView> closed = new LinkedHashMap<>();
    private final Map<String, BusView> buses = new LinkedHashMap<>();
    private final Map<String, DayCount> days = new HashMap<>();
    private final Map<String, Set<TripKey>> onBoard = new HashMap<>();
    private final Map<String, List<Wait>> recentWaits = new HashMap<>();
    private final Map<TripKey, List<Waiter>> waiters = new HashMap<>();
    private final StopCalls calls;
    private Set<TripKey> changedTrips = new LinkedHashSet<>();
    private Set<String> changedBuses = new LinkedHashSet<>();
    private long newestTime;
    private long ignored;

    /** Nothing has been heard yet. */
    public LiveDispatch(OnDemandOffering offering, DispatchLimits limits) {
        this.offering = offering;
        this.limits = limits;
        calls = new StopCalls(limits.maxBuses());
    }

    public OnDemandOffering offering() {
        return offering;
    }

    /** Takes in what a rider said. */
    public synchronized void apply(TripRequest request) {
        boolean known = offering.findService(request.serviceKey()).isPresent();
        boolean about = request.kind() == TripRequestKind.ASK || request.kind() == TripRequestKind.CHANGE;
        if (!known || !about) {
            ignored += known ? 0 : 1;
            return;
        }
        TripKey key = new TripKey(request.serviceKey(), request.requestId());
        put(find(key).orElseGet(() -> TripView.of(key)).with(request));
    }

    /** A request that was not stored after all: a trip of which nothing else was heard is gone again. */
    synchronized void forget(TripRequest request) {
        TripKey key = new TripKey(request.serviceKey(), request.requestId());
        TripView trip = open.get(key);
        boolean own = trip != null
                && trip.findLast().isEmpty()
                && trip.findAsked().map(asked -> asked.messageId().equals(request.messageId())).orElse(false);
        if (request.kind() == TripRequestKind.ASK && own) {
            open.remove(key);
            changedTrips.remove(key);
        }
    }

    /** Takes in what the dispatcher said. */
    public synchronized void apply(TripOffer offer) {
        newestTime = Math.max(newestTime, offer.time());
        TripKey key = new TripKey(offer.serviceKey(), offer.requestId());
        Optional<OnDemandService> service = offering.findService(offer.serviceKey());
        // That a trip is not known makes none.
        if (service.isPresent() && offer.refusal() != TripRefusal.UNKNOWN_REQUEST) {
            TripView before = find(key).orElseGet(() -> TripView.of(key));
            if (before.findLast().isPresent() && before.findLast().get().time() > offer.time()) {
                ignored++;
                return;
            }
            TripView after = before.with(offer, course(before, offer, service.get().terms()));
            if (before.findStatus().map(status -> status != offer.status()).orElse(true)) {
                calls.take(offer.serviceKey() + "/" + offer.vehicleId(), offer);
            }
            after = board(after, offer);
            day(service.get(), offer.time()).count(before, after, offer);
            recent(before, after, offer);
            put(after);
        } else if (service.isEmpty()) {
            ignored++;
        }
        answer(key, offer);
    }

    private static TripView.Course course(TripView before, TripOffer offer, ServiceTerms terms) {
        TripView.Course c = before.course();
        boolean boards = offer.status() == TripStatus.ON_BOARD && c.boardedAt() == 0;
        boolean arrives = offer.status() == TripStatus.SERVED && c.arrivedAt() == 0;
        boolean first = offer.status() == TripStatus.OFFERED && offer.news() == TripNews.ANSWER;
        return new TripView.Course(
                first ? direct(before, offer, terms) : c.directMillis(),
                boards ? offer.time() : c.boardedAt(),
                arrives ? offer.time() : c.arrivedAt(),
                c.pooled(),
                c.slipped() || offer.news() == TripNews.REOFFERED);
    }

    /**
     * The direct drive, from the promise: of two ways to say the longest ride the shorter one holds, so of two drives that
     * they say the longer one does.
     */
    private static long direct(TripView before, TripOffer offer, ServiceTerms terms) {
        boolean leaves = before.findAsked().map(asked -> asked.wish() == TimeWish.LEAVE_AFTER).orElse(false);
        long longest = offer.latestDropOffTime() - offer.latestPickupTime();
        return leaves && longest > 0
                ? Math.max(Math.round(longest / terms.detourFactor()), longest - terms.detourSeconds() * 1_000L)
                : 0;
    }

    /** Who is on board with whom. */
    private TripView board(TripView trip, TripOffer offer) {
        String bus = offer.serviceKey() + "/" + offer.vehicleId();
        if (offer.status() == TripStatus.ON_BOARD) {
            Set<TripKey> riders = onBoard.computeIfAbsent(bus, unused -> new HashSet<>());
            if (riders.add(trip.key()) && riders.size() > 1) {
                for (TripKey other : riders) {
                    find(other).filter(view -> !view.course().pooled()).ifPresent(view -> put(view.pooled()));
                }
                return trip.pooled();
            }
        } else if (offer.status() == TripStatus.SERVED || !TripView.isOpen(offer.status())) {
            // The bus in the last word may be another one than the rider was on.
            onBoard.values().forEach(riders -> riders.remove(trip.key()));
            onBoard.values().removeIf(Set::isEmpty);
        }
        return trip;
    }

    private void recent(TripView before, TripView after, TripOffer offer) {
        Optional<TripRequest> asked = after.findAsked();
        boolean now = before.findLast().isEmpty()
                && offer.status() == TripStatus.OFFERED
                && asked.isPresent()
                && asked.get().wishTime() == 0;
        if (now) {
            List<Wait> waits = recentWaits.computeIfAbsent(offer.serviceKey(), unused -> new ArrayList<>());
            waits.add(new Wait(offer.time(), (int) Math.max(0, (offer.pickupTime() - asked.get().time()) / 1_000)));
            if (waits.size() > RECENT_WAITS) {
                waits.remove(0);
            }
        }
    }

    private DayCount day(OnDemandService service, long time) {
        LocalDate date = Instant.ofEpochMilli(time).atZone(service.timezone()).toLocalDate();
        DayCount day = days.get(service.key());
        if (day == null || day.date().isBefore(date)) {
            day = new DayCount(date);
            days.put(service.key(), day);
        }
        return day;
    }

    private void put(TripView trip) {
        TripKey key = trip.key();
        changedTrips.add(key);
        if (trip.isOpen()) {
            open.put(key, trip);
            closed.remove(key);
            if (open.size() > limits.maxOpenTrips()) {
                drop(open);
                ignored++;
            }
        } else {
            open.remove(key);
            // To the end: the first is the one that has been over longest.
            closed.remove(key);
            closed.put(key, trip);
            if (closed.size() > limits.maxClosedTrips()) {
                drop(closed);
            }
        }
    }

    private void drop(Map<TripKey, TripView> trips) {
        Iterator<TripKey> eldest = trips.keySet().iterator();
        changedTrips.remove(eldest.next());
        eldest.remove();
    }

    private void answer(TripKey key, TripOffer offer) {
        List<Waiter> waiting = waiters.get(key);
        if (waiting == null) {
            return;
        }
        for (Waiter waiter : List.copyOf(waiting)) {
            if (waiter.wanted().test(offer)) {
                waiting.remove(waiter);
                waiter.answer().completeAsync(() -> offer);
            }
        }
        if (waiting.isEmpty()) {
            waiters.remove(key);
        }
    }

    /** Takes in what a bus told. */
    public synchronized void apply(BusStatus status) {
        bus(status.operatorId(), status.zoneId(), status.vehicleId(), bus -> bus.with(status));
    }

    /** Takes in a plan. */
    public synchronized void apply(DispatchPlan plan) {
        newestTime = Math.max(newestTime, plan.time());
        bus(plan.operatorId(), plan.zoneId(), plan.vehicleId(), bus -> bus.with(plan));
    }

    private void bus(
            String operatorId, String zoneId, String vehicleId, java.util.function.UnaryOperator<BusView> change) {
        String service = operatorId + "/" + zoneId;
        String key = service + "/" + vehicleId;
        BusView old = buses.get(key);
        boolean shown = offering.findService(service).isPresent() && (old != null || buses.size() < limits.maxBuses());
        if (!shown) {
            ignored++;
            return;
        }
        buses.put(key, change.apply(old == null ? BusView.unknown(operatorId, zoneId, vehicleId) : old));
        changedBuses.add(key);
    }

    /**
     * The next word of the dispatcher on a trip that is wanted. Whoever waits must give up in time, by completing it.
     *
     * @param wanted asked on the thread that takes records in
     */
    public CompletableFuture<TripOffer> await(TripKey key, Predicate<TripOffer> wanted) {
        CompletableFuture<TripOffer> answer = new CompletableFuture<>();
        Waiter waiter = new Waiter(wanted, answer);
        synchronized (this) {
            waiters.computeIfAbsent(key, unused -> new ArrayList<>()).add(waiter);
        }
        answer.whenComplete((offer, failure) -> forget(key, waiter));
        return answer;
    }

    private synchronized void forget(TripKey key, Waiter waiter) {
        List<Waiter> waiting = waiters.get(key);
        if (waiting != null && waiting.remove(waiter) && waiting.isEmpty()) {
            waiters.remove(key);
        }
    }

    /** What is known of a trip. */
    public synchronized Optional<TripView> find(TripKey key) {
        TripView view = open.get(key);
        return Optional.ofNullable(view == null ? closed.get(key) : view);
    }

    /** Trips of this id; of different services, where there is more than one. */
    public synchronized List<TripView> listTrips(String requestId) {
        List<TripView> found = new ArrayList<>();
        for (OnDemandService service : offering.listServices()) {
            find(new TripKey(service.key(), requestId)).ifPresent(found::add);
        }
        return found;
    }

    /** Trips that are not over, of all services, the oldest first. */
    public synchronized List<TripView> listOpenTrips() {
        return List.copyOf(open.values());
    }

    /** All buses that are heard of. */
    public synchronized List<BusView> listBuses() {
        return List.copyOf(buses.values());
    }

    public synchronized Optional<BusView> findBus(String service, String vehicleId) {
        return Optional.ofNullable(buses.get(service + "/" + vehicleId));
    }

    /** The stop where a bus stands, with who gets on and off there; empty under way. */
    public synchronized Optional<StopCall> findCall(BusView bus) {
        return bus.atStopId().isEmpty()
                ? Optional.empty()
                : Optional.of(calls.at(bus.key(), bus.atStopId(), bus.atStopSince()));
    }

    /** The figures of the newest day; of a day without anything where nothing was heard. */
    public synchronized DayFigures figures(OnDemandService service, long now) {
        DayCount day = days.get(service.key());
        LocalDate today = Instant.ofEpochMilli(now).atZone(service.timezone()).toLocalDate();
        return (day == null || day.date().isBefore(today) ? new DayCount(today) : day).figures();
    }

    /** How long one waits at present, in seconds: the median of the last offers of a ride at once; empty where there was none lately. */
    public synchronized OptionalInt findWait(String service, long now) {
        int[] waits = recentWaits.getOrDefault(service, List.of()).stream()
                .filter(wait -> wait.at() > now - RECENT_MILLIS)
                .mapToInt(Wait::seconds)
                .sorted()
                .toArray();
        return waits.length == 0 ? OptionalInt.empty() : OptionalInt.of(waits[waits.length / 2]);
    }

    /** Latest event time that the dispatcher has said, UTC epoch milliseconds; 0 before it said anything. */
    public synchronized long newestTime() {
        return newestTime;
    }

    /** Records that could not be shown: of services that the city does not have, out of order, too many. */
    public synchronized long ignored() {
        return ignored;
    }

    /** What has changed since this was asked last; forgets buses of which nothing is heard. */
    public synchronized DispatchChanges drain(long now) {
        List<String> gone = new ArrayList<>();
        for (Iterator<BusView> each = buses.values().iterator(); each.hasNext(); ) {
            BusView bus = each.next();
            if (bus.heardAt() < now - limits.busTimeout().toMillis()) {
                each.remove();
                gone.add(bus.key());
                calls.forget(bus.key());
                changedBuses.remove(bus.key());
            }
        }
        DispatchChanges changes = new DispatchChanges(
                changedTrips.stream().map(key -> find(key).orElseThrow()).toList(),
                changedBuses.stream().map(buses::get).toList(),
                gone);
        changedTrips = new LinkedHashSet<>();
        changedBuses = new LinkedHashSet<>();
        return changes;
    }
}
