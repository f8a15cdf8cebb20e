package city.mio.jobs.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.Forecast;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPassage;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.SlotForecast;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.declarations.DeclarationBook;
import city.mio.models.haul.declarations.DeclarationDesk;
import city.mio.models.haul.declarations.RowFault;
import city.mio.models.haul.declarations.TripDeclaration;
import city.mio.models.haul.office.HaulOffice;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The office from one minute to the next: hears what has come in the order of its times, plans the days that something has
 * changed, tells what is new of trips and slots, looks ahead. The same news in whatever order of arrival give the same
 * words. Of one task.
 */
final class Office {

    private static final long MINUTE = 60_000;
    private static final long BUSY_MILLIS = 2 * 3_600_000L;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private final HaulCity city;
    private final HaulOffice office;
    private final DeclarationDesk desk;
    private final Background background;
    private final DayPlanner planner;
    private final SlotBoard board;
    private final PlateWatch plates;
    private final Control control;
    private final Watch watch;
    private final NoShowBook noShows;

    Office(HaulCity city) {
        this.city = city;
        this.office = city.office();
        this.desk = new DeclarationDesk(office);
        this.background = new Background(city);
        this.noShows = new NoShowBook(city);
        this.planner = new DayPlanner(city, background, noShows);
        this.board = new SlotBoard(city, background, noShows);
        this.plates = new PlateWatch(city);
        this.control = new Control(city, plates, noShows);
        this.watch = new Watch(city);
    }

    /**
     * One step.
     *
     * @param news what came, in {@link HaulNews#ORDER}
     * @param now event time, UTC epoch milliseconds; nothing in the news is later
     */
    void step(OfficeState state, List<HaulNews> news, long now, Voice voice) throws IOException {
        Trips trips = new Trips(voice, now);
        Alarms alarms = new Alarms(city, state, voice, now);
        int at = 0;
        Map<String, List<Entry>> byVehicle = null;
        while (at < news.size()) {
            HaulNews next = news.get(at);
            Object event = next.inbound().event();
            if (event instanceof HaulDeclaration) {
                at = declare(state, news, at, now, trips, voice);
                byVehicle = null;
                continue;
            }
            if (event instanceof HaulOrder order) {
                order(state, order, next, voice);
            } else if (event instanceof LinkState link && city.links().contains(link.linkId())) {
                background.count(state, link.linkId(), link.minute(), link.flowVph());
            } else if (event instanceof Forecast forecast) {
                city.findLinkOf(forecast.targetId()).ifPresent(link -> state.flows.put(link, forecast));
            } else if (event instanceof SlotForecast forecast) {
                background.hear(state, forecast);
            } else if (event instanceof ProbePosition fix) {
                byVehicle = byVehicle == null ? Control.byVehicle(state) : byVehicle;
                control.position(state, fix, byVehicle, trips, alarms);
            } else if (event instanceof HaulPassage passage) {
                control.pass(state, passage, trips, alarms);
            }
            at++;
        }
        boolean wasIdle = state.isIdle() && state.seen.isEmpty() && state.ahead.isEmpty();
        control.tick(state, now, trips, alarms);
        noShows.tick(state, now);
        plates.tick(state, now, voice);
        background.forget(state, now);
        if (!wasIdle) {
            if (Math.floorMod(now, HOUR) < MINUTE) {
                // The forecast has moved on: today's plan is held against it each hour.
                state.changed.add(city.dayOf(now));
            }
            background.expect(state);
            plan(state, now, trips, voice);
            background.expect(state);
            control.call(state, now, trips);
            tellSlots(state, now, voice);
            watch.look(state, now, alarms);
            forget(state, now, alarms);
        }
    }

    private int declare(OfficeState state, List<HaulNews> news, int from, long now, Trips trips, Voice voice) {
        long time = ((HaulDeclaration) news.get(from).inbound().event()).declaredAt();
        List<HaulNews> batch = new ArrayList<>();
        List<HaulDeclaration> declarations = new ArrayList<>();
        List<TripDeclaration> rows = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int at = from;
        while (at < news.size()
                && news.get(at).inbound().event() instanceof HaulDeclaration d
                && d.declaredAt() == time
                && ids.add(d.declarationId())) {
            // The same word again, as a retry brings it, is no news.
            Entry known = state.entries.get(d.declarationId());
            if (known == null || !known.declaration.equals(d)) {
                batch.add(news.get(at));
                declarations.add(d);
                rows.add(HaulCity.row(d).atRow(rows.size()));
            }
            at++;
        }
        DeclarationBook book = DeclarationBook.EMPTY.with(
                state.entries.values().stream().map(entry -> HaulCity.row(entry.declaration)).toList());
        DeclarationDesk.Answer answer = desk.take(book, rows, DeclarationDesk.Mode.GOOD_ROWS, time);
        for (RowFault fault : answer.faults()) {
            voice.refuse(batch.get(fault.row()).inbound().refuse(
                    RefusalReason.NOT_ALLOWED, fault.kind() + ": " + fault.message(), declarations.get(fault.row()).contractor()));
        }
        for (TripDeclaration row : answer.accepted()) {
            take(state, declarations.get(row.row()), now, trips, voice);
        }
        return at;
    }

