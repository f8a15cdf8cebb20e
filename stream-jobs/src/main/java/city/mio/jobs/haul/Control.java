package city.mio.jobs.haul;

import city.mio.events.AlertSeverity;
import city.mio.events.AlertType;
import city.mio.events.HaulPassage;
import city.mio.events.HaulPlace;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.events.HaulTrip;
import city.mio.events.ProbePosition;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.LocalName;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.control.CallForward;
import city.mio.models.haul.control.CameraSight;
import city.mio.models.haul.control.DeclaredRun;
import city.mio.models.haul.control.RunBook;
import city.mio.models.haul.control.RunVerdict;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.WorkSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows construction vehicles while they run: which declared run a passage belongs to, where those are that share their
 * positions, whom to call from a holding area. Of one task.
 */
final class Control {

    static final RunBook.Rules RULES = RunBook.Rules.DEFAULT;

    private static final long READING_MILLIS = 600_000;
    private static final long STRANGER_MILLIS = 1_800_000;

    private final HaulCity city;
    private final HaulOffice office;
    private final PlateWatch plates;
    private final NoShowBook noShows;
    private final Fences fences;

    Control(HaulCity city, PlateWatch plates, NoShowBook noShows) {
        this.noShows = noShows;
        this.fences = new Fences(city);
        this.city = city;
        this.office = city.office();
        this.plates = plates;
    }

    /** The run that a trip's plate is held against; none if it names no plate. */
    void declareRun(OfficeState state, HaulTrip trip) {
        if (trip.plateHash().isEmpty()) {
            return;
        }
        boolean given = !trip.routeId().isEmpty();
        long start = given ? trip.slotStart() : trip.declaredSlotStart();
        DeclaredRun run = new DeclaredRun(
                trip.tripId(), trip.contractor(), given ? trip.routeId() : trip.declaredRouteId(), start, office.slotEnd(start));
        RunBook book = state.books.getOrDefault(trip.plateHash(), RunBook.EMPTY).declare(run);
        keep(state, trip.plateHash(), book);
    }

    void cancelRun(OfficeState state, String plateHash, String tripId) {
        RunBook book = state.books.get(plateHash);
        if (book != null) {
            keep(state, plateHash, book.cancel(tripId));
        }
    }

    private static void keep(OfficeState state, String plateHash, RunBook book) {
        if (book.isEmpty()) {
            state.books.remove(plateHash);
        } else {
            state.books.put(plateHash, book);
        }
    }

    /** A reading of a plate. */
    void pass(OfficeState state, HaulPassage passage, Trips trips, Alarms alarms) throws IOException {
        if (!city.isCamera(passage.cameraId())
                || state.readings.putIfAbsent(passage.cameraId() + "/" + passage.identity(), passage.time()) != null) {
            return;
        }
        plates.see(state, passage);
        RunBook book = state.books.getOrDefault(passage.plateHash(), RunBook.EMPTY);
        CameraSight sight = city.sight(passage.cameraId());
        if (mayWait(book, passage)) {
            keep(state, passage.plateHash(), book.comes(sight));
            return;
        }
        RunBook.Step step = book.pass(passage.time(), sight, passage.confidence(), RULES);
        keep(state, passage.plateHash(), step.book());
        for (RunVerdict verdict : step.verdicts()) {
            tell(state, verdict, passage.plateHash(), passage.vehicleClass(), trips, alarms);
        }
    }

    private void tell(
            OfficeState state, RunVerdict verdict, String plate, HaulVehicleClass size, Trips trips, Alarms alarms) throws IOException {
        Entry entry = verdict.run().map(run -> state.entries.get(run.declarationId())).orElse(null);
        switch (verdict.kind()) {
            case ON_TIME, EARLY, LATE -> {
                DeclaredRun run = verdict.run().orElseThrow();
                noShows.judged(state, run.contractor(), true, verdict.time());
                count(state, verdict, run.routeId(), size, false);
                if (entry != null) {
                    if (entry.trip.place() == HaulPlace.UNKNOWN) {
                        entry.gateAt = verdict.time() + driveMillis(verdict.cameraId(), entry.trip.siteId());
                    }
                    boolean refused = entry.trip.state() == HaulTripState.REFUSED;
                    trips.tell(entry, entry.trip.toBuilder()
                            .state(refused ? HaulTripState.REFUSED : HaulTripState.valueOf(verdict.kind().name()))
                            .seenAt(verdict.time())
                            .cameraId(verdict.cameraId())
                            .minutesOff((int) verdict.minutesOff()));
                }
            }
            case WRONG_ROUTE -> {
                if (entry != null) {
                    trips.tell(entry, entry.trip.toBuilder()
                            .state(HaulTripState.WRONG_ROUTE)
                            .cameraId(verdict.cameraId()));
                    offRoute(entry.trip, verdict.cameraId(), alarms);
                }
            }
            case UNDECLARED -> {
                Long last = state.strangers.get(plate);
                // A light van cannot be told from any other.
                if (size != HaulVehicleClass.LIGHT && (last == null || verdict.time() - last > STRANGER_MILLIS)) {
                    state.strangers.put(plate, verdict.time());
                    count(state, verdict, "", size, true);
                }
            }
            case NO_SHOW -> {
                if (entry != null && entry.trip.state() == HaulTripState.PLANNED) {
                    noShows.judged(state, entry.trip.contractor(), false, verdict.time());
                    trips.tell(entry, entry.trip.toBuilder().state(HaulTripState.NO_SHOW));
                }
            }
            case REPEAT, UNSURE, ON_THE_WAY -> {
                // Nothing new is known of anybody.
            }
        }
    }

