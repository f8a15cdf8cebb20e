package city.mio.jobs.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulTerms;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.headroom.LinkOutlook;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.HoldingArea;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.office.VehicleSize;
import city.mio.models.haul.office.WorkSite;
import city.mio.models.haul.plan.Fairness;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanEffort;
import city.mio.models.haul.plan.PlanLink;
import city.mio.models.haul.plan.PlanRoute;
import city.mio.models.haul.plan.PlanTrip;
import city.mio.models.haul.plan.SlotPlan;
import city.mio.models.haul.plan.SlotPlan.Placed;
import city.mio.models.haul.plan.SlotPlanner;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a day of the office: from nothing at the deadline of firm plans, by changes after it. Slots that have begun are
 * history: who has one keeps it, and nobody gets one. Of one task.
 */
final class DayPlanner {

    /** What a trip costs that gets no slot, where its contractor says nothing: days of waiting. */
    private static final int USUAL_REFUSAL = 1000;

    private final HaulCity city;
    private final HaulOffice office;
    private final Background background;
    private final NoShowBook noShows;

    DayPlanner(HaulCity city, Background background, NoShowBook noShows) {
        this.noShows = noShows;
        this.city = city;
        this.office = city.office();
        this.background = background;
    }

    /** Whether the firm plans of a day are due, so that it is planned. */
    boolean isDue(long day, long now) {
        return !office.local(now).isBefore(office.deadlines().planDue(LocalDate.ofEpochDay(day)));
    }

    /** What the trips of a day come to; in the order of their ids. */
    List<HaulTrip> plan(OfficeState state, long day, long now) throws IOException {
        LocalDate date = LocalDate.ofEpochDay(day);
        int open = 0;
        while (open < office.slotsPerDay() && office.slotStart(date, open) <= now) {
            open++;
        }
        List<HaulTrip> told = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<PlanTrip> trips = new ArrayList<>();
        List<Placed> before = new ArrayList<>();
        Map<String, Integer> routes = new HashMap<>();
        for (ApprovedRoute route : office.routes()) {
            routes.put(route.id(), routes.size());
        }
        for (Entry entry : state.entries.values()) {
            if (!isToPlan(entry, day, now)) {
                continue;
            }
            Optional<PlanTrip> trip = trip(entry.declaration, date, open, routes);
            if (trip.isEmpty() && entry.trip.state() == HaulTripState.REFUSED) {
                // The reason why it was refused when there was still a choice stands.
                continue;
            }
            if (trip.isEmpty()) {
                told.add(refused(entry, HaulMoveReason.NOT_POSSIBLE, 0, now));
                continue;
            }
            entries.add(entry);
            trips.add(trip.get());
            if (!entry.trip.routeId().isEmpty()) {
                before.add(new Placed(
                        trip.get().id(), routes.get(entry.trip.routeId()), slotOf(entry.trip.slotStart(), date), 0, null));
            }
        }
        if (!trips.isEmpty()) {
            PlanDay planDay = noShows.overbook(state, day(state, date, open, trips, now));
            SlotPlan plan = state.planned.contains(day)
                    ? SlotPlanner.replan(
                            planDay, new SlotPlan(before, 0, 0, 0), city.settings().changeCost(), PlanEffort.CHANGE)
                    : SlotPlanner.plan(planDay, effort(trips.size()));
            for (int i = 0; i < entries.size(); i++) {
                told.add(told(entries.get(i), plan.trips().get(i), date, now));
            }
        }
        state.planned.add(day);
        return told;
    }

    /** That of a full day for 2,500 trips and more; less for fewer, as there is less to find. */
    private static PlanEffort effort(int trips) {
        PlanEffort full = PlanEffort.DAY;
        return new PlanEffort(
                Math.min(full.priceSteps(), 100 + trips),
                full.starts(),
                full.exchangeRounds(),
                Math.min(full.ruins(), 20 * trips),
                full.seed());
    }

    private boolean isToPlan(Entry entry, long day, long now) {
        if (entry.declaration.status() != DeclarationStatus.FIRM || city.dayOf(entry.declaration.slotStart()) != day) {
            return false;
        }
        return switch (entry.trip.state()) {
            case DECLARED, PLANNED -> entry.trip.routeId().isEmpty() || entry.trip.slotStart() > now;
            case REFUSED -> entry.trip.seenAt() == 0;
            default -> false;
        };
    }

    private int slotOf(long time, LocalDate date) {
        return (int) Math.floorDiv(time - office.slotStart(date, 0), office.slotMinutes() * 60_000L);
    }

