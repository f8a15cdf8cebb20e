package city.mio.feeds.haul;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a day or a month of construction traffic came to. Immutable.
 *
 * @param routes by route
 * @param contractors by contractor
 * @param slots of the time, by route and begin
 */
public record HaulReport(Map<String, Route> routes, Map<String, Contractor> contractors, List<HaulSlot> slots) {

    /**
     * Use of a route.
     *
     * @param caps of all slots together
     * @param overCap slots in which more passed than might
     */
    public record Route(int slots, int caps, int declared, int planned, int seen, int undeclared, int overCap) {}

    /**
     * How a contractor's trips went.
     *
     * @param trips firm
     * @param minutesMoved between the slots that were declared and those that were given, earlier and later alike: the delay
     *     that the plan causes the works
     * @param moveCost of all moves, in the unit of declarations
     */
    public record Contractor(
            int trips,
            int moved,
            int refused,
            int onTime,
            int early,
            int late,
            int wrongRoute,
            int noShow,
            long minutesLate,
            long minutesMoved,
            long moveCost) {}

    /** The report of slots and trips. */
    public static HaulReport of(List<HaulSlot> slots, List<HaulTrip> trips) {
        Map<String, Route> routes = new TreeMap<>();
        for (HaulSlot s : slots) {
            Route r = routes.getOrDefault(s.routeId(), new Route(0, 0, 0, 0, 0, 0, 0));
            routes.put(s.routeId(), new Route(
                    r.slots + 1, r.caps + s.cap(), r.declared + s.declared(), r.planned + s.planned(), r.seen + s.seen(),
                    r.undeclared + s.undeclared(), r.overCap + (s.seen() > s.cap() ? 1 : 0)));
        }
        Map<String, Contractor> contractors = new TreeMap<>();
        for (HaulTrip t : trips) {
            if (t.status() != DeclarationStatus.FIRM) {
                continue;
            }
            Contractor c = contractors.getOrDefault(t.contractor(), new Contractor(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
            contractors.put(t.contractor(), new Contractor(
                    c.trips + 1,
                    c.moved + (t.moved() && t.state() != HaulTripState.REFUSED ? 1 : 0),
                    c.refused + is(t, HaulTripState.REFUSED),
                    c.onTime + is(t, HaulTripState.ON_TIME),
                    c.early + is(t, HaulTripState.EARLY),
                    c.late + is(t, HaulTripState.LATE),
                    c.wrongRoute + is(t, HaulTripState.WRONG_ROUTE),
                    c.noShow + is(t, HaulTripState.NO_SHOW),
                    c.minutesLate + Math.max(0, t.minutesOff()),
                    c.minutesMoved + (t.slotStart() > 0 ? Math.abs(t.slotStart() - t.declaredSlotStart()) / 60_000 : 0),
                    c.moveCost + t.moveCost()));
        }
        return new HaulReport(routes, contractors, List.copyOf(slots));
    }

    private static int is(HaulTrip trip, HaulTripState state) {
        return trip.state() == state ? 1 : 0;
    }
}