    private void count(OfficeState state, RunVerdict verdict, String routeId, HaulVehicleClass size, boolean stranger)
            throws IOException {
        Set<String> routes = city.sight(verdict.cameraId()).routes();
        String route = routes.isEmpty() || routes.contains(routeId) ? routeId : routes.iterator().next();
        if (route.isEmpty()) {
            return;
        }
        var local = office.local(verdict.time());
        int number = local.toLocalTime().toSecondOfDay() / 60 / office.slotMinutes();
        int[] counts = state.seen.computeIfAbsent(
                route + "@" + office.slotStart(local.toLocalDate(), number), id -> new int[HaulCity.COUNTS]);
        counts[size.ordinal()]++;
        counts[HaulCity.COUNTS - 1] += stranger ? 1 : 0;
    }

    private void offRoute(HaulTrip trip, String where, Alarms alarms) {
        String route = trip.routeId().isEmpty() ? trip.declaredRouteId() : trip.routeId();
        LocalName name = city.routeName(route);
        alarms.hold("haul-off-route-" + trip.tripId(), new Alarms.Words(
                AlertType.HAUL_OFF_ROUTE,
                AlertSeverity.NOTICE,
                route,
                name.en(),
                name.ja(),
                office.findRoute(route).orElseThrow().linkIds().get(0),
                0,
                0,
                "Trip " + trip.tripId() + " of " + trip.contractor() + " is not on its route (" + name.en() + ").",
                trip.contractor() + "の搬入" + trip.tripId() + "が指定経路（" + name.ja() + "）を外れています。",
                Map.of("tripId", trip.tripId(), "contractor", trip.contractor(), "routeId", route, "cameraId", where)));
    }

    /** A position of a vehicle that shares them; where it is is said by geofences. */
    void position(OfficeState state, ProbePosition fix, Map<String, List<Entry>> byVehicle, Trips trips, Alarms alarms)
            throws IOException {
        Entry entry = null;
        for (Entry candidate : byVehicle.getOrDefault(fix.vehicleId(), List.of())) {
            HaulTrip t = candidate.trip;
            long start = t.slotStart() > 0 ? t.slotStart() : t.declaredSlotStart();
            if (t.state() != HaulTripState.NO_SHOW
                    && t.place() != HaulPlace.LEFT
                    && fix.time() >= start - 2 * 3_600_000L
                    && fix.time() < office.slotEnd(start) + 3_600_000L
                    && entry == null) {
                entry = candidate;
            }
        }
        if (entry == null) {
            return;
        }
        HaulTrip trip = entry.trip;
        Fences.Where where = fences.fix(entry, fix);
        entry.gateAt = gateAt(entry, where, fix);
        HaulPlace at = where.place();
        if (where.leftGate() || at == HaulPlace.ON_THE_WAY && trip.place() == HaulPlace.AT_GATE) {
            at = HaulPlace.LEFT;
        } else if (at == HaulPlace.ON_THE_WAY && trip.place() == HaulPlace.ON_ROUTE && trip.seenAt() == 0) {
            at = HaulPlace.OFF_ROUTE;
        } else if (at == HaulPlace.ON_THE_WAY && trip.place() != HaulPlace.UNKNOWN) {
            return;
        }
        trips.tell(entry, trip.toBuilder()
                .place(at)
                .placeId(at == HaulPlace.LEFT ? "" : where.id())
                .callAt(at == HaulPlace.HOLDING ? trip.callAt() : 0));
        if (at == HaulPlace.OFF_ROUTE) {
            offRoute(entry.trip, "", alarms);
        } else if (at == HaulPlace.ON_ROUTE || at == HaulPlace.AT_GATE) {
            alarms.end("haul-off-route-" + trip.tripId());
        }
    }

    /** Lets time pass: runs that nobody came for, readings and plates to forget. */
    void tick(OfficeState state, long now, Trips trips, Alarms alarms) throws IOException {
        for (String plate : List.copyOf(state.books.keySet())) {
            RunBook.Step step = state.books.get(plate).tick(now, RULES);
            keep(state, plate, step.book());
            for (RunVerdict verdict : step.verdicts()) {
                Entry entry = state.entries.get(verdict.run().orElseThrow().declarationId());
                HaulVehicleClass size = entry == null ? HaulVehicleClass.HEAVY : entry.trip.vehicleClass();
                tell(state, verdict, plate, size, trips, alarms);
            }
        }
        state.readings.values().removeIf(time -> time < now - READING_MILLIS);
        state.strangers.values().removeIf(time -> time < now - STRANGER_MILLIS);
        state.seen.keySet().removeIf(id -> Long.parseLong(id.substring(id.indexOf('@') + 1)) + office.slotMinutes() * 60_000L
                + SlotBoard.KEEP_MILLIS <= now);
    }