    private Optional<PlanTrip> trip(HaulDeclaration d, LocalDate date, int open, Map<String, Integer> routes) {
        int wished = slotOf(d.slotStart(), date);
        HaulTerms terms = d.terms();
        long length = office.slotMinutes() * 60_000L;
        int earliest = wished;
        int latest = wished;
        if (terms.windowStart() > 0) {
            earliest = Math.min(wished, slotOf(terms.windowStart() + length - 1, date));
            latest = Math.max(wished, slotOf(terms.windowEnd(), date) - 1);
        }
        earliest = Math.max(open, Math.max(0, earliest));
        latest = Math.min(office.slotsPerDay() - 1, latest);
        if (latest < earliest) {
            return Optional.empty();
        }
        int[] costs = new int[routes.size()];
        Arrays.fill(costs, -1);
        costs[routes.get(d.routeId())] = 0;
        WorkSite site = office.findSite(d.siteId()).orElseThrow();
        VehicleSize size = office.sizes().get(HaulCity.type(d.vehicleClass()));
        for (String other : site.routeIds()) {
            boolean fits = office.findRoute(other).orElseThrow().findLimit(size).isEmpty();
            if (!other.equals(d.routeId()) && terms.costOtherRoute() >= 0 && fits) {
                costs[routes.get(other)] = terms.costOtherRoute();
            }
        }
        return Optional.of(PlanTrip.builder()
                .id(d.declarationId())
                .contractor(d.contractor())
                .type(HaulCity.type(d.vehicleClass()))
                .wish(routes.get(d.routeId()), wished)
                .window(earliest, latest)
                .costs(terms.costEarlier(), terms.costLater())
                .routeCosts(costs)
                .refusalCost(terms.costRefused() > 0 ? terms.costRefused() : USUAL_REFUSAL)
                .build());
    }

    private PlanDay day(OfficeState state, LocalDate date, int open, List<PlanTrip> trips, long now)
            throws IOException {
        int slots = office.slotsPerDay();
        Caps caps = new Caps(office, state.orders);
        List<PlanLink> links = new ArrayList<>();
        Map<Long, Integer> linkIndex = new HashMap<>();
        double share = office.roadRules().mostVolumeShare().value();
        for (long link : city.links()) {
            double[] room = new double[slots];
            boolean known = false;
            for (int slot = 0; slot < slots; slot++) {
                Optional<LinkOutlook> outlook = background.find(state, link, office.slotStart(date, slot), now);
                known |= outlook.isPresent();
                room[slot] = outlook.map(o -> share * o.capacity() - o.p50()).orElse(1e6);
            }
            if (known) {
                linkIndex.put(link, links.size());
                links.add(new PlanLink(link, room));
            }
        }
        List<PlanRoute> routes = new ArrayList<>();
        for (ApprovedRoute route : office.routes()) {
            int[] cap = new int[slots];
            int[][] byClass = new int[VehicleClass.values().length][slots];
            for (int slot = open; slot < slots; slot++) {
                Caps.Holding holding = caps.of(route, office.slotStart(date, slot));
                cap[slot] = holding.cap();
                for (VehicleClass type : VehicleClass.values()) {
                    byClass[type.ordinal()][slot] = holding.capOf(type);
                }
            }
            int[] used = route.linkIds().stream()
                    .filter(linkIndex::containsKey)
                    .mapToInt(linkIndex::get)
                    .toArray();
            routes.add(new PlanRoute(route.id(), used, new int[used.length], cap, byClass, holdingOf(route.id())));
        }
        List<Double> cars = new ArrayList<>();
        for (VehicleClass type : VehicleClass.values()) {
            cars.add(office.sizes().get(type).passengerCars());
        }
        return new PlanDay(
                slots,
                cars,
                routes,
                links,
                office.holdingAreas().stream().map(HoldingArea::capacity).toList(),
                trips,
                Fairness.DEFAULT);
    }

    private int holdingOf(String routeId) {
        for (int area = 0; area < office.holdingAreas().size(); area++) {
            if (office.holdingAreas().get(area).routeIds().contains(routeId)) {
                return area;
            }
        }
        return -1;
    }

    private HaulTrip told(Entry entry, Placed placed, LocalDate date, long now) {
        HaulMoveReason reason = placed.reason().kind() == SlotPlan.Reason.Kind.AS_WISHED
                ? HaulMoveReason.AS_DECLARED
                : HaulMoveReason.valueOf(placed.reason().kind().name());
        if (placed.route() < 0) {
            return refused(entry, reason, placed.reason().linkId(), now);
        }
        long slot = office.slotStart(date, placed.slot());
        return entry.trip.toBuilder()
                .routeId(office.routes().get(placed.route()).id())
                .slotStart(slot)
                .slotEnd(office.slotEnd(slot))
                .moveReason(reason)
                .moveLinkId(placed.reason().linkId())
                .moveCost(placed.cost())
                .state(HaulTripState.PLANNED)
                .time(now)
                .build();
    }

    private static HaulTrip refused(Entry entry, HaulMoveReason reason, long linkId, long now) {
        return entry.trip.toBuilder()
                .routeId("")
                .slotStart(0)
                .slotEnd(0)
                .moveReason(reason)
                .moveLinkId(linkId)
                .moveCost(0)
                .state(HaulTripState.REFUSED)
                .time(now)
                .build();
    }
}
