package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.RefusalReason;
import city.mio.events.RiderParty;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.models.dispatch.live.DispatchEvent;
import city.mio.models.dispatch.live.DispatchOutput;
import city.mio.models.dispatch.live.LiveDispatcher;
import city.mio.models.dispatch.live.NetworkDriveTimes;
import city.mio.models.dispatch.live.TimeWish;
import city.mio.models.dispatch.live.TripPoint;
import city.mio.models.dispatch.live.Whereabouts;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.Shift;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Serves one service: puts what riders and buses say to the dispatcher, in the order in which it came, and keeps its time.
 * The time of a service is the newest that its riders, its buses or the city's links have told; it never goes back, and
 * the wall clock has no part in it. One thread.
 */
final class ServiceDesk {

    private static final long MINUTE = 60_000;

    /** So far ahead idle buses look for riders. */
    private static final int DEMAND_SECONDS = 1800;

    /** How long a request that never reached the dispatcher is remembered, as long as the dispatcher does with the others. */
    private static final long REMEMBERED_MILLIS = 60 * MINUTE;

    /** A clock that nobody else confirms is believed after so many words. */
    private static final int JUMP_WITNESSES = 20;

    private final DispatchJobSettings job;
    private final OnDemandService service;
    private final ShiftCalendar calendar;
    private final NetworkDriveTimes drive;
    private final LongFunction<Map<Integer, Long>> closedLinks;
    private final LiveDispatcher dispatcher;
    private final BusPlaces places;
    private final TripVoice voice;
    private final Set<String> vehicles;

    /** Stops that only other services have, and whose they are. */
    private final Map<String, String> elsewhere = new HashMap<>();

    private final Counts counts;
    private final ServiceMemory memory;

    /** What is dropped, for the metrics. */
    interface Counts {
        void duplicate();

        void offRoad();
    }

    /**
     * @param closedLinks until when each link that is closed at a time stays so
     * @param memory null where nothing is known yet
     */
    ServiceDesk(
            ServiceSettings settings,
            OnDemandService service,
            DispatchJobSettings job,
            NetworkDriveTimes drive,
            LongFunction<Map<Integer, Long>> closedLinks,
            BusPlaces places,
            ServiceMemory memory,
            Counts counts) {
        this.job = job;
        this.service = service;
        this.drive = drive;
        this.closedLinks = closedLinks;
        this.places = places;
        this.counts = counts;
        calendar = new ShiftCalendar(settings);
        dispatcher = new LiveDispatcher(service, drive, settings.dispatcher(job.seed()));
        voice = new TripVoice(settings, service);
        vehicles = Set.copyOf(service.vehiclesById().keySet());
        for (ServiceSettings other : job.services()) {
            other.stops().stream()
                    .filter(stop -> service.findStop(stop.id()).isEmpty())
                    .forEach(stop -> elsewhere.putIfAbsent(
                            stop.id(), "zone " + other.zone().id() + " of " + other.operator().id()));
        }
        this.memory = memory == null ? new ServiceMemory(dispatcher.newState(), service) : memory;
    }

    ServiceMemory memory() {
        return memory;
    }

    /** A rider says something. */
    void request(Inbound<TripRequest> inbound, Tell tell) {
        TripRequest said = inbound.event();
        believe(said.time(), "request " + said.requestId());
        prepare(tell);
        switch (said.kind()) {
            case ASK -> ask(inbound, tell);
            case CHANGE -> change(inbound, tell);
            case ACCEPT -> handle(new DispatchEvent.Accept(said.requestId(), said.offerId()), inbound, tell);
            case CANCEL -> handle(new DispatchEvent.Cancel(said.requestId()), inbound, tell);
        }
        beat(tell);
    }

