package city.mio.jobs.haul;

import city.mio.events.HaulDayType;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.DayType;
import city.mio.models.haul.office.HaulOffice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Orders that change what the office's settings say for good or for days: kinds of days and the links of routes. Those of caps
 * are {@link Caps}' to read. The newest that speaks of a date or a route holds. Stateless.
 */
public final class OfficeOrders {

    private static final int MOST_DAYS = 400;

    private OfficeOrders() {}

    /** Whether an order changes the office's settings. */
    public static boolean amends(HaulOrder order) {
        return order.kind() == HaulOrderKind.DAY || order.kind() == HaulOrderKind.ROUTE;
    }

    /**
     * What is wrong with an order; empty if nothing is.
     *
     * @return one line in English
     */
    public static Optional<String> findFault(HaulOffice office, RoadNetwork network, HaulOrder order) {
        if (!order.routeId().isEmpty() && office.findRoute(order.routeId()).isEmpty()) {
            return Optional.of("routeId: there is no route " + order.routeId());
        }
        if (order.kind() != HaulOrderKind.ROUTE) {
            return Optional.empty();
        }
        int last = -1;
        for (long id : order.linkIds()) {
            OptionalInt link = network.findLink(id);
            if (link.isEmpty()) {
                return Optional.of("linkIds: the network has no link " + id);
            }
            if (!network.heavyAllowed(link.getAsInt())) {
                return Optional.of("linkIds: link " + id + " is closed to heavy vehicles");
            }
            if (last >= 0 && !network.turnAllowedForHeavy(last, link.getAsInt())) {
                return Optional.of("linkIds: no heavy vehicle can go from the link before into " + id);
            }
            last = link.getAsInt();
        }
        return new HashSet<>(order.linkIds()).size() == order.linkIds().size()
                ? Optional.empty()
                : Optional.of("linkIds: a link is there twice");
    }

    /**
     * The office as orders have changed it.
     *
     * @param orders by ascending time, none with a fault
     * @param now orders that are over by then count no more, UTC epoch milliseconds
     */
    public static HaulOffice amend(HaulOffice office, List<HaulOrder> orders, long now) {
        Map<LocalDate, DayType> days = new HashMap<>();
        Map<String, List<Long>> links = new HashMap<>();
        for (HaulOrder order : orders) {
            if (order.kind() == HaulOrderKind.DAY) {
                LocalDate last = office.local(order.until() - 1).toLocalDate();
                LocalDate day = office.local(order.from()).toLocalDate();
                for (int i = 0; i < MOST_DAYS && !day.isAfter(last); i++, day = day.plusDays(1)) {
                    if (order.dayType() == HaulDayType.AS_SET) {
                        days.remove(day);
                    } else {
                        days.put(day, DayType.valueOf(order.dayType().name()));
                    }
                }
            } else if (order.kind() == HaulOrderKind.ROUTE && now < order.until()) {
                links.put(order.routeId(), order.linkIds());
            }
        }
        List<ApprovedRoute> routes = new ArrayList<>();
        for (ApprovedRoute route : office.routes()) {
            List<Long> other = links.getOrDefault(route.id(), List.of());
            routes.add(other.isEmpty() ? route : route.withLinks(other));
        }
        return days.isEmpty() && routes.equals(office.routes())
                ? office
                : office.withCalendar(office.calendar().withOrdered(days)).withRoutes(routes);
    }
}
