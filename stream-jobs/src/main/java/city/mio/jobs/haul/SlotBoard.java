package city.mio.jobs.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulClassUse;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HaulVehicleClass;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.headroom.HeadRoom;
import city.mio.models.haul.headroom.LinkOutlook;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the slots of a day, judges their head-room, and tells those of which something is new. Of one task. */
final class SlotBoard {

    static final long NEAR_MILLIS = 3_600_000;
    static final long KEEP_MILLIS = 2 * 3_600_000L;

    /** A road is not handed over whole on one forecast. */
    private static final double MOST_GROWTH = 1.25;

    private static final int CLASSES = VehicleClass.values().length;

    private final HaulCity city;
    private final HaulOffice office;
    private final Background background;
    private final NoShowBook noShows;

    SlotBoard(HaulCity city, Background background, NoShowBook noShows) {
        this.noShows = noShows;
        this.city = city;
        this.office = city.office();
        this.background = background;
    }

    /** Vehicles of a slot, by class. */
    private static final class Tally {
        final int[] declared = new int[CLASSES];
        final int[] planned = new int[CLASSES];
        double toCome;
        int overdue;
    }

    /** Slots of a day as they are now; those that changed are told. */
    void tell(OfficeState state, long day, long now, Voice voice) throws IOException {
        Map<String, Tally> tallies = tallies(state, day, now);
        Caps caps = new Caps(office, state.orders);
        LocalDate date = LocalDate.ofEpochDay(day);
        for (ApprovedRoute route : office.routes()) {
            int overdue = 0;
            for (int number = 0; number < office.slotsPerDay(); number++) {
                long start = office.slotStart(date, number);
                String id = route.id() + "@" + start;
                Tally tally = tallies.get(id);
                Caps.Holding holding = caps.of(route, start);
                int[] seen = state.seen.get(id);
                overdue += tally == null ? 0 : tally.overdue;
                if (office.slotEnd(start) + KEEP_MILLIS <= now
                        || tally == null && seen == null && holding.ruleCap() == 0 && holding.order().isEmpty()) {
                    continue;
                }
                HaulSlot slot = slot(
                        state, route, start, holding, tally == null ? new Tally() : tally,
                        seen == null ? new int[HaulCity.COUNTS] : seen, overdue, now);
                HaulSlot before = state.slots.get(id);
                if (before == null || !before.equals(slot.toBuilder().time(before.time()).build())) {
                    state.slots.put(id, slot);
                    voice.slot(slot);
                }
            }
        }
    }

    private Map<String, Tally> tallies(OfficeState state, long day, long now) {
        Map<String, Tally> tallies = new HashMap<>();
        for (Entry entry : state.entries.values()) {
            if (city.dayOf(entry.declaration.slotStart()) != day) {
                continue;
            }
            HaulTrip trip = entry.trip;
            int type = entry.declaration.vehicleClass().ordinal();
            tallies.computeIfAbsent(trip.declaredRouteId() + "@" + trip.declaredSlotStart(), id -> new Tally())
                    .declared[type]++;
            if (!trip.routeId().isEmpty() && entry.declaration.status() == DeclarationStatus.FIRM) {
                Tally planned =
                        tallies.computeIfAbsent(trip.routeId() + "@" + trip.slotStart(), id -> new Tally());
                planned.planned[type]++;
                if (trip.state() == HaulTripState.PLANNED) {
                    planned.toCome += trip.slotEnd() > now ? 1 - noShows.share(state, trip.contractor()) : 0;
                    planned.overdue += trip.slotEnd() <= now ? 1 : 0;
                }
            }
        }
        return tallies;
    }

    private HaulSlot slot(
            OfficeState state,
            ApprovedRoute route,
            long start,
            Caps.Holding holding,
            Tally tally,
            int[] seen,
            int overdue,
            long now)
            throws IOException {
        long end = office.slotEnd(start);
        int declared = 0;
        int planned = 0;
        int passed = 0;
        double cars = 0;
        List<HaulClassUse> classes = new ArrayList<>();
        for (HaulVehicleClass type : HaulVehicleClass.values()) {
            int n = type.ordinal();
            int cap = holding.capOf(HaulCity.type(type));
            declared += tally.declared[n];
            planned += tally.planned[n];
            passed += seen[n];
            cars += tally.declared[n] * office.sizes().get(HaulCity.type(type)).passengerCars();
            if (cap < holding.cap() || tally.declared[n] + tally.planned[n] + seen[n] > 0) {
                classes.add(new HaulClassUse(type, cap, tally.declared[n], tally.planned[n], seen[n]));
            }
        }
        boolean current = start <= now && now < end;
        boolean near = now < end && start - now <= NEAR_MILLIS;
        HaulSlot.Builder slot = HaulSlot.builder()
                .routeId(route.id())
                .slotStart(start)
                .slotEnd(end)
                .time(now)
                .cap(holding.cap())
                .ruleCap(holding.ruleCap())
                .declared(declared)
                .planned(planned)
                .seen(passed)
                .undeclared(seen[CLASSES])
                .predicted(near ? passed + (int) Math.round(tally.toCome) + (current ? overdue : 0) : -1)
                .classes(classes)
                .decision(holding.decision());
        holding.order().ifPresent(order -> slot.decidedBy(order.by()).decidedAt(order.time()).remark(order.remark()));
        if (now < end && holding.ruleCap() > 0) {
            List<LinkOutlook> outlooks = new ArrayList<>();
            for (long link : route.linkIds()) {
                background.find(state, link, start, now).ifPresent(outlooks::add);
            }
            if (!outlooks.isEmpty()) {
                HeadRoom room = HeadRoom.judge(
                        outlooks,
                        new HeadRoom.Rules(
                                office.roadRules().leastSpeedShare().value(),
                                office.roadRules().confidence().value(),
                                declared > 0
                                        ? cars / declared
                                        : office.sizes().get(VehicleClass.HEAVY).passengerCars(),
                                MOST_GROWTH),
                        holding.cap(),
                        declared,
                        passed);
                slot.headRoom(room.vehicles())
                        .recommendedCap(room.recommendedCap())
                        .reason(HaulHeadRoomReason.valueOf(room.reason().name()))
                        .linkId(room.linkId());
            }
        }
        return slot.build();
    }
}