    /** A bus says something. */
    void status(Inbound<BusStatus> inbound, Tell tell) {
        BusStatus said = inbound.event();
        if (!vehicles.contains(said.vehicleId())) {
            tell.letter(inbound.refuse(
                    RefusalReason.UNKNOWN_DEVICE, "vehicleId: the service has no vehicle " + said.vehicleId(), said.vehicleId()));
            return;
        }
        if (!isNew(said)) {
            counts.duplicate();
            return;
        }
        if (!believe(said.time(), said.vehicleId())) {
            tell.letter(inbound.refuse(
                    RefusalReason.TIME_OUT_OF_RANGE, "time is far ahead of all others: " + said.time(), said.vehicleId()));
            return;
        }
        prepare(tell);
        Optional<DispatchEvent> event = event(said);
        if (event.isPresent()) {
            List<DispatchOutput> outputs = dispatcher.handle(memory.dispatch, event.get(), memory.now);
            for (DispatchOutput output : outputs) {
                if (output instanceof DispatchOutput.EventRefused refused) {
                    tell.letter(inbound.refuse(
                            RefusalReason.NOT_AS_PLANNED,
                            said.kind() + " " + refused.subject() + " " + refused.why(),
                            said.vehicleId()));
                } else if (output instanceof DispatchOutput.StaleAcknowledgement stale
                        && stale.version() > stale.newestVersion()) {
                    // An older one is answered by the newest plan, which follows.
                    tell.letter(inbound.refuse(
                            RefusalReason.NOT_AS_PLANNED,
                            "planVersion " + stale.version() + " was never made, the newest is " + stale.newestVersion(),
                            said.vehicleId()));
                }
            }
            voice.say(outputs, memory, null, tell);
        } else {
            counts.offRoad();
        }
        beat(tell);
    }

    /** The city's links have told so late a time, or what is closed has changed. */
    void clock(long time, Tell tell) {
        if (memory.now == Long.MIN_VALUE) {
            return;
        }
        memory.now = Math.max(memory.now, time);
        prepare(tell);
        beat(tell);
    }

    private Optional<DispatchEvent> event(BusStatus said) {
        String vehicle = said.vehicleId();
        return switch (said.kind()) {
            case POSITION -> {
                Optional<Whereabouts> at = places.find(said, service);
                yield at.map(where -> new DispatchEvent.VehicleAt(vehicle, where, said.time()));
            }
            case STOP_REACHED -> Optional.of(new DispatchEvent.StopReached(vehicle, said.stopId(), said.time()));
            case STOP_LEFT -> Optional.of(new DispatchEvent.StopLeft(vehicle, said.time()));
            case NO_SHOW -> Optional.of(new DispatchEvent.NoShow(said.requestId()));
            case PLAN_ACKNOWLEDGED -> Optional.of(new DispatchEvent.PlanAcknowledged(vehicle, said.planVersion()));
            case BREAKDOWN -> Optional.of(new DispatchEvent.Breakdown(vehicle));
            case REPAIRED -> Optional.of(new DispatchEvent.Repaired(vehicle));
        };
    }

    private boolean isNew(BusStatus said) {
        String device = said.sequence() > 0 ? said.vehicleId() : said.vehicleId() + "/" + said.kind();
        ServiceMemory.Heard before = memory.heard.get(device);
        // A device that counts anew from 1 is no duplicate as long as its time goes on.
        if (before != null && said.sequence() <= before.sequence() && said.time() <= before.time()) {
            return false;
        }
        memory.heard.put(device, new ServiceMemory.Heard(said.sequence(), said.time()));
        return true;
    }

    /** Moves the service's time on; false if the time is so far ahead that another clock must confirm it first. */
    private boolean believe(long time, String from) {
        boolean jump = memory.now != Long.MIN_VALUE && time - memory.now > job.mostJumpSeconds() * 1000L;
        if (jump) {
            boolean near = memory.wildTime != Long.MIN_VALUE
                    && Math.abs(time - memory.wildTime) <= job.mostJumpSeconds() * 1000L;
            memory.wildCount = near ? memory.wildCount + 1 : 1;
            boolean confirmed = near && (!memory.wildFrom.equals(from) || memory.wildCount >= JUMP_WITNESSES);
            if (!confirmed) {
                memory.wildTime = time;
                memory.wildFrom = from;
                return false;
            }
        }
        memory.wildTime = Long.MIN_VALUE;
        memory.wildFrom = "";
        memory.wildCount = 0;
        memory.now = Math.max(memory.now, time);
        return true;
    }