    private void take(OfficeState state, HaulDeclaration d, long now, Trips trips, Voice voice) {
        Entry entry = state.entries.get(d.declarationId());
        state.changed.add(city.dayOf(d.slotStart()));
        if (entry != null) {
            state.changed.add(city.dayOf(entry.declaration.slotStart()));
            if (!entry.trip.plateHash().isEmpty()) {
                control.cancelRun(state, entry.trip.plateHash(), d.declarationId());
                plates.withdraw(state, entry.trip, now, voice);
            }
            if (d.status() == DeclarationStatus.CANCELLED) {
                trips.tell(entry, entry.trip.toBuilder()
                        .status(DeclarationStatus.CANCELLED)
                        .state(HaulTripState.CANCELLED));
                state.entries.remove(d.declarationId());
                return;
            }
        }
        boolean sameWish = entry != null
                && entry.declaration.status() == d.status()
                && entry.declaration.routeId().equals(d.routeId())
                && entry.declaration.siteId().equals(d.siteId())
                && entry.declaration.slotStart() == d.slotStart()
                && entry.declaration.vehicleClass() == d.vehicleClass()
                && entry.declaration.terms().equals(d.terms());
        HaulTrip.Builder trip = sameWish ? entry.trip.toBuilder() : HaulTrip.builder();
        trip.tripId(d.declarationId())
                .contractor(d.contractor())
                .siteId(d.siteId())
                .vehicleClass(d.vehicleClass())
                .plateHash(d.plateHash())
                .status(d.status())
                .declaredRouteId(d.routeId())
                .declaredSlotStart(d.slotStart());
        if (!sameWish) {
            trip.state(d.status() == DeclarationStatus.ESTIMATE ? HaulTripState.ESTIMATED : HaulTripState.DECLARED);
        }
        if (entry == null) {
            // Told by what follows: a builder without a time is no trip yet.
            entry = new Entry(d, trip.time(Math.max(1, d.slotStart())).build().toBuilder().moveCost(1).build());
            state.entries.put(d.declarationId(), entry);
        }
        entry.declaration = d;
        trips.tell(entry, trip.moveCost(sameWish ? entry.trip.moveCost() : 0));
        if (d.status() == DeclarationStatus.FIRM) {
            control.declareRun(state, entry.trip);
            plates.declare(state, entry.trip, now, voice);
        }
    }

    private void order(OfficeState state, HaulOrder order, HaulNews news, Voice voice) throws IOException {
        Optional<String> fault = OfficeOrders.findFault(office, city.network(), order);
        if (fault.isPresent()) {
            voice.refuse(news.inbound().refuse(RefusalReason.NOT_ALLOWED, fault.get(), order.by()));
            return;
        }
        if (state.orders.contains(order)) {
            return;
        }
        for (long day = city.dayOf(order.from()); day <= city.dayOf(order.until() - 1) && day - city.dayOf(order.from()) < 400; day++) {
            state.changed.add(day);
            if (order.kind() == HaulOrderKind.REPLAN) {
                state.planned.remove(day);
            }
        }
        if (order.kind() != HaulOrderKind.REPLAN) {
            state.orders.add(order);
        }
    }

    private void plan(OfficeState state, long now, Trips trips, Voice voice) throws IOException {
        Set<Long> days = new TreeSet<>();
        for (Entry entry : state.entries.values()) {
            if (entry.declaration.status() == DeclarationStatus.FIRM) {
                days.add(city.dayOf(entry.declaration.slotStart()));
            }
        }
        long today = city.dayOf(now);
        for (long day : days) {
            boolean due = day >= today && planner.isDue(day, now);
            if (due && (state.changed.contains(day) || !state.planned.contains(day))) {
                for (HaulTrip told : planner.plan(state, day, now)) {
                    Entry entry = state.entries.get(told.tripId());
                    trips.tell(entry, told.toBuilder());
                    control.declareRun(state, entry.trip);
                    plates.declare(state, entry.trip, now, voice);
                }
            }
        }
    }