    /** Says who leaves the holding areas, and when. */
    void call(OfficeState state, long now, Trips trips) throws IOException {
        for (WorkSite site : office.sites()) {
            Gate gate = site.gates().get(0);
            Map<String, Entry> waiting = new LinkedHashMap<>();
            List<CallForward.Waiting> held = new ArrayList<>();
            GateLoad load = GateLoad.of(state, site, gate, now);
            List<Long> coming = new ArrayList<>(load.coming());
            for (Entry entry : state.entries.values()) {
                HaulTrip trip = entry.trip;
                if (trip.place() != HaulPlace.HOLDING || !trip.siteId().equals(site.id()) || trip.slotStart() == 0) {
                    continue;
                }
                HoldingArea area = office.holdingAreas().stream()
                        .filter(a -> a.id().equals(trip.placeId()))
                        .findFirst()
                        .orElseThrow();
                long drive = city.driveMillis(area.nodeId(), gate.nodeId());
                if (trip.callAt() > 0 && trip.callAt() <= now) {
                    // It was told to leave; that it still stands is only what was heard last.
                    coming.add(now + drive);
                } else {
                    waiting.put(trip.tripId(), entry);
                    held.add(new CallForward.Waiting(trip.tripId(), trip.slotStart(), drive));
                }
            }
            CallForward.GateState at =
                    new CallForward.GateState(load.queued(), Math.max(1, gate.queueLimit()), GateLoad.serviceMillis(gate));
            for (CallForward.Call call : CallForward.plan(at, coming, held, now)) {
                Entry entry = waiting.get(call.vehicleId());
                long before = entry.trip.callAt();
                // A call that moves by less than two minutes is not told again.
                if (before == 0 || Math.abs(before - call.leaveAt()) >= 120_000) {
                    trips.tell(entry, entry.trip.toBuilder().callAt(call.leaveAt()));
                }
            }
        }
    }

    /** When a vehicle with this fix will be at its gate, or came to it; 0 while it may yet stop in a holding area. */
    private long gateAt(Entry entry, Fences.Where where, ProbePosition fix) throws IOException {
        HaulTrip trip = entry.trip;
        Gate gate = office.findSite(trip.siteId()).orElseThrow().gates().get(0);
        switch (where.place()) {
            case AT_GATE -> {
                return trip.place() == HaulPlace.AT_GATE && entry.gateAt > 0 ? entry.gateAt : fix.time();
            }
            case ON_ROUTE -> {
                long drive = city.driveMillis(fix.lon(), fix.lat(), gate.nodeId());
                Optional<HoldingArea> area = city.findHoldingArea(where.id());
                boolean past = area.isEmpty() || drive < city.driveMillis(area.get().nodeId(), gate.nodeId());
                return past ? fix.time() + drive : 0;
            }
            case HOLDING -> {
                return 0;
            }
            default -> {
                // Between its route and its gate, or away again.
                return entry.gateAt > fix.time() ? fix.time() + city.driveMillis(fix.lon(), fix.lat(), gate.nodeId()) : entry.gateAt;
            }
        }
    }

    private long driveMillis(String cameraId, String siteId) throws IOException {
        RoadNetwork roads = city.network();
        int link = roads.getLink(city.findCamera(cameraId).orElseThrow().linkId());
        long gateNode = office.findSite(siteId).orElseThrow().gates().get(0).nodeId();
        return city.driveMillis(roads.nodeId(roads.toNode(link)), gateNode);
    }

    /** Whether somebody seen before a holding area is early, and may yet wait there for its slot: that is judged after it. */
    private boolean mayWait(RunBook book, HaulPassage passage) throws IOException {
        List<DeclaredRun> runs = new ArrayList<>(book.open());
        book.held().ifPresent(held -> runs.add(held.run()));
        for (DeclaredRun run : runs) {
            if (passage.time() < run.slotStart()
                    && passage.time() >= run.slotStart() - RULES.earliestMinutes() * 60_000L
                    && city.isBeforeHolding(passage.cameraId(), run.routeId())) {
                return true;
            }
        }
        return false;
    }

    /** Trips by the vehicle that shares its positions. */
    static Map<String, List<Entry>> byVehicle(OfficeState state) {
        Map<String, List<Entry>> byVehicle = new TreeMap<>();
        for (Entry entry : state.entries.values()) {
            if (!entry.declaration.vehicleId().isEmpty()) {
                byVehicle.computeIfAbsent(entry.declaration.vehicleId(), id -> new ArrayList<>())
                        .add(entry);
            }
        }
        return byVehicle;
    }
}