    private void ask(Inbound<TripRequest> inbound, Tell tell) {
        TripRequest said = inbound.event();
        long content = contentOf(said);
        ServiceMemory.Asked before = memory.asked.get(said.requestId());
        if (before != null) {
            if (before.content() == content) {
                counts.duplicate();
            } else {
                voice.refuse(
                        inbound,
                        TripRefusal.ID_USED_FOR_ANOTHER_REQUEST,
                        "request " + said.requestId() + " was made before with other content; a change is a message of its own",
                        memory,
                        tell);
            }
            return;
        }
        memory.asked.put(said.requestId(), new ServiceMemory.Asked(content, said.party(), until()));
        if (refuseOutside(inbound, tell)) {
            return;
        }
        List<DispatchOutput> outputs =
                dispatcher.handle(memory.dispatch, new DispatchEvent.Request(request(said)), memory.now);
        boolean near = outputs.stream()
                .noneMatch(o -> o instanceof DispatchOutput.Refused refused
                        && refused.reason() == city.mio.models.dispatch.live.RefusalReason.NO_STOP_NEAR);
        if (near) {
            wanted(said);
        }
        voice.say(outputs, memory, inbound, tell);
    }

    /** Says so if a stop is another service's; the dispatcher knows only the stops of its own. */
    private boolean refuseOutside(Inbound<TripRequest> inbound, Tell tell) {
        for (TripPlace place : List.of(inbound.event().from(), inbound.event().to())) {
            String whose = elsewhere.get(place.stopId());
            if (whose != null) {
                voice.refuse(
                        inbound, TripRefusal.OUTSIDE_ZONE, "stop " + place.stopId() + " lies in " + whose, memory, tell);
                return true;
            }
        }
        return false;
    }

    private long until() {
        return memory.now + REMEMBERED_MILLIS;
    }

    private void change(Inbound<TripRequest> inbound, Tell tell) {
        TripRequest said = inbound.event();
        if (memory.asked.containsKey(said.requestId()) && refuseOutside(inbound, tell)) {
            return;
        }
        ServiceMemory.Asked before = memory.asked.get(said.requestId());
        long content = before == null ? contentOf(said) : before.content();
        memory.asked.put(said.requestId(), new ServiceMemory.Asked(content, said.party(), until()));
        List<DispatchOutput> outputs =
                dispatcher.handle(memory.dispatch, new DispatchEvent.Change(request(said)), memory.now);
        boolean taken = outputs.stream()
                .anyMatch(o -> o instanceof DispatchOutput.Offered offered
                        && offered.offer().requestId().equals(said.requestId()));
        if (!taken && before == null) {
            memory.asked.remove(said.requestId());
        } else if (!taken) {
            memory.asked.put(said.requestId(), before);
        }
        voice.say(outputs, memory, inbound, tell);
    }

    private city.mio.models.dispatch.live.TripRequest request(TripRequest said) {
        RiderParty party = said.party();
        // Who wants to ride now means now, whatever the clock says by which it was asked.
        long time = said.wishTime() == 0 ? memory.now : said.wishTime();
        var request = city.mio.models.dispatch.live.TripRequest.builder(said.requestId())
                .rider(said.riderId(), said.channel())
                .time(TimeWish.valueOf(said.wish().name()), time)
                .party(new Party(party.adults(), party.children(), party.disabled(), party.wheelchairs()))
                .dayPass(said.dayPass());
        TripPlace from = said.from();
        TripPlace to = said.to();
        request = from.stopId().isEmpty()
                ? request.from(new TripPoint(from.lon(), from.lat()))
                : request.fromStop(from.stopId());
        request = to.stopId().isEmpty() ? request.to(new TripPoint(to.lon(), to.lat())) : request.toStop(to.stopId());
        return request.build();
    }

    /** Tells requests apart by what is asked, not by when, through which door or in which message. */
    private static long contentOf(TripRequest said) {
        TripRequest plain = said.toBuilder()
                .kind(TripRequestKind.ASK)
                .time(1)
                .messageId("")
                .channel("")
                .offerId("")
                .build();
        long hash = 1125899906842597L;
        for (byte b : Topics.TRIP_REQUEST.codec().encode(plain)) {
            hash = 31 * hash + b;
        }
        return hash;
    }