    private void tellSlots(OfficeState state, long now, Voice voice) throws IOException {
        long today = city.dayOf(now);
        Set<Long> days = new TreeSet<>();
        days.add(today);
        boolean hour = Math.floorMod(now, HOUR) < MINUTE || state.slots.isEmpty();
        for (long day = today; day <= today + city.settings().daysAhead(); day++) {
            if (hour || state.changed.contains(day)) {
                days.add(day);
            }
        }
        for (long day : days) {
            board.tell(state, day, now, voice);
        }
        state.changed.clear();
    }

    private void forget(OfficeState state, long now, Alarms alarms) {
        for (Entry entry : List.copyOf(state.entries.values())) {
            HaulTrip trip = entry.trip;
            long end = Math.max(entry.declaration.slotEnd(), trip.slotEnd());
            if (end + SlotBoard.KEEP_MILLIS <= now) {
                state.entries.remove(trip.tripId());
                alarms.end("haul-off-route-" + trip.tripId());
            }
        }
        state.orders.removeIf(order -> order.until() + SlotBoard.KEEP_MILLIS <= now);
        state.slots.values().removeIf(slot -> slot.slotEnd() + SlotBoard.KEEP_MILLIS <= now);
        state.planned.removeIf(day -> day < city.dayOf(now));
        for (String key : List.copyOf(state.alerts.keySet())) {
            if (key.startsWith("haul-off-route-") && !state.entries.containsKey(key.substring("haul-off-route-".length()))) {
                alarms.end(key);
            }
        }
        if (state.isIdle() && state.seen.isEmpty() && state.ahead.isEmpty()) {
            state.slots.clear();
            state.planned.clear();
            state.changed.clear();
        }
    }

    /**
     * When the office must be asked next though nothing comes: each minute around the slots of trips, else when a plan is due
     * or something can be forgotten; {@link Long#MAX_VALUE} if there is nothing to wait for.
     */
    long nextStep(OfficeState state, long now) {
        long minute = now - Math.floorMod(now, MINUTE) + MINUTE;
        long next = Long.MAX_VALUE;
        if (!state.books.isEmpty() || !state.alerts.isEmpty() || !state.readings.isEmpty() || !state.strangers.isEmpty()
                || !state.seen.isEmpty()) {
            next = nearestOf(state, now, minute);
        }
        for (Entry entry : state.entries.values()) {
            long start = Math.min(entry.declaration.slotStart(), entry.trip.slotStart() == 0 ? Long.MAX_VALUE : entry.trip.slotStart());
            long due = office.moment(office.deadlines().planDue(LocalDate.ofEpochDay(city.dayOf(entry.declaration.slotStart()))));
            long wake = due > now ? Math.min(due + MINUTE, start - BUSY_MILLIS) : start - BUSY_MILLIS;
            next = Math.min(next, Math.max(minute, wake - Math.floorMod(wake, MINUTE)));
        }
        for (HaulOrder order : state.orders) {
            next = Math.min(next, Math.max(minute, order.until() + SlotBoard.KEEP_MILLIS));
        }
        for (SlotForecast forecast : state.ahead.values()) {
            next = Math.min(next, Math.max(minute, forecast.time() + 31 * HOUR));
        }
        if (!state.runsToday.isEmpty() || !state.noShows.isEmpty()) {
            next = Math.min(next, Math.max(minute, noShows.deadline(state)));
        }
        long plate = plates.deadline(state);
        if (plate != Long.MAX_VALUE) {
            next = Math.min(next, Math.max(minute, plate + Math.floorMod(-plate, MINUTE)));
        }
        if (!state.usual.isEmpty()) {
            next = Math.min(next, Math.max(minute, state.newestFlow + 61 * DAY));
        }
        return next;
    }

    private static long nearestOf(OfficeState state, long now, long minute) {
        boolean live = !state.alerts.isEmpty() || !state.readings.isEmpty() || !state.strangers.isEmpty() || !state.seen.isEmpty();
        long open = state.books.values().stream()
                .mapToLong(book -> book.last().isPresent() || book.held().isPresent()
                        ? now
                        : book.open().stream().mapToLong(run -> run.slotStart()).min().orElse(now))
                .min()
                .orElse(Long.MAX_VALUE);
        return live ? minute : Math.max(minute, open);
    }
}