    private void handle(DispatchEvent event, Inbound<TripRequest> speaker, Tell tell) {
        voice.say(dispatcher.handle(memory.dispatch, event, memory.now), memory, speaker, tell);
    }

    /** Takes new travel times in, and plans shifts as far ahead as trips are taken. */
    private void prepare(Tell tell) {
        boolean planned = drive.isReady();
        if (drive.refresh(memory.now) && planned) {
            handleOwn(new DispatchEvent.TravelTimesChanged(), tell);
        }
        LocalDate today = calendar.day(memory.now);
        long first = memory.unplannedDay == Long.MIN_VALUE ? today.toEpochDay() - 1 : memory.unplannedDay;
        long last = today.plusDays(service.promises().maxDaysAhead() + 1L).toEpochDay();
        for (long day = first; day <= last; day++) {
            for (Shift shift : calendar.on(LocalDate.ofEpochDay(day))) {
                if (shift.toMillis() > memory.now) {
                    handleOwn(new DispatchEvent.ShiftPlanned(shift), tell);
                }
            }
        }
        memory.unplannedDay = Math.max(first, last + 1);
        closeStops(tell);
    }

    /** A rider for now counts now; one for later is in the plan by then and need not be expected. */
    private void wanted(TripRequest said) {
        TripPlace from = said.from();
        OptionalInt stop = from.stopId().isEmpty()
                ? service.findNearestStop(from.lon(), from.lat())
                : service.findStop(from.stopId());
        if (stop.isPresent() && said.wishTime() <= memory.now + DEMAND_SECONDS * 1000L) {
            memory.demand.asked(stop.getAsInt(), memory.now);
        }
    }

    /** Tells the dispatcher which stops stand at links that are closed now, and which do so no more. */
    private void closeStops(Tell tell) {
        Map<Integer, Long> links = closedLinks.apply(memory.now);
        if (links.isEmpty() && memory.closedStops.isEmpty()) {
            return;
        }
        Map<String, Long> closed = new TreeMap<>();
        for (ServiceStop stop : service.listStops()) {
            Long until = links.get(stop.position().link());
            if (until != null) {
                closed.put(stop.stopId(), until);
            }
        }
        for (String stop : List.copyOf(memory.closedStops.keySet())) {
            if (!closed.containsKey(stop)) {
                memory.closedStops.remove(stop);
                handleOwn(new DispatchEvent.StopOpened(stop), tell);
            }
        }
        closed.forEach((stop, until) -> {
            if (!until.equals(memory.closedStops.put(stop, until))) {
                handleOwn(new DispatchEvent.StopClosed(stop, until), tell);
            }
        });
    }

    private void handleOwn(DispatchEvent event, Tell tell) {
        handle(event, null, tell);
    }

    /** What is to be done now and then, as event time goes on. */
    private void beat(Tell tell) {
        if (!isDue(memory.tickedAt, job.tickSeconds() * 1000L)) {
            return;
        }
        memory.tickedAt = memory.now;
        handleOwn(new DispatchEvent.Tick(), tell);
        if (isDue(memory.improvedAt, job.improveSeconds() * 1000L)) {
            memory.improvedAt = memory.now;
            handleOwn(new DispatchEvent.Improve(job.improveIterations()), tell);
        }
        if (isDue(memory.repositionedAt, MINUTE)) {
            memory.repositionedAt = memory.now;
            forget(tell);
            handleOwn(new DispatchEvent.Reposition(memory.demand.expected(memory.now, DEMAND_SECONDS)), tell);
        }
    }

    private boolean isDue(long before, long every) {
        return before == Long.MIN_VALUE || memory.now - before >= every;
    }

    /** Requests that the dispatcher has forgotten. */
    private void forget(Tell tell) {
        for (Map.Entry<String, ServiceMemory.Asked> entry : List.copyOf(memory.asked.entrySet())) {
            boolean known = memory.dispatch.findStatus(entry.getKey()).isPresent();
            if (!known && entry.getValue().until() < memory.now) {
                voice.alerts().forgotten(memory, entry.getKey(), tell);
                memory.asked.remove(entry.getKey());
            }
        }
    }
}
